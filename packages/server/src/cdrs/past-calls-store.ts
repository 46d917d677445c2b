import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../platform/db/index.ts';
import type { DateRange } from '../platform/http/index.ts';
import { toRate, type PastCall, type PastSide, type SoldSide } from '../pricing/index.ts';
import { conditionsOf } from './conditions.ts';
import { selectPartnersWithCalls } from './store.ts';

/** Calls read in one statement; between two of them others have their turn. */
const BATCH = 2_000;

interface PastRow {
  readonly id: string;
  readonly customer_id: string;
  readonly call_direction: PastCall['direction'];
  readonly destination_number: string;
  readonly currency: string;
  readonly refused: boolean;
  readonly failure_code: string | null;
  readonly answered: boolean;
  readonly billsec: number;
  readonly cost: bigint;
  readonly wholesale_cost: bigint;
  readonly margin: bigint;
  readonly written_off: bigint;
  readonly funded_seconds: number | null;
  readonly settled_by: string;
  readonly selling_tier_id: string | null;
  readonly selling_rate: bigint | null;
  readonly selling_connect_fee: bigint | null;
  readonly selling_initial_increment: number | null;
  readonly selling_next_increment: number | null;
  readonly selling_minimum_duration: number | null;
  readonly wholesale_tier_id: string | null;
  readonly wholesale_rate: bigint | null;
}

function sideOf(tierId: string | null, rate: bigint | null): PastSide | null {
  return tierId === null ? null : { tierId, rate: rate ?? 0n };
}

function soldSideOf(row: PastRow): SoldSide | null {
  if (row.selling_tier_id === null) return null;
  return {
    tierId: row.selling_tier_id,
    ratePerMinute: toRate(row.selling_rate ?? 0n),
    connectFee: row.selling_connect_fee ?? 0n,
    initialIncrementSeconds: row.selling_initial_increment ?? 1,
    nextIncrementSeconds: row.selling_next_increment ?? 1,
    minimumDurationSeconds: row.selling_minimum_duration ?? 0,
  };
}

function fromPastRow(row: PastRow): PastCall {
  return {
    customerId: row.customer_id,
    direction: row.call_direction,
    destination: row.destination_number,
    currency: row.currency,
    refused: row.refused,
    reason: row.failure_code,
    answered: row.answered,
    talkSeconds: row.billsec,
    cost: row.cost,
    wholesaleCost: row.wholesale_cost,
    margin: row.margin,
    writtenOff: row.written_off,
    fundedSeconds: row.funded_seconds,
    swept: row.settled_by === 'sweep',
    selling: soldSideOf(row),
    wholesale: sideOf(row.wholesale_tier_id, row.wholesale_rate),
  };
}

/**
 * The calls of a partner, or of one of its customers, that began in a window, newest first and batch by batch. Each batch is a
 * statement of its own that goes along the ids: no snapshot stays open, and whoever stops has read no more than it took.
 */
export async function* readPastCalls(
  reader: Reader,
  partnerId: string,
  { window, customerId }: { readonly window: DateRange; readonly customerId: string | null },
): AsyncGenerator<readonly PastCall[]> {
  const filter = { window, ...(customerId === null ? {} : { customerId }) };
  let before: string | null = null;
  for (;;) {
    const below: RawBuilder<unknown> = before === null ? sql`` : sql`AND c.id < ${before}::uuid`;
    const { rows }: { rows: PastRow[] } = await sql<PastRow>`
      SELECT c.id, c.customer_id, c.call_direction, c.destination_number, c.currency, c.refused, c.failure_code,
        c.answer_time IS NOT NULL AS answered, c.billsec, c.cost, c.wholesale_cost, c.margin, c.written_off, c.funded_seconds,
        c.settled_by, c.selling_tier_id, c.selling_rate, c.selling_connect_fee, c.selling_initial_increment,
        c.selling_next_increment, c.selling_minimum_duration, c.wholesale_tier_id, c.wholesale_rate
      FROM cdr c WHERE ${conditionsOf(partnerId, filter)} ${below} ORDER BY c.id DESC LIMIT ${BATCH}`.execute(
      reader,
    );
    if (rows.length > 0) yield rows.map(fromPastRow);
    before = rows.at(-1)?.id ?? null;
    if (rows.length < BATCH) return;
  }
}

/** For the operator alone: the same of every partner, one after the other. */
export async function* readAllPastCalls(
  reader: Reader,
  window: DateRange,
): AsyncGenerator<readonly PastCall[]> {
  for (const partnerId of await selectPartnersWithCalls(reader))
    yield* readPastCalls(reader, partnerId, { window, customerId: null });
}
