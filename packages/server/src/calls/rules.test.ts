import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../platform/ids/index.ts';
import { charge, toRate } from '../pricing/index.ts';
import { callTime, isFreshCallId } from './call-id.ts';
import { costOf, fromTermsJson, toTermsJson, type SideTerms } from './call-terms.ts';
import { callerOf, digitsOf, whyNotDialled } from './dialled-number.ts';
import { extendBy, type ExtensionFacts } from './extension.ts';
import { settlementOf } from './finished.ts';
import { partsOf } from './group.ts';
import { endingLegs, type CallBooks } from './legs.ts';
import { NO_LIMITS, effectiveLimits } from './limits.ts';
import type { LiveCall } from './live-call.ts';
import { mostLoss } from './loss.ts';
import { LONGEST_SLICE_SECONDS, fund, leastMoney, nextSlice } from './slice.ts';
import { fromSweptJson, toSweptJson } from './swept-call.ts';
import { readTimes } from './talk-time.ts';

const terms: fc.Arbitrary<SideTerms> = fc.record({
  tierId: fc.constant('t'),
  deckVersion: fc.constant(null),
  prefix: fc.constant(null),
  ratePerMinute: fc.bigInt({ min: 0n, max: 10n ** 12n }).map(toRate),
  connectFee: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  initialIncrementSeconds: fc.integer({ min: 1, max: 120 }),
  nextIncrementSeconds: fc.integer({ min: 1, max: 120 }),
  minimumDurationSeconds: fc.integer({ min: 0, max: 120 }),
  notConnectedFee: fc.bigInt({ min: 0n, max: 10n ** 6n }),
});
const money = fc.bigInt({ min: 0n, max: 10n ** 9n });
const AT = new Date('2026-03-25T10:00:00Z');

function liveCall(more: Partial<LiveCall>): LiveCall {
  return {
    partnerId: uuidv7(AT),
    callId: uuidv7(AT),
    customerId: uuidv7(AT),
    trunkId: null,
    credentialId: null,
    direction: 'outbound',
    edgeNode: 'edge',
    from: '+911140000000',
    to: '+919812345678',
    destinationClass: 'normal',
    emergency: false,
    authorisedAt: AT,
    answeredAt: AT,
    currency: 'INR',
    walletAccountId: uuidv7(AT),
    holdId: uuidv7(AT),
    held: 0n,
    lossHoldId: null,
    lossHeld: 0n,
    fundedSeconds: 60,
    sliceSeconds: 60,
    maxSeconds: 43_200,
    spendCap: null,
    boundBy: null,
    fundedUntil: AT,
    expiresAt: AT,
    selling: null,
    wholesale: null,
    sip: { sipCallId: 'x', userAgent: null, networkAddress: null, callerName: '', customerEndpoint: null },
    hangUpRequestedAt: null,
    ...more,
  };
}

const books: CallBooks = {
  usageRevenue: uuidv7(AT),
  margin: uuidv7(AT),
  writeOff: uuidv7(AT),
  master: uuidv7(AT),
};

describe('a funded slice', () => {
  const wanted = fc.integer({ min: 1, max: 1_000 });
  const most = fc.integer({ min: 1, max: 43_200 });

  test('is never more than the money, and pays for every second of it', () => {
    fc.assert(
      fc.property(terms, money, wanted, most, (one, units, want, cap) => {
        const funding = fund(one, units, { wanted: want, most: cap });
        if (funding === null) return;
        expect(funding.held).toBeLessThanOrEqual(units);
        expect(funding.seconds).toBeGreaterThan(0);
        expect(funding.seconds).toBeLessThanOrEqual(cap);
        expect(charge(one, funding.seconds).amount).toBeLessThanOrEqual(funding.held);
        expect(one.notConnectedFee).toBeLessThanOrEqual(funding.held);
      }),
    );
  });

  test('is as long as was wanted, unless the money or the cap end it; then one more increment would not fit', () => {
    fc.assert(
      fc.property(terms, money, wanted, most, (one, units, want, cap) => {
        const funding = fund(one, units, { wanted: want, most: cap });
        if (funding === null) expect(units).toBeLessThan(leastMoney(one));
        else if (funding.seconds < Math.min(want, cap))
          expect(charge(one, funding.seconds + 1).amount).toBeGreaterThan(units);
      }),
    );
  });

  test('doubles up to the longest', () => {
    expect([60, 120, 200, 300].map(nextSlice)).toEqual([
      120,
      240,
      LONGEST_SLICE_SECONDS,
      LONGEST_SLICE_SECONDS,
    ]);
  });
});

