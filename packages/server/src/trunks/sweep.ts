import type { Actor } from '../audit/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Partners } from '../partners/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { selectAccountsOf, selectPartners } from './owned-store.ts';
import type { Trunks } from './service.ts';

const SWEEPER: Actor = {
  kind: 'system',
  id: 'trunk-sweep',
  label: 'trunk sweep',
  ip: null,
  userAgent: null,
  requestId: null,
};
/** Of the errors of one run, these are told in full. */
const ERRORS_TOLD = 10;

export interface TrunkSweepDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly trunks: Pick<Trunks, 'removeAll'>;
  readonly partners: Pick<Partners, 'closedAmong'>;
  readonly customers: Pick<Customers, 'byIds' | 'lockOpen'>;
}

/**
 * Takes away what customers of closed partners have: nobody can log in and give it up, and usernames and addresses are
 * unique on the platform. One account at a time; one that cannot be dealt with keeps none of the others from it. Answers of
 * how many accounts.
 */
export async function sweepClosedPartners(deps: TrunkSweepDeps, at: Date): Promise<number> {
  const reader = deps.db.kysely;
  const closed = await deps.partners.closedAmong(reader, await selectPartners(reader));
  const errors: unknown[] = [];
  let [done, failed] = [0, 0];
  for (const partnerId of closed) {
    const customerIds = await selectAccountsOf(reader, partnerId);
    for (const { authId } of (await deps.customers.byIds(reader, partnerId, customerIds)).values()) {
      try {
        await removeAllOf(deps, partnerId, authId, at);
        done += 1;
      } catch (error) {
        failed += 1;
        if (errors.length < ERRORS_TOLD) errors.push(error);
      }
    }
  }
  if (failed > 0) throw new AggregateError(errors, `trunks of ${failed} accounts could not be taken away`);
  return done;
}

async function removeAllOf(deps: TrunkSweepDeps, partnerId: string, authId: string, at: Date): Promise<void> {
  await deps.db.inTransaction(async (tx) => {
    const account = await deps.customers.lockOpen(tx, partnerId, authId);
    await deps.trunks.removeAll(tx, account, { actor: SWEEPER, at });
  });
}

/** Every five minutes. */
export function trunkSchedule(deps: TrunkSweepDeps): Schedule {
  return {
    name: 'trunks.sweep-closed-partners',
    cron: '*/5 * * * *',
    run: async () => {
      await sweepClosedPartners(deps, deps.clock.now());
    },
  };
}
