import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { DestinationClass } from './limits.ts';
import type { ClassPrefix } from './service.ts';

interface ClassRow {
  readonly prefix: string;
  readonly class: DestinationClass;
  readonly description: string;
}

function fromRow(row: ClassRow): ClassPrefix {
  return { prefix: row.prefix, destinationClass: row.class, description: row.description };
}

export async function selectClasses(reader: Reader): Promise<ClassPrefix[]> {
  const { rows } = await sql<ClassRow>`
    SELECT prefix, class, description FROM destination_class ORDER BY prefix`.execute(reader);
  return rows.map(fromRow);
}

export async function lockClass(tx: Tx, prefix: string): Promise<ClassPrefix | null> {
  const { rows } = await sql<ClassRow>`SELECT prefix, class, description FROM destination_class
    WHERE prefix = ${prefix} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function upsertClass(tx: Tx, row: ClassPrefix, at: Date): Promise<void> {
  await sql`INSERT INTO destination_class (prefix, class, description, updated_at)
    VALUES (${row.prefix}, ${row.destinationClass}, ${row.description}, ${at})
    ON CONFLICT (prefix) DO UPDATE SET class = excluded.class, description = excluded.description,
      updated_at = excluded.updated_at`.execute(tx);
}

export async function deleteClass(tx: Tx, prefix: string): Promise<void> {
  await sql`DELETE FROM destination_class WHERE prefix = ${prefix}`.execute(tx);
}
