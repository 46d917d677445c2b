import type { HoldCommand, ReleaseCommand } from '../ledger/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { periodName } from './billing-period.ts';
import { rentalReference } from './movement-text.ts';
import type { NumberHolding } from './number-holding.ts';

/** What the ledger calls money that waits for the next month of a number. It never expires by itself. */
export const RENEWAL_PURPOSE = 'number_renewal';

type Reserved = Pick<
  NumberHolding,
  | 'partnerId'
  | 'walletAccountId'
  | 'e164'
  | 'monthlyFee'
  | 'paidUntil'
  | 'billingDay'
  | 'billingZone'
  | 'reserveRenewal'
  | 'renewalHoldId'
>;

/** Whether the next month's money is to be held and is not. */
export function wantsHold(holding: Reserved): boolean {
  return holding.reserveRenewal && holding.renewalHoldId === null && holding.monthlyFee > 0n;
}

/** Sets the next month's money aside, if the wallet has it. */
export function holdRenewal(holding: Reserved, at: Date): HoldCommand {
  const calendar = { day: holding.billingDay, zone: holding.billingZone };
  return {
    kind: 'hold',
    partnerId: holding.partnerId,
    id: uuidv7(at),
    at,
    accountId: holding.walletAccountId,
    amount: holding.monthlyFee,
    purpose: RENEWAL_PURPOSE,
    reference: rentalReference(holding.e164, periodName(holding.paidUntil, calendar)),
    expiresAt: null,
  };
}

/** Gives back what is held for the next month. Empty where nothing is. */
export function releaseRenewal(
  { partnerId, renewalHoldId }: Pick<Reserved, 'partnerId' | 'renewalHoldId'>,
  at: Date,
): ReleaseCommand[] {
  if (renewalHoldId === null) return [];
  return [{ kind: 'release', partnerId, id: uuidv7(at), at, holdId: renewalHoldId }];
}
