import { sql, type RawBuilder } from 'kysely';
import { MEASURES as MEASURE_ORDER, type Measure } from './running-codec.ts';
import { NOTHING, type TrafficSums } from './traffic.ts';

type Sql = RawBuilder<unknown>;

/** The sums as columns. */
export interface SumsRow {
  readonly attempts: bigint;
  readonly refused: bigint;
  readonly answered: bigint;
  readonly reached: bigint;
  readonly short_calls: bigint | null;
  readonly duration_seconds: bigint;
  readonly talk_seconds: bigint;
  readonly billed_seconds: bigint;
  readonly cost: bigint;
  readonly wholesale_cost: bigint;
  readonly margin: bigint;
  readonly pdd_ms_sum: bigint;
  readonly pdd_count: bigint;
  readonly mos_hundredths_sum: bigint;
  readonly mos_count: bigint;
}

export function sumsFrom(row: SumsRow): TrafficSums {
  return {
    attempts: Number(row.attempts),
    refused: Number(row.refused),
    answered: Number(row.answered),
    reached: Number(row.reached),
    shortCalls: row.short_calls === null ? null : Number(row.short_calls),
    durationSeconds: Number(row.duration_seconds),
    talkSeconds: Number(row.talk_seconds),
    billedSeconds: Number(row.billed_seconds),
    cost: row.cost,
    wholesaleCost: row.wholesale_cost,
    margin: row.margin,
    pddMsSum: Number(row.pdd_ms_sum),
    pddCount: Number(row.pdd_count),
    mosHundredthsSum: Number(row.mos_hundredths_sum),
    mosCount: Number(row.mos_count),
  };
}

/** Measures of traffic that are money. */
const MONEY: ReadonlySet<Measure> = new Set(['cost', 'wholesaleCost', 'margin']);

/** Between the fields of what comes as one text, and between its lines: no key and no cause has them. */
export const FIELD = '\u001f';
export const LINE = '\u001e';

/** Sums that come as text, some measures of them in their order; the others are nothing. */
export function sumsFromTexts(
  texts: readonly string[],
  first: number,
  measures: readonly Measure[] = MEASURE_ORDER,
): TrafficSums {
  const sums: Partial<Record<Measure, number | bigint>> = {};
  for (const [at, measure] of measures.entries()) {
    const text = texts[first + at] ?? '0';
    sums[measure] = MONEY.has(measure) ? BigInt(text) : Number(text);
  }
  return { ...NOTHING, ...(sums as Partial<TrafficSums>) };
}

/** The columns of sums, in the order of their measures. */
export const SUM_COLUMNS = [
  'attempts',
  'refused',
  'answered',
  'reached',
  'short_calls',
  'duration_seconds',
  'talk_seconds',
  'billed_seconds',
  'cost',
  'wholesale_cost',
  'margin',
  'pdd_ms_sum',
  'pdd_count',
  'mos_hundredths_sum',
  'mos_count',
];
/** Those of a rollup, which has calls of one class in a row, and does not know short ones. */
export const ROLLUP_COLUMNS = SUM_COLUMNS.filter(
  (name) => !['refused', 'reached', 'short_calls'].includes(name),
);
export const MEASURES = sql.join(SUM_COLUMNS.map((name) => sql.ref(name)));

/** What a column of sums is called that stands for a measure. */
export function columnNameOf(measure: Measure): string {
  return SUM_COLUMNS[MEASURE_ORDER.indexOf(measure)] ?? '';
}

export const columnOf = (measure: Measure): Sql => sql.ref(columnNameOf(measure));

const total = (column: string): Sql => sql`sum(${sql.ref(column)})::bigint AS ${sql.ref(column)}`;
export const SUMS = sql.join(SUM_COLUMNS.map(total));

/** What a rollup's row is in the words of the others; it does not know short calls. */
export const OF_ROLLUP = sql`attempts, CASE cause_class WHEN 'refused' THEN attempts ELSE 0 END AS refused, answered,
  CASE WHEN cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected') THEN attempts ELSE 0 END AS reached,
  NULL::bigint AS short_calls, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum,
  pdd_count, mos_hundredths_sum, mos_count`;
/** A row of `cdr_day_sum`. */
export const OF_DAY = sql`attempts, refused, answered, reached, NULL::bigint AS short_calls, duration_seconds, talk_seconds, billed_seconds, cost,
  wholesale_cost, margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count`;
/** A row of `cdr_traffic`. */
export const OF_CALL = sql`1 AS attempts, refused, answered, reached, short_calls, duration_seconds, talk_seconds, billed_seconds, cost,
  wholesale_cost, margin, pdd_ms AS pdd_ms_sum, pdd_count, mos AS mos_hundredths_sum, mos_count`;
/** A row of `cdr_period_sum`. */
export const OF_PERIOD = sql`attempts, refused, answered, reached, short_calls, duration_seconds, talk_seconds, billed_seconds, cost,
  wholesale_cost, margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count`;
