-- The same answers about calls, sooner.

-- Holds are found one by one, by their key: a planner that takes the table for empty would walk through all of them instead.
DO $$
DECLARE
  v_old text;
  v_new text;
BEGIN
  SELECT pg_get_functiondef(p.oid) INTO STRICT v_old FROM pg_proc p
  WHERE p.proname = 'ledger_submit' AND p.pronamespace = current_schema()::regnamespace;
  v_new := replace(v_old,
    $old$
      JOIN ledger_hold h ON h.partner_id = p_partner[c_partner[g.i]]
        AND h.id = CASE c_kind[g.i] WHEN 'hold' THEN c_id[g.i] WHEN 'transfer' THEN NULL WHEN 'reversal' THEN NULL
                                    ELSE c_target[g.i] END
$old$,
    $new$
      CROSS JOIN LATERAL (SELECT * FROM ledger_hold x WHERE x.partner_id = p_partner[c_partner[g.i]]
        AND x.id = CASE c_kind[g.i] WHEN 'hold' THEN c_id[g.i] ELSE c_target[g.i] END LIMIT 1) h
      WHERE c_kind[g.i] NOT IN ('transfer', 'pull', 'reversal')
$new$);
  IF v_new = v_old THEN RAISE EXCEPTION 'ledger_submit is not what it was'; END IF;
  EXECUTE v_new;
END $$;

-- Rows that live for the length of a call: what is dead of them goes soon.
ALTER TABLE live_call SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
-- Counters say how many calls of a customer or a trunk are up; the rest is found through what is left.
DROP INDEX live_call_customer;
DROP INDEX live_call_trunk;
DROP INDEX live_call_node;
ALTER TABLE call_counter SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- The deck that holds for a tier, and what a number costs by it: `rate_match` in two steps, for who asks about many numbers.
CREATE FUNCTION rate_live_deck(p_owner uuid, p_tier uuid, p_at timestamptz)
RETURNS TABLE (deck_id uuid, version integer, live_since timestamptz) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT p.deck_id, d.version, p.effective_from
  FROM rate_deck_publication p JOIN rate_deck d ON d.partner_id = p.partner_id AND d.id = p.deck_id
  WHERE p.partner_id = p_owner AND p.tier_id = p_tier AND p.cancelled_at IS NULL AND p.effective_from <= p_at
  ORDER BY p.effective_from DESC, p.number DESC LIMIT 1
