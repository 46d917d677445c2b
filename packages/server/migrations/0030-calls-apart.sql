-- A call is asked about twice. What it costs, whose its number is and which caller it may show is found before anything is locked;
-- what other calls change, and who may call at all, is read under the locks of the counters. What is read there keeps every other
-- call of the partner waiting.
DROP FUNCTION call_facts(uuid[], uuid[], uuid[], uuid[], text[], integer[], text[], text[], timestamptz);

CREATE FUNCTION call_terms(
  a_partner uuid[], a_customer uuid[], a_trunk uuid[], c_direction text[], c_account integer[], c_digits text[],
  c_caller text[], p_at timestamptz
) RETURNS TABLE (
  kind text, place integer, facts json, account integer, number_status text, number_blocked boolean,
  number_kyc text, cli_kyc text, cli_approved boolean, emergency boolean, class text,
  selling_prefix text, selling_rate bigint, selling_connect_fee bigint, selling_initial integer, selling_next integer,
  wholesale_prefix text, wholesale_rate bigint, wholesale_connect_fee bigint, wholesale_initial integer, wholesale_next integer
) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
DECLARE
  n integer := cardinality(c_direction);
  v_number_status text[] := array_fill(NULL::text, ARRAY[n]);
  v_number_blocked boolean[] := array_fill(NULL::boolean, ARRAY[n]);
  v_country text[] := array_fill(NULL::text, ARRAY[cardinality(a_partner)]);
  -- Tiers with their decks, each once.
  v_prices integer[] := array_fill(NULL::integer, ARRAY[cardinality(a_partner)]);
  t_key text[] := '{}';
  t_selling_owner uuid[];
  t_selling_tier uuid[];
  t_selling_deck uuid[];
  t_wholesale_owner uuid[];
  t_wholesale_tier uuid[];
  t_wholesale_deck uuid[];
  v_key text;
  v_price integer;
  v_tiers record;
  r record;
