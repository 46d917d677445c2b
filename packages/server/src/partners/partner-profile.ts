import type { Database } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import type { PartnerProfile } from './partner.ts';
import { PROFILE_QUERY, fromPartnerRow, type ProfileRow } from './store.ts';

/**
 * A partner with its primary master account. It is what clients poll, so it is one SELECT that each connection
 * prepares once, past the query builder.
 */
export async function readProfile(db: Database, partnerId: string): Promise<PartnerProfile> {
  const { rows } = await db.pool.query<ProfileRow>({ ...PROFILE_QUERY, values: [partnerId] });
  const [row] = rows;
  if (row === undefined) throw notFound();
  const creditLimit = -(row.master_floor ?? 0n);
  return {
    ...fromPartnerRow(row),
    master: {
      currency: row.currency,
      balance: row.master_balance,
      held: row.master_held,
      creditLimit,
      available: row.master_balance - row.master_held + creditLimit,
    },
  };
}
