import { sql, type RawBuilder } from 'kysely';
import { containing, type Reader } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor, type CursorParts } from '../platform/http/index.ts';
import type { AccountKind, PostedTransfer } from './command.ts';
import { TRANSFER_COLUMNS, transferFromRow, type TransferRow } from './transfer-row.ts';

export type Side = 'debit' | 'credit';

/** Which entries of a partner's books; what is absent does not narrow. */
export interface EntryFilter {
  readonly accountIds?: readonly string[];
  readonly ownerId?: string;
  readonly kinds?: readonly AccountKind[];
  readonly currency?: string;
  readonly codes?: readonly string[];
  readonly notCodes?: readonly string[];
  /** By posting time, included. */
  readonly from?: Date;
  /** By posting time, not included. */
  readonly to?: Date;
  /** Part of the reference, in either case. */
  readonly reference?: string;
  /** Part of the description, in either case. */
  readonly description?: string;
  /** Part of reference or description, in either case, or a transfer's id. */
  readonly search?: string;
  /** Entries of these accounts match `search` whatever their texts are. */
  readonly searchAccountIds?: readonly string[];
  /** One transfer. */
  readonly transferId?: string;
  readonly direction?: Side;
}

/** `cursor`: continue after that place (null: at the newest); `offset`: leave out so many. `summary: false` spares the sums. */
export type EntryPage = { readonly limit: number; readonly summary?: boolean } & (
  { readonly offset: number } | { readonly cursor: string | null }
);

/** One account's view of a transfer. A transfer between two accounts of the filter is two entries. */
export interface Entry {
  readonly transfer: PostedTransfer;
  readonly side: Side;
  readonly accountId: string;
  readonly balanceAfter: bigint;
}

export interface EntrySums {
  readonly count: number;
  readonly totalDebit: bigint;
  readonly totalCredit: bigint;
}

/** Of one currency: amounts of different currencies are never added. */
export interface CurrencySummary extends EntrySums {
  readonly currency: string;
  readonly byCode: readonly (EntrySums & { readonly code: string })[];
}

export interface EntrySummary {
  /** Of all currencies. */
  readonly count: number;
  readonly currencies: readonly CurrencySummary[];
}

export interface EntryList {
  /** Newest first. */
  readonly entries: readonly Entry[];
  readonly total: number;
  readonly summary: EntrySummary;
  /** Null at the end. */
  readonly nextCursor: string | null;
}

const SIDES: readonly Side[] = ['credit', 'debit'];
/** More accounts than this are better joined than listed. */
const MOST_LISTED = 100;
const NOTHING: EntrySummary = { count: 0, currencies: [] };

/** Entries after `low` up to `high`; fixed once, so that page, total and sums speak of the same entries. */
interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

interface Scope {
  readonly partnerId: string;
  readonly filter: EntryFilter;
  readonly account: (side: Side) => RawBuilder<unknown>;
}

/**
 * A page of entries, newest first, with exact total and sums over all that match. Sorted by place in the chain, which is
 * the order of posting; served by one index for either side.
 */
export async function listEntries(
  reader: Reader,
  partnerId: string,
  filter: EntryFilter,
  page: EntryPage,
): Promise<EntryList> {
  const range = await readRange(reader, partnerId, filter);
  const account = await accountCondition(reader, partnerId, filter);
  const scope: Scope = { partnerId, filter, account };
  const rows = await readPage(reader, scope, range, page);
  const entries = rows.slice(0, page.limit).map(entryFromRow);
  const last = entries.at(-1);
  const summary = page.summary === false ? NOTHING : await readSummary(reader, scope, range);
  return {
    entries,
    total: summary.count,
    summary,
    nextCursor:
      rows.length > page.limit && last !== undefined
        ? encodeCursor([last.transfer.entryNo.toString(), last.side])
        : null,
  };
}