describe('an extension', () => {
  const facts: ExtensionFacts = {
    customerStatus: 'active',
    partnerStatus: 'active',
    walletAvailable: 0n,
    master: { id: 'm', available: 10n ** 12n },
    spentToday: 0n,
    heldNow: 0n,
    spendCap: null,
    maxSeconds: 43_200,
  };

  test('holds what its seconds cost, out of what is free and the cap leaves', () => {
    const cap = fc.option(money, { nil: null });
    fc.assert(
      fc.property(
        terms,
        money,
        money,
        cap,
        fc.integer({ min: 1, max: 600 }),
        (one, free, start, spendCap, want) => {
          const first = fund(one, start, { wanted: want, most: 43_200 });
          if (first === null) return;
          const call = liveCall({ selling: one, held: first.held, fundedSeconds: first.seconds });
          const heldNow = first.held;
          const got = extendBy(call, first.seconds, { ...facts, walletAvailable: free, heldNow, spendCap });
          if (got.kind !== 'grant') return;
          expect(got.seconds).toBeGreaterThan(first.seconds);
          expect(got.more).toBeLessThanOrEqual(free);
          expect(charge(one, got.seconds).amount).toBeLessThanOrEqual(first.held + got.more);
          if (spendCap !== null && got.more > 0n) expect(heldNow + got.more).toBeLessThanOrEqual(spendCap);
        },
      ),
    );
  });

  test('that was granted before is told again, and none is granted to a call that is to end', () => {
    const call = liveCall({ fundedSeconds: 180 });
    expect(extendBy(call, 60, facts)).toEqual({ kind: 'repeat' });
    expect(extendBy({ ...call, hangUpRequestedAt: AT }, 180, facts)).toMatchObject({ hangUp: true });
    expect(extendBy(call, 180, { ...facts, partnerStatus: 'suspended' })).toMatchObject({ hangUp: true });
    expect(extendBy({ ...call, emergency: true }, 60, { ...facts, customerStatus: 'suspended' }).kind).toBe(
      'repeat',
    );
  });
});

