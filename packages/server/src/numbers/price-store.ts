import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { PriceRule } from './number-price.ts';
import type { NumberType } from './number-stock.ts';

/** A rule as it is stored. */
export interface StoredPriceRule extends PriceRule {
  readonly partnerId: string;
  readonly id: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface PriceRow {
  readonly partner_id: string;
  readonly id: string;
  readonly e164: string | null;
  readonly country: string | null;
  readonly number_type: NumberType | null;
  readonly currency: string;
  readonly setup_fee: bigint;
  readonly monthly_fee: bigint;
  readonly allow_loss: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Writes a rule; null when the partner has one for just this already. */
export async function insertPrice(
  tx: Tx,
  rule: Omit<StoredPriceRule, 'updatedAt'>,
): Promise<StoredPriceRule | null> {
  const { rows } = await sql<PriceRow>`
    INSERT INTO number_price (partner_id, id, e164, country, number_type, currency, setup_fee, monthly_fee, allow_loss,
      created_at, updated_at)
    VALUES (${rule.partnerId}, ${rule.id}, ${rule.e164}, ${rule.country}, ${rule.numberType}, ${rule.currency},
      ${rule.setupFee}, ${rule.monthlyFee}, ${rule.allowLoss}, ${rule.createdAt}, ${rule.createdAt})
    ON CONFLICT DO NOTHING RETURNING *`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function lockPrice(tx: Tx, partnerId: string, id: string): Promise<StoredPriceRule | null> {
  const { rows } = await sql<PriceRow>`SELECT * FROM number_price
    WHERE partner_id = ${partnerId} AND id = ${id} FOR UPDATE`.execute(tx);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

export async function updatePrice(tx: Tx, rule: StoredPriceRule, at: Date): Promise<StoredPriceRule> {
  const { rows } = await sql<PriceRow>`UPDATE number_price
    SET setup_fee = ${rule.setupFee}, monthly_fee = ${rule.monthlyFee}, allow_loss = ${rule.allowLoss}, updated_at = ${at}
    WHERE partner_id = ${rule.partnerId} AND id = ${rule.id} RETURNING *`.execute(tx);
  if (rows[0] === undefined) throw new Error('A locked price vanished.');
  return fromRow(rows[0]);
}

export async function deletePrice(tx: Tx, partnerId: string, id: string): Promise<void> {
  await sql`DELETE FROM number_price WHERE partner_id = ${partnerId} AND id = ${id}`.execute(tx);
}

export async function countPrices(reader: Reader, partnerId: string): Promise<number> {
  const { rows } = await sql<{ total: bigint }>`SELECT count(*) AS total FROM number_price
    WHERE partner_id = ${partnerId}`.execute(reader);
  return Number(rows[0]?.total ?? 0n);
}

/** Newest first. */
export async function selectPricePage(
  reader: Reader,
  partnerId: string,
  place: { readonly limit: number; readonly offset: number; readonly afterId: string | null },
): Promise<StoredPriceRule[]> {
  const older = place.afterId === null ? sql`` : sql`AND id < ${place.afterId}::uuid`;
  const { rows } = await sql<PriceRow>`SELECT * FROM number_price WHERE partner_id = ${partnerId} ${older}
    ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRow);
}

/** The rules that can say something about some numbers: those of their countries, and those of themselves. */
export async function priceRulesOf(
  reader: Reader,
  partnerId: string,
  numbers: readonly { readonly e164: string; readonly country: string }[],
): Promise<StoredPriceRule[]> {
  if (numbers.length === 0) return [];
  const countries = [...new Set(numbers.map((number) => number.country))];
  const e164s = numbers.map((number) => number.e164);
  const { rows } = await sql<PriceRow>`SELECT * FROM number_price
    WHERE partner_id = ${partnerId} AND (country = ANY (${countries}::text[]) OR e164 = ANY (${e164s}::text[]))`.execute(
    reader,
  );
  return rows.map(fromRow);
}

function fromRow(row: PriceRow): StoredPriceRule {
  return {
    partnerId: row.partner_id,
    id: row.id,
    e164: row.e164,
    country: row.country,
    numberType: row.number_type,
    currency: row.currency,
    setupFee: row.setup_fee,
    monthlyFee: row.monthly_fee,
    allowLoss: row.allow_loss,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
