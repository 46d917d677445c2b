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

interface Known {
  readonly versions: string;
  readonly digest: TableDigest;
}

/** What was last read of each table, by whose part of it. */
type Memory = Map<string, Map<string, Known>>;
const memories = new WeakMap<Database, Memory>();

/**
 * Count and content of every table, so that "nothing changed" can be said of the whole database; with a partner, of what
 * belongs to it. Only what was written to since the last time is read anew.
 */
export async function databaseDigest(
  db: Database,
  partnerId: string | null = null,
): Promise<Record<string, TableDigest>> {
  const memory = memories.get(db) ?? (new Map() as Memory);
  memories.set(db, memory);
  const known = memory.get(partnerId ?? '') ?? new Map<string, Known>();
  memory.set(partnerId ?? '', known);
  const tables = await versionsOf(db);
  const written = tables.filter(({ name, versions }) => known.get(name)?.versions !== versions);
  const digests = await digestsOf(
    db,
    written.map(({ name }) => name),
    partnerId,
  );
  for (const { name, versions } of written) known.set(name, { versions, digest: digests.get(name)! });
  return Object.fromEntries(tables.map(({ name }) => [name, known.get(name)!.digest]));
}

const questions = new WeakMap<Database, string>();

/**
 * Of each table which versions of its rows there are: place and transaction. PostgreSQL never changes a version but for
 * its locks, so the same versions are the same content.
 */
async function versionsOf(db: Database): Promise<{ name: string; versions: string }[]> {
  let question = questions.get(db);
  if (question === undefined) {
    const { rows: tables } = await sql<{ name: string }>`
      SELECT relname AS name FROM pg_class
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
      ORDER BY relname`.execute(db.kysely);
    const parts = tables.map(
      ({ name }) => `SELECT '${name}' AS name, count(*) || ' ' || coalesce(sum(hashtextextended(
        tableoid || ' ' || ctid || ' ' || xmin, 0)), 0) AS versions FROM ${name}`,
    );
    question = prepared(parts.join(' UNION ALL '));
    questions.set(db, question);
  }
  const { rows } = await db.kysely.executeQuery<{ name: string; versions: string }>(
    CompiledQuery.raw(question),
  );
  return rows;
}

async function digestsOf(
  db: Database,
  tables: readonly string[],
  partnerId: string | null,
): Promise<Map<string, TableDigest>> {
  if (tables.length === 0) return new Map();
  const parts = tables.map(
    (name) => `SELECT '${name}' AS name, count(*)::int AS rows,
      coalesce(sum(hashtextextended(line::text, 0)), 0)::text AS content
    FROM (SELECT to_jsonb(t) - $1::text[] AS line FROM ${name} t OFFSET 0) lines
    WHERE line ->> 'action' IS DISTINCT FROM $2 AND ($3::text IS NULL OR line ->> 'partner_id' = $3)`,
  );
  const digest = CompiledQuery.raw(parts.join(' UNION ALL '), [SEEN, REVEALED, partnerId]);
  const { rows } = await db.kysely.executeQuery<TableDigest & { name: string }>(digest);
  return new Map(rows.map(({ name, ...one }) => [name, one]));
}
