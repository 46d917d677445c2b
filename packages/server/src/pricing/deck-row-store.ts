import { sql, type RawBuilder } from 'kysely';
import { containing, type Reader, type Tx } from '../platform/db/index.ts';
import type { DeckFault, DeckRow } from './deck.ts';
import { toRate } from './rate.ts';

/** A row of a file, with where it stood. */
export interface StagedRow {
  readonly line: number;
  readonly row: DeckRow;
}

function timeText(ms: number): string {
  if (ms === Infinity) return 'infinity';
  return ms === -Infinity ? '-infinity' : new Date(ms).toISOString();
}

/** An array of what needs no quotes. */
function plainArray(values: readonly (string | number | bigint)[]): string {
  return `{${values.join(',')}}`;
}

/** Sets rows of a file aside until the whole of it was read. */
export async function insertStaged(
  reader: Reader,
  ownerId: string,
  deckId: string,
  rows: readonly StagedRow[],
): Promise<void> {
  const plain = (read: (row: DeckRow) => string | number | bigint): string =>
    plainArray(rows.map(({ row }) => read(row)));
  await sql`INSERT INTO rate_deck_staging (partner_id, deck_id, line, prefix, effective_from, effective_to, description,
      rate_per_minute, connect_fee, initial_increment_seconds, next_increment_seconds)
    SELECT ${ownerId}, ${deckId}, * FROM unnest(${plainArray(rows.map(({ line }) => line))}::integer[],
      ${plain((row) => row.prefix)}::text[], ${plain((row) => timeText(row.effectiveFromMs))}::timestamptz[],
      ${plain((row) => timeText(row.effectiveToMs))}::timestamptz[], ${rows.map(({ row }) => row.description)}::text[],
      ${plain((row) => row.ratePerMinute)}::bigint[], ${plain((row) => row.connectFee)}::bigint[],
      ${plain((row) => row.initialIncrementSeconds)}::integer[],
      ${plain((row) => row.nextIncrementSeconds)}::integer[])`.execute(reader);
}

export async function deleteStaged(reader: Reader, ownerId: string, deckId: string): Promise<void> {
  await sql`DELETE FROM rate_deck_staging WHERE partner_id = ${ownerId} AND deck_id = ${deckId}`.execute(
    reader,
  );
}

/** Rows whose prefix is there before at the same time: how many, and the first of them by line. */
export async function selectOverlaps(
  tx: Tx,
  ownerId: string,
  deckId: string,
  limit: number,
): Promise<{ readonly count: number; readonly faults: readonly DeckFault[] }> {
  const { rows } = await sql<OverlapRecord>`
    SELECT greatest(line, other_line) AS line, least(line, other_line) AS other,
      effective_from = other_from AND effective_to = other_to AS same, other_to > effective_from AS neighbours,
      count(*) OVER () AS total
    FROM (
      SELECT line, prefix, effective_from, effective_to, lag(line) OVER w AS other_line,
        lag(effective_from) OVER w AS other_from, lag(effective_to) OVER w AS other_to,
        max(effective_to) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_until
      FROM rate_deck_staging WHERE partner_id = ${ownerId} AND deck_id = ${deckId}
      WINDOW w AS (PARTITION BY prefix ORDER BY effective_from, line)
    ) r
    WHERE taken_until > effective_from ORDER BY 1 LIMIT ${limit}`.execute(tx);
  return { count: Number(rows[0]?.total ?? 0n), faults: rows.map(toOverlapFault) };
}

interface OverlapRecord {
  readonly line: number;
  readonly other: number;
  readonly same: boolean;
  /** Else it overlaps an earlier one still. */
  readonly neighbours: boolean;
  readonly total: bigint;
}

function toOverlapFault({ line, other, same, neighbours }: OverlapRecord): DeckFault {
  if (same)
    return { line, column: 'prefix', message: `The prefix is there already, in line ${String(other)}` };
  const where = neighbours ? ` in line ${String(other)}` : '';
  return {
    line,
    column: 'effective_from',
    message: `The time of the price overlaps that of the same prefix${where}`,
  };
}