$$;
CREATE FUNCTION rate_deck_match(p_owner uuid, p_deck uuid, p_number text, p_at timestamptz)
RETURNS TABLE (prefix text, description text, rate_per_minute bigint, connect_fee bigint, initial_increment_seconds integer,
  next_increment_seconds integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT r.prefix, r.description, r.rate_per_minute, r.connect_fee, r.initial_increment_seconds, r.next_increment_seconds
  FROM rate_deck_row r
  WHERE r.partner_id = p_owner AND r.deck_id = p_deck
    AND r.prefix = ANY (ARRAY(SELECT left(p_number, n) FROM generate_series(1, least(length(p_number), 15)) n))
    AND r.effective_from <= p_at AND r.effective_to > p_at
  ORDER BY length(r.prefix) DESC LIMIT 1
$$;
CREATE OR REPLACE FUNCTION rate_match(p_owner uuid, p_tier uuid, p_number text, p_at timestamptz)
RETURNS TABLE (deck_id uuid, deck_version integer, deck_live_since timestamptz, prefix text, description text,
  rate_per_minute bigint, connect_fee bigint, initial_increment_seconds integer, next_increment_seconds integer,
  minimum_duration_seconds integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT live.deck_id, live.version, live.live_since, m.prefix, coalesce(m.description, ''),
    coalesce(m.rate_per_minute, t.rate_per_minute), coalesce(m.connect_fee, 0),
    coalesce(m.initial_increment_seconds, t.initial_increment_seconds),
    coalesce(m.next_increment_seconds, t.billing_increment_seconds), t.minimum_duration_seconds
  FROM pricing_tier t
  LEFT JOIN LATERAL rate_live_deck(t.partner_id, t.id, p_at) live ON true
  LEFT JOIN LATERAL rate_deck_match(t.partner_id, live.deck_id, p_number, p_at) m ON true
  WHERE t.partner_id = p_owner AND t.id = p_tier
$$;

-- The gateways for several calls, each in the order in which they are tried; see `carrier_routes`, which asks for one.
CREATE FUNCTION carrier_routes_of(p_number text[], p_at timestamptz[], p_limit integer[], p_seed text[]) RETURNS TABLE (
  place bigint, "position" integer, carrier_id uuid, gateway_id uuid, route_id uuid, host text, port integer, transport text,
  prefix text, priority integer, cost_rate bigint, currency text, cli_rules jsonb, dial_format jsonb
) LANGUAGE plpgsql STABLE
-- Plans bound to the indexes, so that a lagging statistic cannot turn them over.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH call AS MATERIALIZED (
    SELECT q.place, q.at, q.most, coalesce(q.seed, q.number) AS seed,
      ARRAY(SELECT left(q.number, n) FROM generate_series(0, least(length(q.number), 15)) n) AS prefixes,
      -- A load that was reported longer ago counts no more (LOAD_COUNTS_MS).
      q.at - interval '15 seconds' AS reported_after
    FROM unnest(p_number, p_at, p_limit, p_seed) WITH ORDINALITY AS q(number, at, most, seed, place)
  ), in_force AS (
    SELECT q.place, q.at, q.most, q.seed, q.reported_after, r.id, r.carrier_id, r.prefix, r.gateway_group, r.priority, r.weight,
      r.cost_rate, r.exclusive, c.currency, c.cli_rules, c.dial_format, length(r.prefix) AS digits,
      max(length(r.prefix)) OVER (PARTITION BY q.place, r.carrier_id) AS longest_of_carrier
    FROM call q
    CROSS JOIN LATERAL (SELECT * FROM carrier_route x WHERE x.prefix = ANY (q.prefixes) AND x.enabled
      AND x.effective_from <= q.at AND (x.effective_to IS NULL OR x.effective_to > q.at) OFFSET 0) r
    JOIN carrier c ON c.id = r.carrier_id AND c.enabled
  ), longest AS (
    SELECT f.*, max(f.digits) FILTER (WHERE f.exclusive) OVER (PARTITION BY f.place) AS least_digits
    FROM in_force f WHERE f.digits = f.longest_of_carrier
  ), ranked AS (
    SELECT l.*, row_number() OVER (PARTITION BY l.place
      ORDER BY l.digits DESC, l.priority, carrier_share_key(l.seed, l.id, l.weight), l.id) AS route_rank
    FROM longest l WHERE l.digits >= coalesce(l.least_digits, 0)
  ), reached AS (
    SELECT r.*, g.id AS gateway_id, g.host, g.port, g.transport, g.weight AS gateway_weight,
      coalesce(g.cli_rules, r.cli_rules) AS gateway_cli_rules,
      coalesce(g.dial_format, r.dial_format) AS gateway_dial_format,
      row_number() OVER (PARTITION BY r.place, g.id ORDER BY r.route_rank) AS nth_route
    FROM ranked r
    JOIN carrier_gateway g ON g.carrier_id = r.carrier_id AND r.gateway_group IN ('', g.gateway_group)
    LEFT JOIN carrier_gateway_health h ON h.gateway_id = g.id
    LEFT JOIN LATERAL (
      SELECT sum(o.active_calls) AS active_calls, sum(o.calls_per_second) AS calls_per_second
      FROM carrier_gateway_load o WHERE o.gateway_id = g.id AND o.reported_at > r.reported_after
    ) o ON g.max_concurrent_calls IS NOT NULL OR g.max_cps IS NOT NULL
    WHERE g.enabled AND g.direction <> 'inbound'
      AND coalesce(g.state_override, CASE WHEN h.down_until > r.at THEN 'down' ELSE 'up' END) = 'up'
      AND (g.max_concurrent_calls IS NULL OR coalesce(o.active_calls, 0) < g.max_concurrent_calls)
      AND (g.max_cps IS NULL OR coalesce(o.calls_per_second, 0) < g.max_cps)
  ), shared AS (
    SELECT e.*, row_number() OVER (PARTITION BY e.place, e.route_rank
      ORDER BY carrier_share_key(e.seed, e.gateway_id, e.gateway_weight), e.gateway_id) AS nth_gateway
    FROM reached e WHERE e.nth_route = 1
  ), chosen AS (
    -- Two gateways of one route (GATEWAYS_PER_ROUTE), so that the next carrier has its turn.
    SELECT s.*, row_number() OVER (PARTITION BY s.place ORDER BY s.route_rank, s.nth_gateway) AS nth
    FROM shared s WHERE s.nth_gateway <= 2
  )
  SELECT s.place, s.nth::integer, s.carrier_id, s.gateway_id, s.id, s.host, s.port, s.transport, s.prefix::text, s.priority,
    s.cost_rate, s.currency, s.gateway_cli_rules, s.gateway_dial_format
  FROM chosen s WHERE s.nth <= s.most ORDER BY s.place, s.nth;
END $$;
CREATE OR REPLACE FUNCTION carrier_routes(
  p_number text, p_at timestamptz, p_limit integer DEFAULT 6, p_seed text DEFAULT NULL
) RETURNS TABLE (
  "position" integer, carrier_id uuid, gateway_id uuid, route_id uuid, host text, port integer, transport text,
  prefix text, priority integer, cost_rate bigint, currency text, cli_rules jsonb, dial_format jsonb
) LANGUAGE sql STABLE AS $$
  SELECT "position", carrier_id, gateway_id, route_id, host, port, transport, prefix, priority, cost_rate, currency, cli_rules,
    dial_format
  FROM carrier_routes_of(ARRAY[p_number], ARRAY[p_at], ARRAY[p_limit], ARRAY[p_seed])
$$;

-- Makes and locks counters, in one order for everybody.
CREATE OR REPLACE FUNCTION call_lock_counters(p_partner uuid[], p_owner uuid[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  INSERT INTO call_counter (partner_id, owner_id, live, second_at, in_second, spend_day, spent, held)
  SELECT DISTINCT k.partner_id, k.owner_id, 0, '-infinity'::timestamptz, 0, '-infinity'::date, 0, 0
  FROM unnest(p_partner, p_owner) AS k(partner_id, owner_id)
  WHERE k.owner_id IS NOT NULL
    -- OFFSET 0: each is looked for by its key, whatever the planner thinks of joining all of them.
    AND NOT EXISTS (SELECT FROM call_counter c WHERE c.partner_id = k.partner_id AND c.owner_id = k.owner_id OFFSET 0)
  ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  PERFORM FROM (
    SELECT DISTINCT k.partner_id, k.owner_id FROM unnest(p_partner, p_owner) AS k(partner_id, owner_id) ORDER BY 1, 2
  ) k
  CROSS JOIN LATERAL (SELECT FROM call_counter c WHERE c.partner_id = k.partner_id AND c.owner_id = k.owner_id
    FOR NO KEY UPDATE) c;
END $$;

DROP FUNCTION call_facts(jsonb, timestamptz);
DROP FUNCTION call_parties(jsonb);
DROP FUNCTION call_terms(text, uuid, uuid, text, text, text, timestamptz);
DROP FUNCTION call_limits_json(uuid, uuid);
DROP FUNCTION call_counter_json(uuid, uuid, timestamptz, date);

-- A row as it travels.
CREATE FUNCTION call_limits_json(l call_limits) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('allowed_classes', l.allowed_classes, 'max_rate_per_minute', l.max_rate_per_minute::text,
    'max_call_seconds', l.max_call_seconds, 'daily_spend_cap', l.daily_spend_cap::text,
    'raised_spend_cap', l.raised_spend_cap::text, 'raised_until', l.raised_until, 'allow_loss', l.allow_loss)
$$;

-- Why a side costs what it does; 64-bit numbers travel as texts. `p_deck`: the deck that holds for the tier, of an outbound call.
CREATE FUNCTION call_terms(
  p_direction text, p_owner uuid, p_tier uuid, p_deck uuid, p_deck_version integer, p_digits text, p_country text,
  p_number_type text, p_at timestamptz
) RETURNS TABLE (terms jsonb) LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('tier_id', t.id, 'deck_version', CASE p_direction WHEN 'outbound' THEN p_deck_version END,
    'prefix', m.prefix,
    'rate', coalesce(m.rate_per_minute, i.rate_per_minute, t.rate_per_minute)::text,
    'connect_fee', coalesce(m.connect_fee, 0)::text,
    'initial', coalesce(m.initial_increment_seconds, t.initial_increment_seconds),
    'next', coalesce(m.next_increment_seconds, t.billing_increment_seconds),
    'minimum', t.minimum_duration_seconds,
    'not_connected_fee',
    CASE WHEN t.charge_non_connected_calls AND p_direction = 'outbound' THEN t.non_connected_call_fee ELSE 0 END::text)
  FROM pricing_tier t
  LEFT JOIN LATERAL rate_deck_match(p_owner, p_deck, p_digits, p_at) m ON p_direction = 'outbound'
  LEFT JOIN LATERAL inbound_rate_match(p_owner, p_tier, p_country, p_number_type) i ON p_direction = 'inbound'
  WHERE t.partner_id = p_owner AND t.id = p_tier
$$;

-- Everything that decides a group of calls, read under the locks of their counters: a row of kind `account` for each caller (partner,
-- customer, trunk) and one of kind `call` for each call of a customer that there is, which names its account by place. An outbound call
-- is its trunk's, an inbound one belongs to whoever has the number. What is decided of it, and why, stands in decide.ts.
CREATE FUNCTION call_facts(
  p_direction text[], p_partner uuid[], p_customer uuid[], p_trunk uuid[], p_digits text[], p_caller text[], p_at timestamptz
) RETURNS TABLE (kind text, place bigint, facts jsonb) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
DECLARE
  v_number_status text[] := array_fill(NULL::text, ARRAY[cardinality(p_digits)]);
  v_number_blocked boolean[] := array_fill(NULL::boolean, ARRAY[cardinality(p_digits)]);
  v_partners uuid[];
  v_owners uuid[];
  r record;
BEGIN
  FOR r IN
    SELECT g.n, h.partner_id, h.customer_id, h.trunk_id, h.status, h.is_blocked
    FROM generate_series(1, cardinality(p_digits)) AS g(n)
    LEFT JOIN number_holding h ON h.e164 = '+' || p_digits[g.n] AND h.status <> 'released'
    WHERE p_direction[g.n] = 'inbound'
  LOOP
    p_partner[r.n] := r.partner_id;
    p_customer[r.n] := r.customer_id;
    p_trunk[r.n] := r.trunk_id;
    v_number_status[r.n] := r.status;
    v_number_blocked[r.n] := r.is_blocked;
  END LOOP;

  SELECT array_agg(o.partner_id), array_agg(o.owner_id) INTO v_partners, v_owners FROM (
    SELECT p.partner_id, x.owner_id FROM (
      SELECT DISTINCT * FROM unnest(p_partner, p_customer, p_trunk) AS k(partner_id, customer_id, trunk_id)
    ) p
    CROSS JOIN LATERAL (VALUES (p.partner_id), (p.customer_id), (p.trunk_id)) AS x(owner_id)
    WHERE p.partner_id IS NOT NULL AND x.owner_id IS NOT NULL
      AND EXISTS (SELECT FROM customer c WHERE c.partner_id = p.partner_id AND c.customer_id = p.customer_id)
  ) o;
  IF v_owners IS NULL THEN RETURN; END IF;
  PERFORM call_lock_counters(v_partners, v_owners);

  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT row_number() OVER () AS place, k.* FROM (
      SELECT DISTINCT * FROM unnest(p_partner, p_customer, p_trunk) AS k(partner_id, customer_id, trunk_id)) k
  ), account AS MATERIALIZED (
    SELECT k.place, k.partner_id, k.customer_id, k.trunk_id, c.country, t.selling_owner, t.selling_tier, t.wholesale_owner,
      t.wholesale_tier, sd.deck_id AS selling_deck, sd.version AS selling_version, wd.deck_id AS wholesale_deck,
      wd.version AS wholesale_version,
      jsonb_build_object(
        'partner_id', c.partner_id, 'customer_id', c.customer_id, 'partner_status', o.status, 'partner_mode', o.mode,
        'customer_status', c.status, 'kyc_status', c.kyc_status, 'country', c.country, 'currency', c.currency,
        'day', c.today, 'wallet_account_id', c.wallet_account_id,
        'wallet_available', (SELECT w.balance - w.held - w.floor FROM ledger_account_balance w
                             WHERE w.partner_id = c.partner_id AND w.id = c.wallet_account_id)::text,
        'master', (SELECT jsonb_build_object('id', m.id, 'available', (m.balance - m.held - m.floor)::text)
                   FROM ledger_account_balance m
                   WHERE m.partner_id = c.partner_id AND m.kind = 'master' AND m.currency = c.currency),
        'concurrent_calls', c.concurrent_calls_limit, 'cps', c.cps_limit,
        'pool', (SELECT jsonb_build_object('concurrent_calls', q.concurrent_calls, 'cps', q.cps)
                 FROM capacity_pool q WHERE q.partner_id = c.partner_id),
        'trunk', (SELECT jsonb_build_object('id', s.trunk_id, 'enabled', s.enabled, 'direction', s.direction,
                    'concurrent_calls', s.concurrent_calls_limit, 'cps', s.cps_limit, 'destination', s.inbound_destination)
                  FROM sip_trunk s
                  WHERE s.partner_id = c.partner_id AND s.trunk_id = k.trunk_id AND s.customer_id = c.customer_id),
        'limits', (SELECT jsonb_object_agg(CASE l.customer_id WHEN c.customer_id THEN 'own' ELSE 'partner' END,
                     call_limits_json(l))
                   FROM call_limits l WHERE l.partner_id = c.partner_id
                     AND l.customer_id = ANY (ARRAY[c.customer_id, '00000000-0000-0000-0000-000000000000'::uuid])),
        'counters', (SELECT jsonb_object_agg(CASE n.owner_id WHEN c.customer_id THEN 'customer' WHEN c.partner_id THEN 'partner'
                       ELSE 'trunk' END,
                       jsonb_build_object('live', n.live,
                         'in_second', CASE WHEN n.second_at = date_trunc('second', p_at) THEN n.in_second ELSE 0 END,
                         'spent', CASE WHEN n.spend_day = c.today THEN n.spent ELSE 0 END::text, 'held', n.held::text))
                     FROM call_counter n WHERE n.partner_id = c.partner_id
                       AND n.owner_id = ANY (ARRAY[c.partner_id, c.customer_id, k.trunk_id]))) AS facts
    FROM asked k
    CROSS JOIN LATERAL (
      SELECT x.partner_id, x.customer_id, x.status, x.kyc_status, x.country, x.currency, x.wallet_account_id, x.pricing_tier_id,
        x.concurrent_calls_limit, x.cps_limit, (p_at AT TIME ZONE x.timezone)::date AS today
      FROM customer x WHERE x.partner_id = k.partner_id AND x.customer_id = k.customer_id OFFSET 0
    ) c
    CROSS JOIN LATERAL (SELECT x.status, x.mode FROM partner x WHERE x.partner_id = c.partner_id OFFSET 0) o
    LEFT JOIN LATERAL rate_tiers(c.partner_id, c.pricing_tier_id, c.currency) t ON true
    LEFT JOIN LATERAL rate_live_deck(t.selling_owner, t.selling_tier, p_at) sd ON true
    LEFT JOIN LATERAL rate_live_deck(t.wholesale_owner, t.wholesale_tier, p_at) wd ON true
  )
  SELECT 'account', a.place, a.facts FROM account a
  UNION ALL
  SELECT 'call', k.n, jsonb_build_object(
    'account', a.place, 'number_status', k.number_status, 'number_blocked', k.number_blocked, 'number_kyc', s.kyc_requirement,
    'cli', (SELECT jsonb_build_object('kyc', coalesce(n.kyc_requirement, 'none')) FROM number_holding h
            LEFT JOIN number_stock n ON n.e164 = h.e164
            WHERE h.e164 = k.caller AND h.status IN ('active', 'grace') AND NOT h.is_blocked
              AND h.partner_id = k.partner_id AND h.customer_id = k.customer_id),
    'cli_approved', EXISTS (SELECT FROM approved_cli c
                            WHERE c.partner_id = k.partner_id AND c.customer_id = k.customer_id AND c.e164 = k.caller),
    'emergency', k.direction = 'outbound'
      AND EXISTS (SELECT FROM emergency_number e WHERE e.country = a.country AND e.number = k.digits),
    'class', CASE k.direction WHEN 'outbound' THEN (SELECT d.class FROM destination_class d
      WHERE d.prefix = ANY (ARRAY(SELECT left(k.digits, i) FROM generate_series(1, least(length(k.digits), 15)) i))
      ORDER BY length(d.prefix) DESC LIMIT 1) END,
    'selling', coalesce(sell.terms, CASE WHEN a.selling_tier = a.wholesale_tier THEN buy.terms END), 'wholesale', buy.terms)
  FROM unnest(p_direction, p_partner, p_customer, p_trunk, p_digits, p_caller, v_number_status, v_number_blocked) WITH ORDINALITY
    AS k(direction, partner_id, customer_id, trunk_id, digits, caller, number_status, number_blocked, n)
  JOIN account a ON a.partner_id = k.partner_id AND a.customer_id = k.customer_id AND a.trunk_id IS NOT DISTINCT FROM k.trunk_id
  LEFT JOIN number_stock s ON k.direction = 'inbound' AND s.e164 = '+' || k.digits
  LEFT JOIN LATERAL call_terms(k.direction, a.wholesale_owner, a.wholesale_tier, a.wholesale_deck, a.wholesale_version, k.digits,
    s.country, s.number_type, p_at) buy ON true
  -- Who sells at the tier at which it buys is asked about once.
  LEFT JOIN LATERAL call_terms(k.direction, a.selling_owner, nullif(a.selling_tier, a.wholesale_tier), a.selling_deck,
    a.selling_version, k.digits, s.country, s.number_type, p_at) sell ON true;
END $$;
