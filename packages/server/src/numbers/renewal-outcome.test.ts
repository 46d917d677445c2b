import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberHolding } from './number-holding.ts';
import type { NumberTerms } from './number-terms.ts';
import { afterPayment, afterRefusal } from './renewal-outcome.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TERMS: NumberTerms = {
  graceMs: 3 * DAY,
  suspendedMs: 7 * DAY,
  retryMs: 6 * HOUR,
  undoMs: DAY,
  quarantineMs: 45 * DAY,
};
const DUE = new Date('2026-04-25T00:00:00Z');

const HOLDING: NumberHolding = {
  partnerId: 'p',
  id: 'h',
  customerId: 'c',
  accountId: 'MA_00000000',
  e164: '+911140000001',
  status: 'active',
  source: 'assigned',
  currency: 'INR',
  walletAccountId: 'w',
  setupFee: 0n,
  monthlyFee: 300n,
  wholesaleSetupFee: 0n,
  wholesaleMonthlyFee: 250n,
  allowLoss: false,
  minimumCommitmentMonths: 0,
  trunkId: 't',
  applicationId: null,
  tags: [],
  isBlocked: false,
  purchasedAt: new Date('2026-03-25T10:00:00Z'),
  billingDay: 25,
  billingZone: 'UTC',
  paidUntil: DUE,
  lastBilledAt: new Date('2026-03-25T10:00:00Z'),
  nextAttemptAt: DUE,
  graceUntil: null,
  suspendedUntil: null,
  reserveRenewal: false,
  renewalHoldId: null,
  releaseFee: null,
  releaseWholesaleFee: null,
  releaseTransferId: null,
  releasesAt: null,
  releasedAt: null,
  releaseReason: null,
  createdAt: new Date('2026-03-25T10:00:00Z'),
  updatedAt: new Date('2026-03-25T10:00:00Z'),
  version: 1,
};

const after = (ms: number): Date => new Date(DUE.getTime() + ms);

describe('a number that is not paid', () => {
  it('goes from grace to suspension to release, each after its whole time, tried every few hours and at each end', () => {
    const story: [string, number, number][] = [];
    let holding = HOLDING;
    for (;;) {
      const at = holding.nextAttemptAt;
      const outcome = afterRefusal(holding, at, TERMS);
      story.push([outcome.step, (at.getTime() - DUE.getTime()) / HOUR, story.length]);
      holding = outcome.holding;
      if (holding.status === 'released') break;
    }
    const steps = story.filter(([step]) => step !== 'still_short');
    expect(steps.map(([step, hours]) => [step, hours])).toEqual([
      ['grace', 0],
      ['suspended', 72],
      ['released', 240],
    ]);
    expect(story).toHaveLength(1 + 12 + 28);
    expect(holding).toMatchObject({ releaseReason: 'unpaid', trunkId: null, releasedAt: after(240 * HOUR) });
  });

  it('is paid from where it was paid to, at whatever step the money comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 * HOUR }), { maxLength: 60 }), (pauses) => {
        let [holding, at] = [HOLDING, DUE];
        let short = 0;
        for (const pause of pauses) {
          at = new Date(at.getTime() + pause);
          const outcome = afterRefusal(holding, at, TERMS);
          if (outcome.step === 'released') return;
          holding = outcome.holding;
          short += 1;
          expect(holding.paidUntil).toEqual(DUE);
          expect(holding.nextAttemptAt.getTime()).toBeGreaterThan(at.getTime());
        }
        const { holding: paid, step } = afterPayment(holding, at);
        expect(step).toBe(short === 0 ? 'renewed' : 'reactivated');
        expect(paid).toMatchObject({
          status: 'active',
          paidUntil: new Date('2026-05-25T00:00:00Z'),
          nextAttemptAt: new Date('2026-05-25T00:00:00Z'),
          graceUntil: null,
          suspendedUntil: null,
        });
      }),
    );
  });

  it('is not tried when it is being released or gone', () => {
    for (const status of ['pending_release', 'released'] as const)
      expect(() => afterRefusal({ ...HOLDING, status }, DUE, TERMS)).toThrow(status);
  });
});
