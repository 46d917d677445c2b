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

const DEFAULTS: WalletDirectoryOptions = { maxEntries: 50_000, maxAgeMs: 60_000 };

/**
 * Remembers which wallet belongs to which account, so that moving money asks the database for nothing but the money.
 * Only what exists is remembered: an account made a moment ago is found at once. Ids, wallet and currency never change;
 * name and end do, and are forgotten by `forget` on this node and by age on the others.
 */
export class WalletDirectory {
  readonly #reader: Reader;
  readonly #options: WalletDirectoryOptions;
  /** In order of last use: the first is the one that goes when there are too many. */
  readonly #entries = new Map<string, Entry>();

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
    if (wallet !== null) this.#remember(key, { wallet, readAtMs: nowMs });
    return wallet;
  }

  forget(partnerId: string, authId: string): void {
    this.#entries.delete(keyOf(partnerId, authId));
  }

  get size(): number {
    return this.#entries.size;
  }

  #remember(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#options.maxEntries && oldest !== undefined) this.#entries.delete(oldest);
  }
}

function keyOf(partnerId: string, authId: string): string {
  return `${partnerId}/${authId}`;
}