/** One hash for the same prices, however the file was written. */
export async function hashStaged(tx: Tx, ownerId: string, deckId: string): Promise<Buffer> {
  const { rows } = await sql<{ hash: Buffer }>`
    SELECT sha256(convert_to(coalesce(string_agg(concat_ws(E'\t', prefix, extract(epoch FROM effective_from),
      extract(epoch FROM effective_to), description, rate_per_minute, connect_fee, initial_increment_seconds,
      next_increment_seconds), E'\n' ORDER BY prefix, effective_from), ''), 'UTF8')) AS hash
    FROM rate_deck_staging WHERE partner_id = ${ownerId} AND deck_id = ${deckId}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('An aggregate has one row.');
  return row.hash;
}

/** Makes the prices of a version of what was set aside, in the order in which they are looked for. */
export async function insertRowsFromStaged(tx: Tx, ownerId: string, deckId: string): Promise<number> {
  const { numAffectedRows } =
    await sql`INSERT INTO rate_deck_row (partner_id, deck_id, prefix, effective_from,
      effective_to, description, rate_per_minute, connect_fee, initial_increment_seconds, next_increment_seconds)
    SELECT partner_id, deck_id, prefix, effective_from, effective_to, description, rate_per_minute, connect_fee,
      initial_increment_seconds, next_increment_seconds
    FROM rate_deck_staging WHERE partner_id = ${ownerId} AND deck_id = ${deckId}
    ORDER BY prefix, effective_from`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

interface RowRecord {
  readonly prefix: string;
  readonly description: string;
  readonly rate_per_minute: bigint;
  readonly connect_fee: bigint;
  readonly initial_increment_seconds: number;
  readonly next_increment_seconds: number;
  readonly from_ms: number;
  readonly to_ms: number;
}

const COLUMNS = sql`prefix, description, rate_per_minute, connect_fee, initial_increment_seconds,
  next_increment_seconds, (extract(epoch FROM effective_from) * 1000)::float8 AS from_ms,
  (extract(epoch FROM effective_to) * 1000)::float8 AS to_ms`;

/** Where a list of rows goes on: behind this one. */
export interface RowPlace {
  readonly prefix: string;
  readonly effectiveFromMs: number;
}

export interface RowFilter {
  /** Rows whose prefix begins with these digits. */
  readonly prefix?: string | undefined;
  /** Part of the description, in any case. */
  readonly search?: string | undefined;
}

function conditions(ownerId: string, deckId: string, filter: RowFilter): RawBuilder<unknown> {
  const parts = [sql`partner_id = ${ownerId} AND deck_id = ${deckId}`];
  // The end of the range is the next text of this length in the order of bytes; digits end before ':'.
  if (filter.prefix !== undefined)
    parts.push(sql`prefix >= ${filter.prefix} AND prefix < ${`${filter.prefix}:`}`);
  if (filter.search !== undefined) parts.push(sql`description ILIKE ${containing(filter.search)}`);
  return sql.join(parts, sql` AND `);
}

/** Prices of a version by prefix and time. */
export async function selectRows(
  reader: Reader,
  ownerId: string,
  deckId: string,
  filter: RowFilter,
  place: { readonly limit: number; readonly offset: number; readonly after: RowPlace | null },
): Promise<DeckRow[]> {
  const { after } = place;
  const behind =
    after === null
      ? sql``
      : sql`AND (prefix, effective_from) > (${after.prefix}, ${timeText(after.effectiveFromMs)}::timestamptz)`;
  const { rows } = await sql<RowRecord>`SELECT ${COLUMNS} FROM rate_deck_row
    WHERE ${conditions(ownerId, deckId, filter)} ${behind}
    ORDER BY prefix, effective_from LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRecord);
}

export async function countRows(
  reader: Reader,
  ownerId: string,
  deckId: string,
  filter: RowFilter,
): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM rate_deck_row
    WHERE ${conditions(ownerId, deckId, filter)}`.execute(reader);
  return rows[0]?.total ?? 0;
}

function fromRecord(row: RowRecord): DeckRow {
  return {
    prefix: row.prefix,
    description: row.description,
    ratePerMinute: toRate(row.rate_per_minute),
    connectFee: row.connect_fee,
    initialIncrementSeconds: row.initial_increment_seconds,
    nextIncrementSeconds: row.next_increment_seconds,
    effectiveFromMs: row.from_ms,
    effectiveToMs: row.to_ms,
  };
}
