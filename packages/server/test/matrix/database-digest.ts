import { sql } from 'kysely';
import type { Database } from '../../src/platform/db/index.ts';

/** Columns that say when somebody was last seen: a refused request may move them. */
const SEEN = ['last_used_at', 'last_seen_at', 'idle_until'];

/** A partner that reads a customer's token again is written down, even when it may change nothing. */
const REVEALED = 'account.token_revealed';

export interface TableDigest {
  readonly rows: number;
  readonly md5: string;
}

/**
 * Count and content of every table, so that "nothing changed" can be said of the whole database; with a partner, of what
 * belongs to it.
 */
export async function databaseDigest(db: Database, partnerId?: string): Promise<Record<string, TableDigest>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
    ORDER BY relname`.execute(db.kysely);
  const parts = tables.map(
    ({ name }) => sql`
      SELECT ${name}::text AS name, count(*)::int AS rows,
        coalesce(md5(string_agg(line, E'\n' ORDER BY line)), '') AS md5
      FROM (SELECT (to_jsonb(t) - ${SEEN}::text[])::text AS line FROM ${sql.table(name)} t) lines
      WHERE line::jsonb ->> 'action' IS DISTINCT FROM ${REVEALED}
        AND (${partnerId ?? null}::text IS NULL OR line::jsonb ->> 'partner_id' = ${partnerId ?? null}::text)`,
  );
  const { rows } = await sql<TableDigest & { name: string }>`${sql.join(parts, sql` UNION ALL `)}`.execute(
    db.kysely,
  );
  return Object.fromEntries(rows.map(({ name, ...digest }) => [name, digest]));
}
