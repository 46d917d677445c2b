import { CompiledQuery } from 'kysely';
import { prepared, type Tx } from '../db/index.ts';
import { uuidv7 } from '../ids/index.ts';

export interface OutboxEvent {
  readonly partnerId: string | null;
  readonly topic: string;
  /** JSON; money as decimal strings of units, since a payload outlives the code that wrote it. */
  readonly payload: Readonly<Record<string, unknown>>;
}

const APPEND = prepared(`INSERT INTO outbox (id, partner_id, topic, payload, created_at)
  SELECT e.id, e.partner_id, e.topic, e.payload, $5
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[]) AS e(id, partner_id, topic, payload)`);

/** Writes events in the transaction that made them true: all commit or none does. One statement, however many. */
export async function appendOutbox(tx: Tx, at: Date, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  const ids = events.map(() => uuidv7(at));
  const partners = events.map((event) => event.partnerId);
  const topics = events.map((event) => event.topic);
  const payloads = events.map((event) => JSON.stringify(event.payload));
  await tx.executeQuery(CompiledQuery.raw(APPEND, [ids, partners, topics, payloads, at]));
}
