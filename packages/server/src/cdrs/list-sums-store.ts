import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { keyConditions } from './conditions.ts';
import { FEW_STRETCHES, coverAsked, sumCovered, tableOf, type Cover } from './closed-cover.ts';
import { periodKey, periodStart, type Period } from './cover-window.ts';
import { selectListed } from './period-store.ts';
import { OF_CALLS, addUp, ofCalls } from './sums-store.ts';
import { NO_CALLS, type CallSums } from './sums.ts';
import type { Window } from './traffic.ts';

type Sql = RawBuilder<unknown>;

function endingsOf(partnerId: string, filter: CdrFilter, periods: readonly Period[]): Sql {
  const { hangupCause, hangupDisposition } = filter;
  const conditions = [
    sql`c.partner_id = ${partnerId} AND c.grain = p.grain AND c.starts = p.starts`,
    ...keyConditions(filter),
    ...(hangupCause === undefined ? [] : [sql`c.hangup_cause = ${hangupCause}`]),
    ...(hangupDisposition === undefined ? [] : [sql`c.hangup_disposition = ${hangupDisposition}`]),
  ];
  return sql`SELECT s.currency, s.calls, CASE s.cause_class WHEN 'answered' THEN s.calls ELSE 0 END AS answered, s.duration_seconds,
      s.talk_seconds, s.cost
    FROM ${tableOf(periods)} JOIN LATERAL (
      SELECT * FROM cdr_ending_sum c WHERE ${sql.join(conditions, sql` AND `)} OFFSET 0) s ON true`;
}

/** Calls of at least the one length, less those of more than the other. */
function durationsOf(partnerId: string, filter: CdrFilter, periods: readonly Period[]): Sql {
  const { minDuration = 0, maxDuration, direction, context, classes } = filter;
  const chosen = [
    sql`g.partner_id = ${partnerId} AND g.grain = p.grain AND g.starts = p.starts AND g.at_least = 0`,
    ...(direction === undefined ? [] : [sql`g.call_direction = ${direction}`]),
    ...(context === undefined ? [] : [sql`g.context = ${context}`]),
    ...(classes === undefined ? [] : [sql`g.answered`]),
  ];
  const all = sql`FROM ${tableOf(periods)}
    JOIN LATERAL (SELECT * FROM cdr_duration_sum g WHERE ${sql.join(chosen, sql` AND `)} OFFSET 0) g ON true`;
  if (minDuration === 0 && maxDuration === undefined)
    return sql`SELECT g.currency, g.calls, CASE WHEN g.answered THEN g.calls ELSE 0 END AS answered, g.duration_seconds,
      g.talk_seconds, g.cost ${all}`;
  const thresholds = [
    sql`(1, ${minDuration}::int)`,
    ...(maxDuration === undefined ? [] : [sql`(-1, ${maxDuration + 1}::int)`]),
  ];
  return sql`SELECT s.currency, sign * s.calls AS calls, CASE WHEN s.answered THEN sign * s.calls ELSE 0 END AS answered,
      sign * s.duration_seconds AS duration_seconds, sign * s.talk_seconds AS talk_seconds, sign * s.cost AS cost
    ${all}
    CROSS JOIN (VALUES ${sql.join(thresholds)}) AS t(sign, threshold)
    JOIN LATERAL (SELECT * FROM cdr_duration_sum s
      WHERE s.partner_id = ${partnerId} AND s.grain = p.grain AND s.starts = p.starts AND s.call_direction = g.call_direction
        AND s.context = g.context AND s.answered = g.answered AND s.currency = g.currency AND s.at_least >= t.threshold
      ORDER BY s.at_least LIMIT 1) s ON true`;
}

/** Calls of some stretches, of all together no more than `limit`. */
function callsIn(partnerId: string, filter: CdrFilter, stretches: readonly Window[], limit: number): Sql {
  if (stretches.length <= FEW_STRETCHES) {
    const each = stretches.map((window) => ofCalls(partnerId, { ...filter, window }));
    return sql`SELECT * FROM (${sql.join(each, sql` UNION ALL `)}) c LIMIT ${limit}`;
  }
  const every = { ...filter, window: { from: null, before: null } };
  return sql`SELECT ${OF_CALLS} FROM unnest(${stretches.map(({ from }) => from.toISOString())}::timestamptz[],
      ${stretches.map(({ before }) => before.toISOString())}::timestamptz[]) AS stretch(low, high)
    JOIN LATERAL (SELECT * FROM (${ofCalls(partnerId, every, sql`c.*`)}
      AND c.id >= cdr_first_id(low) AND c.id < cdr_first_id(high)) c OFFSET 0) c ON true LIMIT ${limit}`;
}

type Kind = 'ending' | 'duration';

/** Null without calls. */
async function coverListed(
  reader: Reader,
  partnerId: string,
  asked: DateRange,
  kind: Kind,
): Promise<Cover | null> {
  return coverAsked(reader, partnerId, asked, async (window) => {
    const listed = new Set((await selectListed(reader, partnerId, window)).map(periodKey));
    return (period) =>
      listed.has(periodKey(period)) ||
      // A day's endings are added up by hour as well.
      (kind === 'ending' &&
        period.grain === 'hour' &&
        listed.has(periodKey({ grain: 'day', starts: periodStart('day', period.starts) })));
  });
}

function sumsOf(kind: Kind, partnerId: string, filter: CdrFilter, periods: readonly Period[]): Sql {
  return kind === 'ending' ? endingsOf(partnerId, filter, periods) : durationsOf(partnerId, filter, periods);
}

/**
 * Sums by hang-up cause and disposition, or by duration: from the periods that have them, and from the calls where none has. Of those,
 * no more than `most` are counted.
 */
export async function sumListed(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  kind: Kind,
  most: number,
): Promise<CallSums> {
  const cover = await coverListed(reader, partnerId, filter.window, kind);
  if (cover === null) return NO_CALLS;
  const { periods, rest } = cover;
  return addUp(
    reader,
    periods.length === 0 ? [] : [sumsOf(kind, partnerId, filter, periods)],
    rest.length === 0 ? null : callsIn(partnerId, filter, rest, most + 1),
    most,
  );
}

/**
 * What the rollups have of a whole partner, from fewer rows: those of months that are over in place of each of their days, and from
 * the rollups what is not over.
 */
export async function sumWholePartner(
  reader: Reader,
  partnerId: string,
  filter: CdrFilter,
  kind: Kind,
): Promise<CallSums> {
  const cover = await coverListed(reader, partnerId, filter.window, kind);
  return sumCovered(reader, partnerId, filter, cover, (periods) => sumsOf(kind, partnerId, filter, periods));
}
