import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { EndInput } from './edge-messages.ts';

const TIMES = ['progressAt', 'answeredAt', 'endedAt'] as const satisfies readonly (keyof EndInput)[];

/** JSON has no times. */
function fromReportJson(json: Readonly<Record<string, unknown>>): EndInput {
  const report: Record<string, unknown> = { ...json };
  for (const key of TIMES) if (typeof report[key] === 'string') report[key] = new Date(report[key]);
  return report as unknown as EndInput;
}

/** Keeps what was said of calls that nobody knows: an authorisation that is on its way does not show itself before it commits. */
export async function insertEarlyEnds(tx: Tx, reports: readonly EndInput[], at: Date): Promise<void> {
  if (reports.length === 0) return;
  const rows = reports.map((report) => ({ call_id: report.callId, report }));
  await sql`INSERT INTO ended_call (call_id, partner_id, ended_at, refusal, swept, report)
    SELECT call_id, NULL, ${at}, NULL, NULL, report
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(call_id uuid, report jsonb) ORDER BY call_id
    ON CONFLICT (call_id) DO NOTHING`.execute(tx);
}

/** What was said of calls before anybody knew them, by call id. */
export async function selectEarlyEnds(
  reader: Reader,
  callIds: readonly string[],
): Promise<ReadonlyMap<string, EndInput>> {
  if (callIds.length === 0) return new Map();
  const { rows } = await sql<{ call_id: string; report: Readonly<Record<string, unknown>> }>`
    SELECT call_id, report FROM ended_call
    WHERE call_id = ANY (${callIds}::uuid[]) AND report IS NOT NULL AND partner_id IS NULL`.execute(reader);
  return new Map(rows.map((row) => [row.call_id, fromReportJson(row.report)]));
}

/** Calls that are up although their end was reported since then, by the time of the report. */
export async function selectEndedEarly(reader: Reader, since: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ call_id: string }>`SELECT e.call_id FROM ended_call e
    WHERE e.report IS NOT NULL AND e.partner_id IS NULL AND e.ended_at >= ${since}
      AND EXISTS (SELECT FROM live_call l WHERE l.call_id = e.call_id)
    ORDER BY e.ended_at LIMIT ${limit}`.execute(reader);
  return rows.map((row) => row.call_id);
}
