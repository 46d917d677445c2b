import type { Schedule } from '../platform/jobs/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { Numbers } from './service.ts';

/** What the worker does about numbers by the clock. */
export function numberSchedules(numbers: Numbers, clock: Clock): Schedule[] {
  const { holdings } = numbers;
  const each = (name: string, cron: string, work: (at: Date) => Promise<unknown>): Schedule => ({
    name,
    cron,
    run: async () => {
      await work(clock.now());
    },
  });
  return [
    each('numbers.sweep-stock', '* * * * *', (at) => numbers.sweep(at)),
    each('numbers.renew', '* * * * *', (at) => holdings.renewDue(at)),
    each('numbers.reserve-renewals', '* * * * *', (at) => holdings.reserveRenewals(at)),
    each('numbers.finish-releases', '* * * * *', (at) => holdings.finishReleases(at)),
  ];
}
