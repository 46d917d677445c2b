-- The same calls for less work: fewer statements, rows and documents for each.

-- What became of a hold is said in lists, like what became of a transfer; documents are made for those alone that are kept.
DO $$
DECLARE
  v_text text;
  v_change text[];
BEGIN
  SELECT pg_get_functiondef(p.oid) INTO STRICT v_text FROM pg_proc p
  WHERE p.proname = 'ledger_submit' AND p.pronamespace = current_schema()::regnamespace;
  FOREACH v_change SLICE 1 IN ARRAY ARRAY[
    ARRAY['OUT o_posted_at text,', 'OUT o_posted_at text, OUT o_held text,'],
    ARRAY[$old$
      t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', CASE v_kind WHEN 'hold' THEN c_id[i] ELSE c_target[i] END,
                                        'held', x_amount[i]::text, 'expires_at', x_expires[i]);
$old$, $new$
      IF c_key[i] IS NOT NULL OR x_expires[i] IS NOT NULL THEN
        t_result[i] := jsonb_build_object('outcome', 'held', 'held', x_amount[i]::text, 'expires_at', x_expires[i],
                                          'hold_id', CASE v_kind WHEN 'hold' THEN c_id[i] ELSE c_target[i] END);
      END IF;
$new$],
    ARRAY[$old$
      t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_target[i], 'held', '0', 'expires_at', x_expires[i]);
$old$, $new$
      IF c_key[i] IS NOT NULL OR x_expires[i] IS NOT NULL THEN
        t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_target[i], 'held', '0', 'expires_at', x_expires[i]);
      END IF;
$new$],
    ARRAY[$old$
  o_entry_no := array_to_string(t_entry, ',');
$old$, $new$
  o_entry_no := array_to_string(t_entry, ',');
  o_held := array_to_string(x_amount, ',', '');
$new$]]
  LOOP
    IF position(v_change[1] IN v_text) = 0 THEN RAISE EXCEPTION 'ledger_submit is not what it was: %', v_change[1]; END IF;
    v_text := replace(v_text, v_change[1], v_change[2]);
  END LOOP;
  DROP FUNCTION ledger_submit;
  EXECUTE v_text;
END $$;

-- Holds of calls have no end of their own and need no place in the order of ends.
DROP INDEX ledger_hold_expiry;
CREATE INDEX ledger_hold_expiry ON ledger_hold (expires_at) WHERE ended_at IS NULL AND expires_at IS NOT NULL;

-- What is only kept and given back is kept as the text that it is. A sweep a minute reads through the calls that are up: an order
-- of their ends would have to be changed with every answer.
ALTER TABLE live_call ALTER selling TYPE json, ALTER wholesale TYPE json, ALTER answer TYPE json, ALTER sip TYPE json;
DROP INDEX live_call_expiry;

-- Notes that calls were answered, those that are up and had no answer, and tells of it. Ids in their order: rows are locked so.
CREATE FUNCTION call_answer(c_call uuid[], c_answered timestamptz[], c_event uuid[], p_now timestamptz, p_grace integer)
RETURNS TABLE (call_id uuid, funded_seconds integer, hang_up boolean) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
DECLARE
  -- Found one by one by their ids, changed by their places: no statistic of an empty table makes a plan that reads all.
  v_rows tid[];
