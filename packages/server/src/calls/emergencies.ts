import { OPERATOR_BOOKS, appendAudit, fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { deleteEmergency, lockEmergencies, selectEmergencies, upsertEmergency } from './emergency-store.ts';
import { tooManyEmergencies } from './errors.ts';
import type { Calls, EmergencyNumber } from './service.ts';

const MOST_PER_COUNTRY = 50;

function fieldsOf(row: EmergencyNumber | null): Readonly<Record<string, unknown>> {
  const { country = null, number = null, description = null } = row ?? {};
  return { country, number, description };
}

async function note(
  tx: Tx,
  { country, number }: Pick<EmergencyNumber, 'country' | 'number'>,
  from: EmergencyNumber | null,
  to: EmergencyNumber | null,
  by: By,
): Promise<void> {
  const action = to === null ? 'emergency_number.removed' : 'emergency_number.set';
  const changes = fieldChanges(fieldsOf(from), fieldsOf(to));
  if (changes.length === 0) return;
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'emergency_number',
      objectId: `${country}/${number}`,
      changes,
    },
  ]);
  const payload = { country, number, description: to?.description ?? null };
  await appendOutbox(tx, by.at, [{ partnerId: null, topic: action, payload }]);
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
