import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';
import { uuidv7 } from '../ids/index.ts';

export interface OutboxEvent {
  readonly partnerId: string | null;
  readonly topic: string;
  /** JSON; money as decimal strings of units, since a payload outlives the code that wrote it. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Writes events, in one statement, in the transaction that made them true: all commit or none does. */
export async function appendOutbox(tx: Tx, at: Date, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ partnerId, topic, payload }) => ({
    id: uuidv7(at),
    partner_id: partnerId,
    topic,
    payload,
  }));
  await sql`INSERT INTO outbox (id, partner_id, topic, payload, created_at)
    SELECT id, partner_id, topic, payload, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) e(id uuid, partner_id uuid, topic text, payload jsonb)`.execute(
    tx,
  );
}
