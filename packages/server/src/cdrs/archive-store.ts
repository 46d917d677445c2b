import { sql, type RawBuilder } from 'kysely';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { ArchiveSums, Manifest } from './archive-format.ts';

export type ArchiveState = 'exporting' | 'exported' | 'detached' | 'dropped';

/** A month that is on its way into a file. */
export interface Archive {
  readonly id: string;
  /** First day, `YYYY-MM-DD`. */
  readonly month: string;
  readonly state: ArchiveState;
  readonly manifest: Manifest | null;
}

/** A month that there are calls of, or could be. */
export interface StoredMonth {
  readonly month: string;
  readonly bytes: number;
  /** As the planner believes. */
  readonly rows: number;
}

export function tableOf(month: string): string {
  return `cdr_${month.slice(0, 4)}${month.slice(5, 7)}`;
}

/** Every month with a table of its own, a part of `cdr` or taken out of it on its way into a file; oldest first. */
export async function selectMonths(reader: Reader): Promise<StoredMonth[]> {
  const { rows } = await sql<{ month: string; bytes: bigint; rows: number }>`
    SELECT to_char(to_date(right(c.relname, 6), 'YYYYMM'), 'YYYY-MM-DD') AS month, pg_total_relation_size(c.oid) AS bytes,
      greatest(c.reltuples, 0)::float8 AS rows
    FROM pg_class c WHERE c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'cdr'::regclass)
      AND c.relname ~ '^cdr_[0-9]{6}$' AND c.relkind = 'r' AND (
        EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid AND i.inhparent = 'cdr'::regclass)
        OR EXISTS (SELECT FROM cdr_archive a WHERE a.state = 'detached' AND to_char(a.month, '"cdr_"YYYYMM') = c.relname))
    ORDER BY month`.execute(reader);
  return rows.map((row) => ({ month: row.month, bytes: Number(row.bytes), rows: Math.round(row.rows) }));
}

/** The archive of a month that is at hand, begun if there is none. */
export async function beginArchive(db: Database, month: string, now: Date): Promise<Archive> {
  await sql`INSERT INTO cdr_archive (id, month, state, started_at) VALUES (${uuidv7(now)}, ${month}::date, 'exporting', ${now})
    ON CONFLICT (month) WHERE state <> 'dropped' DO NOTHING`.execute(db.kysely);
  const { rows } =
    await sql<Archive>`SELECT id, to_char(month, 'YYYY-MM-DD') AS month, state, manifest FROM cdr_archive
    WHERE month = ${month}::date AND state <> 'dropped'`.execute(db.kysely);
  if (rows[0] === undefined) throw new Error('The archive was not begun.');
  return rows[0];
}

export async function saveArchive(
  reader: Reader,
  id: string,
  now: { readonly state: ArchiveState; readonly manifest: Manifest; readonly file: string | null },
): Promise<void> {
  await sql`UPDATE cdr_archive SET state = ${now.state}, manifest = ${JSON.stringify(now.manifest)}::jsonb, file = ${now.file}
    WHERE id = ${id}`.execute(reader);
}

/** So long the whole of `cdr` waits for a month to be taken out of it; whoever cannot have it comes again. */
const LOCK_TIMEOUT = '1s';

/**
 * Takes a month out of `cdr`; its table stays. `mayGo` is asked when nobody can write to it any more: false leaves it where it
 * is, and is the answer.
 */