describe('a loss', () => {
  test('is never more than its bound, however long the call was within it', () => {
    fc.assert(
      fc.property(
        terms,
        terms,
        fc.integer({ min: 0, max: 3_600 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (selling, wholesale, seconds, part) => {
          const talked = Math.floor(seconds * part);
          const bound = mostLoss(selling, wholesale, seconds);
          expect(charge(wholesale, talked).amount - charge(selling, talked).amount).toBeLessThanOrEqual(
            bound,
          );
          expect(wholesale.notConnectedFee - selling.notConnectedFee).toBeLessThanOrEqual(bound);
        },
      ),
    );
  });

  test('is none where selling is wholesale', () => {
    fc.assert(
      fc.property(terms, (one) => {
        expect(mostLoss(one, one, 3_600)).toBe(0n);
      }),
    );
  });
});

describe('a settlement', () => {
  const talk = fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null });

  test('takes no more than was held, loses nothing, and pays the operator in full', () => {
    fc.assert(
      fc.property(
        terms,
        terms,
        money,
        money,
        talk,
        fc.boolean(),
        (selling, wholesale, held, most, talkSeconds, guarded) => {
          const lossHeld = guarded ? most : 0n;
          const call = liveCall({
            selling,
            wholesale,
            held,
            lossHeld,
            lossHoldId: guarded ? uuidv7(AT) : null,
          });
          const settlement = settlementOf(call, talkSeconds);
          expect(settlement.charged).toBeLessThanOrEqual(held);
          expect(settlement.charged + settlement.writtenOff).toBe(costOf(selling, talkSeconds).amount);
          const balance = new Map<string, bigint>();
          for (const leg of endingLegs(call, settlement, books, AT)) {
            if (leg.kind !== 'transfer' && leg.kind !== 'settle') continue;
            const from =
              leg.kind === 'transfer'
                ? leg.debitAccountId
                : leg.holdId === call.holdId
                  ? call.walletAccountId
                  : books.master;
            if (leg.kind === 'settle')
              expect(leg.amount).toBeLessThanOrEqual(leg.holdId === call.holdId ? held : lossHeld);
            balance.set(from, (balance.get(from) ?? 0n) - leg.amount);
            balance.set(leg.creditAccountId, (balance.get(leg.creditAccountId) ?? 0n) + leg.amount);
          }
          const of = (account: string): bigint => balance.get(account) ?? 0n;
          expect(-of(call.walletAccountId)).toBe(settlement.charged);
          expect(of(books.usageRevenue)).toBe(settlement.wholesale);
          // The partner loses no more than the call does.
          const kept = settlement.charged - settlement.wholesale;
          expect(of(books.margin) + of(books.master) + of(books.writeOff)).toBe(kept);
          if (guarded) expect(of(books.margin)).toBeGreaterThanOrEqual(0n);
          else expect(of(books.master)).toBe(0n);
        },
      ),
    );
  });

  test('of a sweep is read back as it was written', () => {
    fc.assert(
      fc.property(terms, money, (selling, held) => {
        const call = liveCall({ selling, wholesale: null, held });
        const settlement = { charged: held, writtenOff: 1n, wholesale: 2n };
        const swept = {
          call,
          settlement,
          walletTransferId: uuidv7(AT),
          otherTransferIds: [uuidv7(AT)],
          endedAt: AT,
        };
        expect(fromSweptJson(JSON.parse(JSON.stringify(toSweptJson(swept))))).toEqual(swept);
        expect(fromTermsJson(toTermsJson(selling))).toEqual(selling);
      }),
    );
  });
});

describe('times', () => {
  const ms = fc.integer({ min: -10_000_000, max: 10_000_000 });
  const date = ms.map((offset) => new Date(AT.getTime() + offset));

  test('that lie still make a call that ends after it began, and talk that fits', () => {
    fc.assert(
      fc.property(
        date,
        fc.option(date, { nil: null }),
        date,
        fc.option(date, { nil: null }),
        date,
        (began, answeredAt, endedAt, known, now) => {
          const times = readTimes(began, { answeredAt, endedAt }, known, now);
          expect(times.ringSeconds).toBeGreaterThanOrEqual(0);
          expect(times.endedAt >= began).toBe(true);
          expect(times.answeredAt === null).toBe(times.talkSeconds === null);
          expect(times.answeredAt === null).toBe(answeredAt === null && known === null);
          if (times.answeredAt !== null) expect(times.answeredAt <= times.endedAt).toBe(true);
        },
      ),
    );
  });

  test('of ids are those of their making', () => {
    expect(callTime(uuidv7(AT))).toEqual(AT);
    expect(callTime('0199a1b0-0000-4000-8000-0000000000ff')).toBeNull();
    expect(isFreshCallId(uuidv7(AT), new Date(AT.getTime() + 300_000))).toBe(true);
    expect(isFreshCallId(uuidv7(AT), new Date(AT.getTime() - 300_001))).toBe(false);
  });
});

