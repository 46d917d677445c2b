import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound, type AppError } from '../platform/errors/index.ts';
import { readE164 } from './e164.ts';
import { lockHolding, selectHolding } from './holding-store.ts';
import type { NumberHolding } from './number-holding.ts';

/** One answer for a number that nobody has and for one that somebody else has: nobody learns which. */
export function noSuchHolding(): AppError {
  return notFound({ message: 'No such number.' });
}

/** A number that the partner's customers have, by its path spelling; of one customer alone where one is given. Throws 404. */
export async function findOwned(
  reader: Reader,
  partnerId: string,
  text: string,
  customerId?: string,
): Promise<NumberHolding> {
  const e164 = readE164(text);
  const holding = e164 === null ? null : await selectHolding(reader, partnerId, e164);
  return ownedBy(holding, customerId);
}

/** The same, kept from others until the transaction ends. Throws 404. */
export async function lockOwned(
  tx: Tx,
  partnerId: string,
  text: string,
  customerId?: string,
): Promise<NumberHolding> {
  const e164 = readE164(text);
  if (e164 === null) throw noSuchHolding();
  // Whoever waited for a number that moved meanwhile finds its old row ended, and the new one at a second look.
  const holding = (await lockHolding(tx, partnerId, e164)) ?? (await lockHolding(tx, partnerId, e164));
  return ownedBy(holding, customerId);
}

function ownedBy(holding: NumberHolding | null, customerId: string | undefined): NumberHolding {
  if (holding === null || (customerId !== undefined && holding.customerId !== customerId))
    throw noSuchHolding();
  return holding;
}
