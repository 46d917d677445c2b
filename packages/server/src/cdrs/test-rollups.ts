import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { utcDay } from '../platform/time/index.ts';
import { startOf } from './call-time.ts';
import type { FinishedCall } from './finished-call.ts';

/** Sums by key, both as texts: rollups are compared as a whole. */
export type Sums = Readonly<Record<string, string>>;

const WHOLE = '00000000-0000-0000-0000-000000000000';

/** The rule of `cdr_cause_class`, said a second time. */
function classOf({ answeredAt, refused, hangupCause }: FinishedCall): string {
  if (answeredAt !== null) return 'answered';
  if (refused) return 'refused';
  const classes: Readonly<Record<string, string>> = {
    USER_BUSY: 'busy',
    NO_ANSWER: 'no_answer',
    ORIGINATOR_CANCEL: 'cancelled',
    CALL_REJECTED: 'rejected',
    REJECTED: 'rejected',
    UNALLOCATED_NUMBER: 'invalid_number',
    INVALID_NUMBER: 'invalid_number',
  };
  return classes[hangupCause ?? ''] ?? 'failed';
}

function measuresOf(call: FinishedCall): bigint[] {
  return [
    1n,
    call.answeredAt === null ? 0n : 1n,
    BigInt(call.durationSeconds),
    BigInt(call.talkSeconds),
    BigInt(call.selling?.billedSeconds ?? 0),
    call.cost + call.streamingCost,
    call.wholesaleCost,
    call.margin,
    BigInt(call.pddMs ?? 0),
    call.pddMs === null ? 0n : 1n,
    BigInt(call.mosHundredths ?? 0),
    call.mosHundredths === null ? 0n : 1n,
  ];
}

/** Where a call is counted. */
function keysOf(call: FinishedCall): string[] {
  const at = startOf(call.callId);
  const bucket = new Date(Math.floor(at.getTime() / 900_000) * 900_000).toISOString();
  const day = utcDay(at);
  const rest = [call.direction, call.context, classOf(call), call.currency];
  const quarter = (who: string): string => [call.partnerId, who, bucket, ...rest].join('|');
  const daily = (who: string, dimension: string, key: string): string =>
    [call.partnerId, who, dimension, day, key, ...rest].join('|');
  const own = call.direction === 'outbound' ? call.callerIdNumber : call.destinationNumber;
  return [
    quarter(call.customerId),
    quarter(WHOLE),
    daily(call.customerId, 'total', ''),
    daily(WHOLE, 'total', ''),
    ...(call.direction === 'outbound'
      ? [daily(call.customerId, 'prefix', call.wholesale?.prefix ?? call.selling?.prefix ?? '')]
      : []),
    ...(call.trunkId === null ? [] : [daily(call.customerId, 'trunk', call.trunkId)]),
    ...(own === '' ? [] : [daily(call.customerId, 'number', own)]),
  ];
}

/** Both rollups as they must be for these calls. */
export function expectedRollups(calls: Iterable<FinishedCall>): Sums {
  const sums = new Map<string, bigint[]>();
  for (const call of calls) {
    const measures = measuresOf(call);
    for (const key of keysOf(call)) {
      const before = sums.get(key) ?? [];
      sums.set(
        key,
        measures.map((value, index) => value + (before[index] ?? 0n)),
      );
    }
  }
  return Object.fromEntries([...sums].map(([key, values]) => [key, values.join(' ')]));
}

const MEASURES = sql`concat_ws(' ', attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost,
  margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count) AS sums`;

/** Both rollups of a partner as they are; what a correction left at nothing says nothing. */
export async function storedRollups(reader: Reader, partnerId: string): Promise<Sums> {
  const { rows } = await sql<{ key: string; sums: string }>`
    SELECT concat_ws('|', partner_id, customer_id, to_char(bucket AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'),
      call_direction, context, cause_class, currency) AS key, ${MEASURES}
    FROM cdr_rollup WHERE partner_id = ${partnerId} AND attempts <> 0
    UNION ALL
    SELECT concat_ws('|', partner_id, customer_id, dimension, to_char(day, 'YYYY-MM-DD'), key, call_direction, context,
      cause_class, currency), ${MEASURES}
    FROM cdr_rollup_day WHERE partner_id = ${partnerId} AND attempts <> 0`.execute(reader);
  return Object.fromEntries(rows.map((row) => [row.key, row.sums]));
}
