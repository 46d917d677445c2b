import { plausibleCalls, type CallStory, type FinishedCall } from '../cdrs/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { destinationsOn, fraudDestinations, type PriceOf } from './destinations.ts';
import { DEMO_CUSTOMERS, type DemoCustomer } from './people.ts';
import { seededRandom } from './seeded-random.ts';

const HOUR_MS = 3_600_000;
/** Calls of the busiest customer on a working day; the second has half of them, the third a third. */
const BUSIEST = 100;
/** Sunday first. */
const WEEKDAYS = [0.22, 1, 1.04, 1.02, 1, 0.95, 0.55];
const SEED = 7_041_776;

/** One night, when nobody was in the office. */
const FRAUD_DAY = 80;
const FRAUD_CALLS = 260;
const FRAUD_FROM_MS = FRAUD_DAY * DAY_MS + 19.5 * HOUR_MS;
const FRAUD_BEFORE_MS = FRAUD_FROM_MS + 3 * HOUR_MS;

/** Stands where the trunk of the customer will: it has one. */
export const TRUNK = 'trunk';

/** The busiest first: large before small, as they are told. */
const RANKS = new Map(
  [...DEMO_CUSTOMERS]
    .sort((a, b) => sizeOf(a) - sizeOf(b))
    .map((customer, place) => [customer.email, place + 1]),
);

function sizeOf({ size }: DemoCustomer): number {
  return { large: 0, medium: 1, small: 2 }[size];
}

export interface CallPlan {
  /** Beginning of the story, of a UTC day. */
  readonly start: Date;
  readonly currency: string;
  readonly priceOf: PriceOf;
}

function storyOf(
  plan: CallPlan,
  customer: DemoCustomer,
): Omit<CallStory, 'seed' | 'from' | 'before' | 'count'> {
  const rank = RANKS.get(customer.email) ?? 1;
  const numbers = customer.size === 'large' ? 4 : customer.size === 'medium' ? 2 : 1;
  return {
    // Who they are is known when it is told.
    partnerId: '',
    customerIds: [customer.email],
    trunkIds: hasTrunk(customer) ? [TRUNK] : [],
    currency: plan.currency,
    refused: 0,
    ownNumbers: Array.from(
      { length: numbers },
      (_, n) => `+91806900${String(rank * 10 + n).padStart(4, '0')}`,
    ),
  };
}

/** Small shops use the voice API. */
export function hasTrunk({ size }: DemoCustomer): boolean {
  return size !== 'small';
}

function callsOnDay(plan: CallPlan, customer: DemoCustomer, day: number): FinishedCall[] {
  const rank = RANKS.get(customer.email) ?? 1;
  const seed = SEED + rank * 1_000 + day;
  const from = new Date(plan.start.getTime() + day * DAY_MS);
  const weekday = WEEKDAYS[from.getUTCDay()] ?? 1;
  const growth = 0.85 + day / 300;
  const luck = seededRandom(seed).integer(85, 115) / 100;
  const count = Math.round((BUSIEST / rank) * weekday * growth * luck);
  const before = new Date(from.getTime() + DAY_MS);
  const destinations = destinationsOn(day, plan.priceOf);
  return [...plausibleCalls({ ...storyOf(plan, customer), seed, from, before, count, destinations })];
}

function fraudCalls(plan: CallPlan, customer: DemoCustomer): FinishedCall[] {
  const from = new Date(plan.start.getTime() + FRAUD_FROM_MS);
  const before = new Date(plan.start.getTime() + FRAUD_BEFORE_MS);
  const destinations = fraudDestinations(plan.priceOf);
  const told = { ...storyOf(plan, customer), seed: SEED, from, before, count: FRAUD_CALLS, destinations };
  // Thieves call out alone.
  return [...plausibleCalls(told)].filter(({ direction }) => direction === 'outbound');
}

/** A customer's calls that end between two moments of the story, in the order of their ends. */
export function callsOf(
  plan: CallPlan,
  customer: DemoCustomer,
  fromMs: number,
  beforeMs: number,
): { readonly usual: FinishedCall[]; readonly fraud: FinishedCall[] } {
  const usual: FinishedCall[] = [];
  for (let day = customer.joinsOnDay; day * DAY_MS < beforeMs; day += 1)
    usual.push(...callsOnDay(plan, customer, day));
  const fraud = customer.fate === 'robbed' ? fraudCalls(plan, customer) : [];
  const told = (call: FinishedCall): boolean => {
    const offset = call.endedAt.getTime() - plan.start.getTime();
    return offset > fromMs && offset < beforeMs;
  };
  return { usual: usual.filter(told), fraud: fraud.filter(told) };
}
