import { sql, type RawBuilder } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import {
  OPERATOR_TIERS,
  ownerOf,
  type InboundRate,
  type NumberType,
  type PricingTier,
} from './pricing-tier.ts';
import { toRate } from './rate.ts';

export interface TierRow {
  readonly partner_id: string;
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly rate_per_minute: bigint;
  readonly streaming_rate_per_minute: bigint;
  readonly recording_rate_per_minute: bigint;
  readonly whatsapp_voice_rate: bigint;
  readonly transcription_rate_per_minute: bigint;
  readonly pii_redaction_rate_per_minute: bigint;
  readonly charge_non_connected_calls: boolean;
  readonly non_connected_call_fee: bigint;
  readonly did_release_fee: bigint;
  readonly is_active: boolean;
  readonly is_default: boolean;
  readonly description: string;
  readonly initial_increment_seconds: number;
  readonly billing_increment_seconds: number;
  readonly minimum_duration_seconds: number;
  readonly inbound_rate_per_minute: bigint | null;
  readonly version: number;
}

const COLUMN_NAMES = [
  'partner_id',
  'id',
  'name',
  'currency',
  'rate_per_minute',
  'streaming_rate_per_minute',
  'recording_rate_per_minute',
  'whatsapp_voice_rate',
  'transcription_rate_per_minute',
  'pii_redaction_rate_per_minute',
  'charge_non_connected_calls',
  'non_connected_call_fee',
  'did_release_fee',
  'is_active',
  'is_default',
  'description',
  'initial_increment_seconds',
  'billing_increment_seconds',
  'minimum_duration_seconds',
  'inbound_rate_per_minute',
  'version',
] as const;
const NAMES = sql.join(COLUMN_NAMES.map((name) => sql.ref(name)));
/** Of the table, wherever it stands beside others. */
export const TIER_COLUMNS = sql.join(COLUMN_NAMES.map((name) => sql.ref(`pricing_tier.${name}`)));

function values(tier: PricingTier): RawBuilder<unknown> {
  return sql`${ownerOf(tier)}, ${tier.id}, ${tier.name}, ${tier.currency}, ${tier.ratePerMinute},
    ${tier.streamingRatePerMinute}, ${tier.recordingRatePerMinute}, ${tier.whatsappVoiceRate},
    ${tier.transcriptionRatePerMinute}, ${tier.piiRedactionRatePerMinute}, ${tier.chargeNonConnectedCalls},
    ${tier.nonConnectedCallFee}, ${tier.didReleaseFee}, ${tier.isActive}, ${tier.isDefault}, ${tier.description},
    ${tier.initialIncrementSeconds}, ${tier.billingIncrementSeconds}, ${tier.minimumDurationSeconds},
    ${tier.inboundRatePerMinute}, ${tier.version}`;
}

/** Tiers that a partner may use: its own and the operator's. */
export async function selectTiers(
  reader: Reader,
  partnerId: string,
  ids: readonly string[],
): Promise<PricingTier[]> {
  const { rows } = await sql<TierRow>`SELECT ${TIER_COLUMNS} FROM pricing_tier
    WHERE partner_id IN (${OPERATOR_TIERS}, ${partnerId}) AND id = ANY(${[...ids]}::uuid[])`.execute(reader);
  return rows.map(fromTierRow);
}

/** An owner's default tier of a currency. */
export async function selectDefaultTier(
  reader: Reader,
  ownerId: string,
  currency: string,
): Promise<PricingTier | null> {
  const { rows } = await sql<TierRow>`SELECT ${TIER_COLUMNS} FROM pricing_tier
    WHERE partner_id = ${ownerId} AND currency = ${currency} AND is_default`.execute(reader);
  return rows[0] === undefined ? null : fromTierRow(rows[0]);
}

/** The operator's tiers at which a partner buys, one for each currency that has prices. */
export async function selectWholesaleTiers(reader: Reader, partnerId: string): Promise<PricingTier[]> {
  const { rows } = await sql<TierRow>`SELECT ${TIER_COLUMNS} FROM pricing_tier
    WHERE pricing_tier.partner_id = ${OPERATOR_TIERS} AND (
      EXISTS (SELECT FROM wholesale_tier w WHERE w.partner_id = ${partnerId} AND w.tier_id = pricing_tier.id)
      OR (is_default AND NOT EXISTS (
        SELECT FROM wholesale_tier w WHERE w.partner_id = ${partnerId} AND w.currency = pricing_tier.currency)))
    ORDER BY pricing_tier.currency`.execute(reader);
  return rows.map(fromTierRow);
}

