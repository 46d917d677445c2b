import type { Static } from 'typebox';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { numberNotAvailable } from './errors.ts';
import { findNumber, noSuchNumber } from './find-number.ts';
import {
  offeredCountries,
  searchInventory,
  type CountryOffer,
  type InventoryPage,
  type InventoryQuery,
} from './inventory.ts';
import { mayTake, type StockNumber } from './number-stock.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { addNumbers, type AddedNumbers } from './stock-adding.ts';
import type { AddStockBody, PatchStockBody } from './stock-contract.ts';
import { patchNumber, restoreNumber, withdrawNumber } from './stock-editing.ts';
import type { StockFilter, StockOrder, StockPage, StockPlace } from './stock-filter.ts';
import {
  listStock,
  withHolders,
  type StockListQuery,
  type StockListRow,
  type StockListing,
} from './stock-list.ts';
import { searchStock } from './stock-search.ts';
import { lockNumbers, quarantineNumbers, updateState } from './stock-store.ts';

/** What the operator has. `e164` is with `+`; `written` is a number as it comes in a path, `+91…`, `%2B91…` or `91…`. */
export interface Stock {
  /** Throws 404. */
  find(reader: Reader, written: string): Promise<StockNumber>;
  search(reader: Reader, filter: StockFilter, order: StockOrder, place: StockPlace): Promise<StockPage>;
  /** For the operator: all of it, with who holds what. */
  list(query: StockListQuery): Promise<StockListing>;
  /** One number for the operator. Throws 404. */
  read(reader: Reader, written: string): Promise<StockListRow>;
  /** For a partner: what it can buy, and for how much. */
  inventory(
    partner: { readonly partnerId: string; readonly currency: string },
    query: InventoryQuery,
  ): Promise<InventoryPage>;
  /** What is for sale where; of one country alone where one is given. */
  countries(country?: string): Promise<CountryOffer[]>;
  /** Throws 422, 409 `number_exists`. */
  add(tx: Tx, body: Static<typeof AddStockBody>, by: By): Promise<AddedNumbers>;
  /** Throws 404, 422. */
  patch(tx: Tx, written: string, body: Static<typeof PatchStockBody>, by: By): Promise<StockNumber>;
  /** Throws 404, 409 `number_held`. */
  withdraw(tx: Tx, written: string, reason: string | undefined, by: By): Promise<StockNumber>;
  /** Throws 404, 409 `number_not_withdrawn`. */
  restore(tx: Tx, written: string, reason: string | undefined, by: By): Promise<StockNumber>;
  /**
   * Takes a number for a partner's customer, locked until COMMIT: whoever comes second waits, then is refused.
   * Throws 404 for what is not in stock, 409 `number_not_available`.
   */
  take(tx: Tx, partnerId: string, e164: string, at: Date): Promise<StockNumber>;
  /** Puts numbers back that were held; they are for sale again from `quarantinedUntil` on. */
  giveBack(tx: Tx, e164s: readonly string[], quarantinedUntil: Date, at: Date): Promise<void>;
}

export function createStock(deps: Pick<NumbersDeps, 'db'>): Stock {
  const reader = deps.db.kysely;
  return {
    find: findNumber,
    search: searchStock,
    list: (query) => listStock(reader, query),
    async read(from, written) {
      const number = await findNumber(from, written);
      const [row] = await withHolders(from, [number]);
      return row ?? { number, holder: null };
    },
    inventory: (partner, query) => searchInventory(reader, partner, query),
    countries: (country) => offeredCountries(reader, country),
    add: addNumbers,
    patch: patchNumber,
    withdraw: withdrawNumber,
    restore: restoreNumber,
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
