import type { Actor } from '../audit/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { endWallet } from './closing.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { lockAnyCustomer } from './find-customer.ts';
import { selectUnfinished, type UnfinishedCustomer } from './store.ts';

const SYSTEM: Actor = {
  kind: 'system',
  id: 'closing-sweep',
  label: 'closing sweep',
  ip: null,
  userAgent: null,
  requestId: null,
};
const PAGE = 200;
/** Of the errors of one run, these are told in full. */
const ERRORS_TOLD = 10;

/**
 * Ends wallets that were closed by force, once their holds have ended: what is left returns to the master account, what is
 * owed is paid from it. Answers how many it ended. A wallet that cannot be ended keeps none of the others from it: every
 * one is tried, then an AggregateError tells of those that failed.
 */
export async function finishClosing(
  deps: CustomersDeps & { readonly db: Database },
  at: Date,
  pageSize = PAGE,
): Promise<number> {
  const errors: unknown[] = [];
  let [ended, failed] = [0, 0];
  let afterId: string | null = null;
  for (;;) {
    const page: UnfinishedCustomer[] = await selectUnfinished(deps.db.kysely, { afterId, limit: pageSize });
    for (const one of page) {
      try {
        if (await finishOne(deps, one, at)) ended += 1;
      } catch (error) {
        failed += 1;
        if (errors.length < ERRORS_TOLD) errors.push(error);
      }
    }
    afterId = page.at(-1)?.customerId ?? null;
    if (page.length < pageSize) break;
  }
  if (failed > 0) throw new AggregateError(errors, `${failed} wallets of closed accounts could not be ended`);
  return ended;
}

async function finishOne(
  deps: CustomersDeps & { readonly db: Database },
  { partnerId, authId }: UnfinishedCustomer,
  at: Date,
): Promise<boolean> {
  return deps.db.inTransaction(async (tx) =>
    endWallet(deps, tx, await lockAnyCustomer(tx, partnerId, authId), true, { actor: SYSTEM, at }),
  );
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
