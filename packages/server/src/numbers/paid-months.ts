import type { Reader } from '../platform/db/index.ts';
import { firstPaidUntil, lastPaidFrom, periodName } from './billing-period.ts';
import { selectFirstHolding, selectLiving } from './holding-store.ts';
import { purchaseText, rentalReference } from './movement-text.ts';
import type { HoldingStatus, NumberHolding } from './number-holding.ts';

/** The month up to which a number is paid, and the ledger entry that must stand behind it. */
export interface PaidMonth {
  readonly holdingId: string;
  readonly customerId: string;
  readonly e164: string;
  readonly currency: string;
  readonly status: HoldingStatus;
  readonly from: Date;
  readonly until: Date;
  readonly code: 'did_purchase' | 'did_rental';
  readonly reference: string;
  /** What the operator got for it, once; units of 10⁻⁵. */
  readonly wholesale: bigint;
}

/** Paid months of the numbers that a partner's customers have, in the order of the holdings' ids. */
export async function paidMonths(
  reader: Reader,
  partnerId: string,
  place: { readonly afterId: string | null; readonly limit: number },
): Promise<PaidMonth[]> {
  const holdings = await selectLiving(reader, partnerId, place);
  const months: PaidMonth[] = [];
  for (const holding of holdings) months.push(await paidMonth(reader, holding));
  return months;
}

async function paidMonth(reader: Reader, holding: NumberHolding): Promise<PaidMonth> {
  const { id: holdingId, customerId, e164, currency, status, paidUntil: until } = holding;
  const calendar = { day: holding.billingDay, zone: holding.billingZone };
  const about = { holdingId, customerId, e164, currency, status, until };
  const bought = until <= firstPaidUntil(holding.purchasedAt, calendar);
  if (!bought) {
    const from = lastPaidFrom(until, calendar);
    return {
      ...about,
      from,
      code: 'did_rental',
      reference: rentalReference(e164, periodName(from, calendar)),
      wholesale: holding.wholesaleMonthlyFee,
    };
  }
  // Paid with the purchase, of which the entry names the holding that was made then.
  const first = holding.source === 'moved' ? await selectFirstHolding(reader, holding) : holdingId;
  return {
    ...about,
    from: holding.purchasedAt,
    code: 'did_purchase',
    reference: purchaseText(e164, first).reference,
    wholesale: holding.wholesaleSetupFee + holding.wholesaleMonthlyFee,
  };
}
