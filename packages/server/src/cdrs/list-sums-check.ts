import { sql, type RawBuilder } from 'kysely';
import { firstIdOf } from './call-time.ts';
import type { Window } from './traffic.ts';
import { WHOLE_PARTNER as WHOLE } from './whole-partner.ts';

/** Columns of stored sums as one list of figures. */
export const stored = (measures: readonly string[]): RawBuilder<unknown> =>
  sql`ARRAY[${sql.join(measures.map((name) => sql.ref(name)))}]::bigint[]`;

export const LIST_MEASURES = ['calls', 'duration_seconds', 'talk_seconds', 'cost'];

/** Hours, the day and lengths as the lists have them; of a listed day its hours hold, too. */
export function lists(partnerId: string, day: Window): RawBuilder<unknown> {
  const sums = sql`ARRAY[count(*), sum(duration), sum(billsec), sum(cost)]::bigint[]`;
  const inside = sql`partner_id = ${partnerId} AND starts >= ${day.from} AND starts < ${day.before}`;
  return sql`closed AS (
      SELECT grain, starts FROM cdr_period WHERE ${inside} AND grain = ANY ('{hour,day}') AND listed),
    ended AS (
      SELECT grain, starts FROM closed
      UNION SELECT 'hour', h FROM closed, generate_series(starts, starts + interval '23 hours', '1 hour') AS h WHERE grain = 'day'),
    calls AS MATERIALIZED (
      SELECT of_call.grain, of_call.starts, coalesce(hangup_cause, '') AS cause, coalesce(hangup_disposition, '') AS disposition,
        call_direction, context, cause_class, cause_class = 'answered' AS answered, currency, duration, billsec,
        cost + streaming_cost AS cost
      FROM cdr CROSS JOIN LATERAL (VALUES ('hour', cdr_period_start('hour', cdr_time(id))),
        ('day', cdr_period_start('day', cdr_time(id)))) AS of_call(grain, starts)
      WHERE partner_id = ${partnerId} AND id >= ${firstIdOf(day.from)} AND id < ${firstIdOf(day.before)}),
    kinds AS (
      SELECT DISTINCT grain, starts, call_direction, context, answered, currency, at_least FROM (
        SELECT grain, starts, call_direction, context, answered, currency, unnest(ARRAY[0, duration]) AS at_least
        FROM calls JOIN closed USING (grain, starts)) k),
    made AS (
      SELECT ${WHOLE}::uuid AS customer_id, starts,
        concat_ws(chr(31), grain, cause, disposition, call_direction, context, cause_class) AS key, currency, ${sums} AS figures
      FROM calls JOIN ended USING (grain, starts)
      GROUP BY grain, starts, cause, disposition, call_direction, context, cause_class, currency
      UNION ALL
      SELECT ${WHOLE}::uuid, k.starts, concat_ws(chr(31), k.grain, k.call_direction, k.context, k.answered, k.at_least), k.currency, ${sums}
      FROM kinds k JOIN calls c USING (grain, starts, call_direction, context, answered, currency) WHERE c.duration >= k.at_least
      GROUP BY k.grain, k.starts, k.call_direction, k.context, k.answered, k.currency, k.at_least),
    stored AS (
      SELECT ${WHOLE}::uuid AS customer_id, starts,
        concat_ws(chr(31), grain, hangup_cause, hangup_disposition, call_direction, context, cause_class) AS key, currency,
        ${stored(LIST_MEASURES)} AS figures
      FROM cdr_ending_sum JOIN ended USING (grain, starts) WHERE ${inside}
      UNION ALL
      SELECT ${WHOLE}::uuid, starts, concat_ws(chr(31), grain, call_direction, context, answered, at_least), currency,
        ${stored(LIST_MEASURES)}
      FROM cdr_duration_sum JOIN closed USING (grain, starts) WHERE ${inside})`;
}

/** Those of a month against those of its days: of lengths, what each day has of at least as many seconds. */
export function listsOfMonth(partnerId: string, month: Window): RawBuilder<unknown> {
  const sums = sql`ARRAY[sum(calls), sum(duration_seconds), sum(talk_seconds), sum(cost)]::bigint[]`;
  const inside = sql`partner_id = ${partnerId} AND starts >= ${month.from} AND starts < ${month.before}`;
  const endings = (grain: 'day' | 'month'): RawBuilder<unknown> => sql`
    SELECT ${WHOLE}::uuid AS customer_id, ${month.from}::timestamptz AS starts,
      concat_ws(chr(31), 'month', hangup_cause, hangup_disposition, call_direction, context, cause_class) AS key, currency, ${sums} AS figures
    FROM cdr_ending_sum WHERE ${inside} AND grain = ${grain} AND (SELECT both_there FROM comparable)
    GROUP BY hangup_cause, hangup_disposition, call_direction, context, cause_class, currency`;
  const lengths = (figures: RawBuilder<unknown>, of: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    SELECT ${WHOLE}::uuid, ${month.from}::timestamptz, concat_ws(chr(31), 'month', call_direction, context, answered, at_least), currency,
      ${figures} FROM ${of}`;
  const ofMonth = sql`(SELECT * FROM cdr_duration_sum WHERE ${inside} AND grain = 'month' AND (SELECT both_there FROM comparable)) m`;
  const ofDays = sql`(SELECT m.call_direction, m.context, m.answered, m.currency, m.at_least,
      sum(d.calls) AS calls, sum(d.duration_seconds) AS duration_seconds, sum(d.talk_seconds) AS talk_seconds, sum(d.cost) AS cost
    FROM ${ofMonth} CROSS JOIN (SELECT DISTINCT starts FROM cdr_duration_sum WHERE ${inside} AND grain = 'day') of_day
    JOIN LATERAL (SELECT * FROM cdr_duration_sum s WHERE s.partner_id = ${partnerId} AND s.grain = 'day' AND s.starts = of_day.starts
      AND s.call_direction = m.call_direction AND s.context = m.context AND s.answered = m.answered AND s.currency = m.currency
      AND s.at_least >= m.at_least ORDER BY s.at_least LIMIT 1) d ON true
    GROUP BY 1, 2, 3, 4, 5) d`;
  return sql`comparable AS (
      SELECT EXISTS (SELECT FROM cdr_period WHERE partner_id = ${partnerId} AND grain = 'month' AND starts = ${month.from} AND listed)
        AND NOT EXISTS (SELECT FROM cdr_busy_periods(${partnerId}, 'day', ${month.from}, ${month.before}) b WHERE NOT EXISTS (
          SELECT FROM cdr_period p WHERE p.partner_id = ${partnerId} AND p.grain = 'day' AND p.starts = b AND p.listed)) AS both_there),
    made AS (${endings('day')} UNION ALL ${lengths(stored(LIST_MEASURES), ofDays)}),
    stored AS (${endings('month')} UNION ALL ${lengths(stored(LIST_MEASURES), ofMonth)})`;
}