async function readRange(reader: Reader, partnerId: string, filter: EntryFilter): Promise<Range> {
  const low =
    filter.from === undefined
      ? sql`0::bigint`
      : sql`ledger_entry_before(${partnerId}, ${filter.from}, false)`;
  const high =
    filter.to === undefined ? sql`h.entry_no` : sql`ledger_entry_before(${partnerId}, ${filter.to}, false)`;
  const { rows } = await sql<Range>`SELECT ${low} AS low, ${high} AS high FROM ledger_chain_head h
    WHERE h.partner_id = ${partnerId}`.execute(reader);
  return rows[0] ?? { low: 0n, high: 0n };
}

/** A wallet's owner has few accounts, so they are named and the index is walked; all wallets of a partner are joined. */
async function accountCondition(
  reader: Reader,
  partnerId: string,
  filter: EntryFilter,
): Promise<(side: Side) => RawBuilder<unknown>> {
  const column = (side: Side): RawBuilder<unknown> => sql.ref(`t.${side}_account_id`);
  const { accountIds, ownerId, kinds, currency } = filter;
  const conditions = [sql`a.partner_id = ${partnerId}`];
  if (accountIds !== undefined) conditions.push(sql`a.id = ANY (${accountIds}::uuid[])`);
  if (ownerId !== undefined) conditions.push(sql`a.owner_id = ${ownerId}`);
  if (kinds !== undefined) conditions.push(sql`a.kind = ANY (${kinds}::text[])`);
  if (currency !== undefined) conditions.push(sql`a.currency = ${currency}`);
  if (conditions.length === 1) return () => sql`true`;
  const accounts = sql`SELECT a.id FROM ledger_account a WHERE ${sql.join(conditions, sql` AND `)}`;
  const { rows } = await sql<{ id: string }>`${accounts} LIMIT ${MOST_LISTED + 1}`.execute(reader);
  if (rows.length > MOST_LISTED) return (side) => sql`${column(side)} IN (${accounts})`;
  const ids = rows.map((row) => row.id);
  if (ids.length === 1) return (side) => sql`${column(side)} = ${ids[0]}`;
  return (side) => sql`${column(side)} = ANY (${ids}::uuid[])`;
}

function conditionsOf(scope: Scope, side: Side, range: Range): RawBuilder<unknown> {
  const { codes, notCodes, reference, description, transferId } = scope.filter;
  const all = [
    sql`t.partner_id = ${scope.partnerId}`,
    sql`t.entry_no > ${range.low}`,
    sql`t.entry_no <= ${range.high}`,
    scope.account(side),
  ];
  if (codes !== undefined) all.push(sql`t.code = ANY (${codes}::text[])`);
  if (notCodes !== undefined) all.push(sql`t.code <> ALL (${notCodes}::text[])`);
  if (reference !== undefined) all.push(sql`t.reference ILIKE ${containing(reference)}`);
  if (description !== undefined) all.push(sql`t.description ILIKE ${containing(description)}`);
  if (transferId !== undefined) all.push(sql`t.id = ${transferId}`);
  const search = searchCondition(scope.filter, sql.ref(`t.${side}_account_id`));
  if (search !== null) all.push(search);
  return sql.join(all, sql` AND `);
}

function searchCondition(
  { search, searchAccountIds }: EntryFilter,
  account: RawBuilder<unknown>,
): RawBuilder<unknown> | null {
  if (search === undefined || search === '') return null;
  const pattern = containing(search);
  const id = search.replace(/^txn_/, '').replaceAll('-', '').toLowerCase();
  const either = [
    sql`t.reference ILIKE ${pattern}`,
    sql`t.description ILIKE ${pattern}`,
    sql`replace(t.id::text, '-', '') = ${id}`,
  ];
  if (searchAccountIds !== undefined) either.push(sql`${account} = ANY (${searchAccountIds}::uuid[])`);
  return sql`(${sql.join(either, sql` OR `)})`;
}

function sidesOf(filter: EntryFilter): readonly Side[] {
  return filter.direction === undefined ? SIDES : [filter.direction];
}

