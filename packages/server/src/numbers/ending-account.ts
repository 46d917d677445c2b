import type { AccountEnding } from '../customers/index.ts';
import { announce } from './announce.ts';
import { countHoldingsOf, lockHoldingsOf, updateHoldings } from './holding-store.ts';
import { later } from './number-terms.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { asReleased, releasedNews } from './release.ts';
import type { Stock } from './stock.ts';

/** Numbers that are let go at once. */
const BATCH = 500;

/**
 * What closing an account means for its numbers: it is refused while there are any, or, by force, they are released at once
 * and without a fee. Answers what the wallet held for their next months, which the caller frees together with the rest.
 */
export function createAccountEnding(deps: NumbersDeps & { readonly stock: Stock }): AccountEnding {
  return {
    async end(tx, { partnerId, customerId }, by) {
      const holds: string[] = [];
      for (;;) {
        const holdings = await lockHoldingsOf(tx, partnerId, customerId, BATCH);
        if (holdings.length === 0) return holds;
        holds.push(...holdings.flatMap(({ renewalHoldId }) => renewalHoldId ?? []));
        const released = await updateHoldings(
          tx,
          holdings.map((holding) => asReleased(holding, by.at, 'account_closed')),
          by.at,
        );
        const e164s = released.map(({ e164 }) => e164);
        await deps.stock.giveBack(tx, e164s, later(by.at, deps.terms.quarantineMs), by.at);
        await announce(tx, released.map(releasedNews), by);
      }
    },
    numbersOf: (tx, { partnerId, customerId }) => countHoldingsOf(tx, partnerId, customerId),
  };
}
