import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { numberNotAvailable } from './errors.ts';
import { mayTake, type StockNumber } from './number-stock.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { lockNumbers, quarantineNumbers, selectNumber, updateState } from './stock-store.ts';

/** What the operator has. `e164` is with `+`, as `readE164` gives it. */
export interface Stock {
  /** Throws 404. */
  find(reader: Reader, e164: string): Promise<StockNumber>;
  /**
   * Takes a number for a partner's customer, locked until COMMIT: whoever comes second waits, then is refused.
   * Throws 404 for what is not in stock, 409 `number_not_available`.
   */
  take(tx: Tx, partnerId: string, e164: string, at: Date): Promise<StockNumber>;
  /** Puts numbers back that were held; they are for sale again from `quarantinedUntil` on. */
  giveBack(tx: Tx, e164s: readonly string[], quarantinedUntil: Date, at: Date): Promise<void>;
}

export function createStock(_deps: NumbersDeps): Stock {
  return {
    async find(reader, e164) {
      const number = await selectNumber(reader, e164);
      if (number === null) throw noSuchNumber();
      return number;
    },
    async take(tx, partnerId, e164, at) {
      const [number] = await lockNumbers(tx, [e164]);
      if (number === undefined) throw noSuchNumber();
      if (!mayTake(number, partnerId, at)) throw numberNotAvailable({ facts: { numbers: [e164] } });
      return updateState(tx, number, { state: 'held' }, at);
    },
    async giveBack(tx, e164s, quarantinedUntil, at) {
      const numbers = await lockNumbers(tx, e164s);
      const wrong = e164s.find((e164) => numbers.every((one) => one.e164 !== e164 || one.state !== 'held'));
      if (wrong !== undefined) throw new Error(`${wrong} is given back, but nobody held it.`);
      await quarantineNumbers(tx, e164s, quarantinedUntil, at);
    },
  };
}

export function noSuchNumber(): Error {
  return notFound({ message: 'No such number.' });
}
