-- Calls that are up, what they may cost, and how many there are. Money is units of 10⁻⁵ of the currency beside it, rates are
-- 10⁻⁹ of it per minute.

-- What a partner lets its customers call. The row of a customer of all zeros is the partner's default. Null: nothing said.
CREATE TABLE call_limits (
  partner_id          uuid NOT NULL,
  customer_id         uuid NOT NULL,
  allowed_classes     text[] CHECK (allowed_classes <@ ARRAY['normal', 'premium', 'satellite', 'high_risk']),
  max_rate_per_minute bigint CHECK (max_rate_per_minute >= 0),
  max_call_seconds    integer CHECK (max_call_seconds BETWEEN 1 AND 43200),
  daily_spend_cap     bigint CHECK (daily_spend_cap >= 0),
  raised_spend_cap    bigint CHECK (raised_spend_cap >= 0),   -- in place of the cap, until then
  raised_until        timestamptz,
  allow_loss          boolean NOT NULL,                       -- of the default alone: calls below cost pass
  updated_at          timestamptz NOT NULL,
  PRIMARY KEY (partner_id, customer_id),
  CHECK ((raised_spend_cap IS NULL) = (raised_until IS NULL))
);

-- Numbers that a customer may show although it does not have them.
CREATE TABLE approved_cli (
  partner_id  uuid NOT NULL,
  customer_id uuid NOT NULL,
  e164        text COLLATE "C" NOT NULL CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  note        text NOT NULL,
  approved_by text NOT NULL,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (partner_id, customer_id, e164)
);

-- What kind of destination a prefix is; the longest one says. The operator's. Without a row: normal.
CREATE TABLE destination_class (
  prefix      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (prefix ~ '^[1-9][0-9]{0,14}$'),
  class       text NOT NULL CHECK (class IN ('normal', 'premium', 'satellite', 'high_risk')),
  description text NOT NULL,
  updated_at  timestamptz NOT NULL
);

-- Emergency numbers as they are dialled in a country.
CREATE TABLE emergency_number (
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  number  text COLLATE "C" NOT NULL CHECK (number ~ '^[0-9]{2,6}$'),
  PRIMARY KEY (country, number)
);

-- Calls that are up or ringing, with all that decided them: an end needs no second decision.
CREATE TABLE live_call (
  partner_id    uuid NOT NULL,
  call_id       uuid NOT NULL,
  customer_id   uuid NOT NULL,
  trunk_id      uuid,
  credential_id uuid,
  direction     text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  edge_node     text NOT NULL,
  from_number   text NOT NULL,
  to_number     text NOT NULL,
  destination_class text NOT NULL,
  emergency     boolean NOT NULL,
  authorised_at timestamptz NOT NULL,
  answered_at   timestamptz,
  currency      text NOT NULL,
  wallet_account_id uuid NOT NULL,
  hold_id       uuid,                        -- null: nothing is held, for it costs nothing
  held          bigint NOT NULL CHECK (held >= 0),
  loss_hold_id  uuid,                        -- on the partner's master account
  loss_held     bigint NOT NULL CHECK (loss_held >= 0),
  funded_seconds integer NOT NULL CHECK (funded_seconds >= 0),
  slice_seconds integer NOT NULL CHECK (slice_seconds > 0),
  max_seconds   integer NOT NULL CHECK (max_seconds >= funded_seconds),
  spend_cap     bigint,
  bound_by      text CHECK (bound_by IN ('funds', 'max_call_length', 'spend_cap')),  -- why it could not be extended
  funded_until  timestamptz NOT NULL,        -- when its edge ends it at the latest
  expires_at    timestamptz NOT NULL,        -- when nobody waits for its end any more
  selling       jsonb,                       -- terms of each side, see call-terms.ts; null: free
  wholesale     jsonb,
  answer        jsonb NOT NULL,              -- what the edge was told beside the money
  sip           jsonb NOT NULL,              -- what the CDR takes from the authorisation
  hang_up_requested_at timestamptz,
  PRIMARY KEY (partner_id, call_id)
) WITH (fillfactor = 70);
CREATE INDEX live_call_id ON live_call (call_id);
CREATE INDEX live_call_customer ON live_call (partner_id, customer_id, call_id);
CREATE INDEX live_call_trunk ON live_call (partner_id, trunk_id);
CREATE INDEX live_call_credential ON live_call (partner_id, credential_id) WHERE credential_id IS NOT NULL;
CREATE INDEX live_call_expiry ON live_call (expires_at);
CREATE INDEX live_call_node ON live_call (edge_node, funded_until);
CREATE INDEX live_call_hang_up ON live_call (edge_node) WHERE hang_up_requested_at IS NOT NULL;

