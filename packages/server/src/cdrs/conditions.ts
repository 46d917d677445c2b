import { sql, type RawBuilder } from 'kysely';
import { containing } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { firstIdOf } from './call-time.ts';
import type { CdrFilter } from './cdr-filter.ts';

type Sql = RawBuilder<unknown>;

/** Calls that began in a window: a range of ids, which names the partitions to look into. */
export function windowConditions({ from, before }: DateRange): Sql[] {
  return [
    ...(from === null ? [] : [sql`c.id >= ${firstIdOf(from)}::uuid`]),
    ...(before === null ? [] : [sql`c.id < ${firstIdOf(before)}::uuid`]),
  ];
}

/** No number has a plus but at its beginning: with it a part is looked for there, in an index of its own. */
const BEGINNING = /^\+\d+$/;

const OF_PIECES: ReadonlySet<string> = new Set([
  'search',
  'fromNumber',
  'toNumber',
  'customerId',
  'classes',
  'direction',
  'context',
  'window',
]);

function numberCondition(column: 'caller_id_number' | 'destination_number', part: string): Sql {
  const number = sql.ref(`c.${column}`);
  return BEGINNING.test(part) ? sql`${number} LIKE ${`${part}%`}` : sql`${number} ILIKE ${containing(part)}`;
}

function searchCondition(partnerId: string, search: string): Sql {
  const exact = sql`c.partner_id = ${partnerId} AND c.sip_call_id = ${search}`;
  // No number looks like this: looking for pieces of it would be long and in vain.
  const either = isUuid(search)
    ? [sql`(${exact})`, sql`c.id = ${search}::uuid`, sql`c.bridge_uuid = ${search}::uuid`]
    : [
        sql`(${exact})`,
        numberCondition('caller_id_number', search),
        numberCondition('destination_number', search),
      ];
  return sql`(${sql.join(either, sql` OR `)})`;
}

function numberConditions(partnerId: string, { fromNumber, toNumber, search }: CdrFilter): Sql[] {
  return [
    ...(fromNumber === undefined ? [] : [numberCondition('caller_id_number', fromNumber)]),
    ...(toNumber === undefined ? [] : [numberCondition('destination_number', toNumber)]),
    ...(search === undefined ? [] : [searchCondition(partnerId, search)]),
  ];
}

/** What the rollups know too, as conditions on columns that have the same names there. */
export function keyConditions(filter: CdrFilter): Sql[] {
  const all: Sql[] = [];
  const { classes, direction, context } = filter;
  if (classes !== undefined) all.push(sql`c.cause_class = ANY (${classes}::text[])`);
  if (direction !== undefined) all.push(sql`c.call_direction = ${direction}`);
  if (context !== undefined) all.push(sql`c.context = ${context}`);
  return all;
}

/** Whether all of it that has an index is pieces of numbers: whose calls they are need not be looked up there. */
export function isOfPieces(filter: CdrFilter): boolean {
  const numbers = [filter.search, filter.fromNumber, filter.toNumber].filter((part) => part !== undefined);
  return (
    numbers.length > 0 &&
    numbers.every((part) => !BEGINNING.test(part) && !isUuid(part)) &&
    Object.keys(filter).every((key) => OF_PIECES.has(key))
  );
}

/**
 * The WHERE of a filter over `cdr c`. `isMost`: of a partner that has most of the calls. The index of pieces knows partners too, and would
 * read all of this one's entries for each piece; where it is asked for pieces alone, the rows say whose they are.
 */
export function conditionsOf(partnerId: string, filter: CdrFilter, isMost = false): Sql {
  const { customerId, classes, hangupCause, hangupDisposition, minDuration, maxDuration } = filter;
  const { sipCallId, bridgeUuid, campaignId } = filter;
  const all = [
    isMost ? sql`(c.partner_id = ${partnerId}) IS TRUE` : sql`c.partner_id = ${partnerId}`,
    ...windowConditions(filter.window),
    ...keyConditions(filter),
    ...numberConditions(partnerId, filter),
  ];
  if (customerId !== undefined) all.push(sql`c.customer_id = ${customerId}`);
  // Said in the words of the index over calls that nobody answered.
  if (classes !== undefined && !classes.includes('answered')) all.push(sql`c.cause_class <> 'answered'`);
  if (hangupCause !== undefined) all.push(sql`c.hangup_cause = ${hangupCause}`);
  if (hangupDisposition !== undefined) all.push(sql`c.hangup_disposition = ${hangupDisposition}`);
  if (minDuration !== undefined) all.push(sql`c.duration >= ${minDuration}`);
  if (maxDuration !== undefined) all.push(sql`c.duration <= ${maxDuration}`);
  if (sipCallId !== undefined) all.push(sql`c.sip_call_id = ${sipCallId}`);
  if (bridgeUuid !== undefined)
    all.push(isUuid(bridgeUuid) ? sql`c.bridge_uuid = ${bridgeUuid}::uuid` : sql`false`);
  if (campaignId !== undefined) all.push(sql`c.campaign_id = ${campaignId}`);
  return sql.join(all, sql` AND `);
}
