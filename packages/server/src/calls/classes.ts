import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { deleteClass, lockClass, upsertClass } from './class-store.ts';
import { noteListChange } from './operator-list.ts';
import type { ClassPrefix } from './service.ts';

function fieldsOf(row: ClassPrefix | null): Readonly<Record<string, unknown>> {
  return { class: row?.destinationClass ?? null, description: row?.description ?? null };
}

function note(
  tx: Tx,
  prefix: string,
  from: ClassPrefix | null,
  to: ClassPrefix | null,
  by: By,
): Promise<void> {
  return noteListChange(tx, { list: 'destination_class', key: { prefix }, from, to, fieldsOf }, by);
}

export async function saveClass(tx: Tx, row: ClassPrefix, by: By): Promise<ClassPrefix> {
  const before = await lockClass(tx, row.prefix);
  await upsertClass(tx, row, by.at);
  await note(tx, row.prefix, before, row, by);
  return row;
}

/** Throws 404. */
export async function removeClass(tx: Tx, prefix: string, by: By): Promise<void> {
  const before = await lockClass(tx, prefix);
  if (before === null) throw notFound({ message: 'No such prefix.' });
  await deleteClass(tx, prefix);
  await note(tx, prefix, before, null, by);
}