BEGIN
  FOR r IN
    SELECT g.i, h.partner_id, h.customer_id, h.trunk_id, h.status, h.is_blocked FROM generate_series(1, n) g(i)
    CROSS JOIN LATERAL (SELECT * FROM number_holding x WHERE x.e164 = '+' || c_digits[g.i] AND x.status <> 'released' OFFSET 0) h
    WHERE c_direction[g.i] = 'inbound'
  LOOP
    v_number_status[r.i] := r.status;
    v_number_blocked[r.i] := r.is_blocked;
    CONTINUE WHEN r.customer_id IS NULL;
    a_partner := a_partner || r.partner_id;
    a_customer := a_customer || r.customer_id;
    a_trunk := a_trunk || r.trunk_id;
    c_account[r.i] := cardinality(a_partner);
  END LOOP;

  FOR r IN
    SELECT g.k, c.* FROM generate_series(1, cardinality(a_partner)) g(k)
    CROSS JOIN LATERAL (SELECT x.country, x.currency, x.pricing_tier_id FROM customer x
      WHERE x.partner_id = a_partner[g.k] AND x.customer_id = a_customer[g.k] OFFSET 0) c
  LOOP
    v_country[r.k] := r.country;
    v_key := concat_ws('/', a_partner[r.k], r.currency, r.pricing_tier_id);
    v_price := array_position(t_key, v_key);
    IF v_price IS NULL THEN
      t_key := t_key || v_key;
      v_price := cardinality(t_key);
      SELECT t.*, sd.deck_id AS selling_deck, wd.deck_id AS wholesale_deck,
        json_build_object('selling', call_tier_json(t.selling_owner, t.selling_tier, sd.version),
          'wholesale', call_tier_json(t.wholesale_owner, t.wholesale_tier, wd.version)) AS prices
      INTO v_tiers FROM (SELECT) one
      LEFT JOIN LATERAL rate_tiers(a_partner[r.k], r.pricing_tier_id, r.currency) t ON true
      LEFT JOIN LATERAL rate_live_deck(t.selling_owner, t.selling_tier, p_at) sd ON true
      LEFT JOIN LATERAL rate_live_deck(t.wholesale_owner, t.wholesale_tier, p_at) wd ON true;
      t_selling_owner[v_price] := v_tiers.selling_owner;
      t_selling_tier[v_price] := v_tiers.selling_tier;
      t_selling_deck[v_price] := v_tiers.selling_deck;
      t_wholesale_owner[v_price] := v_tiers.wholesale_owner;
      t_wholesale_tier[v_price] := v_tiers.wholesale_tier;
      t_wholesale_deck[v_price] := v_tiers.wholesale_deck;
      facts := v_tiers.prices;
      kind := 'prices';
      place := v_price;
      RETURN NEXT;
    END IF;
    v_prices[r.k] := v_price;
    facts := json_build_object('partner_id', a_partner[r.k], 'customer_id', a_customer[r.k], 'trunk_id', a_trunk[r.k],
      'country', r.country, 'prices', v_price);
    kind := 'account';
    place := r.k;
    RETURN NEXT;
  END LOOP;

  RETURN QUERY
  SELECT 'call', k.i, NULL::json, k.account,
    v_number_status[k.i], v_number_blocked[k.i], s.kyc_requirement,
    (SELECT coalesce(y.kyc_requirement, 'none') FROM number_holding h LEFT JOIN number_stock y ON y.e164 = h.e164
     WHERE h.e164 = c_caller[k.i] AND h.status IN ('active', 'grace') AND NOT h.is_blocked
       AND h.partner_id = k.partner AND h.customer_id = k.customer),
    EXISTS (SELECT FROM approved_cli c WHERE c.partner_id = k.partner AND c.customer_id = k.customer AND c.e164 = c_caller[k.i]),
    k.outbound AND EXISTS (SELECT FROM emergency_number e WHERE e.country = v_country[k.account] AND e.number = c_digits[k.i]),
    CASE WHEN k.outbound THEN (SELECT d.class FROM destination_class d
      WHERE d.prefix = ANY (ARRAY(SELECT left(c_digits[k.i], m) FROM generate_series(1, least(length(c_digits[k.i]), 15)) m))
      ORDER BY length(d.prefix) DESC LIMIT 1) END,
    sell.prefix, coalesce(sell.rate_per_minute, sell_in.rate_per_minute), sell.connect_fee, sell.initial_increment_seconds,
    sell.next_increment_seconds,
    buy.prefix, coalesce(buy.rate_per_minute, buy_in.rate_per_minute), buy.connect_fee, buy.initial_increment_seconds,
    buy.next_increment_seconds
  FROM (
    SELECT g.i, c_direction[g.i] = 'outbound' AS outbound, c_account[g.i] AS account, v_prices[c_account[g.i]] AS price,
      a_partner[c_account[g.i]] AS partner, a_customer[c_account[g.i]] AS customer
    FROM generate_series(1, n) g(i) OFFSET 0
  ) k
  LEFT JOIN LATERAL (SELECT x.kyc_requirement, x.country, x.number_type FROM number_stock x
    WHERE NOT k.outbound AND x.e164 = '+' || c_digits[k.i] OFFSET 0) s ON true
  LEFT JOIN LATERAL rate_deck_match(t_wholesale_owner[k.price], t_wholesale_deck[k.price], c_digits[k.i], p_at) buy ON k.outbound
  LEFT JOIN LATERAL inbound_rate_match(t_wholesale_owner[k.price], t_wholesale_tier[k.price], s.country, s.number_type) buy_in
    ON NOT k.outbound
  -- Who sells at the tier at which it buys is asked about once.
  LEFT JOIN LATERAL rate_deck_match(t_selling_owner[k.price],
    CASE WHEN t_selling_tier[k.price] <> t_wholesale_tier[k.price] THEN t_selling_deck[k.price] END, c_digits[k.i], p_at) sell
    ON k.outbound
  LEFT JOIN LATERAL inbound_rate_match(t_selling_owner[k.price],
    nullif(t_selling_tier[k.price], t_wholesale_tier[k.price]), s.country, s.number_type) sell_in ON NOT k.outbound;
END $$;

-- Locks the counters of all owners and reads what they are; `known`: places of calls that are up, or over.
CREATE FUNCTION call_state(a_partner uuid[], a_customer uuid[], a_trunk uuid[], c_call uuid[], p_at timestamptz)
RETURNS TABLE (kind text, place integer, facts json) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
DECLARE
  v_partners uuid[];
  v_owners uuid[];
  r record;