-- Calls that are over, for a while: what a repeated or late message is answered from.
CREATE TABLE ended_call (
  call_id    uuid NOT NULL PRIMARY KEY,
  partner_id uuid,                           -- null: it ended before anybody asked whether it may go
  ended_at   timestamptz NOT NULL,
  refusal    text,                           -- why it was refused
  swept      jsonb                           -- of a swept call: how it was settled, so that a late report can put it right
);
CREATE INDEX ended_call_age ON ended_call (ended_at);

-- How many calls of a customer, a trunk or a partner are up, began in this second, and cost today. Its rows are locked before
-- those of live_call, by (partner, owner).
CREATE TABLE call_counter (
  partner_id uuid NOT NULL,
  owner_id   uuid NOT NULL,                  -- customer, trunk, or the partner itself
  live       integer NOT NULL CHECK (live >= 0),
  second_at  timestamptz NOT NULL,
  in_second  integer NOT NULL,
  spend_day  date NOT NULL,                  -- in the customer's time zone
  spent      bigint NOT NULL,                -- charged on that day
  held       bigint NOT NULL CHECK (held >= 0),  -- for calls that are up
  PRIMARY KEY (partner_id, owner_id)
) WITH (fillfactor = 50);

-- Makes and locks counters, in one order for everybody.
CREATE FUNCTION call_lock_counters(p_partner uuid[], p_owner uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO call_counter (partner_id, owner_id, live, second_at, in_second, spend_day, spent, held)
  SELECT DISTINCT k.partner_id, k.owner_id, 0, '-infinity'::timestamptz, 0, '-infinity'::date, 0, 0
  FROM unnest(p_partner, p_owner) AS k(partner_id, owner_id)
  WHERE k.owner_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM call_counter c WHERE c.partner_id = k.partner_id AND c.owner_id = k.owner_id)
  ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  PERFORM FROM call_counter c
  WHERE (c.partner_id, c.owner_id) IN (SELECT k.partner_id, k.owner_id FROM unnest(p_partner, p_owner) AS k(partner_id, owner_id))
  ORDER BY c.partner_id, c.owner_id FOR NO KEY UPDATE;
END $$;

-- Whose calls these are: an outbound one is its trunk's, an inbound one belongs to whoever has the number.
CREATE FUNCTION call_parties(p_calls jsonb) RETURNS TABLE (
  n integer, call_id uuid, direction text, partner_id uuid, customer_id uuid, trunk_id uuid, digits text, caller text,
  number_status text, number_blocked boolean
) LANGUAGE sql STABLE AS $$
  SELECT c.n, c.call_id, c.direction,
    CASE c.direction WHEN 'inbound' THEN h.partner_id ELSE c.partner_id END,
    CASE c.direction WHEN 'inbound' THEN h.customer_id ELSE c.customer_id END,
    CASE c.direction WHEN 'inbound' THEN h.trunk_id ELSE c.trunk_id END,
    c.digits, c.caller, h.status, h.is_blocked
  FROM jsonb_to_recordset(p_calls) AS c(n integer, call_id uuid, direction text, partner_id uuid, customer_id uuid,
    trunk_id uuid, digits text, caller text)
  LEFT JOIN number_holding h ON c.direction = 'inbound' AND h.e164 = '+' || c.digits AND h.status <> 'released'
$$;

