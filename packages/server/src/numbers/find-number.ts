import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound, type AppError } from '../platform/errors/index.ts';
import { readE164 } from './e164.ts';
import type { StockNumber } from './number-stock.ts';
import { lockNumbers, selectNumber } from './stock-store.ts';

export function noSuchNumber(): AppError {
  return notFound({ message: 'No such number.' });
}

/** A number in stock by its spelling in a path. Throws 404. */
export async function findNumber(reader: Reader, written: string): Promise<StockNumber> {
  const e164 = readE164(written);
  const number = e164 === null ? null : await selectNumber(reader, e164);
  if (number === null) throw noSuchNumber();
  return number;
}

/** The same, kept from others until the transaction ends. Throws 404. */
export async function lockNumber(tx: Tx, written: string): Promise<StockNumber> {
  const e164 = readE164(written);
  const [number] = e164 === null ? [] : await lockNumbers(tx, [e164]);
  if (number === undefined) throw noSuchNumber();
  return number;
}
