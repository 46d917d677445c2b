import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';

/** A day is over everywhere on earth two days later. */
const ALLOWANCE_DAYS = 3;
/** As long as a key lives: until then a repeated command still meets its hold. */
const ENDED_HOLD_DAYS = 30;

/**
 * Forgets what nothing asks for any more: allowances of days gone by and holds that ended long ago. Entries stay for ever.
 * At most `limit` rows of each; returns how many went.
 */
export async function forgetOld(reader: Reader, at: Date, limit: number): Promise<number> {
  const day = utcDay(new Date(at.getTime() - ALLOWANCE_DAYS * DAY_MS));
  const allowances = await sql`DELETE FROM ledger_allowance WHERE day < ${day}::date AND ctid IN (
    SELECT ctid FROM ledger_allowance WHERE day < ${day}::date LIMIT ${limit})`.execute(reader);
  const ended = new Date(at.getTime() - ENDED_HOLD_DAYS * DAY_MS);
  const holds = await sql`DELETE FROM ledger_hold WHERE ended_at < ${ended} AND ctid IN (
    SELECT ctid FROM ledger_hold WHERE ended_at < ${ended} LIMIT ${limit})`.execute(reader);
  return Number(allowances.numAffectedRows ?? 0n) + Number(holds.numAffectedRows ?? 0n);
}
