import type { AccountEnding } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { createAccountEnding } from './ending-account.ts';
import { noSuchHolding } from './find-holding.ts';
import { createHoldings, type Holdings } from './holdings.ts';
import type { NumberTerms } from './number-terms.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { createPrices, type Prices } from './prices.ts';
import { createStock, type Stock } from './stock.ts';
import { selectReserved } from './stock-store.ts';

/**
 * The door to phone numbers. Writes take the caller's transaction, so that they commit with what belongs to them. What is
 * missing and what is another partner's answer the same 404.
 */
export interface Numbers {
  /** What the operator has. */
  readonly stock: Stock;
  /** What customers have. */
  readonly holdings: Holdings;
  /** What partners sell for. */
  readonly prices: Prices;
  readonly terms: NumberTerms;
  /** For the room that closes accounts. */
  readonly ending: AccountEnding;
}

export function createNumbers(deps: NumbersDeps): Numbers {
  const stock = createStock(deps);
  const reserved = {
    async numbersOf(tx: Tx, partnerId: string, reservationId: string) {
      const numbers = await selectReserved(tx, partnerId, reservationId);
      if (numbers.length === 0) throw noSuchHolding();
      return numbers;
    },
  };
  return {
    stock,
    holdings: createHoldings({ ...deps, stock, reserved }),
    prices: createPrices(deps),
    terms: deps.terms,
    ending: createAccountEnding({ ...deps, stock }),
  };
}
