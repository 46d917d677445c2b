import type { AccountKind, Ledger } from '../ledger/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { CallBooks } from './legs.ts';

/** Partners × currencies that are remembered; their accounts are given once. */
const MOST_REMEMBERED = 10_000;

/** The accounts of partners' books, from memory where they are known. */
export class BookDirectory {
  private readonly known = new Map<string, CallBooks>();
  private readonly ledger: Ledger;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  async find(reader: Reader, partnerId: string, currency: string): Promise<CallBooks> {
    const key = `${partnerId}/${currency}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const accounts = await this.ledger.accountsOf(reader, partnerId, { ownerId: partnerId, currency });
    const idOf = (kind: AccountKind): string => {
      const account = accounts.find((one) => one.kind === kind);
      if (account === undefined) throw new Error(`No ${kind} account in ${currency} of ${partnerId}.`);
      return account.id;
    };
    const books: CallBooks = {
      usageRevenue: idOf('usage_revenue'),
      margin: idOf('margin'),
      writeOff: idOf('write_off'),
      master: idOf('master'),
    };
    if (this.known.size >= MOST_REMEMBERED) this.known.clear();
    this.known.set(key, books);
    return books;
  }
}
