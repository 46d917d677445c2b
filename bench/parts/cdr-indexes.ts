import type pg from 'pg';

/** Tables whose indexes are made when their rows are there, which takes a fraction of the time. */
const TABLES = ['cdr', 'cdr_rollup', 'cdr_rollup_day'];

interface DroppedIndex {
  readonly table: string;
  readonly name: string;
  /** A statement that makes it as it was. */
  readonly definition: string;
}

export interface DroppedIndexes {
  /** Of one month's table, so that each month has them as soon as its rows are there. */
  ofPartition(table: string): readonly DroppedIndex[];
  /** Of the sums. */
  readonly ofSums: readonly DroppedIndex[];
  /** Of the whole of `cdr`: takes over what its months have. */
  readonly ofCdr: readonly DroppedIndex[];
}

/** Everything that settles which rows there may be and how they are found. */
export async function schemaOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ line: string }>(
    `SELECT tablename || ' ' || indexname || ' ' || indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename LIKE 'cdr%'
     UNION ALL SELECT i.inhparent::regclass || ' has ' || i.inhrelid::regclass FROM pg_inherits i
     WHERE i.inhrelid::regclass::text LIKE 'cdr%'
     UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
     WHERE conrelid::regclass::text LIKE 'cdr%' ORDER BY line`,
  );
  return rows.map(({ line }) => line).join('\n');
}

export async function dropIndexes(pool: pg.Pool): Promise<DroppedIndexes> {
  const { rows } = await pool.query<DroppedIndex & { constraint: string | null; isPartition: boolean }>(
    `SELECT i.indexrelid::regclass::text AS name, i.indrelid::regclass::text AS "table", c.conname AS constraint,
       r.relispartition AS "isPartition",
       coalesce('ALTER TABLE ' || i.indrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid),
         replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')) AS definition
     FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
     WHERE i.indrelid = ANY ($1::text[]::regclass[])
       OR i.indrelid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'cdr'::regclass)
     ORDER BY c.conname IS NULL, i.indexrelid`,
    [TABLES],
  );
  for (const { name, table, constraint } of rows.filter(({ isPartition }) => !isPartition))
    await pool.query(
      constraint === null ? `DROP INDEX ${name}` : `ALTER TABLE ${table} DROP CONSTRAINT ${constraint}`,
    );
  const of = (chosen: (table: string) => boolean): DroppedIndex[] =>
    rows
      .filter(({ table }) => chosen(table))
      .map(({ table, name, definition }) => ({ table, name, definition }));
  return {
    ofPartition: (table) => of((one) => one === table),
    ofSums: of((one) => one !== 'cdr' && TABLES.includes(one)),
    ofCdr: of((one) => one === 'cdr'),
  };
}
