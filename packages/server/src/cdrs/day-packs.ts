import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { fromPackedText, packedText } from './packed-text.ts';

/** One value of a closed day: what customers spent, or how many calls were up at once. */
export interface DayPack {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly currency: string;
  readonly pack: Buffer;
}

/** Of a pack of `spent`: sixteen bytes of a customer's id, then eight of its cost, one customer after the other. */
export const ID_BYTES = 16;

/** The values of some days. */
export async function selectDayPacks(
  reader: Reader,
  partnerId: string,
  kind: 'spent' | 'peaks',
  days: readonly string[],
): Promise<readonly DayPack[]> {
  if (days.length === 0) return [];
  const { rows } = await sql<Omit<DayPack, 'pack'> & { readonly pack: string }>`
    SELECT day::text AS day, currency, ${packedText(sql.ref('pack'))} AS pack FROM cdr_day_pack
    WHERE partner_id = ${partnerId} AND kind = ${kind} AND day = ANY (${days}::date[])`.execute(reader);
  return rows.map((row) => ({ ...row, pack: fromPackedText(row.pack) }));
}

/** A UUID of its sixteen bytes. */
export function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
