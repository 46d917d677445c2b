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