interface EntryRow extends TransferRow {
  readonly side: Side;
  readonly account_id: string;
  readonly balance_after: bigint;
}

function entryFromRow(row: EntryRow): Entry {
  return {
    transfer: transferFromRow(row),
    side: row.side,
    accountId: row.account_id,
    balanceAfter: row.balance_after,
  };
}

/** One row more than the page, which tells whether another page follows. */
async function readPage(reader: Reader, scope: Scope, range: Range, page: EntryPage): Promise<EntryRow[]> {
  const offset = 'offset' in page ? page.offset : 0;
  const most = offset + page.limit + 1;
  const after = 'cursor' in page && page.cursor !== null ? readCursor(page.cursor) : null;
  const parts = sidesOf(scope.filter).map((side) => {
    const high =
      after === null ? range.high : least(range.high, side > after.side ? after.entryNo : after.entryNo - 1n);
    return sql`(SELECT ${sql.raw(TRANSFER_COLUMNS)}, ${sql.lit(side)} AS side, ${sql.ref(`t.${side}_account_id`)} AS account_id,
        ${sql.ref(`t.${side}_balance_after`)} AS balance_after
      FROM ledger_transfer t WHERE ${conditionsOf(scope, side, { low: range.low, high })}
      ORDER BY t.entry_no DESC LIMIT ${most})`;
  });
  const { rows } = await sql<EntryRow>`SELECT * FROM (${sql.join(parts, sql` UNION ALL `)}) e
    ORDER BY e.entry_no DESC, e.side LIMIT ${page.limit + 1} OFFSET ${offset}`.execute(reader);
  return rows;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** Number and side; what is no number of ours points nowhere. */
export const ENTRY_CURSOR: CursorParts = [() => true, () => true];

function readCursor(cursor: string): { entryNo: bigint; side: Side } {
  const [entryNo = '', side = ''] = decodeCursor(cursor, ENTRY_CURSOR);
  return {
    entryNo: /^\d{1,18}$/.test(entryNo) ? BigInt(entryNo) : 0n,
    side: side === 'debit' ? 'debit' : 'credit',
  };
}

async function readSummary(reader: Reader, scope: Scope, range: Range): Promise<EntrySummary> {
  const parts = sidesOf(scope.filter).map(
    (side) => sql`SELECT t.currency, t.code, ${sql.lit(side)} AS side, t.amount FROM ledger_transfer t
      WHERE ${conditionsOf(scope, side, range)}`,
  );
  const { rows } = await sql<SumRow>`
    SELECT e.currency, e.code, count(*) AS count, coalesce(sum(e.amount) FILTER (WHERE e.side = 'debit'), 0)::bigint AS debit,
      coalesce(sum(e.amount) FILTER (WHERE e.side = 'credit'), 0)::bigint AS credit
    FROM (${sql.join(parts, sql` UNION ALL `)}) e GROUP BY e.currency, e.code ORDER BY e.currency, e.code`.execute(
    reader,
  );
  const currencies = [...Map.groupBy(rows, (row) => row.currency)].map(([currency, ofIt]) =>
    toCurrencySummary(currency, ofIt),
  );
  return { count: currencies.reduce((sum, one) => sum + one.count, 0), currencies };
}

interface SumRow {
  readonly currency: string;
  readonly code: string;
  readonly count: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

function toCurrencySummary(currency: string, rows: readonly SumRow[]): CurrencySummary {
  const byCode = rows.map((row) => ({
    code: row.code,
    count: Number(row.count),
    totalDebit: row.debit,
    totalCredit: row.credit,
  }));
  return {
    currency,
    count: byCode.reduce((sum, one) => sum + one.count, 0),
    totalDebit: byCode.reduce((sum, one) => sum + one.totalDebit, 0n),
    totalCredit: byCode.reduce((sum, one) => sum + one.totalCredit, 0n),
    byCode,
  };
}
