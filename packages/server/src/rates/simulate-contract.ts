import Type, { type Static } from 'typebox';
import { fault } from '../platform/errors/index.ts';
import {
  Nullable,
  OneOf,
  Timestamp,
  dateRangeFields,
  readDateRange,
  ruled,
  type DateRangeQuery,
  type InputRule,
} from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import { DAY_MS, type Clock } from '../platform/time/index.ts';
import type { ReplayRow, ReplayTotals } from './replay.ts';
import type { Simulation } from './simulate-service.ts';

export const SIMULATE_LIMITS = {
  /** Days of a period; without one, it is the last thirty. */
  days: 92,
  usualDays: 30,
  /** Calls in it. */
  calls: 200_000,
  /** Rows of each list in the answer. */
  rows: 100,
} as const;
export const CALLS_ASKED = ['of_tier', 'all'] as const;

const { from_date: from, to_date: to } = dateRangeFields();

/** Half open. */
export interface Period {
  readonly from: Date;
  readonly before: Date;
}

/** The period that is asked for; without an end it ends now. */
export function periodOf(input: DateRangeQuery, now: Date): Period {
  const window = readDateRange(input);
  const before = window.before ?? now;
  return { from: window.from ?? new Date(before.getTime() - SIMULATE_LIMITS.usualDays * DAY_MS), before };
}

function periodProblem({ from, before }: Period): string | null {
  if (from >= before) return 'The period has not begun';
  if (before.getTime() - from.getTime() <= SIMULATE_LIMITS.days * DAY_MS) return null;
  return `The period should have at most ${String(SIMULATE_LIMITS.days)} days`;
}

const replayable =
  (clock: Clock): InputRule<DateRangeQuery> =>
  (body, faults, refused) => {
    if (refused.has('from_date') || refused.has('to_date')) return;
    const problem = periodProblem(periodOf(body, clock.now()));
    if (problem !== null) faults.push(fault(['body', 'from_date'], 'value_error', problem, body.from_date));
  };

export const simulateBody = (clock: Clock) =>
  ruled(
    Type.Object(
      {
        version: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 999_999_999,
            description:
              'A version of the deck, a draft too. Default: the live one, or the flat rate where there is none.',
          }),
        ),
        from_date: from,
        to_date: to,
        at: Type.Optional(Timestamp({ description: 'Prices as they hold at this instant. Default: now.' })),
        calls: Type.Optional(
          OneOf(CALLS_ASKED, {
            description: 'of_tier: calls that were sold at this tier; all: every call in its currency.',
            default: 'of_tier',
          }),
        ),
        account: Type.Optional(
          Type.String({ minLength: 1, maxLength: 64, description: 'Only the calls of this customer.' }),
        ),
      },
      { additionalProperties: false },
    ),
    replayable(clock),
  );
export type SimulateInput = Static<ReturnType<typeof simulateBody>>;

const totalFields = Type.Object({
  calls: Type.Integer(),
  answered: Type.Integer(),
  talk_seconds: Type.Integer(),
  revenue: MoneyNumber({ description: 'What customers pay.' }),
  wholesale_cost: MoneyNumber({ description: 'What you pay: as it was recorded.' }),
  margin: MoneyNumber(),
});

const changeFields = {
  calls: Type.Integer({ description: 'That would still go.' }),
  talk_seconds: Type.Integer(),
  before: MoneyNumber({ description: 'What they cost.' }),
  after: MoneyNumber({ description: 'What they would cost.' }),
  difference: MoneyNumber(),
  refused: Type.Integer({ description: 'Beside them: calls that would be refused.' }),
};
const account = { account_id: Type.String() };
const destination = {
  prefix: Nullable(Type.String({ description: 'That decides the new price; null: the flat rate.' })),
  description: Type.String(),
};

