import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { firstIdOf } from './call-time.ts';
import { LIST_MEASURES, lists, listsOfMonth, stored } from './list-sums-check.ts';
import { ROLLUP_COLUMNS, SUM_COLUMNS } from './traffic-columns.ts';
import type { Window } from './traffic.ts';
import { WHOLE_PARTNER as WHOLE } from './whole-partner.ts';

/** A row of sums that is not what its calls make. */
export interface SumsDifference {
  readonly table: 'quarter_hours' | 'days' | 'periods' | 'running' | 'packed_days';
  readonly customerId: string;
  /** Where the row begins. */
  readonly starts: Date;
  /** The rest of its key, for people. */
  readonly key: string;
  readonly currency: string;
  readonly measure: string;
  readonly stored: bigint;
  readonly made: bigint;
}

/** How many rows of sums were compared, how many are wrong, and the first of those. */
export interface SumsCheck {
  readonly checked: number;
  readonly differing: number;
  readonly first: SumsDifference | null;
}

/** What the calls of a window make; the rules of `cdr_measures` and `cdr_roll`, said a second time on purpose. */
export const calls = (partnerId: string, { from, before }: Window): RawBuilder<unknown> => sql`
  SELECT customer_id, cdr_bucket(id) AS bucket, (cdr_time(id) AT TIME ZONE 'UTC')::date AS day, call_direction, context,
    cause_class, currency, CASE call_direction WHEN 'outbound' THEN coalesce(wholesale_prefix, selling_prefix, '') END AS prefix,
    trunk_id::text AS trunk,
    nullif(CASE call_direction WHEN 'outbound' THEN caller_id_number ELSE destination_number END, '') AS own_number,
    (cause_class = 'answered')::int AS answered, duration, billsec, selling_billed_seconds AS billed,
    cost + streaming_cost AS cost, wholesale_cost, margin, pdd_ms, mos_hundredths
  FROM cdr WHERE partner_id = ${partnerId} AND id >= ${firstIdOf(from)} AND id < ${firstIdOf(before)}`;

const made = sql`ARRAY[count(*), sum(answered), sum(duration), sum(billsec), sum(billed), sum(cost), sum(wholesale_cost),
  sum(margin), coalesce(sum(pdd_ms), 0), count(pdd_ms), coalesce(sum(mos_hundredths), 0), count(mos_hundredths)]::bigint[]`;

interface Compared {
  readonly checked: bigint;
  readonly differing: bigint;
  readonly customer_id: string | null;
  readonly starts: Date;
  readonly key: string;
  readonly currency: string;
  /** int8[] comes as texts. */
  readonly stored: readonly string[];
  readonly made: readonly string[];
}

/** Two lists of rows with `customer_id`, `starts`, `key`, `currency` and figures; a row that is not there is one of zeros. */
const compared = (
  width: number,
  ctes: RawBuilder<unknown>,
): RawBuilder<Compared> => sql<Compared>`WITH ${ctes},
  both_sides AS (
    SELECT customer_id, starts, key, currency, coalesce(s.figures, array_fill(0::bigint, ARRAY[${width}::int])) AS stored,
      coalesce(m.figures, array_fill(0::bigint, ARRAY[${width}::int])) AS made
    FROM made m FULL JOIN stored s USING (customer_id, starts, key, currency))
  SELECT (SELECT count(*) FROM both_sides) AS checked, (SELECT count(*) FROM both_sides WHERE stored <> made) AS differing,
    f.customer_id, f.starts, f.key, f.currency, f.stored, f.made
  FROM (SELECT) one LEFT JOIN LATERAL (
    SELECT * FROM both_sides WHERE stored <> made ORDER BY starts, customer_id, key LIMIT 1) f ON true`;

async function run(
  reader: Reader,
  table: SumsDifference['table'],
  measures: readonly string[],
  ctes: RawBuilder<unknown>,
): Promise<SumsCheck> {
  const { rows } = await compared(measures.length, ctes).execute(reader);
  const [row] = rows;
  if (row === undefined) return { checked: 0, differing: 0, first: null };
  const counts = { checked: Number(row.checked), differing: Number(row.differing) };
  if (row.customer_id === null) return { ...counts, first: null };
  const place = row.stored.findIndex((figure, index) => figure !== row.made[index]);
  return {
    ...counts,
    first: {
      table,
      customerId: row.customer_id,
      starts: row.starts,
      key: row.key.replaceAll('\u001f', ' '),
      currency: row.currency,
      measure: measures[place] ?? '',
      stored: BigInt(row.stored[place] ?? 0),
      made: BigInt(row.made[place] ?? 0),
    },
  };
}

