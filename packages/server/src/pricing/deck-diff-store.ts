import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { ChangeKind, ChangePlace, DiffCounts, PriceChange, PriceTerms } from './deck-diff.ts';
import { toRate } from './rate.ts';

/** Which two versions are compared, and as they hold when. */
export interface Comparison {
  readonly ownerId: string;
  /** Null: with nothing. */
  readonly beforeDeckId: string | null;
  readonly afterDeckId: string;
  readonly at: Date;
}

function rowsOf({ ownerId, at }: Comparison, deckId: string | null): RawBuilder<unknown> {
  return sql`SELECT * FROM rate_deck_row WHERE partner_id = ${ownerId} AND deck_id = ${deckId}
    AND effective_from <= ${at} AND effective_to > ${at}`;
}

/** Both versions side by side, by prefix. */
function changes(comparison: Comparison): RawBuilder<unknown> {
  return sql`SELECT coalesce(a.prefix, b.prefix) AS prefix,
      CASE WHEN b.prefix IS NULL THEN 'new' WHEN a.prefix IS NULL THEN 'gone'
        WHEN a.rate_per_minute > b.rate_per_minute THEN 'dearer'
        WHEN a.rate_per_minute < b.rate_per_minute THEN 'cheaper'
        WHEN (a.connect_fee, a.initial_increment_seconds, a.next_increment_seconds)
          <> (b.connect_fee, b.initial_increment_seconds, b.next_increment_seconds) THEN 'terms'
        ELSE 'unchanged' END AS kind,
      b.description AS b_text, b.rate_per_minute AS b_rate, b.connect_fee AS b_fee,
      b.initial_increment_seconds AS b_initial, b.next_increment_seconds AS b_next,
      a.description AS a_text, a.rate_per_minute AS a_rate, a.connect_fee AS a_fee,
      a.initial_increment_seconds AS a_initial, a.next_increment_seconds AS a_next
    FROM (${rowsOf(comparison, comparison.beforeDeckId)}) b
    FULL JOIN (${rowsOf(comparison, comparison.afterDeckId)}) a ON a.prefix = b.prefix`;
}

export async function countChanges(reader: Reader, comparison: Comparison): Promise<DiffCounts> {
  const { rows } = await sql<{ kind: ChangeKind; count: number }>`
    SELECT kind, count(*)::int AS count FROM (${changes(comparison)}) c GROUP BY kind`.execute(reader);
  const counts = { new: 0, dearer: 0, cheaper: 0, terms: 0, gone: 0, unchanged: 0 };
  for (const { kind, count } of rows) counts[kind] = count;
  return counts;
}

/** The biggest changes of the rate first, what was free before all; then other terms, new and gone ones, the unchanged last. */
const WEIGHT = sql`CASE kind
  WHEN 'dearer' THEN coalesce((a_rate - b_rate)::float8 / nullif(b_rate, 0), 'Infinity'::float8)
  WHEN 'cheaper' THEN (b_rate - a_rate)::float8 / b_rate
  WHEN 'terms' THEN -1 WHEN 'new' THEN -2 WHEN 'gone' THEN -3 ELSE -4 END`;

interface ChangeRecord {
  readonly prefix: string;
  readonly kind: ChangeKind;
  readonly weight: string;
  readonly b_text: string | null;
  readonly b_rate: bigint | null;
  readonly b_fee: bigint | null;
  readonly b_initial: number | null;
  readonly b_next: number | null;
  readonly a_text: string | null;
  readonly a_rate: bigint | null;
  readonly a_fee: bigint | null;
  readonly a_initial: number | null;
  readonly a_next: number | null;
}

export async function selectChanges(
  reader: Reader,
  comparison: Comparison,
  kinds: readonly ChangeKind[],
  place: { readonly limit: number; readonly offset: number; readonly after: ChangePlace | null },
): Promise<(PriceChange & { readonly place: ChangePlace })[]> {
  const { after } = place;
  const behind =
    after === null
      ? sql``
      : sql`WHERE weight < ${after.weight}::float8 OR (weight = ${after.weight}::float8 AND prefix > ${after.prefix})`;
  const { rows } = await sql<ChangeRecord>`
    SELECT prefix, kind, weight::text AS weight, b_text, b_rate, b_fee, b_initial, b_next,
      a_text, a_rate, a_fee, a_initial, a_next
    FROM (SELECT *, ${WEIGHT} AS weight FROM (${changes(comparison)}) c
      WHERE kind = ANY(${[...kinds]}::text[])) w
    ${behind} ORDER BY w.weight DESC, prefix LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRecord);
}

function terms(
  text: string | null,
  rate: bigint | null,
  fee: bigint | null,
  initial: number | null,
  next: number | null,
): PriceTerms | null {
  if (rate === null) return null;
  return {
    description: text ?? '',
    ratePerMinute: toRate(rate),
    connectFee: fee ?? 0n,
    initialIncrementSeconds: initial ?? 0,
    nextIncrementSeconds: next ?? 0,
  };
}

/** Rounded to two decimals. */
function percentOf(before: bigint | null, after: bigint | null): number | null {
  if (before === null || after === null || before === 0n) return null;
  return Math.round((Number(after - before) / Number(before)) * 10_000) / 100;
}

function fromRecord(row: ChangeRecord): PriceChange & { readonly place: ChangePlace } {
  return {
    prefix: row.prefix,
    kind: row.kind,
    before: terms(row.b_text, row.b_rate, row.b_fee, row.b_initial, row.b_next),
    after: terms(row.a_text, row.a_rate, row.a_fee, row.a_initial, row.a_next),
    percent: percentOf(row.b_rate, row.a_rate),
    place: { weight: row.weight, prefix: row.prefix },
  };
}
