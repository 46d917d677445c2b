import type { CdrWorld } from './cdr-data.ts';

const MIB = 2 ** 20;

/** What a call takes on the disk: its row, each index, and its share of the sums. */
export async function printSizes({ db, calls }: CdrWorld): Promise<void> {
  if (calls === 0) return;
  const { rows } = await db.pool.query<{ name: string; rows: number; heap: number; indexes: number }>(
    `SELECT CASE WHEN relname LIKE 'cdr\\_2%' THEN 'cdr' ELSE relname END AS name, sum(greatest(reltuples, 0))::float8 AS rows,
       sum(pg_table_size(oid))::float8 AS heap, sum(pg_indexes_size(oid))::float8 AS indexes
     FROM pg_class WHERE relkind = 'r' AND relname LIKE 'cdr%' AND relnamespace = 'public'::regnamespace
     GROUP BY 1 HAVING sum(pg_total_relation_size(oid)) > 10 * ${MIB} ORDER BY sum(pg_total_relation_size(oid)) DESC`,
  );
  for (const one of rows)
    console.log(
      `  ${one.name.padEnd(18)} ${one.rows.toFixed(0).padStart(9)} rows  ${((one.heap + one.indexes) / MIB).toFixed(0).padStart(6)} MiB  a call: ${(one.heap / calls).toFixed(0)} bytes and ${(one.indexes / calls).toFixed(0)} of indexes`,
    );
  const indexes = await db.pool.query<{ name: string; bytes: number }>(
    `SELECT p.relname AS name, sum(pg_relation_size(i.inhrelid))::float8 AS bytes
     FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent AND p.relkind = 'I' GROUP BY 1 ORDER BY 2 DESC`,
  );
  console.log(
    `  ${indexes.rows.map(({ name, bytes }) => `${name} ${(bytes / calls).toFixed(0)}`).join(', ')} bytes`,
  );
}
