import { CompiledQuery, sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import type { Database, Tx } from '../db/index.ts';

const BATCH = 1_000;

interface OutboxRow {
  readonly id: string;
  readonly partner_id: string | null;
  readonly topic: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Moves the oldest events to the queues of their topics, in one transaction: an event is in the outbox or in its
 * queue, never in both and never in neither. Topics that nobody handles end here. Returns how many were moved.
 */
export async function relayOutbox(db: Database, boss: PgBoss, topics: ReadonlySet<string>): Promise<number> {
  return db.inTransaction(async (tx) => {
    const rows = await takeOldest(tx);
    const byTopic = Map.groupBy(
      rows.filter((row) => topics.has(row.topic)),
      (row) => row.topic,
    );
    for (const [topic, events] of byTopic) {
      const jobs = events.map((row) => ({
        id: row.id,
        data: { partnerId: row.partner_id, payload: row.payload },
      }));
      await boss.insert(topic, jobs, { db: { executeSql: (text, values) => runIn(tx, text, values) } });
    }
    return rows.length;
  });
}

async function takeOldest(tx: Tx): Promise<readonly OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, partner_id, topic, payload`.execute(tx);
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Runs a statement that somebody else wrote, with its numbered parameters, in our transaction. */
async function runIn(tx: Tx, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values));
  return { rows };
}
