import type { Database } from '../platform/db/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import { DAY_MS, type Clock } from '../platform/time/index.ts';
import { GRAINS, periodStart, type Grain } from './cover-window.ts';
import { packCustomers } from './customer-months.ts';
import { extendRunning } from './running.ts';
import { closePeriod, dropTakenOver, selectOpen } from './period-store.ts';
import { selectPartnersWithCalls } from './store.ts';

const MINUTE_MS = 60_000;

/** A period is over when so long has passed that stragglers are few; whoever comes later opens it again. */
const SETTLED_MS: Readonly<Record<Grain, number>> = {
  hour: 10 * MINUTE_MS,
  day: 180 * MINUTE_MS,
  month: 180 * MINUTE_MS,
};
/** Hours are worth having while their day is not over; days, as long as a year is compared with the one before. */
const HOURS_KEPT_MS = 3 * DAY_MS;
const DAYS_KEPT_MS = 800 * DAY_MS;
/** Periods that one run adds up for a partner; the next goes on from there. */
const MOST_PERIODS = 1_000;

/** How far back periods of a grain are looked for. */
const REACH_MS: Readonly<Record<Grain, number>> = {
  hour: HOURS_KEPT_MS,
  day: DAYS_KEPT_MS,
  month: 10 * 366 * DAY_MS,
};

/**
 * Adds up what is over and has not been added up: hours, then days, then months, each in a transaction of its own. Gives how
 * many were added up.
 */
export async function closePeriods(db: Database, now: Date): Promise<number> {
  let closed = 0;
  for (const partnerId of await selectPartnersWithCalls(db.kysely)) {
    for (const grain of GRAINS) closed += await closeGrain(db, partnerId, grain, now);
    const days = {
      from: periodStart('day', new Date(now.getTime() - DAYS_KEPT_MS)),
      before: periodStart('day', new Date(now.getTime() - SETTLED_MS.day)),
    };
    await extendRunning(db, partnerId, days);
    await packCustomers(db, partnerId, days);
    await dropTakenOver(db, partnerId, 'hour', new Date(now.getTime() - HOURS_KEPT_MS));
    await dropTakenOver(db, partnerId, 'day', new Date(now.getTime() - DAYS_KEPT_MS));
  }
  return closed;
}

async function closeGrain(db: Database, partnerId: string, grain: Grain, now: Date): Promise<number> {
  const window = {
    from: periodStart(grain, new Date(now.getTime() - REACH_MS[grain])),
    before: periodStart(grain, new Date(now.getTime() - SETTLED_MS[grain])),
  };
  let closed = 0;
  for (const starts of await selectOpen(db.kysely, partnerId, grain, window, MOST_PERIODS))
    if (await closePeriod(db, partnerId, { grain, starts })) closed += 1;
  return closed;
}

export function periodSchedule({ db, clock }: { readonly db: Database; readonly clock: Clock }): Schedule {
  return {
    name: 'cdrs.close-periods',
    cron: '*/5 * * * *',
    run: async () => {
      await closePeriods(db, clock.now());
    },
  };
}
