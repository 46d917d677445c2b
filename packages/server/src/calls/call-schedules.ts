import type { Schedule } from '../platform/jobs/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { Calls } from './service.ts';

/** How long a late report of a call is understood. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;
const SWEEP_BATCH = 500;
const FORGET_BATCH = 5_000;
/** However much there is, one run ends. */
const MOST_BATCHES = 200;

/** What the worker does about calls by the clock. `silentNodes`: edges whose calls are not waited for. */
export function callSchedules(
  calls: Calls,
  clock: Clock,
  silentNodes: (at: Date) => Promise<readonly string[]>,
): Schedule[] {
  const each = (name: string, cron: string, most: number, batch: () => Promise<number>): Schedule => ({
    name,
    cron,
    run: async () => {
      for (let run = 0; run < MOST_BATCHES; run += 1) if ((await batch()) < most) return;
    },
  });
  return [
    each('calls.sweep', '* * * * *', SWEEP_BATCH, async () =>
      calls.sweep({ limit: SWEEP_BATCH, silentNodes: await silentNodes(clock.now()) }),
    ),
    each('calls.forget', '37 * * * *', FORGET_BATCH, () =>
      calls.forgetEnded(new Date(clock.now().getTime() - REMEMBERED_MS), FORGET_BATCH),
    ),
  ];
}
