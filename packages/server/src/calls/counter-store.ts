import { sql } from 'kysely';
import {
  bare,
  callFunctions,
  rowsOf,
  type Column,
  type FunctionCall,
  type Reader,
  type Tx,
} from '../platform/db/index.ts';

/** What calls that began or ended change of one owner's counter. Money is units of 10⁻⁵. */
export interface CounterChange {
  readonly partnerId: string;
  readonly ownerId: string;
  readonly live: number;
  readonly begun: number;
  readonly spent: bigint;
  readonly held: bigint;
}

/** Whose counters a call is in. */
export interface CallOwners {
  readonly partnerId: string;
  readonly customerId: string;
  readonly trunkId: string | null;
}

/** The counters that a call is in. */
export function ownersOf({
  partnerId,
  customerId,
  trunkId,
}: CallOwners): { partnerId: string; ownerId: string }[] {
  const ids = trunkId === null ? [partnerId, customerId] : [partnerId, customerId, trunkId];
  return ids.map((ownerId) => ({ partnerId, ownerId }));
}

/** What one call changes of the counters of its partner, its customer and its trunk; the money is the customer's. */
export function changesOf(
  owners: CallOwners,
  change: Pick<CounterChange, 'live' | 'begun' | 'spent' | 'held'>,
): CounterChange[] {
  const { partnerId, customerId, trunkId } = owners;
  const others = trunkId === null ? [partnerId] : [partnerId, trunkId];
  return [
    { partnerId, ownerId: customerId, ...change },
    ...others.map((ownerId) => ({ ...change, partnerId, ownerId, spent: 0n, held: 0n })),
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

const CHANGE_COLUMNS: readonly Column<CounterChange>[] = [
  ['c_partner', ({ partnerId }) => bare(partnerId)],
  ['c_owner', ({ ownerId }) => bare(ownerId)],
  ['c_live', ({ live }) => bare(live)],
  ['c_begun', ({ begun }) => bare(begun)],
  ['c_spent', ({ spent }) => bare(spent)],
  ['c_held', ({ held }) => bare(held)],
];

/**
 * Adds changes up, one row an owner; what is spent counts on the day of `at` in the customer's time zone, or on the newest day
 * that anything was spent on: what comes back of a day that is over makes no room in the next. Locks the counters.
 */
export async function applyChanges(tx: Tx, changes: readonly CounterChange[], at: Date): Promise<void> {
  if (changes.length > 0) await callFunctions(tx, [countingOf(changes, at)]);
}

/** The same, for whoever has it done with COMMIT. */
export function countingOf(changes: readonly CounterChange[], at: Date): FunctionCall {
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
            spent: sum.spent + change.spent,
            held: sum.held + change.held,
          },
    );
  }
  // In the order in which everybody locks them.
  const items = [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  return { name: 'call_count', rows: [rowsOf(CHANGE_COLUMNS, items)], others: { p_at: at } };
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
      CASE WHEN c.spend_day >= d.today THEN c.spent ELSE 0 END AS spent, coalesce(c.held, 0) AS held
    FROM customer u CROSS JOIN LATERAL (SELECT (${at}::timestamptz AT TIME ZONE u.timezone)::date AS today) d
    LEFT JOIN call_counter c ON c.partner_id = u.partner_id AND c.owner_id = u.customer_id
    WHERE u.partner_id = ${partnerId} AND u.customer_id = ${customerId}`.execute(reader);
  return rows[0] ?? { day: '', spent: 0n, held: 0n };
}