BEGIN
  SELECT array_agg(o.partner_id), array_agg(o.owner_id) INTO v_partners, v_owners FROM (
    SELECT a_partner[g.k] AS partner_id, x.owner_id FROM generate_series(1, cardinality(a_partner)) g(k)
    CROSS JOIN LATERAL (VALUES (a_partner[g.k]), (a_customer[g.k]), (a_trunk[g.k])) AS x(owner_id)
    WHERE x.owner_id IS NOT NULL
      AND EXISTS (SELECT FROM customer c WHERE c.partner_id = a_partner[g.k] AND c.customer_id = a_customer[g.k] OFFSET 0)
  ) o;
  IF v_owners IS NOT NULL THEN PERFORM call_lock_counters(v_partners, v_owners); END IF;

  -- From here on every statement sees what committed before our locks.
  FOR r IN SELECT json_build_object('partner_id', o.partner_id, 'status', o.status, 'mode', o.mode,
    'masters', (SELECT json_object_agg(m.currency, json_build_object('id', m.id,
                  'available', (m.balance - m.held - m.floor)::text))
                FROM ledger_account_balance m WHERE m.partner_id = o.partner_id AND m.kind = 'master'),
    'pool', (SELECT json_build_object('concurrent_calls', q.concurrent_calls, 'cps', q.cps)
             FROM capacity_pool q WHERE q.partner_id = o.partner_id),
    'limits', (SELECT call_limits_json(l) FROM call_limits l
               WHERE l.partner_id = o.partner_id AND l.customer_id = '00000000-0000-0000-0000-000000000000'),
    'counter', (SELECT call_counter_json(c, p_at, NULL) FROM call_counter c
                WHERE c.partner_id = o.partner_id AND c.owner_id = o.partner_id)) AS facts
  FROM (SELECT DISTINCT k.partner_id FROM unnest(a_partner) k(partner_id)) k
  CROSS JOIN LATERAL (SELECT x.partner_id, x.status, x.mode FROM partner x WHERE x.partner_id = k.partner_id OFFSET 0) o
  LOOP
    kind := 'partner';
    place := NULL;
    facts := r.facts;
    RETURN NEXT;
  END LOOP;

  FOR r IN SELECT g.k, json_build_object('partner_id', c.partner_id, 'customer_id', c.customer_id,
    'status', c.status, 'kyc_status', c.kyc_status, 'currency', c.currency, 'day', c.today,
    'wallet_account_id', c.wallet_account_id,
    'wallet_available', (SELECT w.balance - w.held - w.floor FROM ledger_account_balance w
                         WHERE w.partner_id = c.partner_id AND w.id = c.wallet_account_id)::text,
    'concurrent_calls', c.concurrent_calls_limit, 'cps', c.cps_limit,
    'trunk', (SELECT json_build_object('id', s.trunk_id, 'enabled', s.enabled, 'direction', s.direction,
                'concurrent_calls', s.concurrent_calls_limit, 'cps', s.cps_limit, 'destination', s.inbound_destination,
                'counter', (SELECT call_counter_json(q, p_at, NULL) FROM call_counter q
                            WHERE q.partner_id = c.partner_id AND q.owner_id = s.trunk_id))
              FROM sip_trunk s
              WHERE s.partner_id = c.partner_id AND s.trunk_id = a_trunk[g.k] AND s.customer_id = c.customer_id),
    'limits', (SELECT call_limits_json(l) FROM call_limits l
               WHERE l.partner_id = c.partner_id AND l.customer_id = c.customer_id),
    'counter', (SELECT call_counter_json(q, p_at, c.today) FROM call_counter q
                WHERE q.partner_id = c.partner_id AND q.owner_id = c.customer_id)) AS facts
  FROM generate_series(1, cardinality(a_partner)) g(k)
  CROSS JOIN LATERAL (
    SELECT x.partner_id, x.customer_id, x.status, x.kyc_status, x.currency, x.wallet_account_id,
      x.concurrent_calls_limit, x.cps_limit, (p_at AT TIME ZONE x.timezone)::date AS today
    FROM customer x WHERE x.partner_id = a_partner[g.k] AND x.customer_id = a_customer[g.k] OFFSET 0
  ) c
  LOOP
    kind := 'account';
    place := r.k;
    facts := r.facts;
    RETURN NEXT;
  END LOOP;

  RETURN QUERY SELECT 'known', g.i, NULL::json FROM generate_series(1, cardinality(c_call)) g(i)
  WHERE EXISTS (SELECT FROM live_call l WHERE l.call_id = c_call[g.i] OFFSET 0)
    OR EXISTS (SELECT FROM ended_call e WHERE e.call_id = c_call[g.i] OFFSET 0);
END $$;