export async function detachMonth(
  db: Database,
  { id, month }: Pick<Archive, 'id' | 'month'>,
  mayGo: (tx: Tx) => Promise<boolean>,
): Promise<boolean> {
  const STAYS = new Error('It stays.');
  try {
    await db.inTransaction(async (tx) => {
      await sql`SELECT set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(tx);
      await sql`ALTER TABLE cdr DETACH PARTITION ${sql.table(tableOf(month))}`.execute(tx);
      if (!(await mayGo(tx))) throw STAYS;
      await sql`UPDATE cdr_archive SET state = 'detached' WHERE id = ${id}`.execute(tx);
    });
    return true;
  } catch (error) {
    if (error === STAYS) return false;
    throw error;
  }
}

/** Drops the table of a month that was taken out. */
export async function dropMonth(tx: Tx, { id, month }: Archive, now: Date): Promise<void> {
  await sql`DROP TABLE ${sql.table(tableOf(month))}`.execute(tx);
  await sql`UPDATE cdr_archive SET state = 'dropped', finished_at = ${now} WHERE id = ${id}`.execute(tx);
}

export async function selectColumns(reader: Reader, month: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${tableOf(month)}::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`.execute(
    reader,
  );
  return rows.map((row) => row.name);
}

/** A row as a line of CSV: every cell in quotes, and nothing where it is null. */
function lineOf(columns: readonly string[]): RawBuilder<string> {
  const cells = columns.map(
    (name) => sql`coalesce('"' || replace(${sql.ref(name)}::text, '"', '""') || '"', '')`,
  );
  return sql<string>`(${sql.join(cells, sql` || ',' || `)})`;
}

/** Times are written in UTC, whatever the server's zone. */
async function inUtc<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.inTransaction(async (tx) => {
    await sql`SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true),
      set_config('statement_timeout', '10min', true)`.execute(tx);
    return work(tx);
  });
}

export interface LineBatch {
  readonly lines: readonly string[];
  readonly last: { readonly partnerId: string; readonly id: string } | null;
}

/** Lines of a month in the order of its key, after a place. */
export async function selectLines(
  db: Database,
  month: string,
  columns: readonly string[],
  after: LineBatch['last'],
  limit: number,
): Promise<LineBatch> {
  return inUtc(db, async (tx) => {
    const beyond =
      after === null ? sql`` : sql`WHERE (partner_id, id) > (${after.partnerId}::uuid, ${after.id}::uuid)`;
    const { rows } = await sql<{ partner_id: string; id: string; line: string }>`
      SELECT partner_id, id, ${lineOf(columns)} AS line FROM ${sql.table(tableOf(month))} ${beyond}
      ORDER BY partner_id, id LIMIT ${limit}`.execute(tx);
    const last = rows.at(-1);
    return {
      lines: rows.map((row) => row.line),
      last: last === undefined ? null : { partnerId: last.partner_id, id: last.id },
    };
  });
}

export interface MonthContent {
  readonly rows: number;
  readonly digest: string;
  readonly sums: ArchiveSums;
}

/** What a month's table holds now, as its archive has to. */
export async function readContent(
  db: Database,
  month: string,
  columns: readonly string[],
): Promise<MonthContent> {
  return inUtc(db, async (tx) => {
    const { rows } = await sql<{
      currency: string;
      rows: bigint;
      digest: string;
      cost: bigint;
      streaming_cost: bigint;
      wholesale_cost: bigint;
      margin: bigint;
    }>`SELECT currency, count(*) AS rows, sum(('x' || left(md5(${lineOf(columns)}), 15))::bit(60)::bigint)::text AS digest,
        sum(cost)::bigint AS cost, sum(streaming_cost)::bigint AS streaming_cost,
        sum(wholesale_cost)::bigint AS wholesale_cost, sum(margin)::bigint AS margin
      FROM ${sql.table(tableOf(month))} GROUP BY currency ORDER BY currency`.execute(tx);
    return {
      rows: rows.reduce((sum, row) => sum + Number(row.rows), 0),
      digest: rows.reduce((sum, row) => sum + BigInt(row.digest), 0n).toString(),
      sums: Object.fromEntries(
        rows.map((row) => [
          row.currency,
          {
            cost: formatFixed(row.cost),
            streaming_cost: formatFixed(row.streaming_cost),
            wholesale_cost: formatFixed(row.wholesale_cost),
            margin: formatFixed(row.margin),
          },
        ]),
      ),
    };
  });
}

/** From when on calls are kept; null: everything is there. */
export async function selectKeptSince(reader: Reader): Promise<Date | null> {
  const { rows } = await sql<{ since: Date | null }>`SELECT cdr_kept_since() AS since`.execute(reader);
  return rows[0]?.since ?? null;
}

/** Makes a table for calls that are read back; false where there is one of that name. */
export async function makeRestored(tx: Tx, table: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`SELECT to_regclass(${table}) IS NOT NULL AS there`.execute(
    tx,
  );
  if (rows[0]?.there === true) return false;
  await sql`CREATE TABLE ${sql.table(table)} (LIKE cdr INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`.execute(tx);
  await sql`ALTER TABLE ${sql.table(table)} ADD PRIMARY KEY (partner_id, id)`.execute(tx);
  return true;
}

export async function insertRestored(
  tx: Tx,
  table: string,
  rows: readonly Readonly<Record<string, string | null>>[],
): Promise<void> {
  await sql`INSERT INTO ${sql.table(table)}
    SELECT * FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    tx,
  );
}
