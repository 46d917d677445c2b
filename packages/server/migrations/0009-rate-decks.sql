-- What calls cost: terms of tiers, decks of prices by prefix, which of them is live when, and who buys at which tier.
-- Rates are whole numbers of 10⁻⁹ of the currency per minute, fees units of 10⁻⁵, increments seconds.

ALTER TABLE pricing_tier
  ADD COLUMN description               text    NOT NULL DEFAULT '',
  ADD COLUMN initial_increment_seconds integer NOT NULL DEFAULT 60 CHECK (initial_increment_seconds BETWEEN 1 AND 3600),
  ADD COLUMN billing_increment_seconds integer NOT NULL DEFAULT 60 CHECK (billing_increment_seconds BETWEEN 1 AND 3600),
  ADD COLUMN minimum_duration_seconds  integer NOT NULL DEFAULT 0 CHECK (minimum_duration_seconds BETWEEN 0 AND 3600),
  ADD COLUMN inbound_rate_per_minute   bigint  CHECK (inbound_rate_per_minute >= 0),  -- null: as outbound
  ADD COLUMN last_deck_version         integer NOT NULL DEFAULT 0 CHECK (last_deck_version >= 0),
  ADD COLUMN last_publication          integer NOT NULL DEFAULT 0 CHECK (last_publication >= 0),
  ADD COLUMN version                   integer NOT NULL DEFAULT 1;
ALTER TABLE pricing_tier
  ALTER COLUMN description DROP DEFAULT,
  ALTER COLUMN initial_increment_seconds DROP DEFAULT,
  ALTER COLUMN billing_increment_seconds DROP DEFAULT,
  ALTER COLUMN minimum_duration_seconds DROP DEFAULT;

-- What a minute of an answered call to a number costs whoever has the number. The narrowest row wins; without one, the tier's.
CREATE TABLE inbound_rate (
  partner_id      uuid NOT NULL,
  tier_id         uuid NOT NULL,
  country         text NOT NULL CHECK (country ~ '^([A-Z]{2})?$'),                                      -- '': any
  number_type     text NOT NULL CHECK (number_type IN ('', 'local', 'mobile', 'toll_free', 'national')),  -- '': any
  rate_per_minute bigint NOT NULL CHECK (rate_per_minute >= 0),
  PRIMARY KEY (partner_id, tier_id, country, number_type),
  CHECK (country <> '' OR number_type <> '')
);

-- The operator's tier at which a partner buys, where it is not the default one of the currency.
CREATE TABLE wholesale_tier (
  partner_id uuid NOT NULL,
  currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  tier_id    uuid NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (partner_id, currency)
);
CREATE INDEX wholesale_tier_used ON wholesale_tier (tier_id);
-- Whether a tier may go asks who is on it.
CREATE INDEX customer_pricing_tier ON customer (pricing_tier_id, partner_id);

-- One version of a tier's deck: a file that was read. Its prices never change.
CREATE TABLE rate_deck (
  partner_id   uuid NOT NULL,
  id           uuid NOT NULL,
  tier_id      uuid NOT NULL,
  version      integer NOT NULL CHECK (version > 0),
  state        text NOT NULL CHECK (state IN ('reading', 'faulty', 'ready', 'interrupted')),
  file_name    text NOT NULL,
  bytes_total  bigint,                    -- as announced; null where nobody said
  bytes_read   bigint NOT NULL,
  rows_read    integer NOT NULL,
  row_count    integer NOT NULL,          -- prices that are kept
  fault_count  integer NOT NULL,
  fault_list   jsonb NOT NULL,            -- the first of them: [{line, column, message}]
  content_hash bytea,                     -- of the prices in order, whatever file they came in
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  progress_at  timestamptz NOT NULL,
  ended_at     timestamptz,
  PRIMARY KEY (partner_id, id),
  CHECK ((state = 'ready') = (content_hash IS NOT NULL)),
  CHECK ((state = 'reading') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX rate_deck_version ON rate_deck (partner_id, tier_id, version);
-- One file at a time for each tier.
CREATE UNIQUE INDEX rate_deck_reading ON rate_deck (partner_id, tier_id) WHERE state = 'reading';
CREATE INDEX rate_deck_unfinished ON rate_deck (progress_at) WHERE state = 'reading';

-- Rows of files that are being read. Unlogged: after a crash they are gone, and so are the uploads they belonged to.
CREATE UNLOGGED TABLE rate_deck_staging (
  partner_id     uuid NOT NULL,
  deck_id        uuid NOT NULL,
  line           integer NOT NULL,
  prefix         text COLLATE "C" NOT NULL,
  effective_from timestamptz NOT NULL,
  effective_to   timestamptz NOT NULL,
  description    text NOT NULL,
  rate_per_minute           bigint NOT NULL,
  connect_fee               bigint NOT NULL,
  initial_increment_seconds integer NOT NULL,
  next_increment_seconds    integer NOT NULL
);
CREATE INDEX rate_deck_staging_deck ON rate_deck_staging (partner_id, deck_id);

-- The prices of a version. Several rows of one prefix hold at different times.
CREATE TABLE rate_deck_row (
  partner_id     uuid NOT NULL,
  deck_id        uuid NOT NULL,
  prefix         text COLLATE "C" NOT NULL CHECK (prefix ~ '^[1-9][0-9]{0,14}$'),
  effective_from timestamptz NOT NULL,    -- -infinity: always
  effective_to   timestamptz NOT NULL,    -- exclusive; infinity: for good
  description    text NOT NULL,
  rate_per_minute           bigint NOT NULL CHECK (rate_per_minute >= 0),
  connect_fee               bigint NOT NULL CHECK (connect_fee >= 0),
  initial_increment_seconds integer NOT NULL CHECK (initial_increment_seconds BETWEEN 1 AND 3600),
  next_increment_seconds    integer NOT NULL CHECK (next_increment_seconds BETWEEN 1 AND 3600),
  PRIMARY KEY (partner_id, deck_id, prefix, effective_from),
  CHECK (effective_from < effective_to)
);

-- Which version holds from when. The live one is the latest that has begun; going back is publishing an old version again.
CREATE TABLE rate_deck_publication (
  partner_id     uuid NOT NULL,
  tier_id        uuid NOT NULL,
  number         integer NOT NULL,        -- of the tier's publications; of two that begin together the later one holds
  deck_id        uuid NOT NULL,
  effective_from timestamptz NOT NULL,
  published_at   timestamptz NOT NULL,
  published_by   text NOT NULL,
  cancelled_at   timestamptz,             -- before it began
  cancelled_by   text,
  PRIMARY KEY (partner_id, tier_id, number),
  CHECK (effective_from >= published_at),
  CHECK (cancelled_at < effective_from),
  CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL))
);
CREATE INDEX rate_deck_live ON rate_deck_publication (partner_id, tier_id, effective_from DESC, number DESC)
  WHERE cancelled_at IS NULL;
