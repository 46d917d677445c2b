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

-- What calls add to the sums, or take away from them, summed up by all that names a row: nobody needs the calls for it any more.
CREATE TYPE cdr_measure AS (
  partner_id uuid, customer_id uuid, bucket timestamptz, day date, call_direction text, context text, cause_class text,
  currency text, prefix text, trunk text, own_number text, attempts bigint, answered bigint, duration_seconds bigint,
  talk_seconds bigint, billed_seconds bigint, cost bigint, wholesale_cost bigint, margin bigint, pdd_ms bigint,
  pdd_count bigint, mos bigint, mos_count bigint,
  up_until timestamptz
);
DROP FUNCTION cdr_measures(cdr[], cdr[]);
CREATE FUNCTION cdr_measures(added cdr[], removed cdr[]) RETURNS SETOF cdr_measure LANGUAGE sql STABLE AS $$
  SELECT c.partner_id, c.customer_id, cdr_bucket(c.id), (cdr_time(c.id) AT TIME ZONE 'UTC')::date, c.call_direction, c.context,
    c.cause_class, c.currency,
    CASE c.call_direction WHEN 'outbound' THEN coalesce(c.wholesale_prefix, c.selling_prefix, '') END, c.trunk_id::text,
    nullif(CASE c.call_direction WHEN 'outbound' THEN c.caller_id_number ELSE c.destination_number END, ''),
    sum(c.sign), sum(CASE WHEN c.cause_class = 'answered' THEN c.sign ELSE 0 END),
    sum(c.sign * c.duration), sum(c.sign * c.billsec), sum(c.sign * c.selling_billed_seconds),
    sum(c.sign * (c.cost + c.streaming_cost))::bigint, sum(c.sign * c.wholesale_cost)::bigint, sum(c.sign * c.margin)::bigint,
    sum(c.sign * coalesce(c.pdd_ms, 0)), sum(CASE WHEN c.pdd_ms IS NULL THEN 0 ELSE c.sign END),
    sum(c.sign * coalesce(c.mos_hundredths, 0)), sum(CASE WHEN c.mos_hundredths IS NULL THEN 0 ELSE c.sign END),
    max(least(c.end_time, cdr_time(c.id) + interval '13 hours'))
  FROM (SELECT 1 AS sign, a.* FROM unnest(added) a UNION ALL SELECT -1, r.* FROM unnest(removed) r) c
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
$$;

