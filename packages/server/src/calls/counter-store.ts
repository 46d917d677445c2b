import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';

/** What calls that began or ended change of one owner's counter. Money is units of 10⁻⁵. */
export interface CounterChange {
  readonly partnerId: string;
  readonly ownerId: string;
  readonly live: number;
  readonly begun: number;
  /** Of the money, in the customer's time zone. */
  readonly day: string | null;
  readonly spent: bigint;
  readonly held: bigint;
}

/** Whose counters a call is in. */
export interface CallOwners {
  readonly partnerId: string;
  readonly customerId: string;
  readonly trunkId: string | null;
}

/** What one call changes of the counters of its partner, its customer and its trunk; the money is the customer's. */
export function changesOf(
  owners: CallOwners,
  change: Pick<CounterChange, 'live' | 'begun' | 'day' | 'spent' | 'held'>,
): CounterChange[] {
  const { partnerId, customerId, trunkId } = owners;
  const others = trunkId === null ? [partnerId] : [partnerId, trunkId];
  return [
    { partnerId, ownerId: customerId, ...change },
    ...others.map((ownerId) => ({ ...change, partnerId, ownerId, day: null, spent: 0n, held: 0n })),
  ];
}

/** Counters in one order for everybody, before calls and money. */
export async function lockCounters(
  tx: Tx,
  owners: readonly { readonly partnerId: string; readonly ownerId: string }[],
): Promise<void> {
  if (owners.length === 0) return;
  await sql`SELECT call_lock_counters(${owners.map((o) => o.partnerId)}::uuid[],
    ${owners.map((o) => o.ownerId)}::uuid[])`.execute(tx);
}

/** Adds changes up, one row an owner. */
export async function applyChanges(tx: Tx, changes: readonly CounterChange[], at: Date): Promise<void> {
  const sums = new Map<string, CounterChange>();
  for (const change of changes) {
    const key = `${change.partnerId}/${change.ownerId}`;
    const sum = sums.get(key);
    sums.set(
      key,
      sum === undefined
        ? change
        : {
            ...sum,
            live: sum.live + change.live,
            begun: sum.begun + change.begun,
            day: sum.day ?? change.day,
            spent: sum.spent + change.spent,
            held: sum.held + change.held,
          },
    );
  }
  if (sums.size === 0) return;
  const rows = [...sums.values()].map((sum) => ({
    partner_id: sum.partnerId,
    owner_id: sum.ownerId,
    live: sum.live,
    begun: sum.begun,
    day: sum.day,
    spent: sum.spent.toString(),
    held: sum.held.toString(),
  }));
  await sql`SELECT call_count(${JSON.stringify(rows)}::jsonb, ${at})`.execute(tx);
}

export interface Spending {
  readonly day: string;
  readonly spent: bigint;
  readonly held: bigint;
}

/** What a customer spent today, in its time zone, and what is held for calls that are up. */
export async function selectSpending(
  reader: Reader,
  partnerId: string,
  customerId: string,
  at: Date,
): Promise<Spending> {
  const { rows } = await sql<Spending>`SELECT d.today::text AS day,
      CASE WHEN c.spend_day = d.today THEN c.spent ELSE 0 END AS spent, coalesce(c.held, 0) AS held
    FROM customer u CROSS JOIN LATERAL (SELECT (${at}::timestamptz AT TIME ZONE u.timezone)::date AS today) d
    LEFT JOIN call_counter c ON c.partner_id = u.partner_id AND c.owner_id = u.customer_id
    WHERE u.partner_id = ${partnerId} AND u.customer_id = ${customerId}`.execute(reader);
  return rows[0] ?? { day: '', spent: 0n, held: 0n };
}

/** Today in the time zone of each customer. */
export async function selectDays(
  reader: Reader,
  customers: readonly { readonly partnerId: string; readonly customerId: string }[],
  at: Date,
): Promise<ReadonlyMap<string, string>> {
  if (customers.length === 0) return new Map();
  const { rows } = await sql<{ customer_id: string; day: string }>`
    SELECT DISTINCT u.customer_id, (${at}::timestamptz AT TIME ZONE u.timezone)::date::text AS day
    FROM unnest(${customers.map((c) => c.partnerId)}::uuid[], ${customers.map((c) => c.customerId)}::uuid[])
      AS k(partner_id, customer_id)
    JOIN customer u ON u.partner_id = k.partner_id AND u.customer_id = k.customer_id`.execute(reader);
  return new Map(rows.map((row) => [row.customer_id, row.day]));
}