export async function upsertWholesaleTier(
  tx: Tx,
  partnerId: string,
  tier: PricingTier,
  at: Date,
): Promise<void> {
  await sql`INSERT INTO wholesale_tier (partner_id, currency, tier_id, updated_at)
    VALUES (${partnerId}, ${tier.currency}, ${tier.id}, ${at})
    ON CONFLICT (partner_id, currency) DO UPDATE SET tier_id = excluded.tier_id, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

/** How many partners were given this tier to buy at. */
export async function countWholesaleUses(reader: Reader, tierId: string): Promise<number> {
  const { rows } = await sql<{ uses: number }>`
    SELECT count(*)::int AS uses FROM wholesale_tier WHERE tier_id = ${tierId}`.execute(reader);
  return rows[0]?.uses ?? 0;
}

export interface TierFilter {
  readonly currency?: string | undefined;
  readonly isActive?: boolean | undefined;
}

/** All of an owner's tiers, the default ones first; how many there can be is limited. */
export async function selectTiersOf(
  reader: Reader,
  ownerId: string,
  filter: TierFilter,
): Promise<PricingTier[]> {
  const { rows } = await sql<TierRow>`SELECT ${TIER_COLUMNS} FROM pricing_tier WHERE partner_id = ${ownerId}
    AND (${filter.currency ?? null}::text IS NULL OR currency = ${filter.currency ?? null}::text)
    AND (${filter.isActive ?? null}::boolean IS NULL OR is_active = ${filter.isActive ?? null}::boolean)
    ORDER BY is_default DESC, currency, name, id`.execute(reader);
  return rows.map(fromTierRow);
}

export async function countTiersOf(reader: Reader, ownerId: string): Promise<number> {
  const { rows } = await sql<{ tiers: number }>`
    SELECT count(*)::int AS tiers FROM pricing_tier WHERE partner_id = ${ownerId}`.execute(reader);
  return rows[0]?.tiers ?? 0;
}

/** One at a time may count an owner's tiers or move its defaults. */
export async function lockTiersOf(tx: Tx, ownerId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pricing_tier ${ownerId}`}, 0))`.execute(tx);
}

/** A tier of this owner, locked: for a change, or (`share`) so that it stays as it is until COMMIT. */
export async function lockTier(
  tx: Tx,
  ownerId: string,
  tierId: string,
  strength: 'change' | 'share' = 'change',
): Promise<PricingTier | null> {
  const lock = strength === 'share' ? sql`FOR SHARE` : sql`FOR NO KEY UPDATE`;
  const { rows } = await sql<TierRow>`SELECT ${TIER_COLUMNS} FROM pricing_tier
    WHERE partner_id = ${ownerId} AND id = ${tierId} ${lock}`.execute(tx);
  return rows[0] === undefined ? null : fromTierRow(rows[0]);
}

/** Writes a default tier where its currency has none yet; false where it has. */
export async function insertDefaultTier(tx: Tx, tier: PricingTier, at: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`INSERT INTO pricing_tier (${NAMES}, created_at, updated_at)
    VALUES (${values(tier)}, ${at}, ${at})
    ON CONFLICT (partner_id, currency) WHERE is_default DO NOTHING RETURNING id`.execute(tx);
  return rows.length > 0;
}

export async function insertTier(tx: Tx, tier: PricingTier, at: Date): Promise<void> {
  await sql`INSERT INTO pricing_tier (${NAMES}, created_at, updated_at)
    VALUES (${values(tier)}, ${at}, ${at})`.execute(tx);
}

/** Whoever is the default tier of an owner and currency is it no more. */
export async function clearDefaultTier(tx: Tx, ownerId: string, currency: string, at: Date): Promise<void> {
  await sql`UPDATE pricing_tier SET is_default = false, version = version + 1, updated_at = ${at}
    WHERE partner_id = ${ownerId} AND currency = ${currency} AND is_default`.execute(tx);
}

/** Writes every field that may change; its version grows. */
export async function updateTier(tx: Tx, t: PricingTier, at: Date): Promise<PricingTier> {
  const { rows } =
    await sql<TierRow>`UPDATE pricing_tier SET name = ${t.name}, rate_per_minute = ${t.ratePerMinute},
      streaming_rate_per_minute = ${t.streamingRatePerMinute}, recording_rate_per_minute = ${t.recordingRatePerMinute},
      whatsapp_voice_rate = ${t.whatsappVoiceRate}, transcription_rate_per_minute = ${t.transcriptionRatePerMinute},
      pii_redaction_rate_per_minute = ${t.piiRedactionRatePerMinute},
      charge_non_connected_calls = ${t.chargeNonConnectedCalls}, non_connected_call_fee = ${t.nonConnectedCallFee},
      did_release_fee = ${t.didReleaseFee}, is_active = ${t.isActive}, is_default = ${t.isDefault},
      description = ${t.description}, initial_increment_seconds = ${t.initialIncrementSeconds},
      billing_increment_seconds = ${t.billingIncrementSeconds}, minimum_duration_seconds = ${t.minimumDurationSeconds},
      inbound_rate_per_minute = ${t.inboundRatePerMinute}, version = version + 1, updated_at = ${at}
    WHERE partner_id = ${ownerOf(t)} AND id = ${t.id} RETURNING ${TIER_COLUMNS}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('The tier that was locked is gone.');
  return fromTierRow(row);
}

