import type { Reader } from '../platform/db/index.ts';
import type { CustomerWallet } from './customer.ts';
import { readAuthId } from './customer.ts';
import { selectWallet } from './store.ts';

export interface WalletDirectoryOptions {
  readonly maxEntries: number;
  /** How long a change made on another node may go unseen. */
  readonly maxAgeMs: number;
}

interface Entry {
  readonly wallet: CustomerWallet;
  readonly readAtMs: number;
}

/** How long a change that was announced may take until it is committed: the database ends a transaction that idles so long. */
const CHANGE_MS = 60_000;

const DEFAULTS: WalletDirectoryOptions = { maxEntries: 50_000, maxAgeMs: 60_000 };

/**
 * Remembers which wallet belongs to which account, so that moving money asks the database for nothing but the money.
 * Only what exists is remembered: an account made a moment ago is found at once. Ids, wallet and currency never change;
 * name and end do: `forget` sees to it on this node, age on the others.
 */
export class WalletDirectory {
  readonly #reader: Reader;
  readonly #options: WalletDirectoryOptions;
  /** In order of last use: the first is the one that goes when there are too many. */
  readonly #entries = new Map<string, Entry>();
  /** Until when accounts that are being changed are not remembered; the one announced first is the first. */
  readonly #changing = new Map<string, number>();

  constructor(reader: Reader, options: Partial<WalletDirectoryOptions> = {}) {
    this.#reader = reader;
    this.#options = { ...DEFAULTS, ...options };
  }

  /** The wallet of a partner's account; null when it is none of this partner's. `nowMs` is the machine's time. */
  async find(
    partnerId: string,
    authIdText: string,
    nowMs: number = Date.now(),
  ): Promise<CustomerWallet | null> {
    const authId = readAuthId(authIdText);
    if (authId === null) return null;
    const key = keyOf(partnerId, authId);
    const known = this.#entries.get(key);
    if (known !== undefined && nowMs - known.readAtMs < this.#options.maxAgeMs) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.wallet;
    }
    const wallet = await selectWallet(this.#reader, partnerId, authId);
    // Looked at after reading: the change may have been announced meanwhile.
    if (wallet !== null && !this.#isChanging(key, nowMs)) this.#remember(key, { wallet, readAtMs: nowMs });
    return wallet;
  }

  /**
   * To be called in the transaction that changes an account. Until that has surely committed the database is asked each
   * time: whoever reads in between would else remember what was before for as long as entries live.
   */
  forget(partnerId: string, authId: string, nowMs: number = Date.now()): void {
    const key = keyOf(partnerId, authId);
    this.#entries.delete(key);
    this.#changing.delete(key);
    this.#changing.set(key, nowMs + CHANGE_MS);
    dropOldest(this.#changing, this.#options.maxEntries);
  }

  get size(): number {
    return this.#entries.size;
  }

  #remember(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    dropOldest(this.#entries, this.#options.maxEntries);
  }

  #isChanging(key: string, nowMs: number): boolean {
    const until = this.#changing.get(key);
    if (until === undefined) return false;
    if (nowMs < until) return true;
    this.#changing.delete(key);
    return false;
  }
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

function keyOf(partnerId: string, authId: string): string {
  return `${partnerId}/${authId}`;
}
