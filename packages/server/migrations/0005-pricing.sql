-- What minutes and services cost. A tier is the operator's (partner_id all zeros) or one partner's own.
-- Rates are whole numbers of 10⁻⁹ of the currency per minute, fees units of 10⁻⁵.

CREATE TABLE pricing_tier (
  partner_id                    uuid NOT NULL,      -- all zeros: the operator's, open to every partner
  id                            uuid NOT NULL,
  name                          text NOT NULL,
  currency                      text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  rate_per_minute               bigint NOT NULL CHECK (rate_per_minute >= 0),
  streaming_rate_per_minute     bigint NOT NULL CHECK (streaming_rate_per_minute >= 0),
  recording_rate_per_minute     bigint NOT NULL CHECK (recording_rate_per_minute >= 0),
  whatsapp_voice_rate           bigint NOT NULL CHECK (whatsapp_voice_rate >= 0),
  transcription_rate_per_minute bigint NOT NULL CHECK (transcription_rate_per_minute >= 0),
  pii_redaction_rate_per_minute bigint NOT NULL CHECK (pii_redaction_rate_per_minute >= 0),
  charge_non_connected_calls    boolean NOT NULL,
  non_connected_call_fee        bigint NOT NULL CHECK (non_connected_call_fee >= 0),
  did_release_fee               bigint NOT NULL CHECK (did_release_fee >= 0),
  is_active                     boolean NOT NULL,
  is_default                    boolean NOT NULL,
  created_at                    timestamptz NOT NULL,
  updated_at                    timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id)
);
-- One default per owner and currency.
CREATE UNIQUE INDEX pricing_tier_default ON pricing_tier (partner_id, currency) WHERE is_default;