describe('limits', () => {
  const one = { ...NO_LIMITS, maxRatePerMinute: 5n, dailySpendCap: 100n, maxCallSeconds: 60 };
  test.each([
    [NO_LIMITS, NO_LIMITS, { maxRatePerMinute: null, dailySpendCap: null, maxCallSeconds: 43_200 }],
    [one, NO_LIMITS, { maxRatePerMinute: 5n, dailySpendCap: 100n, maxCallSeconds: 60 }],
    [
      one,
      { ...one, maxRatePerMinute: 4n, dailySpendCap: 200n, maxCallSeconds: 90 },
      { maxRatePerMinute: 4n, dailySpendCap: 100n, maxCallSeconds: 60 },
    ],
  ])('the stricter wins %#', (partner, own, expected) => {
    expect(effectiveLimits(partner, own, AT)).toMatchObject(expected);
  });

  test('a raise holds until its end, and the customer’s own one above the partner’s cap', () => {
    const raised = {
      ...NO_LIMITS,
      dailySpendCap: 50n,
      raisedSpendCap: 900n,
      raisedUntil: new Date(AT.getTime() + 1),
    };
    expect(effectiveLimits(one, raised, AT).dailySpendCap).toBe(900n);
    expect(effectiveLimits(one, raised, new Date(AT.getTime() + 1)).dailySpendCap).toBe(50n);
    expect(effectiveLimits(raised, NO_LIMITS, AT).dailySpendCap).toBe(900n);
  });

  test('a raise lowers no cap and makes none', () => {
    const amount = fc.option(fc.bigInt(0n, 1_000n), { nil: null });
    const side = fc.record({ dailySpendCap: amount, raisedSpendCap: amount });
    fc.assert(
      fc.property(side, side, (partner, own) => {
        const raisedUntil = new Date(AT.getTime() + 1);
        const capOf = (raised: Date | null): bigint | null =>
          effectiveLimits(
            { ...NO_LIMITS, ...partner, raisedUntil: raised },
            { ...NO_LIMITS, ...own, raisedUntil: raised },
            AT,
          ).dailySpendCap;
        const [usual, raised] = [capOf(null), capOf(raisedUntil)];
        if (usual === null) expect(raised).toBeNull();
        else expect(raised).toBeGreaterThanOrEqual(usual);
      }),
    );
  });

  test('classes are open where nobody closed them and both opened them', () => {
    const classes = (partner: typeof NO_LIMITS, own: typeof NO_LIMITS) => [
      ...effectiveLimits(partner, own, AT).allowedClasses,
    ];
    expect(classes(NO_LIMITS, NO_LIMITS)).toEqual(['normal']);
    expect(classes({ ...NO_LIMITS, allowedClasses: ['normal', 'premium'] }, NO_LIMITS)).toEqual([
      'normal',
      'premium',
    ]);
    expect(
      classes({ ...NO_LIMITS, allowedClasses: ['normal'] }, { ...NO_LIMITS, allowedClasses: ['premium'] }),
    ).toEqual([]);
  });
});

test.each([
  ['+919812345678', '919812345678', null],
  ['919812345678', '919812345678', null],
  ['112', '112', 'incomplete_number'],
  ['0981234567', '0981234567', 'invalid_number'],
  ['alice', '', 'invalid_number'],
  ['+91981234567890123', '', 'invalid_number'],
])('%s is dialled as %s: %s', (text, digits, why) => {
  expect(digitsOf(text)).toBe(digits);
  expect(whyNotDialled(digits)).toBe(why);
  expect(callerOf(text)).toBe(why === null ? `+${digits}` : null);
});

test('a group has each call once, in order', () => {
  const id = fc.integer({ min: 0, max: 5 }).map((n) => ({ callId: String(n) }));
  fc.assert(
    fc.property(fc.array(id), (items) => {
      const parts = partsOf(items);
      expect(parts.flat()).toEqual(items);
      for (const part of parts) expect(new Set(part.map(({ callId }) => callId)).size).toBe(part.length);
    }),
  );
});
