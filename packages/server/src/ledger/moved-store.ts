import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { AccountKind } from './command.ts';

/** Which entries: by what they are about, and by when they can have been posted. */
export interface MovedAsked {
  /** References from the first, before the second, in the order of their bytes. */
  readonly references: { readonly from: string; readonly before: string };
  readonly posted: { readonly from: Date; readonly before: Date };
  /** Of these references alone. */
  readonly only?: readonly string[];
  /** These accounts alone, found by their own index. Default: all. */
  readonly accountIds?: readonly string[];
}

/** What came to an account less what left it. Units of 10⁻⁵. */
export interface Moved {
  readonly accountId: string;
  readonly ownerId: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly net: bigint;
}

/** Both sides of the entries, a row a side. */
function sidesOf(
  partnerId: string,
  { references, posted, only, accountIds }: MovedAsked,
  codes?: readonly string[],
): RawBuilder<unknown> {
  const side = (account: RawBuilder<unknown>, change: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    SELECT ${account} AS account_id, ${change} AS change, t.reference FROM ledger_transfer t
    WHERE t.partner_id = ${partnerId} AND t.entry_no > (SELECT low FROM span) AND t.entry_no <= (SELECT high FROM span)
      AND t.reference COLLATE "C" >= ${references.from} AND t.reference COLLATE "C" < ${references.before}
      ${only === undefined ? sql`` : sql`AND t.reference = ANY (${only}::text[])`}
      ${accountIds === undefined ? sql`` : sql`AND ${account} = ANY (${accountIds}::uuid[])`}
      ${codes === undefined ? sql`` : sql`AND t.code = ANY (${codes}::text[])`}`;
  return sql`span AS MATERIALIZED (
      SELECT ledger_entry_before(${partnerId}, ${posted.from}, false) AS low,
        ledger_entry_before(${partnerId}, ${posted.before}, false) AS high),
    sides AS (${side(sql`t.debit_account_id`, sql`-t.amount`)} UNION ALL ${side(sql`t.credit_account_id`, sql`t.amount`)})`;
}

/** By account, those on which such entries stand. */
export async function readMoved(reader: Reader, partnerId: string, asked: MovedAsked): Promise<Moved[]> {
  const { rows } = await sql<{
    account_id: string;
    owner_id: string;
    kind: AccountKind;
    currency: string;
    net: bigint;
  }>`WITH ${sidesOf(partnerId, asked)},
    sums AS (SELECT account_id, sum(change)::bigint AS net FROM sides GROUP BY account_id)
    SELECT s.account_id, a.owner_id, a.kind, a.currency, s.net FROM sums s
    JOIN ledger_account a ON a.partner_id = ${partnerId} AND a.id = s.account_id
    ORDER BY a.kind, a.currency, a.id`.execute(reader);
  return rows.map((row) => ({
    accountId: row.account_id,
    ownerId: row.owner_id,
    kind: row.kind,
    currency: row.currency,
    net: row.net,
  }));
}

/** The same of some accounts together, by reference, in the order of the references; at most `limit`. */
export async function readMovedByReference(
  reader: Reader,
  partnerId: string,
  asked: MovedAsked & { readonly accountIds: readonly string[]; readonly codes?: readonly string[] },
  limit: number,
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ reference: string; net: bigint }>`
    WITH ${sidesOf(partnerId, asked, asked.codes)}
    SELECT reference, sum(change)::bigint AS net FROM sides GROUP BY reference
    ORDER BY reference COLLATE "C" LIMIT ${limit}`.execute(reader);
  return new Map(rows.map((row) => [row.reference, row.net]));
}

/** The last entry of a partner's chain; 0 before the first. */
export async function readChainEnd(reader: Reader, partnerId: string): Promise<bigint> {
  const { rows } = await sql<{ entry_no: bigint }>`
    SELECT entry_no FROM ledger_chain_head WHERE partner_id = ${partnerId}`.execute(reader);
  return rows[0]?.entry_no ?? 0n;
}
