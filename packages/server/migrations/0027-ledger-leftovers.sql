-- What the ledger's function knows and nobody else: the time of posting, and the amount of what was asked for without one.
DO $$
DECLARE
  v_text text;
  v_change text[];
BEGIN
  SELECT pg_get_functiondef(p.oid) INTO STRICT v_text FROM pg_proc p
  WHERE p.proname = 'ledger_submit' AND p.pronamespace = current_schema()::regnamespace;
  FOREACH v_change SLICE 1 IN ARRAY ARRAY[
    -- Transfers are found by their key: the first one that is not before it, in the order of the key. A planner that knows nothing of the
    -- table takes one index that begins with the partner for as good as another, and would walk through all that a partner ever moved.
    ARRAY[$old$
      JOIN ledger_transfer t ON t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_id[g.i]
      WHERE t_state[g.i] = 0
$old$, $new$
      CROSS JOIN LATERAL (SELECT * FROM ledger_transfer x WHERE (x.partner_id, x.id) >= (p_partner[c_partner[g.i]], c_id[g.i])
        ORDER BY x.partner_id, x.id LIMIT 1) t
      WHERE t_state[g.i] = 0 AND t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_id[g.i]
$new$],
    ARRAY[$old$
      JOIN ledger_transfer t ON t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_target[g.i]
      WHERE c_kind[g.i] = 'reversal'
$old$, $new$
      CROSS JOIN LATERAL (SELECT * FROM ledger_transfer x WHERE (x.partner_id, x.id) >= (p_partner[c_partner[g.i]], c_target[g.i])
        ORDER BY x.partner_id, x.id LIMIT 1) t
      WHERE c_kind[g.i] = 'reversal' AND t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_target[g.i]
$new$],
    -- A transfer may have a last moment. It may have waited for its turn: what counts is when it is posted.
    ARRAY[$old$
  FOR i IN 1..n LOOP
    CONTINUE WHEN t_state[i] <> 0;
$old$, $new$
  -- One look for all of a group, since hardly any has one.
  IF array_remove(c_expires, NULL) <> '{}' THEN
    FOR i IN 1..n LOOP
      IF t_state[i] = 0 AND c_kind[i] = 'transfer' AND c_expires[i] <= h_posted[c_partner[i]] THEN
        t_state[i] := 3;
        t_result[i] := '{"outcome": "refused", "reason": "expired", "facts": {}}';
      END IF;
    END LOOP;
  END IF;

  FOR i IN 1..n LOOP
    CONTINUE WHEN t_state[i] <> 0;
$new$],
    -- A change of an audit entry that names an amount and leaves it open says what moved.
    ARRAY[$old$
    PERFORM audit_append(v_wanted,
$old$, $new$
    IF 'pull' = ANY (c_kind) OR 'reversal' = ANY (c_kind) THEN
      SELECT jsonb_agg(
        CASE WHEN t_state[e_command[x.k]] = 1 AND x.changes @> '[{"field": "amount", "to": null}]' THEN (
          SELECT jsonb_agg(CASE WHEN y.change @> '{"field": "amount", "to": null}' THEN y.change || jsonb_build_object('to',
            to_char(c_amount[e_command[x.k]]::numeric / 100000, 'FM99999999999990.00000') || ' ' || c_currency[e_command[x.k]])
            ELSE y.change END ORDER BY y.k)
          FROM jsonb_array_elements(x.changes) WITH ORDINALITY y(change, k)
        ) ELSE x.changes END ORDER BY x.k) INTO e_changes
      FROM jsonb_array_elements(e_changes) WITH ORDINALITY x(changes, k);
    END IF;
    PERFORM audit_append(v_wanted,
$new$]]
  LOOP
    -- The text ends where the line goes on.
    v_change := ARRAY[rtrim(v_change[1], E'\n'), rtrim(v_change[2], E'\n')];
    IF position(v_change[1] IN v_text) = 0 THEN RAISE EXCEPTION 'ledger_submit is not what it was: %', v_change[1]; END IF;
    v_text := replace(v_text, v_change[1], v_change[2]);
  END LOOP;
  EXECUTE v_text;
END $$;
