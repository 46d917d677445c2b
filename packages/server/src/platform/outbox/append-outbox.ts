import { sql } from 'kysely';
import type { Tx } from '../db/index.ts';
import { uuidv7 } from '../ids/index.ts';

export interface OutboxEvent {
  readonly partnerId: string | null;
  readonly topic: string;
  /** JSON; money as decimal strings of units, since a payload outlives the code that wrote it. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Writes an event in the transaction that made it true: both commit or neither does. */
export async function appendOutbox(tx: Tx, at: Date, events: readonly OutboxEvent[]): Promise<void> {
  for (const event of events) {
    await sql`INSERT INTO outbox (id, partner_id, topic, payload, created_at)
      VALUES (${uuidv7(at)}, ${event.partnerId}, ${event.topic}, ${JSON.stringify(event.payload)}::jsonb, ${at})`.execute(
      tx,
    );
  }
}
