import { refusedForMoney, type FinishedCall } from '../cdrs/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { callsOf, type CallPlan } from './call-plan.ts';
import type { DemoCustomer } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';
import { DEMO_DAYS, REFERENCE_PREFIX, UNIT, type DemoStep } from './step.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A wallet that would last for less is topped up, so that at a look at the list few are about to run dry. */
const LOW_DAYS = 5;
/** The last day on which the one that forgets to pay remembers. */
const LAST_PAID_DAY = 85;
/** What it has left at the end: parts of an average day. */
const DRY_PERCENT = 60n;

/** What a top-up is rounded up to, and how many days it is for. */
const HABITS = {
  small: { step: 50n, days: [10, 20] },
  medium: { step: 100n, days: [8, 15] },
  large: { step: 500n, days: [6, 10] },
} as const;

const TOP_UPS = ['Top-up', 'Recharge', 'Top-up by UPI', 'Monthly recharge', 'Top-up by card'] as const;

interface Happening {
  readonly atMs: number;
  happen(): void;
}

function ceilTo(amount: bigint, step: bigint): bigint {
  return ((amount + step - 1n) / step) * step;
}

/** The life of one customer, as a list of its own: who calls pays, and whose wallet is empty is refused. */
export class CustomerStory {
  readonly #plan: CallPlan;
  readonly #customer: DemoCustomer;
  readonly #random: SeededRandom;
  readonly #steps: DemoStep[] = [];
  readonly #joinedMs: number;
  readonly #endMs: number;
  readonly #queue: Happening[] = [];
  /** Place in the queue; below zero before anything happened. */
  #now = -1;
  #calls: FinishedCall[] = [];
  #perDay = 0n;
  #serial = 0;
  #balance = 0n;

  constructor(plan: CallPlan, customer: DemoCustomer, random: SeededRandom, endMs: number) {
    this.#plan = plan;
    this.#customer = customer;
    this.#random = random;
    this.#joinedMs = this.#officeHour(customer.joinsOnDay);
    this.#endMs = Math.min(endMs, this.#leavesMs());
  }

  tell(): DemoStep[] {
    const { joinsOnDay, fate } = this.#customer;
    const { usual, fraud } = callsOf(this.#plan, this.#customer, this.#joinedMs + HOUR_MS, this.#endMs);
    this.#calls = [...usual, ...fraud].sort((a, b) => a.endedAt.getTime() - b.endedAt.getTime());
    const days = BigInt(Math.max(1, Math.ceil((this.#endMs - this.#joinedMs) / DAY_MS)));
    this.#perDay = usual.reduce((sum, call) => sum + call.cost, 0n) / days + UNIT;
    this.#steps.push({ kind: 'join', offsetMs: this.#joinedMs, customer: this.#customer });
    this.#topUp(this.#joinedMs + HOUR_MS / 2, 'First recharge');
    for (const call of this.#calls)
      this.#plans(this.#offsetOf(call), () => {
        this.#call(call);
      });
    const lastVisit = fate === 'dry' ? LAST_PAID_DAY : DEMO_DAYS;
    for (let day = joinsOnDay + 1; day <= lastVisit; day += 1) {
      const atMs = this.#officeHour(day);
      if (atMs >= this.#endMs) continue;
      this.#plans(atMs, () => {
        if (fate === 'dry' && day === lastVisit) this.#payOnce(atMs);
        else this.#visit(atMs);
      });
    }
    this.#live();
    this.#leave();
    return this.#steps;
  }

  /** Half past three to half past thirteen UTC: office hours in India. */
  #officeHour(day: number): number {
    return day * DAY_MS + this.#random.integer(3.5 * 60, 13.5 * 60) * MINUTE_MS;
  }

  /** Who does not go on leaves after a month, but for those who are told to the end. */
  #leavesMs(): number {
    const { joinsOnDay, fate } = this.#customer;
    if (fate === undefined || fate === 'dry' || fate === 'robbed') return Infinity;
    const day = Math.min(joinsOnDay + 30, DEMO_DAYS - 4) + 1;
    return Math.max(this.#officeHour(day), this.#joinedMs + DAY_MS);
  }

  #offsetOf(call: FinishedCall): number {
    return call.endedAt.getTime() - this.#plan.start.getTime();
  }

  /** What something leads to takes its place among what is still to come. */
  #plans(atMs: number, happen: () => void): void {
    const later = this.#now < 0 ? -1 : this.#queue.findIndex((one, n) => n > this.#now && one.atMs > atMs);
    this.#queue.splice(later < 0 ? this.#queue.length : later, 0, { atMs, happen });
  }

