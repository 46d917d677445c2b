import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { utcDay } from '../platform/time/index.ts';
import { fromPackedText, packedText } from './packed-text.ts';
import type { Window } from './traffic.ts';
import { QUARTER_MS } from './window.ts';

/** A packed UTC day of a partner: for each quarter of an hour four bytes with the most at once, and eight with the seconds of all calls. */
export interface PeakPack {
  readonly partnerId: string;
  /** Its beginning, milliseconds since 1970. */
  readonly day: number;
  readonly pack: Buffer;
}

const HALF = 4;
const BYTES = 3 * HALF;
const HIGH = 2 ** 32;

/** Those of the days from the first to the last, both given by their beginnings, that are closed: what was opened again holds no more. */
export async function selectPeakPacks(
  reader: Reader,
  partnerIds: readonly string[],
  first: number,
  last: number,
): Promise<PeakPack[]> {
  const { rows } = await sql<{ partner_id: string; day: string; pack: string }>`
    SELECT partner_id, day::text AS day, ${packedText(sql.ref('pack'))} AS pack FROM cdr_day_pack k
    WHERE EXISTS (SELECT FROM cdr_period p WHERE p.partner_id = k.partner_id AND p.grain = 'day'
        AND p.starts = k.day::timestamp AT TIME ZONE 'UTC' OFFSET 0)
      AND partner_id = ANY (${partnerIds}::uuid[]) AND kind = 'peaks'
      AND day BETWEEN ${utcDay(new Date(first))}::date AND ${utcDay(new Date(last))}::date`.execute(reader);
  return rows.map(({ partner_id, day, pack }) => ({
    partnerId: partner_id,
    day: Date.parse(day),
    pack: fromPackedText(pack),
  }));
}

/** Goes through the quarters of an hour of a day that are within a window and in which calls were up, in their order. */
export function eachQuarter(
  { day, pack }: PeakPack,
  window: Window,
  visit: (atMs: number, peak: number, callSeconds: number) => void,
): void {
  const from = Math.max(0, (window.from.getTime() - day) / QUARTER_MS);
  const before = Math.min(pack.length / BYTES, (window.before.getTime() - day) / QUARTER_MS);
  for (let quarter = from; quarter < before; quarter += 1) {
    const place = quarter * BYTES;
    const peak = pack.readInt32BE(place);
    if (peak === 0) continue;
    visit(
      day + quarter * QUARTER_MS,
      peak,
      pack.readInt32BE(place + HALF) * HIGH + pack.readUInt32BE(place + 2 * HALF),
    );
  }
}
