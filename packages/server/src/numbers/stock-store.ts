import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { NewStockNumber } from './number-kind.ts';
import type { Capability, KycRequirement, NumberType, StockNumber, StockState } from './number-stock.ts';

export interface StockRow {
  readonly e164: string;
  readonly country: string;
  readonly region: string;
  readonly number_type: NumberType;
  readonly voice_enabled: boolean;
  readonly sms_enabled: boolean;
  readonly mms_enabled: boolean;
  readonly fax_enabled: boolean;
  readonly provider: string;
  readonly currency: string;
  readonly setup_fee: bigint;
  readonly monthly_fee: bigint;
  readonly kyc_requirement: KycRequirement;
  readonly minimum_commitment_months: number;
  readonly state: StockState;
  readonly reservation_id: string | null;
  readonly reserved_by: string | null;
  readonly reserved_until: Date | null;
  readonly quarantined_until: Date | null;
  readonly import_id: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export async function selectNumber(reader: Reader, e164: string): Promise<StockNumber | null> {
  const { rows } = await sql<StockRow>`SELECT * FROM number_stock WHERE e164 = ${e164}`.execute(reader);
  return rows[0] === undefined ? null : fromStockRow(rows[0]);
}

export async function selectNumbers(
  reader: Reader,
  e164s: readonly string[],
): Promise<ReadonlyMap<string, StockNumber>> {
  if (e164s.length === 0) return new Map();
  const { rows } = await sql<StockRow>`SELECT * FROM number_stock
    WHERE e164 = ANY (${[...new Set(e164s)]}::text[])`.execute(reader);
  return new Map(rows.map((row) => [row.e164, fromStockRow(row)]));
}

/** Reads numbers and keeps others from changing them until the transaction ends. Always in the order of the numbers, so that nobody waits in a circle. */
export async function lockNumbers(tx: Tx, e164s: readonly string[]): Promise<StockNumber[]> {
  const { rows } = await sql<StockRow>`SELECT * FROM number_stock
    WHERE e164 = ANY (${[...e164s]}::text[]) ORDER BY e164 FOR UPDATE`.execute(tx);
  return rows.map(fromStockRow);
}

/** What a number is now, without what belonged to the state before. */
export type NewState =
  | { readonly state: 'available' | 'held' | 'withdrawn' }
  | { readonly state: 'quarantined'; readonly quarantinedUntil: Date };

/** Moves a number to another state. The caller holds its lock. */
export async function updateState(
  tx: Tx,
  number: StockNumber,
  next: NewState,
  at: Date,
): Promise<StockNumber> {
  const { rows } = await sql<StockRow>`UPDATE number_stock
    SET state = ${next.state}, reservation_id = NULL, reserved_by = NULL, reserved_until = NULL,
      quarantined_until = ${next.state === 'quarantined' ? next.quarantinedUntil : null}, updated_at = ${at}
    WHERE e164 = ${number.e164} RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A locked number vanished.');
  return fromStockRow(rows[0]);
}

/** Columns of numbers as arrays, for statements that take many. */
function columnsOf(numbers: readonly NewStockNumber[]): RawBuilder<unknown> {
  const texts = (pick: (number: NewStockNumber) => string): RawBuilder<unknown> =>
    sql`${numbers.map(pick)}::text[]`;
  const flags = (name: Capability): RawBuilder<unknown> =>
    sql`${numbers.map(({ capabilities }) => capabilities[name])}::boolean[]`;
  return sql.join([
    texts((number) => number.e164),
    texts((number) => number.country),
    texts((number) => number.region),
    texts((number) => number.numberType),
    flags('voice'),
    flags('sms'),
    flags('mms'),
    flags('fax'),
    texts((number) => number.provider),
    texts((number) => number.currency),
    sql`${numbers.map(({ setupFee }) => setupFee.toString())}::bigint[]`,
    sql`${numbers.map(({ monthlyFee }) => monthlyFee.toString())}::bigint[]`,
    texts((number) => number.kycRequirement),
    sql`${numbers.map((number) => number.minimumCommitmentMonths)}::integer[]`,
  ]);
}

/** Columns of a number that say what it is, in the order of `columnsOf`. */
export const KIND_COLUMNS = sql`e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled,
  provider, currency, setup_fee, monthly_fee, kyc_requirement, minimum_commitment_months`;

/** Adds numbers that are not in stock; tells which those were. */
export async function insertNumbers(
  tx: Tx,
  numbers: readonly NewStockNumber[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    e164: string;
  }>`INSERT INTO number_stock (${KIND_COLUMNS}, state, created_at, updated_at)
    SELECT new.*, 'available', ${at}::timestamptz, ${at}::timestamptz FROM unnest(${columnsOf(numbers)}) AS new
    ON CONFLICT DO NOTHING RETURNING e164`.execute(tx);
  return new Set(rows.map(({ e164 }) => e164));
}

/** Writes rows of a file where they wait until the whole file is read. */
export async function insertImportRows(
  reader: Reader,
  importId: string,
  numbers: readonly NewStockNumber[],
  lines: readonly number[],
): Promise<void> {
  await sql`INSERT INTO number_import_row (import_id, ${KIND_COLUMNS}, line)
    SELECT ${importId}::uuid, new.* FROM unnest(${columnsOf(numbers)}, ${[...lines]}::integer[]) AS new`.execute(
    reader,
  );
}

/** Writes what may change of a number beside its state. The caller holds its lock. */
export async function updateNumber(tx: Tx, number: StockNumber, at: Date): Promise<StockNumber> {
  const { voice, sms, mms, fax } = number.capabilities;
  const { rows } = await sql<StockRow>`UPDATE number_stock
    SET region = ${number.region}, provider = ${number.provider}, voice_enabled = ${voice}, sms_enabled = ${sms},
      mms_enabled = ${mms}, fax_enabled = ${fax}, setup_fee = ${number.setupFee}, monthly_fee = ${number.monthlyFee},
      kyc_requirement = ${number.kycRequirement}, minimum_commitment_months = ${number.minimumCommitmentMonths},
      updated_at = ${at}
    WHERE e164 = ${number.e164} RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A locked number vanished.');
  return fromStockRow(rows[0]);
}

/** Frees numbers whose quarantine is over; at most `limit`. Tells which. */
export async function endQuarantines(tx: Tx, at: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ e164: string }>`UPDATE number_stock
    SET state = 'available', quarantined_until = NULL, updated_at = ${at}
    WHERE e164 IN (SELECT e164 FROM number_stock WHERE state = 'quarantined' AND quarantined_until <= ${at}
      ORDER BY quarantined_until LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING e164`.execute(tx);
  return rows.map(({ e164 }) => e164);
}

