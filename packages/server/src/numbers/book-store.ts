import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { NumberBooks } from './posting.ts';

interface BookRow {
  readonly partner_id: string;
  readonly currency: string;
  readonly number_revenue: string | null;
  readonly margin: string | null;
  readonly master: string | null;
}

export interface BookKey {
  readonly partnerId: string;
  readonly currency: string;
}

/** The accounts that numbers are booked on, by partner and currency; read through the ledger's view. */
export class BookShelf {
  readonly #books: ReadonlyMap<string, NumberBooks>;

  constructor(books: ReadonlyMap<string, NumberBooks>) {
    this.#books = books;
  }

  /** A wallet is in a currency in which its partner has books, so that there always are some. */
  of({ partnerId, currency }: BookKey): NumberBooks {
    const books = this.#books.get(keyOf(partnerId, currency));
    if (books === undefined) throw new Error(`Partner ${partnerId} has no books in ${currency}.`);
    return books;
  }
}

export async function readBooks(reader: Reader, keys: readonly BookKey[]): Promise<BookShelf> {
  const wanted = new Map(keys.map((key) => [keyOf(key.partnerId, key.currency), key]));
  const partnerIds = [...wanted.values()].map((key) => key.partnerId);
  const currencies = [...wanted.values()].map((key) => key.currency);
  const { rows } = await sql<BookRow>`
    SELECT w.partner_id, w.currency, r.id AS number_revenue, m.id AS margin, a.id AS master
    FROM unnest(${partnerIds}::uuid[], ${currencies}::text[]) w(partner_id, currency)
    LEFT JOIN ledger_account_balance r
      ON r.partner_id = w.partner_id AND r.currency = w.currency AND r.kind = 'number_revenue'
    LEFT JOIN ledger_account_balance m ON m.partner_id = w.partner_id AND m.currency = w.currency AND m.kind = 'margin'
    LEFT JOIN ledger_account_balance a ON a.partner_id = w.partner_id AND a.currency = w.currency AND a.kind = 'master'`.execute(
    reader,
  );
  return new BookShelf(
    new Map(
      rows.flatMap(({ partner_id, currency, number_revenue, margin, master }) =>
        number_revenue === null || margin === null || master === null
          ? []
          : [[keyOf(partner_id, currency), { numberRevenue: number_revenue, margin, master }] as const],
      ),
    ),
  );
}

function keyOf(partnerId: string, currency: string): string {
  return `${partnerId}/${currency}`;
}