-- Why a side costs what it does; 64-bit numbers travel as texts.
CREATE FUNCTION call_terms(
  p_direction text, p_owner uuid, p_tier uuid, p_digits text, p_country text, p_number_type text, p_at timestamptz
) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('tier_id', t.id, 'deck_version', r.deck_version, 'prefix', r.prefix,
    'rate', r.rate_per_minute::text, 'connect_fee', r.connect_fee::text, 'initial', r.initial_increment_seconds,
    'next', r.next_increment_seconds, 'minimum', r.minimum_duration_seconds,
    'not_connected_fee',
    CASE WHEN t.charge_non_connected_calls AND p_direction = 'outbound' THEN t.non_connected_call_fee ELSE 0 END::text)
  FROM pricing_tier t
  CROSS JOIN LATERAL (
    SELECT m.deck_version, m.prefix, m.rate_per_minute, m.connect_fee, m.initial_increment_seconds, m.next_increment_seconds,
      m.minimum_duration_seconds
    FROM rate_match(p_owner, p_tier, p_digits, p_at) m WHERE p_direction = 'outbound'
    UNION ALL
    SELECT NULL, NULL, i.rate_per_minute, 0, i.initial_increment_seconds, i.next_increment_seconds, i.minimum_duration_seconds
    FROM inbound_rate_match(p_owner, p_tier, p_country, p_number_type) i WHERE p_direction = 'inbound'
  ) r
  WHERE t.partner_id = p_owner AND t.id = p_tier
$$;

