import { sql } from 'kysely';
import type { Reader } from '../platform/db/index.ts';

/** Numbers of one partner that are paid up to the same moment by the same calendar, in one currency. */
export interface RentalGroup {
  readonly paidUntil: Date;
  readonly billingDay: number;
  readonly billingZone: string;
  readonly currency: string;
  /** What the months of each customer's cost: the selling price, and what the partner adds where that is below wholesale. Units of 10⁻⁵. */
  readonly customers: readonly { readonly customerId: string; readonly fee: number; readonly loss: number }[];
}

/** What is renewed and falls due before an instant. One row for each moment: a partner has thousands of numbers and few billing days. */
export async function selectRentals(reader: Reader, partnerId: string, before: Date): Promise<RentalGroup[]> {
  const { rows } = await sql<{
    paid_until: Date;
    billing_day: number;
    billing_zone: string;
    currency: string;
    customers: string;
  }>`SELECT paid_until, billing_day, billing_zone, currency, string_agg(concat_ws(' ', customer_id, fee, loss), ';') AS customers
    FROM (
      SELECT paid_until, billing_day, billing_zone, currency, customer_id, sum(monthly_fee)::bigint AS fee,
        sum(greatest(wholesale_monthly_fee - monthly_fee, 0))::bigint AS loss
      FROM number_holding
      WHERE partner_id = ${partnerId} AND status IN ('active', 'grace', 'suspended') AND paid_until < ${before}
      GROUP BY paid_until, billing_day, billing_zone, currency, customer_id) n
    WHERE fee > 0 OR loss > 0
    GROUP BY paid_until, billing_day, billing_zone, currency`.execute(reader);
  return rows.map((row) => ({
    paidUntil: row.paid_until,
    billingDay: row.billing_day,
    billingZone: row.billing_zone,
    currency: row.currency,
    customers: row.customers.split(';').map((line) => {
      const [customerId = '', fee, loss] = line.split(' ');
      return { customerId, fee: Number(fee), loss: Number(loss) };
    }),
  }));
}