CREATE INDEX rate_deck_published ON rate_deck_publication (partner_id, deck_id);

-- The price of a call to a number (digits) at an instant: the longest prefix of the live deck that holds then, else the tier's
-- flat rate (prefix null). No row: no such tier. rate-table.ts gives the same answer in process.
CREATE FUNCTION rate_match(p_owner uuid, p_tier uuid, p_number text, p_at timestamptz)
RETURNS TABLE (deck_id uuid, deck_version integer, deck_live_since timestamptz, prefix text, description text,
  rate_per_minute bigint, connect_fee bigint, initial_increment_seconds integer, next_increment_seconds integer,
  minimum_duration_seconds integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT live.deck_id, live.version, live.effective_from, m.prefix, coalesce(m.description, ''),
    coalesce(m.rate_per_minute, t.rate_per_minute), coalesce(m.connect_fee, 0),
    coalesce(m.initial_increment_seconds, t.initial_increment_seconds),
    coalesce(m.next_increment_seconds, t.billing_increment_seconds), t.minimum_duration_seconds
  FROM pricing_tier t
  LEFT JOIN LATERAL (
    SELECT p.deck_id, d.version, p.effective_from
    FROM rate_deck_publication p JOIN rate_deck d ON d.partner_id = p.partner_id AND d.id = p.deck_id
    WHERE p.partner_id = t.partner_id AND p.tier_id = t.id AND p.cancelled_at IS NULL AND p.effective_from <= p_at
    ORDER BY p.effective_from DESC, p.number DESC LIMIT 1
  ) live ON true
  LEFT JOIN LATERAL (
    SELECT r.prefix, r.description, r.rate_per_minute, r.connect_fee, r.initial_increment_seconds, r.next_increment_seconds
    FROM rate_deck_row r
    WHERE r.partner_id = t.partner_id AND r.deck_id = live.deck_id
      AND r.prefix = ANY (ARRAY(SELECT left(p_number, n) FROM generate_series(1, least(length(p_number), 15)) n))
      AND r.effective_from <= p_at AND r.effective_to > p_at
    ORDER BY length(r.prefix) DESC LIMIT 1
  ) m ON true
  WHERE t.partner_id = p_owner AND t.id = p_tier
$$;

-- The price of a minute of an answered call to a number of this country and type: the narrowest rule, else the tier's.
CREATE FUNCTION inbound_rate_match(p_owner uuid, p_tier uuid, p_country text, p_number_type text)
RETURNS TABLE (rule text, rate_per_minute bigint, initial_increment_seconds integer, next_increment_seconds integer,
  minimum_duration_seconds integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN i.country IS NULL THEN '' ELSE i.country || '/' || i.number_type END,
    coalesce(i.rate_per_minute, t.inbound_rate_per_minute, t.rate_per_minute),
    t.initial_increment_seconds, t.billing_increment_seconds, t.minimum_duration_seconds
  FROM pricing_tier t
  LEFT JOIN LATERAL (
    SELECT r.country, r.number_type, r.rate_per_minute FROM inbound_rate r
    WHERE r.partner_id = t.partner_id AND r.tier_id = t.id
      AND r.country IN ('', p_country) AND r.number_type IN ('', p_number_type)
    ORDER BY r.country <> '' DESC, r.number_type <> '' DESC LIMIT 1
  ) i ON true
  WHERE t.partner_id = p_owner AND t.id = p_tier
$$;

-- Who pays what: wholesale is the operator's tier at which the partner buys; selling is the customer's tier where that is the
-- partner's own, else selling is wholesale. No row: the currency has no prices.
CREATE FUNCTION rate_tiers(p_partner uuid, p_customer_tier uuid, p_currency text)
RETURNS TABLE (selling_owner uuid, selling_tier uuid, wholesale_owner uuid, wholesale_tier uuid)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(own.partner_id, w.partner_id), coalesce(own.id, w.id), w.partner_id, w.id
  FROM (
    SELECT t.partner_id, t.id FROM pricing_tier t
    LEFT JOIN wholesale_tier a ON a.partner_id = p_partner AND a.currency = p_currency
    WHERE t.partner_id = '00000000-0000-0000-0000-000000000000' AND t.currency = p_currency
      AND (t.id = a.tier_id OR (a.tier_id IS NULL AND t.is_default))
  ) w
  LEFT JOIN pricing_tier own ON own.partner_id = p_partner AND own.id = p_customer_tier AND own.currency = p_currency
$$;
