import type { Actor } from '../audit/index.ts';
import type { Database } from '../platform/db/index.ts';
import { AppError } from '../platform/errors/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { endWallet } from './closing.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { accountInDebt } from './errors.ts';
import { lockAnyCustomer } from './find-customer.ts';
import { selectUnfinished } from './store.ts';

const SYSTEM: Actor = {
  kind: 'system',
  id: 'closing-sweep',
  label: 'closing sweep',
  ip: null,
  userAgent: null,
  requestId: null,
};
const MOST_AT_ONCE = 200;

/**
 * Returns what is left of wallets that were closed by force, once their holds have ended. Answers how many it ended.
 * A wallet that came out below zero stays open: its partner settles it.
 */
export async function finishClosing(
  deps: CustomersDeps & { readonly db: Database },
  at: Date,
): Promise<number> {
  const open = await selectUnfinished(deps.db.kysely, MOST_AT_ONCE);
  let ended = 0;
  for (const { partnerId, authId } of open) {
    const done = await deps.db
      .inTransaction(async (tx) =>
        endWallet(deps, tx, await lockAnyCustomer(tx, partnerId, authId), true, { actor: SYSTEM, at }),
      )
      .catch((error: unknown) => {
        if (error instanceof AppError && error.code === accountInDebt.definition.code) return false;
        throw error;
      });
    if (done) ended += 1;
  }
  return ended;
}

/** Every five minutes. */
export function closingSchedule(
  deps: CustomersDeps & { readonly db: Database; readonly clock: Clock },
): Schedule {
  return {
    name: 'customers.finish-closing',
    cron: '*/5 * * * *',
    run: async () => {
      await finishClosing(deps, deps.clock.now());
    },
  };
}