interface InboundRow {
  readonly tier_id: string;
  readonly country: string;
  readonly number_type: NumberType | '';
  readonly rate_per_minute: bigint;
}

/** Inbound rules of some tiers of an owner, by tier. */
export async function selectInboundRates(
  reader: Reader,
  ownerId: string,
  tierIds: readonly string[],
): Promise<Map<string, InboundRate[]>> {
  const { rows } =
    await sql<InboundRow>`SELECT tier_id, country, number_type, rate_per_minute FROM inbound_rate
    WHERE partner_id = ${ownerId} AND tier_id = ANY(${[...tierIds]}::uuid[])
    ORDER BY tier_id, country, number_type`.execute(reader);
  const found = new Map(tierIds.map((id) => [id, [] as InboundRate[]]));
  for (const row of rows) {
    found.get(row.tier_id)?.push({
      country: row.country === '' ? null : row.country,
      numberType: row.number_type === '' ? null : row.number_type,
      ratePerMinute: toRate(row.rate_per_minute),
    });
  }
  return found;
}

export async function replaceInboundRates(
  tx: Tx,
  ownerId: string,
  tierId: string,
  rates: readonly InboundRate[],
): Promise<void> {
  await sql`DELETE FROM inbound_rate WHERE partner_id = ${ownerId} AND tier_id = ${tierId}`.execute(tx);
  await sql`INSERT INTO inbound_rate (partner_id, tier_id, country, number_type, rate_per_minute)
    SELECT ${ownerId}, ${tierId}, * FROM unnest(${rates.map((one) => one.country ?? '')}::text[],
      ${rates.map((one) => one.numberType ?? '')}::text[],
      ${rates.map((one) => one.ratePerMinute.toString())}::bigint[])`.execute(tx);
}

/** A row of the table as the rules know it. */
export function fromTierRow(row: TierRow): PricingTier {
  return {
    id: row.id,
    partnerId: row.partner_id === OPERATOR_TIERS ? null : row.partner_id,
    name: row.name,
    currency: row.currency,
    ratePerMinute: toRate(row.rate_per_minute),
    streamingRatePerMinute: toRate(row.streaming_rate_per_minute),
    recordingRatePerMinute: toRate(row.recording_rate_per_minute),
    whatsappVoiceRate: toRate(row.whatsapp_voice_rate),
    transcriptionRatePerMinute: toRate(row.transcription_rate_per_minute),
    piiRedactionRatePerMinute: toRate(row.pii_redaction_rate_per_minute),
    chargeNonConnectedCalls: row.charge_non_connected_calls,
    nonConnectedCallFee: row.non_connected_call_fee,
    didReleaseFee: row.did_release_fee,
    isActive: row.is_active,
    isDefault: row.is_default,
    description: row.description,
    initialIncrementSeconds: row.initial_increment_seconds,
    billingIncrementSeconds: row.billing_increment_seconds,
    minimumDurationSeconds: row.minimum_duration_seconds,
    inboundRatePerMinute: row.inbound_rate_per_minute === null ? null : toRate(row.inbound_rate_per_minute),
    version: row.version,
  };
}