/** Lays numbers aside. The caller holds their locks. */
export async function quarantineNumbers(
  tx: Tx,
  e164s: readonly string[],
  until: Date,
  at: Date,
): Promise<void> {
  await sql`UPDATE number_stock
    SET state = 'quarantined', reservation_id = NULL, reserved_by = NULL, reserved_until = NULL,
      quarantined_until = ${until}, updated_at = ${at}
    WHERE e164 = ANY (${[...e164s]}::text[])`.execute(tx);
}

export function fromStockRow(row: StockRow): StockNumber {
  const { reservation_id: reservationId, reserved_by: partnerId, reserved_until: until } = row;
  return {
    e164: row.e164,
    country: row.country,
    region: row.region,
    numberType: row.number_type,
    capabilities: {
      voice: row.voice_enabled,
      sms: row.sms_enabled,
      mms: row.mms_enabled,
      fax: row.fax_enabled,
    },
    provider: row.provider,
    currency: row.currency,
    setupFee: row.setup_fee,
    monthlyFee: row.monthly_fee,
    kycRequirement: row.kyc_requirement,
    minimumCommitmentMonths: row.minimum_commitment_months,
    state: row.state,
    reservation:
      reservationId === null || partnerId === null || until === null
        ? null
        : { reservationId, partnerId, until },
    quarantinedUntil: row.quarantined_until,
    importId: row.import_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
