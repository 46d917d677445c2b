import type { Services } from './compose.ts';
import type { Schedule } from './platform/jobs/index.ts';

/** At most so many rows are forgotten in one go, so that a purge never holds anybody up. */
const PURGE_LIMIT = 10_000;
const EXPIRE_LIMIT = 500;

/** What the worker does by the clock. */
export function schedules(services: Services): Schedule[] {
  const { db, clock, idempotency, identity, ledger } = services;
  return [
    services.finishClosing,
    {
      name: 'platform.purge-idempotency',
      cron: '*/10 * * * *',
      run: async () => {
        await idempotency.purge(clock.now(), PURGE_LIMIT);
      },
    },
    {
      name: 'identity.purge',
      cron: '*/10 * * * *',
      run: async () => {
        await identity.purge(clock.now(), PURGE_LIMIT);
      },
    },
    {
      name: 'ledger.expire-holds',
      cron: '* * * * *',
      run: async () => {
        await db.inTransaction((tx) => ledger.expireHolds(tx, { at: clock.now(), limit: EXPIRE_LIMIT }));
      },
    },
  ];
}
