import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { Cdr } from './cdr.ts';
import { explainCdr } from './explain.ts';
import type { FinishedCall, RatedSide } from './finished-call.ts';
import { ensurePartitions } from './partitions.ts';
import { exactUsage, rateText, roundedUsage } from './rate.ts';
import { selectCdr } from './store.ts';
import { answeredAt, record, unansweredAt } from './test-calls.ts';

const db = await testDatabase();
await ensurePartitions(db, new Date('2026-03-01T00:00:00Z'), new Date('2026-03-31T00:00:00Z'));
const AT = '2026-03-25T09:00:00Z';

async function recorded(call: FinishedCall): Promise<Cdr> {
  await record(db, [call]);
  const cdr = await selectCdr(db.kysely, call.partnerId, call.callId);
  if (cdr === null) throw new Error('not recorded');
  return cdr;
}

const side = (input: Partial<RatedSide> = {}): RatedSide => ({
  tierId: '0199a1b0-0000-7000-8000-00000000000a',
  deckVersion: 3,
  prefix: '9198',
  rate: 450_000_000n,
  connectFee: 0n,
  initialIncrementSeconds: 60,
  nextIncrementSeconds: 60,
  minimumDurationSeconds: 0,
  billedSeconds: 180,
  ...input,
});

test('an answered call tells prefix, deck, increments and margin', async () => {
  const call = answeredAt(AT, {
    destinationNumber: '+919812345678',
    talkSeconds: 177,
    cost: 135_000n,
    wholesaleCost: 98_001n,
    margin: 36_999n,
    selling: side(),
    wholesale: side({
      deckVersion: null,
      prefix: '91',
      rate: 333_333_333n,
      initialIncrementSeconds: 1,
      nextIncrementSeconds: 1,
      billedSeconds: 177,
    }),
    fundedSeconds: 600,
  });
  const { steps, selling, wholesale } = explainCdr(await recorded(call));
  expect(steps.map((one) => one.text)).toEqual([
    'Outbound call to +919812345678 rang for 5 s and was talked on for 177 s.',
    'The price is INR 0.45 a minute: version 3 of the tier’s deck, where prefix 9198 is the longest that matches.',
    '177 s of talk are 180 s in increments of 60/60.',
    'The customer’s charge: INR 1.35 for the time, together 1.35.',
    'Wholesale: The price is INR 0.333333333 a minute: the tier’s own price, where prefix 91 is the longest that matches.',
    'What it cost you: INR 0.98333 for the time, rounded down from 0.98333333235, together 0.98333.',
    'Your margin is INR 0.36999.',
    'The money that was held paid for 600 s of talk.',
  ]);
  expect(selling).toMatchObject({ usage: 135_000n, charge: 135_000n, rounded: 'exact' });
  expect(wholesale).toMatchObject({ usage: 98_333n, rounded: 'down' });
});

test('a refusal tells its sentence and that nothing was charged', async () => {
  const call = unansweredAt(AT, 'CALL_REJECTED', {
    refused: true,
    sipCode: 402,
    failureCode: 'insufficient_funds',
    failureReason: 'The wallet holds too little for the first minute.',
    fundedSeconds: null,
  });
  expect(explainCdr(await recorded(call)).steps.map((one) => one.step)).toEqual([
    'call',
    'refusal',
    'no_charge',
  ]);
  expect(explainCdr(await recorded(call)).steps[1]?.text).toBe(
    'The wallet holds too little for the first minute. (insufficient_funds, SIP 402)',
  );
});

test('limits, write-offs, sweeps, fees for what is not connected and free calls are told', async () => {
  const steps = async (call: FinishedCall): Promise<string[]> =>
    explainCdr(await recorded(call)).steps.map((one) => one.step);
  const cut = answeredAt(AT, {
    talkSeconds: 180,
    selling: side({ billedSeconds: 240, connectFee: 5_000n }),
    wholesale: null,
    cost: 150_000n,
    writtenOff: 35_000n,
    wholesaleCost: 0n,
    margin: 150_000n,
    fundedSeconds: 180,
    limitFired: 'funds',
    settledBy: 'sweep',
  });
  expect(await steps(cut)).toEqual([
    'call',
    'selling_price',
    'selling_time',
    'selling_charge',
    'write_off',
    'margin',
    'funded',
    'limit',
    'settlement',
  ]);
  expect(await steps({ ...answeredAt(AT), selling: side(), cost: 1n, fundedSeconds: null })).toContain(
    'difference',
  );
  expect(await steps(unansweredAt(AT, 'USER_BUSY', { cost: 2_000n, margin: 2_000n }))).toContain(
    'not_connected',
  );
  const free = (more: Partial<FinishedCall>): FinishedCall =>
    answeredAt(AT, { selling: null, wholesale: null, cost: 0n, wholesaleCost: 0n, margin: 0n, ...more });
  expect(await steps(free({ fundedSeconds: null }))).toEqual(['call', 'no_charge']);
  // An emergency call may be as long as any; nothing is held for it.
  expect(await steps(free({ fundedSeconds: 43_200 }))).toEqual(['call', 'no_charge']);
  expect(await steps(free({ fundedSeconds: 43_200, settledBy: 'sweep' }))).toEqual([
    'call',
    'no_charge',
    'settlement',
  ]);
});

test('an overrun tells what its talk comes to, what of that was written off, and what was paid', async () => {
  const overrun = answeredAt(AT, {
    talkSeconds: 500,
    selling: side({
      rate: 600_000_000n,
      billedSeconds: 500,
      initialIncrementSeconds: 1,
      nextIncrementSeconds: 1,
    }),
    wholesale: null,
    cost: 60_000n,
    writtenOff: 440_000n,
    wholesaleCost: 0n,
    margin: 60_000n,
    fundedSeconds: 60,
  });
  const texts = async (call: FinishedCall, ...steps: string[]): Promise<string[]> =>
    explainCdr(await recorded(call))
      .steps.filter(({ step }) => steps.includes(step))
      .map(({ text }) => text);
  expect(await texts(overrun, 'selling_charge', 'write_off', 'difference', 'funded')).toEqual([
    'All of the talk at that price: INR 5.00 for the time, together 5.00.',
    'INR 4.40 of that went beyond what was held and was written off; the customer paid INR 0.60.',
    'The money that was held paid for 60 s of talk.',
  ]);
  const short = unansweredAt(AT, 'NO_ANSWER', {
    cost: 1_000n,
    writtenOff: 2_000n,
    settledBy: 'correction',
  });
  expect(await texts(short, 'not_connected', 'write_off')).toEqual([
    'The tier’s fee for a call that is not connected: INR 0.03.',
    'INR 0.02 of that is more than what had been held and was still in the wallet, and was written off; the customer paid INR 0.01.',
  ]);
});

test('usage is rounded once, half up, and the exact decimal says from where', () => {
  expect(rateText(450_000_000n)).toBe('0.45');
  expect(roundedUsage(300_000n, 1)).toEqual({ units: 1n, rounded: 'up' });
  expect(exactUsage(300_000n, 1)).toBe('0.000005');
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 100_000 }), (rate, seconds) => {
      const { units, rounded } = roundedUsage(rate, seconds);
      const twice = 2n * (rate * BigInt(seconds) - units * 600_000n);
      expect(twice >= -600_000n && twice < 600_000n).toBe(true);
      expect(rounded === 'exact').toBe(twice === 0n);
    }),
  );
});