function quarterHours(partnerId: string, day: Window): RawBuilder<unknown> {
  return sql`calls AS MATERIALIZED (${calls(partnerId, day)}),
    made AS (
      SELECT who.customer_id, bucket AS starts, concat_ws(chr(31), call_direction, context, cause_class) AS key, currency, ${made} AS figures
      FROM calls CROSS JOIN LATERAL (VALUES (calls.customer_id), (${WHOLE}::uuid)) AS who(customer_id)
      GROUP BY 1, 2, 3, 4),
    stored AS (
      SELECT customer_id, bucket AS starts, concat_ws(chr(31), call_direction, context, cause_class) AS key, currency,
        ${stored(ROLLUP_COLUMNS)} AS figures
      FROM cdr_rollup WHERE partner_id = ${partnerId} AND bucket >= ${day.from} AND bucket < ${day.before})`;
}

function days(partnerId: string, day: Window): RawBuilder<unknown> {
  return sql`calls AS MATERIALIZED (${calls(partnerId, day)}),
    made AS (
      SELECT part.customer_id, day::timestamp AT TIME ZONE 'UTC' AS starts,
        concat_ws(chr(31), part.dimension, part.key, call_direction, context, cause_class) AS key, currency, ${made} AS figures
      FROM calls CROSS JOIN LATERAL (VALUES (calls.customer_id, 'total', ''), (${WHOLE}::uuid, 'total', ''),
        (calls.customer_id, 'prefix', prefix), (calls.customer_id, 'trunk', trunk), (calls.customer_id, 'number', own_number)
      ) AS part(customer_id, dimension, key) WHERE part.key IS NOT NULL
      GROUP BY 1, 2, 3, 4),
    stored AS (
      SELECT customer_id, day::timestamp AT TIME ZONE 'UTC' AS starts,
        concat_ws(chr(31), dimension, key, call_direction, context, cause_class) AS key, currency, ${stored(ROLLUP_COLUMNS)} AS figures
      FROM cdr_rollup_day WHERE partner_id = ${partnerId} AND dimension = ANY ('{total,prefix,trunk,number}')
        AND day >= (${day.from}::timestamptz AT TIME ZONE 'UTC')::date AND day < (${day.before}::timestamptz AT TIME ZONE 'UTC')::date)`;
}

/** Hours and the day where they are added up; what is still open is nobody's answer. */
function periods(partnerId: string, day: Window): RawBuilder<unknown> {
  return sql`closed AS (
      SELECT grain, starts FROM cdr_period WHERE partner_id = ${partnerId} AND grain = ANY ('{hour,day}')
        AND starts >= ${day.from} AND starts < ${day.before}),
    made AS (
      SELECT coalesce(t.customer_id, ${WHOLE}::uuid) AS customer_id, c.starts,
        concat_ws(chr(31), c.grain, CASE WHEN grouping(t.destination) = 0 THEN 'destination' WHEN grouping(t.trunk) = 0 THEN 'trunk'
          WHEN grouping(t.own_number) = 0 THEN 'number' ELSE 'customer' END,
          coalesce(t.destination, t.trunk, t.own_number, ''), coalesce(t.cause, ''), t.call_direction) AS key, t.currency,
        ARRAY[count(*), sum(refused), sum(answered), sum(reached), sum(short_calls), sum(duration_seconds), sum(talk_seconds),
          sum(billed_seconds), sum(cost), sum(wholesale_cost), sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos),
          sum(mos_count)]::bigint[] AS figures
      FROM cdr_traffic t CROSS JOIN LATERAL (VALUES ('hour', cdr_period_start('hour', cdr_time(t.id))),
        ('day', cdr_period_start('day', cdr_time(t.id)))) AS of_call(grain, starts)
      JOIN closed c ON c.grain = of_call.grain AND c.starts = of_call.starts
      WHERE t.partner_id = ${partnerId} AND t.id >= ${firstIdOf(day.from)} AND t.id < ${firstIdOf(day.before)}
      GROUP BY c.grain, c.starts, t.call_direction, t.currency,
        GROUPING SETS ((t.customer_id), (t.destination, t.cause), (t.customer_id, t.trunk), (t.customer_id, t.own_number))
      HAVING (grouping(t.trunk) = 1 OR t.trunk IS NOT NULL) AND (grouping(t.own_number) = 1 OR t.own_number IS NOT NULL)),
    stored AS (
      SELECT s.customer_id, s.starts, concat_ws(chr(31), s.grain, s.dimension, s.key, s.cause, s.call_direction) AS key, s.currency,
        ${stored(SUM_COLUMNS)} AS figures
      FROM closed c JOIN cdr_period_sum s ON s.grain = c.grain AND s.starts = c.starts
      WHERE s.partner_id = ${partnerId} AND s.dimension = ANY ('{customer,destination,trunk,number}'))`;
}

