import type { Actor } from '../audit/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { announce } from './announce.ts';
import { updateHoldings } from './holding-store.ts';
import { later } from './number-terms.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { asReleased, releasedNews } from './release.ts';
import { holdRenewal } from './renewal-hold.ts';
import { lockReleasing, lockUnreserved } from './renewal-store.ts';
import type { Stock } from './stock.ts';

type Deps = NumbersDeps & { readonly stock: Stock };

/** Numbers of one transaction. */
const BATCH = 200;
/** However much there is, one run ends; the next one goes on. */
const MOST_BATCHES = 500;

function job(id: string): Actor {
  return { kind: 'system', id, label: id.replaceAll('-', ' '), ip: null, userAgent: null, requestId: null };
}
const RELEASER = job('number-releases');
const RESERVER = job('number-reserves');

async function untilNothing(deps: Deps, batch: (tx: Tx) => Promise<number>): Promise<number> {
  let done = 0;
  for (let run = 0; run < MOST_BATCHES; run += 1) {
    const count = await deps.db.inTransaction(batch);
    if (count === 0) break;
    done += count;
  }
  return done;
}

/** Ends the releases that can no longer be taken back: their numbers rest now. Answers how many. */
export async function finishReleases(deps: Deps, at: Date): Promise<number> {
  return untilNothing(deps, async (tx) => {
    const ending = await lockReleasing(tx, at, BATCH);
    if (ending.length === 0) return 0;
    const released = await updateHoldings(
      tx,
      ending.map((holding) => asReleased(holding, at, null)),
      at,
    );
    const e164s = released.map(({ e164 }) => e164);
    await deps.stock.giveBack(tx, e164s, later(at, deps.terms.quarantineMs), at);
    await announce(tx, released.map(releasedNews), { actor: RELEASER, at });
    return released.length;
  });
}

/**
 * Holds the next month's money of the numbers that ask for it, where there is money meanwhile; what is due sooner first.
 * Answers how many.
 */
export async function reserveRenewals(deps: Deps, at: Date): Promise<number> {
  return untilNothing(deps, async (tx) => {
    const waiting = await lockUnreserved(tx, BATCH);
    const holds = waiting.map((holding) => holdRenewal(holding, at));
    const results = await deps.ledger.post(tx, holds);
    const reserved = waiting.flatMap((holding, index) =>
      results[index]?.outcome === 'held' ? [{ ...holding, renewalHoldId: holds[index]?.id ?? null }] : [],
    );
    const saved = await updateHoldings(tx, reserved, at);
    const news = saved.map((holding) => ({
      holding,
      action: 'number.renewal_reserved',
      changes: [{ field: 'renewal_reserved', from: false, to: true }],
      facts: { amount: holding.monthlyFee.toString(), currency: holding.currency },
    }));
    await announce(tx, news, { actor: RESERVER, at });
    return saved.length;
  });
}