  /** Lets what is planned happen, in its order. */
  #live(): void {
    this.#queue.sort((a, b) => a.atMs - b.atMs);
    for (this.#now = 0; this.#now < this.#queue.length; this.#now += 1) this.#queue[this.#now]?.happen();
  }

  #call(call: FinishedCall): void {
    const told = call.cost > this.#balance ? refusedForMoney(call) : call;
    this.#balance -= told.cost;
    const offsetMs = this.#offsetOf(told);
    this.#steps.push({ kind: 'call', offsetMs, customer: this.#customer.email, call: told });
  }

  #visit(atMs: number): void {
    if (this.#balance < this.#perDay * BigInt(LOW_DAYS)) {
      const paid = this.#topUp(atMs, this.#random.pick(TOP_UPS));
      if (this.#random.chance(0.08))
        this.#plans(atMs + HOUR_MS / 4, () => {
          this.#takeBack(atMs + HOUR_MS / 4, paid);
        });
    } else if (this.#random.chance(0.02) && this.#balance > this.#perDay * 10n)
      this.#pullBack(atMs, (this.#balance / 4n / UNIT) * UNIT, 'Unused credit');
  }

  /** Pays for what is to come, and hardly more. */
  #payOnce(atMs: number): void {
    const rest = this.#calls.reduce((sum, call) => (this.#offsetOf(call) > atMs ? sum + call.cost : sum), 0n);
    const missing = ceilTo(rest + (this.#perDay * DRY_PERCENT) / 100n, UNIT) - this.#balance;
    if (missing > 0n) this.#pay(atMs, ceilTo(missing, UNIT), 'Top-up');
    else this.#pullBack(atMs, -missing, 'Unused credit');
  }

  #topUp(atMs: number, description: string): { reference: string; amount: bigint } {
    const { step, days } = HABITS[this.#customer.size];
    const wanted = this.#perDay * BigInt(this.#random.integer(days[0], days[1]));
    return this.#pay(atMs, ceilTo(wanted, step * UNIT), description);
  }

  #pay(offsetMs: number, amount: bigint, description: string): { reference: string; amount: bigint } {
    const reference = this.#reference();
    this.#balance += amount;
    const customer = this.#customer.email;
    this.#steps.push({ kind: 'transfer', offsetMs, customer, amount, reference, description });
    return { reference, amount };
  }

  #pullBack(offsetMs: number, amount: bigint, description: string): void {
    if (amount <= 0n) return;
    this.#balance -= amount;
    const customer = this.#customer.email;
    const reference = this.#reference();
    this.#steps.push({ kind: 'reclaim', offsetMs, customer, amount, reference, description });
  }

  /** Whole, or the half that was too much; never what was spent meanwhile. */
  #takeBack(
    offsetMs: number,
    { reference: reverses, amount: paid }: { reference: string; amount: bigint },
  ): void {
    const whole = this.#random.chance(0.5);
    const wanted = whole ? paid : paid / 2n;
    const amount = wanted < this.#balance ? wanted : this.#balance;
    if (amount <= 0n) return;
    this.#balance -= amount;
    const customer = this.#customer.email;
    const description = whole ? 'Wrong customer' : 'Typed too much';
    const reference = this.#reference();
    this.#steps.push({ kind: 'reversal', offsetMs, customer, reverses, amount, reference, description });
  }

  #reference(): string {
    this.#serial += 1;
    const [user = ''] = this.#customer.email.split('@');
    return `${REFERENCE_PREFIX}${user.toUpperCase()}-${String(this.#serial).padStart(3, '0')}`;
  }

  #leave(): void {
    const { fate, email: customer } = this.#customer;
    const offsetMs = this.#endMs;
    if (fate === 'low') {
      const left = 12n * UNIT + UNIT / 2n;
      if (this.#balance < left) this.#pay(offsetMs, left - this.#balance, 'Top-up');
      else this.#pullBack(offsetMs, this.#balance - left, 'Unused credit');
    }
    if (fate === 'empty' || fate === 'closed') this.#pullBack(offsetMs, this.#balance, 'Unused credit');
    if (fate === 'closed')
      this.#steps.push({ kind: 'close', offsetMs: offsetMs + 1, customer, reason: 'Gave up the business' });
    if (fate === 'suspended')
      this.#steps.push({ kind: 'suspend', offsetMs, customer, reason: 'Identity papers are missing' });
  }
}
