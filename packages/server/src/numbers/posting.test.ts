import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partnerLeg, refundLegs, settleLeg, walletLeg, type Charge, type NumberBooks } from './posting.ts';

const AT = new Date('2026-03-25T10:00:00Z');
const books: NumberBooks = { numberRevenue: 'number_revenue', margin: 'margin', master: 'master' };

function charge(selling: bigint, wholesale: bigint): Charge {
  return {
    partnerId: 'p',
    walletAccountId: 'wallet',
    currency: 'INR',
    selling,
    wholesale,
    code: 'did_rental',
    reference: 'did:+911140000001:2026-04-25',
    description: 'Number',
  };
}

interface Leg {
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly amount: bigint;
}

function effects(legs: readonly (Leg | null)[]): Record<string, bigint> {
  const sums: Record<string, bigint> = { wallet: 0n, number_revenue: 0n, margin: 0n, master: 0n };
  for (const leg of legs) {
    if (leg === null) continue;
    sums[leg.debitAccountId]! -= leg.amount;
    sums[leg.creditAccountId]! += leg.amount;
  }
  return sums;
}

const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe('a charge', () => {
  it('takes the selling price from the wallet, gives the operator its price, and the partner what is between them', () => {
    fc.assert(
      fc.property(amounts, amounts, (selling, wholesale) => {
        const one = charge(selling, wholesale);
        expect(effects([walletLeg(one, books, AT), partnerLeg(one, books, AT)])).toEqual({
          wallet: -selling,
          number_revenue: wholesale,
          margin: selling > wholesale ? selling - wholesale : 0n,
          master: selling < wholesale ? selling - wholesale : 0n,
        });
      }),
    );
  });

  it('is one row of the wallet, whatever the partner earns by it', () => {
    fc.assert(
      fc.property(amounts, amounts, (selling, wholesale) => {
        const one = charge(selling, wholesale);
        const legs = [walletLeg(one, books, AT), partnerLeg(one, books, AT)];
        const ofWallet = legs.filter((leg) => leg?.debitAccountId === 'wallet');
        expect(ofWallet).toHaveLength(selling === 0n ? 0 : 1);
        for (const leg of legs) expect(leg?.amount ?? 1n).toBeGreaterThan(0n);
      }),
    );
  });

  it('paid from a hold goes where it would go without', () => {
    for (const [selling, wholesale] of [
      [300n, 250n],
      [250n, 250n],
      [200n, 250n],
    ] as const) {
      const one = charge(selling, wholesale);
      const settled = settleLeg(one, 'hold', books, AT);
      const paid = walletLeg(one, books, AT)!;
      expect([settled.creditAccountId, settled.amount]).toEqual([paid.creditAccountId, paid.amount]);
    }
  });

  it('that is given back leaves nothing of itself', () => {
    fc.assert(
      fc.property(amounts, amounts, (selling, part) => {
        const one = charge(selling, part % (selling + 1n));
        const legs = [
          walletLeg(one, books, AT),
          partnerLeg(one, books, AT),
          ...refundLegs({ ...one, code: 'refund' }, books, AT),
        ];
        expect(Object.values(effects(legs))).toEqual([0n, 0n, 0n, 0n]);
      }),
    );
    expect(() => refundLegs(charge(1n, 2n), books, AT)).toThrow('below cost');
  });
});
