import { DEMO_CUSTOMERS, DEMO_TEAM, DEMO_TOKENS, type DemoCustomer } from './people.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

const SEED = 20_260_325;
const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const DEMO_DAYS = 90;
/** Of one unit of the currency. */
const UNIT = 100_000n;
/** Every movement of the story has a reference that begins like this, by which it is found again. */
export const REFERENCE_PREFIX = 'ACME-';

interface Timed {
  /** Milliseconds after the beginning of the story. */
  readonly offsetMs: number;
}

/** One thing that happens. Amounts are units of 10⁻⁵; `customer` is an e-mail. */
export type DemoStep = Timed &
  (
    | { readonly kind: 'join'; readonly customer: DemoCustomer }
    | { readonly kind: 'member'; readonly member: (typeof DEMO_TEAM)[number] }
    | { readonly kind: 'token'; readonly token: (typeof DEMO_TOKENS)[number] }
    | {
        readonly kind: 'transfer' | 'reclaim';
        readonly customer: string;
        readonly amount: bigint;
        readonly reference: string;
        readonly description: string;
      }
    | {
        readonly kind: 'reversal';
        readonly customer: string;
        readonly reverses: string;
        readonly amount: bigint;
        readonly reference: string;
        readonly description: string;
      }
    | { readonly kind: 'suspend' | 'close'; readonly customer: string; readonly reason: string }
  );

/** Smallest and largest top-up, and the days between two of them. */
const HABITS = {
  small: { amount: [5, 25], step: 100, days: [4, 9] },
  medium: { amount: [4, 20], step: 500, days: [3, 7] },
  large: { amount: [10, 50], step: 1_000, days: [1, 4] },
} as const;

const TOP_UPS = ['Top-up', 'Recharge', 'Top-up by UPI', 'Monthly recharge', 'Top-up by card'] as const;

/** The life of one customer, as a list of its own; balances never pass below zero. */
class Story {
  readonly steps: DemoStep[] = [];
  readonly #customer: DemoCustomer;
  readonly #random: SeededRandom;
  #serial = 0;
  #balance = 0n;

  constructor(customer: DemoCustomer, random: SeededRandom) {
    this.#customer = customer;
    this.#random = random;
  }

  /** Half past three to half past thirteen UTC: office hours in India. */
  #officeHour(day: number): number {
    return day * DAY_MS + this.#random.integer(3.5 * 60, 13.5 * 60) * 60_000;
  }

  #reference(): string {
    this.#serial += 1;
    const [user = ''] = this.#customer.email.split('@');
    return `${REFERENCE_PREFIX}${user.toUpperCase()}-${String(this.#serial).padStart(3, '0')}`;
  }

  tell(): DemoStep[] {
    const { joinsOnDay, fate, size, email } = this.#customer;
    const joined = this.#officeHour(joinsOnDay);
    this.steps.push({ kind: 'join', offsetMs: joined, customer: this.#customer });
    this.#topUp(joined + HOUR_MS / 2, 'First recharge');
    const lastDay = fate === undefined ? DEMO_DAYS - 1 : Math.min(joinsOnDay + 30, DEMO_DAYS - 4);
    const [shortest, longest] = HABITS[size].days;
    let day = joinsOnDay + this.#random.integer(shortest, longest);
    for (; day < lastDay; day += this.#random.integer(shortest, longest)) this.#visit(this.#officeHour(day));
    this.#end(Math.max(this.#officeHour(lastDay + 1), joined + DAY_MS), email, fate);
    return this.steps;
  }

  #visit(offsetMs: number): void {
    if (this.#random.chance(0.12) && this.#balance > 200n * UNIT) {
      this.#pullBack(offsetMs, (this.#balance / 4n / UNIT) * UNIT, 'Unused credit');
      return;
    }
    const transfer = this.#topUp(offsetMs, this.#random.pick(TOP_UPS));
    if (this.#random.chance(0.06)) this.#takeBack(offsetMs + HOUR_MS / 4, transfer);
  }

  #topUp(offsetMs: number, description: string): { reference: string; amount: bigint } {
    const { amount, step } = HABITS[this.#customer.size];
    const units = BigInt(this.#random.integer(amount[0], amount[1]) * step) * UNIT;
    const reference = this.#reference();
    this.#balance += units;
    const customer = this.#customer.email;
    this.steps.push({ kind: 'transfer', offsetMs, customer, amount: units, reference, description });
    return { reference, amount: units };
  }

  #pullBack(offsetMs: number, amount: bigint, description: string): void {
    if (amount <= 0n) return;
    this.#balance -= amount;
    const customer = this.#customer.email;
    this.steps.push({
      kind: 'reclaim',
      offsetMs,
      customer,
      amount,
      reference: this.#reference(),
      description,
    });
  }

  /** Whole, or the half that was too much. */
  #takeBack(offsetMs: number, transfer: { reference: string; amount: bigint }): void {
    const whole = this.#random.chance(0.5);
    const amount = whole ? transfer.amount : transfer.amount / 2n;
    this.#balance -= amount;
    this.steps.push({
      kind: 'reversal',
      offsetMs,
      customer: this.#customer.email,
      reverses: transfer.reference,
      amount,
      reference: this.#reference(),
      description: whole ? 'Wrong customer' : 'Typed too much',
    });
  }

  #end(offsetMs: number, customer: string, fate: DemoCustomer['fate']): void {
    if (fate === 'low') this.#pullBack(offsetMs, this.#balance - 12n * UNIT - UNIT / 2n, 'Unused credit');
    if (fate === 'empty' || fate === 'closed') this.#pullBack(offsetMs, this.#balance, 'Unused credit');
    if (fate === 'closed')
      this.steps.push({ kind: 'close', offsetMs: offsetMs + 1, customer, reason: 'Gave up the business' });
    if (fate === 'suspended')
      this.steps.push({ kind: 'suspend', offsetMs, customer, reason: 'Identity papers are missing' });
  }
}

/** Ninety days in the order in which they happen; the same in every run. */
export function demoPlan(): DemoStep[] {
  const random = seededRandom(SEED);
  const steps = DEMO_CUSTOMERS.flatMap((customer) => new Story(customer, random).tell());
  for (const member of DEMO_TEAM)
    steps.push({ kind: 'member', member, offsetMs: member.joinsOnDay * DAY_MS + 5 * HOUR_MS });
  for (const token of DEMO_TOKENS)
    steps.push({ kind: 'token', token, offsetMs: token.madeOnDay * DAY_MS + 6 * HOUR_MS });
  return steps.sort((a, b) => a.offsetMs - b.offsetMs);
}
