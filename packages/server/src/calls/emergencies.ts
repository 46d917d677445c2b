import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { deleteEmergency, lockEmergencies, selectEmergencies, upsertEmergency } from './emergency-store.ts';
import { tooManyEmergencies } from './errors.ts';
import { noteListChange } from './operator-list.ts';
import type { Calls, EmergencyNumber } from './service.ts';

const MOST_PER_COUNTRY = 50;

function fieldsOf(row: EmergencyNumber | null): Readonly<Record<string, unknown>> {
  const { country = null, number = null, description = null } = row ?? {};
  return { country, number, description };
}

function note(
  tx: Tx,
  { country, number }: Pick<EmergencyNumber, 'country' | 'number'>,
  from: EmergencyNumber | null,
  to: EmergencyNumber | null,
  by: By,
): Promise<void> {
  return noteListChange(tx, { list: 'emergency_number', key: { country, number }, from, to, fieldsOf }, by);
}

/** Throws 409 `emergency_number_limit`. */
async function saveEmergency(tx: Tx, row: EmergencyNumber, by: By): Promise<EmergencyNumber> {
  await lockEmergencies(tx);
  const known = await selectEmergencies(tx, row.country);
  const before = known.find(({ number }) => number === row.number) ?? null;
  if (before === null && known.length >= MOST_PER_COUNTRY)
    throw tooManyEmergencies({ facts: { limit: MOST_PER_COUNTRY } });
  await upsertEmergency(tx, row);
  await note(tx, row, before, row, by);
  return row;
}

/** Throws 404. */
async function removeEmergency(tx: Tx, country: string, number: string, by: By): Promise<void> {
  await lockEmergencies(tx);
  const known = await selectEmergencies(tx, country);
  const before = known.find((one) => one.number === number);
  if (before === undefined) throw notFound({ message: 'No such emergency number.' });
  await deleteEmergency(tx, country, number);
  await note(tx, before, before, null, by);
}

export const emergencyNumbers: Pick<Calls, 'listEmergencies' | 'saveEmergency' | 'removeEmergency'> = {
  listEmergencies: selectEmergencies,
  saveEmergency,
  removeEmergency,
};