export const SimulationSchema = Type.Object({
  pricing_tier_id: Type.String({ format: 'uuid' }),
  pricing_tier_name: Type.String(),
  currency: Type.String(),
  version: Nullable(Type.Integer({ description: 'Null: the flat rate of the tier.' })),
  at: Timestamp(),
  from: Timestamp({ description: 'Calls that began then or later,' }),
  before: Timestamp({ description: 'and before this.' }),
  account_id: Nullable(Type.String()),
  recorded: totalFields,
  simulated: totalFields,
  difference: Type.Object({ revenue: MoneyNumber(), margin: MoneyNumber() }),
  refused: Type.Object({
    calls: Type.Integer({ description: 'That went, and would be refused.' }),
    loss_guard: Type.Integer({ description: 'Of these: below what they cost you.' }),
    rate_above_maximum: Type.Integer({ description: 'Of these: above what the account may pay a minute.' }),
    revenue: MoneyNumber({ description: 'What these brought.' }),
    no_longer: Type.Integer({
      description: 'Refused then for their price, and not any more at this one; not in the sums.',
    }),
    anyway: Type.Integer({ description: 'Refused then, whatever the price.' }),
  }),
  left_out: Type.Object(
    {
      inbound: Type.Integer(),
      free: Type.Integer({ description: 'Emergency calls.' }),
      other_tier: Type.Integer(),
      other_currency: Type.Integer(),
    },
    { description: 'Calls of the period that were not priced anew.' },
  ),
  accounts: Type.Object({
    worse_off: Type.Integer({ description: 'Whose calls would cost more.' }),
    better_off: Type.Integer({ description: 'Whose calls would cost less, all of them still going.' }),
    unchanged: Type.Integer({ description: 'Whose calls would cost the same, all of them still going.' }),
    losing_calls: Type.Integer({
      description:
        'Of whom calls would be refused; those whose other calls would cost more are worse off too.',
    }),
    list: Type.Array(Type.Object({ ...account, ...changeFields }), {
      description: 'At most 100: those whose calls would cost more, the biggest difference first.',
    }),
  }),
  refused_calls: Type.Array(
    Type.Object({
      ...account,
      ...changeFields,
      refused_revenue: MoneyNumber({ description: 'What the refused ones brought.' }),
    }),
    { description: 'At most 100 customers of whom calls would be refused, the most calls first.' },
  ),
  destinations: Type.Array(Type.Object({ ...destination, ...changeFields }), {
    description: 'At most 100, the biggest difference either way first.',
  }),
  worse_off: Type.Array(Type.Object({ ...account, ...destination, ...changeFields }), {
    description: 'Customer by destination, at most 100: what would cost more, the biggest difference first.',
  }),
});

function toApiTotals(totals: ReplayTotals): Record<string, unknown> {
  return {
    calls: totals.calls,
    answered: totals.answered,
    talk_seconds: totals.talkSeconds,
    revenue: totals.revenue,
    wholesale_cost: totals.wholesaleCost,
    margin: totals.margin,
  };
}

function toApiChange(row: ReplayRow): Record<string, unknown> {
  return {
    calls: row.calls,
    talk_seconds: row.talkSeconds,
    before: row.before,
    after: row.after,
    difference: row.after - row.before,
    refused: row.refused,
  };
}

export function toApiSimulation(simulation: Simulation): Record<string, unknown> {
  const { tier, result, authIds } = simulation;
  const { before, after, refused, leftOut } = result;
  const who = ({ customerId }: ReplayRow) => ({ account_id: authIds.get(customerId ?? '') ?? '' });
  const where = ({ prefix, description }: ReplayRow) => ({ prefix, description });
  return {
    pricing_tier_id: tier.id,
    pricing_tier_name: tier.name,
    currency: tier.currency,
    version: simulation.version,
    at: simulation.at,
    from: simulation.from,
    before: simulation.before,
    account_id: simulation.account,
    recorded: toApiTotals(before),
    simulated: toApiTotals(after),
    difference: { revenue: after.revenue - before.revenue, margin: after.margin - before.margin },
    refused: {
      calls: refused.byReason.loss_guard + refused.byReason.rate_above_maximum,
      ...refused.byReason,
      revenue: refused.revenue,
      no_longer: refused.noLonger,
      anyway: refused.anyway,
    },
    left_out: {
      inbound: leftOut.inbound,
      free: leftOut.free,
      other_tier: leftOut.otherTier,
      other_currency: leftOut.otherCurrency,
    },
    accounts: {
      ...simulation.accounts,
      list: simulation.customersWorseOff.map((row) => ({ ...who(row), ...toApiChange(row) })),
    },
    refused_calls: simulation.losingCalls.map((row) => ({
      ...who(row),
      ...toApiChange(row),
      refused_revenue: row.lost,
    })),
    destinations: simulation.destinations.map((row) => ({ ...where(row), ...toApiChange(row) })),
    worse_off: simulation.worseOff.map((row) => ({ ...who(row), ...where(row), ...toApiChange(row) })),
  };
}
