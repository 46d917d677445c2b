import { CompiledQuery, sql } from 'kysely';
import { prepared, type Database } from '../../src/platform/db/index.ts';

/** Columns that say when somebody was last seen: a refused request may move them. */
const SEEN = ['last_used_at', 'last_seen_at', 'idle_until'];

/** A partner that reads a customer's token again is written down, even when it may change nothing. */
const REVEALED = 'account.token_revealed';

export interface TableDigest {
  readonly rows: number;
  /** The sum of a hash of each row: no order, so that nothing has to be sorted. */
  readonly content: string;
}

/**
 * Count and content of every table, so that "nothing changed" can be said of the whole database; with a partner, of what
 * belongs to it.
 */
export async function databaseDigest(
  db: Database,
  partnerId: string | null = null,
): Promise<Record<string, TableDigest>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class
    WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
    ORDER BY relname`.execute(db.kysely);
  const parts = tables.map(
    ({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows,
      coalesce(sum(hashtextextended(line::text, 0)), 0)::text AS content
    FROM (SELECT to_jsonb(t) - $1::text[] AS line FROM ${name} t OFFSET 0) lines
    WHERE line ->> 'action' IS DISTINCT FROM $2 AND ($3::text IS NULL OR line ->> 'partner_id' = $3)`,
  );
  const digest = CompiledQuery.raw(prepared(parts.join(' UNION ALL ')), [SEEN, REVEALED, partnerId]);
  const { rows } = await db.kysely.executeQuery<TableDigest & { name: string }>(digest);
  return Object.fromEntries(rows.map(({ name, ...one }) => [name, one]));
}
