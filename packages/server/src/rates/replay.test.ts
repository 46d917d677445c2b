import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SideTerms } from '../calls/call-terms.ts';
import { settlementOf } from '../calls/finished.ts';
import { fund, leastMoney } from '../calls/slice.ts';
import { toRate, type PastCall } from '../pricing/index.ts';
import { Replay, type ReplayTerms } from './replay.ts';

const TIER = '0199a1b0-0000-7000-8000-00000000000a';
const CUSTOMERS = ['one', 'two', 'three'];

const someTerms = fc.record<SideTerms>({
  tierId: fc.constant(TIER),
  deckVersion: fc.constant(1),
  prefix: fc.constant('91'),
  ratePerMinute: fc.bigInt(0n, 5_000_000_000n).map(toRate),
  connectFee: fc.oneof(fc.constant(0n), fc.bigInt(0n, 50_000n)),
  initialIncrementSeconds: fc.integer({ min: 1, max: 120 }),
  nextIncrementSeconds: fc.integer({ min: 1, max: 120 }),
  minimumDurationSeconds: fc.constantFrom(0, 0, 30),
  notConnectedFee: fc.oneof(fc.constant(0n), fc.bigInt(0n, 50_000n)),
});

/** How a call goes, as far as it does not follow from its price. */
const someCourse = fc.record({
  customerId: fc.constantFrom(...CUSTOMERS),
  kind: fc.constantFrom('reported', 'swept', 'wallet_short', 'told', 'refused', 'refused_for_price'),
  answered: fc.boolean(),
  talkSeconds: fc.integer({ min: 0, max: 4_000 }),
  wantedSeconds: fc.integer({ min: 1, max: 2_000 }),
  mostSeconds: fc.integer({ min: 1, max: 2_000 }),
  /** Beyond the least that lets a call begin. */
  money: fc.bigInt(0n, 10_000_000n),
  left: fc.bigInt(0n, 100_000n),
  wholesaleRate: fc.bigInt(0n, 6_000_000_000n),
  wholesaleCost: fc.bigInt(0n, 1_000_000n),
});
type Course = typeof someCourse extends fc.Arbitrary<infer C> ? C : never;

/** A call as the engine holds money for it, settles, sweeps or corrects it. */
function recorded(terms: SideTerms, course: Course): PastCall {
  const { kind, customerId, wholesaleRate } = course;
  const base: PastCall = {
    customerId,
    direction: 'outbound',
    destination: '+919812345678',
    currency: 'INR',
    refused: false,
    reason: null,
    answered: false,
    talkSeconds: 0,
    cost: 0n,
    wholesaleCost: 0n,
    margin: 0n,
    writtenOff: 0n,
    fundedSeconds: null,
    swept: false,
    selling: terms,
    wholesale: { tierId: TIER, rate: wholesaleRate },
  };
  if (kind === 'refused') return { ...base, refused: true, reason: 'insufficient_balance' };
  if (kind === 'refused_for_price') return { ...base, refused: true, reason: 'loss_guard' };
  const { wantedSeconds: wanted, mostSeconds: most } = course;
  const funding = fund(terms, leastMoney(terms) + course.money, { wanted, most });
  // Not even the shortest call: it never began.
  if (funding === null) return { ...base, refused: true, reason: 'insufficient_balance' };
  const swept = kind === 'swept';
  if (swept && !course.answered) return { ...base, fundedSeconds: funding.seconds, swept };
  const talkSeconds = swept ? funding.seconds : course.talkSeconds;
  const held = kind === 'told' ? 10n ** 15n : funding.held;
  const call = { selling: terms, wholesale: null, held };
  const settled = settlementOf(call, course.answered ? talkSeconds : null);
  const whole = settled.charged + settled.writtenOff;
  const left = course.left < settled.charged ? course.left : settled.charged;
  const cost = kind === 'wallet_short' ? left : settled.charged;
  return {
    ...base,
    answered: course.answered,
    talkSeconds: course.answered ? talkSeconds : 0,
    cost,
    wholesaleCost: course.wholesaleCost,
    margin: cost - course.wholesaleCost,
    writtenOff: whole - cost,
    fundedSeconds: funding.seconds,
    swept,
  };
}

function replayed(terms: SideTerms, calls: readonly PastCall[], more: Partial<ReplayTerms> = {}) {
  const replay = new Replay({
    tierId: TIER,
    currency: 'INR',
    ofTierAlone: true,
    priceOf: () => ({ prefix: '91', description: 'India', terms }),
    notConnectedFee: terms.notConnectedFee,
    limits: { allowLoss: false, maxRateOf: () => 1_000_000_000n },
    ...more,
  });
  for (const call of calls) replay.add(call);
  return replay.result();
}

test('at the prices that calls were sold at nothing changes, however they went', () => {
  fc.assert(
    fc.property(someTerms, fc.array(someCourse, { minLength: 1, maxLength: 30 }), (terms, courses) => {
      const calls = courses.map((course) => recorded(terms, course));
      const { before, after, refused, customers, pairs } = replayed(terms, calls);
      expect(after).toEqual(before);
      expect(before.revenue).toBe(calls.reduce((sum, { cost }) => sum + cost, 0n));
      expect(refused).toMatchObject({ byReason: { loss_guard: 0, rate_above_maximum: 0 }, noLonger: 0 });
      for (const row of [...customers, ...pairs]) {
        expect(row.after).toBe(row.before);
        expect(row.refused).toBe(0);
      }
    }),
    { numRuns: 500 },
  );
});

test('at other prices no call costs more than its talk, and a dearer rate brings no less', () => {
  fc.assert(
    fc.property(someTerms, someCourse, fc.bigInt(0n, 5_000_000_000n), (terms, course, rise) => {
      const dearer = { ...terms, ratePerMinute: toRate(terms.ratePerMinute + rise) };
      const call = recorded(terms, course);
      const limits = { allowLoss: true, maxRateOf: () => null };
      const { before, after } = replayed(dearer, [call], { limits });
      expect(after.revenue).toBeGreaterThanOrEqual(before.revenue);
      const most = settlementOf({ selling: dearer, wholesale: null, held: 10n ** 15n }, call.talkSeconds);
      if (call.answered) expect(after.revenue).toBeLessThanOrEqual(most.charged);
    }),
    { numRuns: 500 },
  );
});

test('an overrun costs what would have been held at the other price', () => {
  const terms: SideTerms = {
    tierId: TIER,
    deckVersion: 1,
    prefix: '91',
    ratePerMinute: toRate(600_000_000n),
    connectFee: 0n,
    initialIncrementSeconds: 60,
    nextIncrementSeconds: 60,
    minimumDurationSeconds: 0,
    notConnectedFee: 0n,
  };
  const call = recorded(terms, {
    customerId: 'one',
    kind: 'reported',
    answered: true,
    talkSeconds: 500,
    wantedSeconds: 60,
    mostSeconds: 60,
    money: 0n,
    left: 0n,
    wholesaleRate: 0n,
    wholesaleCost: 0n,
  });
  expect(call).toMatchObject({ cost: 60_000n, writtenOff: 480_000n });
  const half = { ...terms, ratePerMinute: toRate(300_000_000n) };
  expect(replayed(half, [call]).after.revenue).toBe(30_000n);
  const finer = { ...half, initialIncrementSeconds: 1, nextIncrementSeconds: 1 };
  expect(replayed(finer, [call]).after.revenue).toBe(30_000n);
});