/** A month against its days, where all of them are added up: those are held against the calls. */
function months(partnerId: string, month: Window): RawBuilder<unknown> {
  const sums = sql`ARRAY[${sql.join(SUM_COLUMNS.map((name) => sql`sum(${sql.ref(name)})`))}]::bigint[]`;
  const rows = (grain: 'day' | 'month'): RawBuilder<unknown> => sql`
    SELECT customer_id, ${month.from}::timestamptz AS starts, concat_ws(chr(31), 'month', dimension, key, cause, call_direction) AS key,
      currency, ${sums} AS figures
    FROM cdr_period_sum WHERE partner_id = ${partnerId} AND dimension = ANY ('{customer,destination,trunk,number}')
      AND grain = ${grain} AND starts >= ${month.from} AND starts < ${month.before} AND (SELECT both_there FROM comparable)
    GROUP BY customer_id, dimension, key, cause, call_direction, currency`;
  return sql`comparable AS (
      SELECT EXISTS (SELECT FROM cdr_period WHERE partner_id = ${partnerId} AND grain = 'month' AND starts = ${month.from})
        AND NOT EXISTS (SELECT FROM cdr_busy_periods(${partnerId}, 'day', ${month.from}, ${month.before}) b WHERE NOT EXISTS (
          SELECT FROM cdr_period p WHERE p.partner_id = ${partnerId} AND p.grain = 'day' AND p.starts = b)) AS both_there),
    made AS (${rows('day')}), stored AS (${rows('month')})`;
}

/** How many calls there are of each UTC day, as the sums say. */
export async function selectCallsByDay(
  reader: Reader,
  partnerId: string,
  window: Window,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ starts: Date; calls: bigint }>`
    SELECT day::timestamp AT TIME ZONE 'UTC' AS starts, sum(attempts)::bigint AS calls FROM cdr_rollup_day
    WHERE partner_id = ${partnerId} AND customer_id = ${WHOLE} AND dimension = 'total'
      AND day >= (${window.from}::timestamptz AT TIME ZONE 'UTC')::date AND day < (${window.before}::timestamptz AT TIME ZONE 'UTC')::date
    GROUP BY day`.execute(reader);
  return new Map(rows.map((row) => [row.starts.getTime(), Number(row.calls)]));
}

/** Every sum of some whole UTC days against its calls: both rollups, and what of the days is added up as periods. */
export async function checkDays(
  reader: Reader,
  partnerId: string,
  day: Window,
): Promise<readonly SumsCheck[]> {
  return [
    await run(reader, 'quarter_hours', ROLLUP_COLUMNS, quarterHours(partnerId, day)),
    await run(reader, 'days', ROLLUP_COLUMNS, days(partnerId, day)),
    await run(reader, 'periods', SUM_COLUMNS, periods(partnerId, day)),
    await run(reader, 'periods', LIST_MEASURES, lists(partnerId, day)),
  ];
}

/** The sums of a UTC month. */
export async function checkMonth(reader: Reader, partnerId: string, month: Window): Promise<SumsCheck> {
  const traffic = await run(reader, 'periods', SUM_COLUMNS, months(partnerId, month));
  const lists = await run(reader, 'periods', LIST_MEASURES, listsOfMonth(partnerId, month));
  return addChecks(traffic, lists);
}

/** Two comparisons as one. */
export function addChecks(a: SumsCheck, b: SumsCheck): SumsCheck {
  return {
    checked: a.checked + b.checked,
    differing: a.differing + b.differing,
    first: a.first ?? b.first,
  };
}
