import type { CallPlan } from './call-plan.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { CustomerStory } from './customer-story.ts';
import { DEMO_CUSTOMERS, DEMO_TEAM, DEMO_TOKENS } from './people.ts';
import { seededRandom } from './seeded-random.ts';
import { LAST_REFERENCE, UNIT, type DemoStep } from './step.ts';

const SEED = 20_260_325;
const HOUR_MS = 3_600_000;
export interface DemoPlan extends CallPlan {
  /** Nothing happens after it. */
  readonly end: Date;
}

/** All that happens, in its order; the same for the same beginning, end and prices. */
export function demoPlan(plan: DemoPlan): DemoStep[] {
  const random = seededRandom(SEED);
  const endMs = plan.end.getTime() - plan.start.getTime();
  const steps = DEMO_CUSTOMERS.flatMap((customer) => new CustomerStory(plan, customer, random, endMs).tell());
  for (const member of DEMO_TEAM)
    steps.push({ kind: 'member', member, offsetMs: member.joinsOnDay * DAY_MS + 5 * HOUR_MS });
  for (const token of DEMO_TOKENS)
    steps.push({ kind: 'token', token, offsetMs: token.madeOnDay * DAY_MS + 6 * HOUR_MS });
  steps.push({
    kind: 'transfer',
    offsetMs: endMs,
    customer: DEMO_CUSTOMERS[0]?.email ?? '',
    amount: 100n * UNIT,
    reference: LAST_REFERENCE,
    description: 'Recharge',
  });
  return steps.sort((a, b) => a.offsetMs - b.offsetMs);
}