CREATE FUNCTION call_limits_json(p_partner uuid, p_customer uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('allowed_classes', l.allowed_classes, 'max_rate_per_minute', l.max_rate_per_minute::text,
    'max_call_seconds', l.max_call_seconds, 'daily_spend_cap', l.daily_spend_cap::text,
    'raised_spend_cap', l.raised_spend_cap::text, 'raised_until', l.raised_until, 'allow_loss', l.allow_loss)
  FROM call_limits l WHERE l.partner_id = p_partner AND l.customer_id = p_customer
$$;

CREATE FUNCTION call_counter_json(p_partner uuid, p_owner uuid, p_at timestamptz, p_day date) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('live', c.live,
    'in_second', CASE WHEN c.second_at = date_trunc('second', p_at) THEN c.in_second ELSE 0 END,
    'spent', CASE WHEN c.spend_day = p_day THEN c.spent ELSE 0 END::text, 'held', c.held::text)
  FROM call_counter c WHERE c.partner_id = p_partner AND c.owner_id = p_owner
$$;

-- Everything that decides a group of calls, one row a call, read under the locks of their counters. What is decided of it, and
-- why, stands in decide.ts.
CREATE FUNCTION call_facts(p_calls jsonb, p_at timestamptz) RETURNS TABLE (n integer, facts jsonb) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_partners uuid[];
  v_owners uuid[];
BEGIN
  SELECT array_agg(o.partner_id), array_agg(o.owner_id) INTO v_partners, v_owners FROM (
    SELECT p.partner_id, x.owner_id FROM call_parties(p_calls) p
    CROSS JOIN LATERAL (VALUES (p.partner_id), (p.customer_id), (p.trunk_id)) AS x(owner_id)
    WHERE p.partner_id IS NOT NULL AND x.owner_id IS NOT NULL
      AND EXISTS (SELECT FROM customer c WHERE c.partner_id = p.partner_id AND c.customer_id = p.customer_id)
  ) o;
  IF v_owners IS NOT NULL THEN PERFORM call_lock_counters(v_partners, v_owners); END IF;

  RETURN QUERY
  SELECT p.n, jsonb_build_object(
    'partner_id', c.partner_id, 'customer_id', c.customer_id,
    'partner_status', o.status, 'partner_mode', o.mode,
    'customer_status', c.status, 'kyc_status', c.kyc_status, 'country', c.country, 'currency', c.currency,
    'day', day.today, 'wallet_account_id', c.wallet_account_id,
    'wallet_available', (SELECT w.balance - w.held - w.floor FROM ledger_account_balance w
                         WHERE w.partner_id = c.partner_id AND w.id = c.wallet_account_id)::text,
    'master', (SELECT jsonb_build_object('id', m.id, 'available', (m.balance - m.held - m.floor)::text)
               FROM ledger_account_balance m
               WHERE m.partner_id = c.partner_id AND m.kind = 'master' AND m.currency = c.currency),
    'concurrent_calls', c.concurrent_calls_limit, 'cps', c.cps_limit,
    'pool', (SELECT jsonb_build_object('concurrent_calls', q.concurrent_calls, 'cps', q.cps)
             FROM capacity_pool q WHERE q.partner_id = c.partner_id),
    'trunk', CASE WHEN t.trunk_id IS NULL THEN NULL ELSE jsonb_build_object('id', t.trunk_id, 'enabled', t.enabled,
      'direction', t.direction, 'concurrent_calls', t.concurrent_calls_limit, 'cps', t.cps_limit,
      'destination', t.inbound_destination) END,
    'number_status', p.number_status, 'number_blocked', p.number_blocked, 'number_kyc', s.kyc_requirement,
    'cli', (SELECT jsonb_build_object('kyc', coalesce(n.kyc_requirement, 'none')) FROM number_holding h
            LEFT JOIN number_stock n ON n.e164 = h.e164
            WHERE h.e164 = p.caller AND h.status IN ('active', 'grace') AND NOT h.is_blocked
              AND h.partner_id = c.partner_id AND h.customer_id = c.customer_id),
    'cli_approved', EXISTS (SELECT FROM approved_cli a
                            WHERE a.partner_id = c.partner_id AND a.customer_id = c.customer_id AND a.e164 = p.caller),
    'emergency', p.direction = 'outbound'
      AND EXISTS (SELECT FROM emergency_number e WHERE e.country = c.country AND e.number = p.digits),
    'class', CASE p.direction WHEN 'outbound' THEN (SELECT d.class FROM destination_class d
      WHERE d.prefix = ANY (ARRAY(SELECT left(p.digits, k) FROM generate_series(1, least(length(p.digits), 15)) k))
      ORDER BY length(d.prefix) DESC LIMIT 1) END,
    'selling', call_terms(p.direction, r.selling_owner, r.selling_tier, p.digits, s.country, s.number_type, p_at),
    'wholesale', call_terms(p.direction, r.wholesale_owner, r.wholesale_tier, p.digits, s.country, s.number_type, p_at),
    'partner_limits', call_limits_json(c.partner_id, '00000000-0000-0000-0000-000000000000'),
    'own_limits', call_limits_json(c.partner_id, c.customer_id),
    'partner_counter', call_counter_json(c.partner_id, c.partner_id, p_at, day.today),
    'customer_counter', call_counter_json(c.partner_id, c.customer_id, p_at, day.today),
    'trunk_counter', call_counter_json(c.partner_id, t.trunk_id, p_at, day.today))
  FROM call_parties(p_calls) p
  JOIN customer c ON c.partner_id = p.partner_id AND c.customer_id = p.customer_id
  JOIN partner o ON o.partner_id = c.partner_id
  CROSS JOIN LATERAL (SELECT (p_at AT TIME ZONE c.timezone)::date AS today) day
  LEFT JOIN sip_trunk t ON t.partner_id = c.partner_id AND t.trunk_id = p.trunk_id AND t.customer_id = c.customer_id
  LEFT JOIN number_stock s ON p.direction = 'inbound' AND s.e164 = '+' || p.digits
  LEFT JOIN LATERAL rate_tiers(c.partner_id, c.pricing_tier_id, c.currency) r ON true;
END $$;

-- Changes counters by what a group of calls made or ended; their rows are locked already.
CREATE FUNCTION call_count(p_changes jsonb, p_at timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE call_counter c SET
    live = c.live + d.live,
    second_at = CASE WHEN d.begun > 0 THEN date_trunc('second', p_at) ELSE c.second_at END,
    in_second = CASE WHEN d.begun = 0 THEN c.in_second
                     WHEN c.second_at = date_trunc('second', p_at) THEN c.in_second + d.begun ELSE d.begun END,
    spend_day = CASE WHEN d.spent <> 0 THEN d.day ELSE c.spend_day END,
    spent = CASE WHEN d.spent = 0 THEN c.spent WHEN c.spend_day = d.day THEN c.spent + d.spent ELSE d.spent END,
    held = c.held + d.held
  FROM jsonb_to_recordset(p_changes) AS d(partner_id uuid, owner_id uuid, live integer, begun integer, day date, spent bigint,
    held bigint)
  WHERE c.partner_id = d.partner_id AND c.owner_id = d.owner_id
$$;

-- A beginning: the operator adds its own.
INSERT INTO destination_class (prefix, class, description, updated_at) VALUES
  ('870', 'satellite', 'Inmarsat', '2026-01-01T00:00:00Z'),
  ('8816', 'satellite', 'Iridium', '2026-01-01T00:00:00Z'),
  ('8817', 'satellite', 'Iridium', '2026-01-01T00:00:00Z'),
  ('8818', 'satellite', 'Globalstar', '2026-01-01T00:00:00Z'),
  ('8819', 'satellite', 'Globalstar', '2026-01-01T00:00:00Z'),
  ('88213', 'satellite', 'EMSAT', '2026-01-01T00:00:00Z'),
  ('88216', 'satellite', 'Thuraya', '2026-01-01T00:00:00Z'),
  ('882', 'high_risk', 'International networks', '2026-01-01T00:00:00Z'),
  ('883', 'high_risk', 'International networks', '2026-01-01T00:00:00Z'),
  ('979', 'premium', 'International premium rate', '2026-01-01T00:00:00Z'),
  ('1900', 'premium', 'Premium rate, North America', '2026-01-01T00:00:00Z'),
  ('449', 'premium', 'Premium rate, United Kingdom', '2026-01-01T00:00:00Z'),
  ('4487', 'premium', 'Premium rate, United Kingdom', '2026-01-01T00:00:00Z'),
  ('49900', 'premium', 'Premium rate, Germany', '2026-01-01T00:00:00Z'),
  ('3389', 'premium', 'Premium rate, France', '2026-01-01T00:00:00Z'),
  ('247', 'high_risk', 'Ascension', '2026-01-01T00:00:00Z'),
  ('252', 'high_risk', 'Somalia', '2026-01-01T00:00:00Z'),
  ('53', 'high_risk', 'Cuba', '2026-01-01T00:00:00Z'),
  ('674', 'high_risk', 'Nauru', '2026-01-01T00:00:00Z'),
  ('675', 'high_risk', 'Papua New Guinea', '2026-01-01T00:00:00Z'),
  ('677', 'high_risk', 'Solomon Islands', '2026-01-01T00:00:00Z'),
  ('678', 'high_risk', 'Vanuatu', '2026-01-01T00:00:00Z'),
  ('216', 'high_risk', 'Tunisia', '2026-01-01T00:00:00Z'),
  ('371', 'high_risk', 'Latvia', '2026-01-01T00:00:00Z'),
  ('960', 'high_risk', 'Maldives', '2026-01-01T00:00:00Z');

INSERT INTO emergency_number (country, number) VALUES
  ('IN', '112'), ('IN', '100'), ('IN', '101'), ('IN', '102'), ('IN', '108'), ('IN', '1091'),
  ('US', '911'), ('CA', '911'), ('MX', '911'), ('GB', '999'), ('GB', '112'), ('IE', '999'), ('IE', '112'),
  ('AU', '000'), ('AU', '112'), ('NZ', '111'), ('SG', '999'), ('SG', '995'), ('AE', '999'), ('AE', '112'), ('AE', '998'),
  ('DE', '112'), ('DE', '110'), ('FR', '112'), ('FR', '15'), ('FR', '17'), ('FR', '18'), ('ES', '112'), ('IT', '112'),
  ('NL', '112'), ('BE', '112'), ('AT', '112'), ('CH', '112'), ('CH', '117'), ('PT', '112'), ('PL', '112'), ('SE', '112'),
  ('NO', '112'), ('DK', '112'), ('FI', '112'), ('CZ', '112'), ('GR', '112'), ('JP', '110'), ('JP', '119'), ('BR', '190'),
  ('BR', '192'), ('BR', '193'), ('ZA', '112'), ('ZA', '10111'), ('ZA', '10177');
