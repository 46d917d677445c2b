import type { AccountEnding } from '../customers/index.ts';
import { createAccountEnding } from './ending-account.ts';
import { createHoldings, type Holdings } from './holdings.ts';
import type { NumberTerms } from './number-terms.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { createPrices, type Prices } from './prices.ts';
import { createReservations, type Reservations } from './reservations.ts';
import { createStock, type Stock } from './stock.ts';
import { createStockImports, type StockImports } from './stock-imports.ts';
import { sweepStock } from './stock-sweep.ts';

/**
 * The door to phone numbers. Writes take the caller's transaction, so that they commit with what belongs to them. What is
 * missing and what is another partner's answer the same 404.
 */
export interface Numbers {
  /** What the operator has. */
  readonly stock: Stock;
  readonly imports: StockImports;
  readonly reservations: Reservations;
  /** Frees what is reserved or in quarantine past its time, and ends imports whose process died. */
  sweep(at: Date): Promise<void>;
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
  const reservations = createReservations(deps);
  return {
    stock,
    imports: createStockImports(deps),
    reservations,
    sweep: (at) => sweepStock(deps, at),
    holdings: createHoldings({ ...deps, stock, reserved: reservations }),
    prices: createPrices(deps),
    terms: deps.terms,
    ending: createAccountEnding({ ...deps, stock }),
  };
}
