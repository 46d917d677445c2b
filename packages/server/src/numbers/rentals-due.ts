import type { Reader } from '../platform/db/index.ts';
import { nextPaidUntil } from './billing-period.ts';
import { selectRentals, type RentalGroup } from './rental-store.ts';

/** What falls due at one moment. Units of 10⁻⁵, as doubles: forecasts are made of them and nothing is posted. */
export interface RentalDue {
  /** Milliseconds since 1970; of a month that is not paid yet it is past. */
  readonly atMs: number;
  /** What the wallet pays. */
  readonly fee: number;
  /** What the partner's master account adds where numbers are sold below cost. */
  readonly loss: number;
}

/** The numbers of one customer. */
export interface CustomerRentals {
  readonly customerId: string;
  readonly currency: string;
  /** The first to fall due first. */
  readonly dues: readonly RentalDue[];
}

/**
 * What the numbers of a partner's customers cost, month after month, up to an instant. Of a number whose next month is held already the
 * next one is held when that is paid, so that money goes on the same days.
 */
export async function rentalsDue(
  reader: Reader,
  partnerId: string,
  before: Date,
): Promise<CustomerRentals[]> {
  const byWallet = new Map<
    string,
    { readonly customerId: string; readonly currency: string; readonly dues: Map<number, RentalDue> }
  >();
  for (const group of await selectRentals(reader, partnerId, before)) {
    const days = daysOf(group, before);
    for (const { customerId, fee, loss } of group.customers) {
      const key = `${customerId} ${group.currency}`;
      const wallet = byWallet.get(key) ?? {
        customerId,
        currency: group.currency,
        dues: new Map<number, RentalDue>(),
      };
      byWallet.set(key, wallet);
      for (const atMs of days) {
        const known = wallet.dues.get(atMs);
        wallet.dues.set(atMs, { atMs, fee: (known?.fee ?? 0) + fee, loss: (known?.loss ?? 0) + loss });
      }
    }
  }
  return [...byWallet.values()].map(({ dues, ...wallet }) => ({
    ...wallet,
    dues: [...dues.values()].sort((a, b) => a.atMs - b.atMs),
  }));
}

/** On which days, the same for all of a group. */
function daysOf({ paidUntil, billingDay: day, billingZone: zone }: RentalGroup, before: Date): number[] {
  const days: number[] = [];
  for (let at = paidUntil; at < before; at = nextPaidUntil(at, { day, zone })) days.push(at.getTime());
  return days;
}
