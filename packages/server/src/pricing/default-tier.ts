import { UNITS_PER_ONE } from '../platform/money/index.ts';
import type { PricingTier } from './pricing-tier.ts';
import { parseRate } from './rate.ts';

/** The operator's published prices, with which every currency starts. */
export function standardTier(id: string, currency: string): PricingTier {
  return {
    id,
    partnerId: null,
    name: 'Standard',
    currency,
    ratePerMinute: parseRate('0.45'),
    streamingRatePerMinute: parseRate('0.2'),
    recordingRatePerMinute: parseRate('0.1'),
    whatsappVoiceRate: parseRate('0.45'),
    transcriptionRatePerMinute: parseRate('0.1'),
    piiRedactionRatePerMinute: parseRate('0.3'),
    chargeNonConnectedCalls: true,
    nonConnectedCallFee: (2n * UNITS_PER_ONE) / 100n,
    didReleaseFee: 700n * UNITS_PER_ONE,
    isActive: true,
    isDefault: true,
    description: '',
    initialIncrementSeconds: 60,
    billingIncrementSeconds: 60,
    minimumDurationSeconds: 0,
    inboundRatePerMinute: null,
    version: 1,
  };
}
