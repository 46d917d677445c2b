import { sql } from 'kysely';
import type { Reader, Tx } from '../platform/db/index.ts';
import { OPERATOR_TIERS, type PricingTier } from './pricing-tier.ts';
import { toRate } from './rate.ts';

interface TierRow {
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
}

const COLUMNS = sql`partner_id, id, name, currency, rate_per_minute, streaming_rate_per_minute,
  recording_rate_per_minute, whatsapp_voice_rate, transcription_rate_per_minute, pii_redaction_rate_per_minute,
  charge_non_connected_calls, non_connected_call_fee, did_release_fee, is_active, is_default`;

/** Tiers that a partner may use: its own and the operator's. */
export async function selectTiers(
  reader: Reader,
  partnerId: string,
  ids: readonly string[],
): Promise<PricingTier[]> {
  const { rows } = await sql<TierRow>`SELECT ${COLUMNS} FROM pricing_tier
    WHERE partner_id IN (${OPERATOR_TIERS}, ${partnerId}) AND id = ANY(${[...ids]}::uuid[])`.execute(reader);
  return rows.map(fromRow);
}

export async function selectDefaultTier(reader: Reader, currency: string): Promise<PricingTier | null> {
  const { rows } = await sql<TierRow>`SELECT ${COLUMNS} FROM pricing_tier
    WHERE partner_id = ${OPERATOR_TIERS} AND currency = ${currency} AND is_default`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Writes a default tier where its currency has none yet. */
export async function insertDefaultTier(tx: Tx, tier: PricingTier, at: Date): Promise<void> {
  await sql`INSERT INTO pricing_tier (${COLUMNS}, created_at, updated_at)
    VALUES (${tier.partnerId ?? OPERATOR_TIERS}, ${tier.id}, ${tier.name}, ${tier.currency}, ${tier.ratePerMinute},
            ${tier.streamingRatePerMinute}, ${tier.recordingRatePerMinute}, ${tier.whatsappVoiceRate},
            ${tier.transcriptionRatePerMinute}, ${tier.piiRedactionRatePerMinute}, ${tier.chargeNonConnectedCalls},
            ${tier.nonConnectedCallFee}, ${tier.didReleaseFee}, ${tier.isActive}, ${tier.isDefault}, ${at}, ${at})
    ON CONFLICT (partner_id, currency) WHERE is_default DO NOTHING`.execute(tx);
}

function fromRow(row: TierRow): PricingTier {
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
  };
}