BEGIN
  SELECT array_agg(c.ctid) INTO v_rows FROM generate_series(1, cardinality(c_call)) g(i)
  CROSS JOIN LATERAL (SELECT l.ctid FROM live_call l WHERE l.call_id = c_call[g.i] AND l.answered_at IS NULL OFFSET 0 FOR NO KEY UPDATE) c;
  RETURN QUERY
  WITH noted AS (
    UPDATE live_call l SET answered_at = c_answered[array_position(c_call, l.call_id)],
      funded_until = p_now + l.funded_seconds * interval '1 second',
      expires_at = p_now + (l.funded_seconds + p_grace) * interval '1 second'
    WHERE l.ctid = ANY (v_rows)
    RETURNING l.partner_id, l.call_id, l.customer_id, l.answered_at, l.funded_seconds, l.hang_up_requested_at
  ), told AS (
    INSERT INTO outbox (id, partner_id, topic, payload, created_at)
    SELECT c_event[array_position(c_call, n.call_id)], n.partner_id, 'call.answered',
      jsonb_object(ARRAY['call_id', n.call_id::text, 'customer_id', n.customer_id::text, 'answered_at',
        to_char(n.answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')]), p_now
    FROM noted n
  )
  SELECT n.call_id, n.funded_seconds, n.hang_up_requested_at IS NOT NULL FROM noted n;
END $$;

-- Makes the rows of calls that begin.
CREATE FUNCTION call_begin(
  c_partner uuid[], c_call uuid[], c_customer uuid[], c_trunk uuid[], c_credential uuid[], c_direction text[], c_node text[],
  c_from text[], c_to text[], c_class text[], c_emergency boolean[], c_authorised timestamptz[], c_currency text[],
  c_wallet uuid[], c_hold uuid[], c_held bigint[], c_loss_hold uuid[], c_loss_held bigint[], c_funded integer[],
  c_slice integer[], c_most integer[], c_cap bigint[], c_bound text[], c_funded_until timestamptz[], c_expires timestamptz[],
  c_selling text[], c_wholesale text[], c_answer text[], c_sip text[]
) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET jit = off AS $$
BEGIN
  INSERT INTO live_call (partner_id, call_id, customer_id, trunk_id, credential_id, direction, edge_node, from_number,
    to_number, destination_class, emergency, authorised_at, currency, wallet_account_id, hold_id, held, loss_hold_id,
    loss_held, funded_seconds, slice_seconds, max_seconds, spend_cap, bound_by, funded_until, expires_at, selling, wholesale,
    answer, sip)
  SELECT c_partner[g.i], c_call[g.i], c_customer[g.i], c_trunk[g.i], c_credential[g.i], c_direction[g.i], c_node[g.i],
    c_from[g.i], c_to[g.i], c_class[g.i], c_emergency[g.i], c_authorised[g.i], c_currency[g.i], c_wallet[g.i], c_hold[g.i],
    c_held[g.i], c_loss_hold[g.i], c_loss_held[g.i], c_funded[g.i], c_slice[g.i], c_most[g.i], c_cap[g.i], c_bound[g.i],
    c_funded_until[g.i], c_expires[g.i], c_selling[g.i]::json, c_wholesale[g.i]::json, c_answer[g.i]::json, c_sip[g.i]::json
  FROM generate_series(1, cardinality(c_call)) g(i);
END $$;

-- Takes calls out of those that are up: `now`, or when their time is over (`due`; `silent`: without the grace, their edge is gone).
CREATE FUNCTION call_take(c_call uuid[], c_when text[], p_at timestamptz) RETURNS SETOF live_call LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
DECLARE
  v_rows tid[];
BEGIN
  SELECT array_agg(c.ctid) INTO v_rows FROM generate_series(1, cardinality(c_call)) g(i)
  CROSS JOIN LATERAL (SELECT l.ctid FROM live_call l
    WHERE l.call_id = c_call[g.i]
      AND (c_when[g.i] = 'now' OR l.expires_at <= p_at OR (c_when[g.i] = 'silent' AND l.funded_until <= p_at))
    OFFSET 0 FOR UPDATE) c;
  RETURN QUERY DELETE FROM live_call l WHERE l.ctid = ANY (v_rows) RETURNING l.*;
END $$;

-- Notes that calls are over. What is noted already stays, but for a call that nobody had asked about.
CREATE FUNCTION call_note_ended(c_call uuid[], c_partner uuid[], c_ended timestamptz[], c_refusal text[], c_swept jsonb[])
RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET jit = off AS $$
BEGIN
  INSERT INTO ended_call AS e (call_id, partner_id, ended_at, refusal, swept)
  SELECT c_call[g.i], c_partner[g.i], c_ended[g.i], c_refusal[g.i], c_swept[g.i]
  FROM generate_series(1, cardinality(c_call)) g(i)
  ON CONFLICT (call_id) DO UPDATE SET partner_id = excluded.partner_id, refusal = excluded.refusal, swept = excluded.swept
    WHERE e.partner_id IS NULL;
END $$;

-- Adds to counters, in the order in which they are given: everybody's by (partner, owner). MERGE goes through its source first,
-- whatever the planner thinks of the counters.
DROP FUNCTION call_count(jsonb, timestamptz);
CREATE FUNCTION call_count(
  c_partner uuid[], c_owner uuid[], c_live integer[], c_begun integer[], c_spent bigint[], c_held bigint[], p_at timestamptz
) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
DECLARE
  v_second timestamptz := date_trunc('second', p_at);
BEGIN
  MERGE INTO call_counter c
  USING (
    SELECT c_partner[g.i] AS partner_id, c_owner[g.i] AS owner_id, c_live[g.i] AS live, c_begun[g.i] AS begun,
      c_spent[g.i] AS spent, c_held[g.i] AS held,
      -- Today in the customer's time zone.
      CASE WHEN c_spent[g.i] <> 0 THEN (SELECT (p_at AT TIME ZONE u.timezone)::date FROM customer u
        WHERE u.partner_id = c_partner[g.i] AND u.customer_id = c_owner[g.i]) END AS day
    FROM generate_series(1, cardinality(c_owner)) g(i) OFFSET 0
  ) d ON c.partner_id = d.partner_id AND c.owner_id = d.owner_id
  WHEN MATCHED THEN UPDATE SET
    live = c.live + d.live,
    second_at = CASE WHEN d.begun > 0 THEN v_second ELSE c.second_at END,
    in_second = CASE WHEN d.begun = 0 THEN c.in_second WHEN c.second_at = v_second THEN c.in_second + d.begun ELSE d.begun END,
    spend_day = coalesce(d.day, c.spend_day),
    spent = CASE WHEN d.day IS NULL THEN c.spent WHEN c.spend_day = d.day THEN c.spent + d.spent ELSE d.spent END,
    held = c.held + d.held
  WHEN NOT MATCHED THEN INSERT (partner_id, owner_id, live, second_at, in_second, spend_day, spent, held)
    VALUES (d.partner_id, d.owner_id, d.live, v_second, d.begun, coalesce(d.day, '-infinity'), d.spent, d.held);
END $$;

-- What calls add to the sums, or take away from them; those that add to the same rows are summed up, before anything is sorted by all
-- that names a row.
DROP FUNCTION cdr_measures(cdr[], cdr[]);
CREATE FUNCTION cdr_measures(added cdr[], removed cdr[]) RETURNS TABLE (
  partner_id uuid, customer_id uuid, bucket timestamptz, day date, call_direction text, context text, cause_class text,
  currency text, prefix text, trunk text, own_number text, attempts bigint, answered bigint, duration_seconds bigint,
  talk_seconds bigint, billed_seconds bigint, cost bigint, wholesale_cost bigint, margin bigint, pdd_ms bigint,
  pdd_count bigint, mos bigint, mos_count bigint
) LANGUAGE sql STABLE AS $$
  SELECT c.partner_id, c.customer_id, cdr_bucket(c.id), (cdr_time(c.id) AT TIME ZONE 'UTC')::date, c.call_direction, c.context,
    c.cause_class, c.currency,
    CASE c.call_direction WHEN 'outbound' THEN coalesce(c.wholesale_prefix, c.selling_prefix, '') END, c.trunk_id::text,
    nullif(CASE c.call_direction WHEN 'outbound' THEN c.caller_id_number ELSE c.destination_number END, ''),
    sum(c.sign), sum(CASE WHEN c.cause_class = 'answered' THEN c.sign ELSE 0 END),
    sum(c.sign * c.duration), sum(c.sign * c.billsec), sum(c.sign * c.selling_billed_seconds),
    sum(c.sign * (c.cost + c.streaming_cost))::bigint, sum(c.sign * c.wholesale_cost)::bigint, sum(c.sign * c.margin)::bigint,
    sum(c.sign * coalesce(c.pdd_ms, 0)), sum(CASE WHEN c.pdd_ms IS NULL THEN 0 ELSE c.sign END),
    sum(c.sign * coalesce(c.mos_hundredths, 0)), sum(CASE WHEN c.mos_hundredths IS NULL THEN 0 ELSE c.sign END)
  FROM (SELECT 1 AS sign, a.* FROM unnest(added) a UNION ALL SELECT -1, r.* FROM unnest(removed) r) c
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
$$;

-- Records finished calls, an array a column, and adds them to the rollups; part of the caller's transaction, its last statement
-- before COMMIT, once. A call that is recorded already stays as it is. Gives the ids of the new ones.
DROP FUNCTION cdr_record(jsonb);
CREATE FUNCTION cdr_record(
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
  updated_at timestamptz[]
) RETURNS SETOF uuid LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
  v_partners uuid[] := partner_id;
  recorded cdr[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(cdr_lock_key(p.one)) FROM (
    SELECT DISTINCT one FROM unnest(v_partners) one ORDER BY 1) p;
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
  IF recorded IS NULL THEN RETURN; END IF;
  PERFORM cdr_roll(recorded, '{}');
  RETURN QUERY SELECT r.id FROM unnest(recorded) r;
END $$;

-- Most edges give no disposition.
DROP INDEX cdr_disposition;
CREATE INDEX cdr_disposition ON cdr (partner_id, hangup_disposition, id) WHERE hangup_disposition IS NOT NULL;

-- What a tier says of calls of which nothing says more; 64-bit numbers travel as texts.
DROP FUNCTION call_facts(text[], uuid[], uuid[], uuid[], text[], text[], timestamptz);
DROP FUNCTION call_terms(text, uuid, uuid, uuid, integer, text, text, text, timestamptz);
CREATE FUNCTION call_tier_json(p_owner uuid, p_tier uuid, p_deck_version integer) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('tier_id', t.id, 'deck_version', p_deck_version, 'rate', t.rate_per_minute::text,
    'initial', t.initial_increment_seconds, 'next', t.billing_increment_seconds, 'minimum', t.minimum_duration_seconds,
    'not_connected_fee', CASE WHEN t.charge_non_connected_calls THEN t.non_connected_call_fee ELSE 0 END::text)
  FROM pricing_tier t WHERE t.partner_id = p_owner AND t.id = p_tier
$$;
CREATE FUNCTION call_counter_json(c call_counter, p_at timestamptz, p_day date) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('live', c.live,
    'in_second', CASE WHEN c.second_at = date_trunc('second', p_at) THEN c.in_second ELSE 0 END,
    'spent', CASE WHEN c.spend_day = p_day THEN c.spent ELSE 0 END::text, 'held', c.held::text)
$$;

-- Everything that decides a group of calls, read under the locks of their counters. `a_*`: who calls, each once (partner, customer,
-- trunk); `c_account`: the place there of an outbound call's; an inbound one belongs to whoever has the number and is added. Rows
-- of kind `partner`, `prices` (of a tier), `account` and `call`, each with what is said once for many; a call names its account by
-- place, which names its prices. What is decided of it, and why, stands in decide.ts.
CREATE FUNCTION call_facts(
  a_partner uuid[], a_customer uuid[], a_trunk uuid[], c_call uuid[], c_direction text[], c_account integer[], c_digits text[],
  c_caller text[], p_at timestamptz
) RETURNS TABLE (
  kind text, place integer, facts json, account integer, known boolean, number_status text, number_blocked boolean,
  number_kyc text, cli_kyc text, cli_approved boolean, emergency boolean, class text,
  selling_prefix text, selling_rate bigint, selling_connect_fee bigint, selling_initial integer, selling_next integer,
  wholesale_prefix text, wholesale_rate bigint, wholesale_connect_fee bigint, wholesale_initial integer, wholesale_next integer
) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
DECLARE
  n integer := cardinality(c_call);
  v_number_status text[] := array_fill(NULL::text, ARRAY[n]);
  v_number_blocked boolean[] := array_fill(NULL::boolean, ARRAY[n]);
  v_partners uuid[];
  v_owners uuid[];
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

  SELECT array_agg(o.partner_id), array_agg(o.owner_id) INTO v_partners, v_owners FROM (
    SELECT a_partner[g.k] AS partner_id, x.owner_id FROM generate_series(1, cardinality(a_partner)) g(k)
    CROSS JOIN LATERAL (VALUES (a_partner[g.k]), (a_customer[g.k]), (a_trunk[g.k])) AS x(owner_id)
    WHERE x.owner_id IS NOT NULL
      AND EXISTS (SELECT FROM customer c WHERE c.partner_id = a_partner[g.k] AND c.customer_id = a_customer[g.k] OFFSET 0)
  ) o;
  IF v_owners IS NOT NULL THEN PERFORM call_lock_counters(v_partners, v_owners); END IF;

  -- From here on every statement sees what committed before our locks.
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
  END LOOP;

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

  FOR r IN SELECT g.k, json_build_object('partner_id', c.partner_id, 'customer_id', c.customer_id, 'prices', v_prices[g.k],
    'status', c.status, 'kyc_status', c.kyc_status, 'country', c.country, 'currency', c.currency, 'day', c.today,
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
    SELECT x.partner_id, x.customer_id, x.status, x.kyc_status, x.country, x.currency, x.wallet_account_id,
      x.concurrent_calls_limit, x.cps_limit, (p_at AT TIME ZONE x.timezone)::date AS today
    FROM customer x WHERE x.partner_id = a_partner[g.k] AND x.customer_id = a_customer[g.k] OFFSET 0
  ) c
  LOOP
    kind := 'account';
    place := r.k;
    facts := r.facts;
    RETURN NEXT;
  END LOOP;

  RETURN QUERY
  SELECT 'call', k.i, NULL::json, k.account,
    EXISTS (SELECT FROM live_call l WHERE l.call_id = c_call[k.i] OFFSET 0)
      OR EXISTS (SELECT FROM ended_call e WHERE e.call_id = c_call[k.i] OFFSET 0),
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
