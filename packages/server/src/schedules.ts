import type { Services } from './create-services.ts';
import { callSchedules } from './calls/index.ts';
import { partitionSchedule, periodSchedule, retentionSchedule } from './cdrs/index.ts';
import { forgetOld } from './ledger/index.ts';
import { rateSchedules } from './rates/index.ts';
import { numberSchedules } from './numbers/index.ts';
import type { Schedule } from './platform/jobs/index.ts';
import { trunkSchedule } from './trunks/index.ts';

/** Rows of one transaction, so that a purge never holds anybody up; it comes again until nothing is left. */
const BATCH = 5_000;
const EXPIRE_BATCH = 500;
/** However much there is, one run ends. */
const MOST_BATCHES = 200;

async function untilDone(limit: number, batch: () => Promise<number>): Promise<void> {
  for (let run = 0; run < MOST_BATCHES; run += 1) {
    if ((await batch()) < limit) return;
  }
}

/** What the worker does by the clock. */
export function schedules(services: Services): Schedule[] {
  const { db, clock, idempotency, identity, ledger } = services;
  return [
    services.finishClosing,
    ...rateSchedules(services),
    ...numberSchedules(services.numbers, clock),
    trunkSchedule(services),
    partitionSchedule(services),
    periodSchedule(services),
    retentionSchedule(() => services.cdrs.retire()),
    ...services.exports.schedules,
    services.reconciliation.schedule,
    ...callSchedules(services.calls, clock, (at) => services.edges.silent(db.kysely, at)),
    {
      name: 'edges.purge',
      cron: '47 * * * *',
      run: () => untilDone(BATCH, () => services.edges.purge(db.kysely, clock.now(), BATCH)),
    },
    {
      name: 'platform.purge-idempotency',
      cron: '*/10 * * * *',
      run: () => untilDone(BATCH, () => idempotency.purge(clock.now(), BATCH)),
    },
    {
      name: 'identity.purge',
      cron: '*/10 * * * *',
      run: () => untilDone(BATCH, () => identity.purge(clock.now(), BATCH)),
    },
    {
      name: 'ledger.forget',
      cron: '17 * * * *',
      run: () => untilDone(BATCH, () => forgetOld(db.kysely, clock.now(), BATCH)),
    },
    {
      name: 'ledger.expire-holds',
      cron: '* * * * *',
      run: () =>
        untilDone(EXPIRE_BATCH, async () => {
          const input = { at: clock.now(), limit: EXPIRE_BATCH };
          return (await db.inTransaction((tx) => ledger.expireHolds(tx, input))).length;
        }),
    },
  ];
}