-- As before, of what calls add and take away.
DROP FUNCTION cdr_reopen_periods(cdr[], cdr[]);
CREATE FUNCTION cdr_reopen_periods(measures cdr_measure[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  opened record;
BEGIN
  FOR opened IN
    WITH touched AS (
      SELECT DISTINCT m.partner_id, h.hour FROM unnest(measures) m CROSS JOIN LATERAL generate_series(
        cdr_period_start('hour', m.bucket), greatest(m.bucket, m.up_until), '1 hour') AS h(hour))
    DELETE FROM cdr_period p USING (
      SELECT DISTINCT t.partner_id, g.grain, cdr_period_start(g.grain, t.hour) AS starts
      FROM touched t, (VALUES ('hour'), ('day'), ('month')) AS g(grain)) k
    WHERE p.partner_id = k.partner_id AND p.grain = k.grain AND p.starts = k.starts
    RETURNING p.partner_id, p.grain, (p.starts AT TIME ZONE 'UTC')::date AS day
  LOOP
    IF opened.grain <> 'hour' THEN
      DELETE FROM cdr_running r WHERE r.partner_id = opened.partner_id AND r.day >= opened.day
        AND r.day < date_trunc('year', opened.day::timestamp) + interval '1 year';
    END IF;
  END LOOP;
END $$;

-- Adds to both rollups, in the order in which everybody does; whoever rebuilds sums waits until it is committed, and is waited for.
CREATE FUNCTION cdr_add_measures(measures cdr_measure[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET jit = off AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(cdr_lock_key(p.one)) FROM (
    SELECT DISTINCT m.partner_id AS one FROM unnest(measures) m ORDER BY 1) p;
  PERFORM cdr_reopen_periods(measures);
  INSERT INTO cdr_rollup AS t (partner_id, customer_id, bucket, call_direction, context, cause_class, currency,
    attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count,
    mos_hundredths_sum, mos_count)
  SELECT m.partner_id, who.customer_id, bucket, call_direction, context, cause_class, currency,
    sum(attempts), sum(answered), sum(duration_seconds), sum(talk_seconds), sum(billed_seconds), sum(cost), sum(wholesale_cost),
    sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos), sum(mos_count)
  FROM unnest(measures) m
  CROSS JOIN LATERAL (VALUES (m.customer_id), ('00000000-0000-0000-0000-000000000000'::uuid)) AS who(customer_id)
  GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (partner_id, customer_id, bucket, call_direction, context, cause_class, currency) DO UPDATE SET
    attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered,
    duration_seconds = t.duration_seconds + excluded.duration_seconds, talk_seconds = t.talk_seconds + excluded.talk_seconds,
    billed_seconds = t.billed_seconds + excluded.billed_seconds, cost = t.cost + excluded.cost,
    wholesale_cost = t.wholesale_cost + excluded.wholesale_cost, margin = t.margin + excluded.margin,
    pdd_ms_sum = t.pdd_ms_sum + excluded.pdd_ms_sum, pdd_count = t.pdd_count + excluded.pdd_count,
    mos_hundredths_sum = t.mos_hundredths_sum + excluded.mos_hundredths_sum, mos_count = t.mos_count + excluded.mos_count;

  INSERT INTO cdr_rollup_day AS t (partner_id, customer_id, dimension, day, key, call_direction, context, cause_class, currency,
    attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count,
    mos_hundredths_sum, mos_count)
  SELECT m.partner_id, part.customer_id, part.dimension, day, part.key, call_direction, context, cause_class, currency,
    sum(attempts), sum(answered), sum(duration_seconds), sum(talk_seconds), sum(billed_seconds), sum(cost), sum(wholesale_cost),
    sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos), sum(mos_count)
  FROM unnest(measures) m
  CROSS JOIN LATERAL (VALUES
    (m.customer_id, 'total', ''),
    ('00000000-0000-0000-0000-000000000000'::uuid, 'total', ''),
    (m.customer_id, 'prefix', m.prefix),
    (m.customer_id, 'trunk', m.trunk),
    (m.customer_id, 'number', m.own_number)
  ) AS part(customer_id, dimension, key)
  WHERE part.key IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
  ON CONFLICT (partner_id, customer_id, dimension, day, key, call_direction, context, cause_class, currency) DO UPDATE SET
    attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered,
    duration_seconds = t.duration_seconds + excluded.duration_seconds, talk_seconds = t.talk_seconds + excluded.talk_seconds,
    billed_seconds = t.billed_seconds + excluded.billed_seconds, cost = t.cost + excluded.cost,
    wholesale_cost = t.wholesale_cost + excluded.wholesale_cost, margin = t.margin + excluded.margin,
    pdd_ms_sum = t.pdd_ms_sum + excluded.pdd_ms_sum, pdd_count = t.pdd_count + excluded.pdd_count,
    mos_hundredths_sum = t.mos_hundredths_sum + excluded.mos_hundredths_sum, mos_count = t.mos_count + excluded.mos_count;
END $$;

CREATE OR REPLACE FUNCTION cdr_roll(added cdr[], removed cdr[]) RETURNS void LANGUAGE sql AS $$
  SELECT cdr_add_measures(ARRAY(SELECT m FROM cdr_measures(added, removed) m))
$$;

-- Records finished calls, an array a column. A call that is recorded already stays as it is. Gives the ids of the new ones, and what
-- they add to the sums: for `cdr_add_measures`, in the same transaction and last before COMMIT. Nobody waits for what is inserted
-- here; for the sums everybody does.
DROP FUNCTION cdr_record;
CREATE FUNCTION cdr_insert(
  partner_id uuid[], id uuid[], customer_id uuid[], call_direction text[], context text[], caller_id_name text[],
  caller_id_number text[], destination_number text[], progress_time timestamptz[], answer_time timestamptz[],
  end_time timestamptz[], ring_time integer[], duration integer[], billsec integer[], hangup_cause text[],
  hangup_cause_code integer[], hangup_source text[], hangup_disposition text[], sip_code integer[], refused boolean[],
  failure_code text[], failure_reason text[], sip_call_id text[], bridge_uuid uuid[], campaign_id text[], trunk_id uuid[],
  customer_endpoint text[], terminated_to text[], sip_user_agent text[], network_addr text[], carrier_ip text[], codec text[],
  region text[], origination_region text[], edge_node text[], mos_hundredths integer[], jitter_us integer[],
  loss_hundredths integer[], pdd_ms integer[], currency text[], cost bigint[], streaming_cost bigint[], wholesale_cost bigint[],
  margin bigint[], written_off bigint[], selling_tier_id uuid[], selling_deck_version integer[], selling_prefix text[],
  selling_rate bigint[], selling_connect_fee bigint[], selling_initial_increment integer[], selling_next_increment integer[],
  selling_minimum_duration integer[], selling_billed_seconds integer[], wholesale_tier_id uuid[],
  wholesale_deck_version integer[], wholesale_prefix text[], wholesale_rate bigint[], wholesale_connect_fee bigint[],
  wholesale_initial_increment integer[], wholesale_next_increment integer[], wholesale_minimum_duration integer[],
  wholesale_billed_seconds integer[], funded_seconds integer[], limit_fired text[], settled_by text[], created_at timestamptz[],
  updated_at timestamptz[], OUT new_ids uuid[], OUT measures text
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  recorded cdr[];
BEGIN
  WITH added AS (
    INSERT INTO cdr (
      partner_id, id, cause_class, customer_id, call_direction, context, caller_id_name, caller_id_number, destination_number,
      progress_time, answer_time, end_time, ring_time, duration, billsec, hangup_cause, hangup_cause_code, hangup_source,
      hangup_disposition, sip_code, refused, failure_code, failure_reason, sip_call_id, bridge_uuid, campaign_id, trunk_id,
      customer_endpoint, terminated_to, sip_user_agent, network_addr, carrier_ip, codec, region, origination_region, edge_node,
      mos_hundredths, jitter_us, loss_hundredths, pdd_ms, currency, cost, streaming_cost, wholesale_cost, margin, written_off,
      selling_tier_id, selling_deck_version, selling_prefix, selling_rate, selling_connect_fee, selling_initial_increment,
      selling_next_increment, selling_minimum_duration, selling_billed_seconds, wholesale_tier_id, wholesale_deck_version,
      wholesale_prefix, wholesale_rate, wholesale_connect_fee, wholesale_initial_increment, wholesale_next_increment,
      wholesale_minimum_duration, wholesale_billed_seconds, funded_seconds, limit_fired, settled_by, created_at, updated_at)
    SELECT
      partner_id[g.i], id[g.i], cdr_cause_class(answer_time[g.i] IS NOT NULL, refused[g.i], hangup_cause[g.i]),
      customer_id[g.i], call_direction[g.i], context[g.i], caller_id_name[g.i], caller_id_number[g.i], destination_number[g.i],
      progress_time[g.i], answer_time[g.i], end_time[g.i], ring_time[g.i], duration[g.i], billsec[g.i], hangup_cause[g.i],
      hangup_cause_code[g.i], hangup_source[g.i], hangup_disposition[g.i], sip_code[g.i], refused[g.i], failure_code[g.i],
      failure_reason[g.i], sip_call_id[g.i], bridge_uuid[g.i], campaign_id[g.i], trunk_id[g.i], customer_endpoint[g.i],
      terminated_to[g.i], sip_user_agent[g.i], network_addr[g.i], carrier_ip[g.i], codec[g.i], region[g.i],
      origination_region[g.i], edge_node[g.i], mos_hundredths[g.i], jitter_us[g.i], loss_hundredths[g.i], pdd_ms[g.i],
      currency[g.i], cost[g.i], streaming_cost[g.i], wholesale_cost[g.i], margin[g.i], written_off[g.i], selling_tier_id[g.i],
      selling_deck_version[g.i], selling_prefix[g.i], selling_rate[g.i], selling_connect_fee[g.i],
      selling_initial_increment[g.i], selling_next_increment[g.i], selling_minimum_duration[g.i], selling_billed_seconds[g.i],
      wholesale_tier_id[g.i], wholesale_deck_version[g.i], wholesale_prefix[g.i], wholesale_rate[g.i],
      wholesale_connect_fee[g.i], wholesale_initial_increment[g.i], wholesale_next_increment[g.i],
      wholesale_minimum_duration[g.i], wholesale_billed_seconds[g.i], funded_seconds[g.i], limit_fired[g.i], settled_by[g.i],
      created_at[g.i], updated_at[g.i]
    FROM generate_series(1, cardinality(id)) g(i)
    ON CONFLICT (partner_id, id) DO NOTHING
    RETURNING cdr AS call
  )
  SELECT array_agg(a.call) INTO recorded FROM added a;
  new_ids := ARRAY(SELECT r.id FROM unnest(recorded) r);
  IF recorded IS NOT NULL THEN measures := ARRAY(SELECT m FROM cdr_measures(recorded, '{}') m)::text; END IF;
END $$;
