-- The ledger does for a group what its commands ask for, and nothing for what none of them does: each statement that finds nothing to do
-- costs as much to set up as one that does.
DO $$
DECLARE
  v_text text;
  v_change text[];
BEGIN
  SELECT pg_get_functiondef(p.oid) INTO STRICT v_text FROM pg_proc p
  WHERE p.proname = 'ledger_submit' AND p.pronamespace = current_schema()::regnamespace;
  FOREACH v_change SLICE 1 IN ARRAY ARRAY[
    ARRAY[$old$  v_plain boolean := $old$, $new$  v_keyed boolean := array_remove(c_key, NULL) <> '{}';
  v_plain boolean := $new$],
    ARRAY[$old$  FOR r IN
    SELECT g.i, k.input_hash,$old$, $new$  IF v_keyed THEN
  FOR r IN
    SELECT g.i, k.input_hash,$new$],
    ARRAY[$old$"reason": "key_reused", "facts": {}}' END;
  END LOOP;
$old$, $new$"reason": "key_reused", "facts": {}}' END;
  END LOOP;
  END IF;
$new$],
    ARRAY[$old$    FOR r IN
      SELECT g.i, t.reverses,$old$, $new$    IF 'reversal' = ANY (c_kind) THEN
    FOR r IN
      SELECT g.i, t.reverses,$new$],
    ARRAY[$old$      x_final[r.i] := r.reverses IS NOT NULL;
    END LOOP;
$old$, $new$      x_final[r.i] := r.reverses IS NOT NULL;
    END LOOP;
    END IF;
$new$],
    ARRAY[$old$  INSERT INTO ledger_transfer ($old$, $new$  IF 1 = ANY (t_state) THEN
  INSERT INTO ledger_transfer ($new$],
    ARRAY[$old$  WHERE h.partner_id = p_partner[g.k] AND h_entry[g.k] > h_before[g.k];
$old$, $new$  WHERE h.partner_id = p_partner[g.k] AND h_entry[g.k] > h_before[g.k];
  END IF;
$new$],
    ARRAY[$old$    INSERT INTO ledger_hold ($old$, $new$    IF 'hold' = ANY (c_kind) THEN
    INSERT INTO ledger_hold ($new$],
    ARRAY[$old$WHERE c_kind[g.i] = 'hold' AND t_state[g.i] = 2;
$old$, $new$WHERE c_kind[g.i] = 'hold' AND t_state[g.i] = 2;
    END IF;
$new$],
    ARRAY[$old$    UPDATE ledger_hold h$old$, $new$    IF c_kind && '{extend,settle,release,expire}' THEN
    UPDATE ledger_hold h$new$],
    ARRAY[$old$h.partner_id = p_partner[c_partner[g.i]] AND h.id = c_target[g.i];
$old$, $new$h.partner_id = p_partner[c_partner[g.i]] AND h.id = c_target[g.i];
    END IF;
$new$],
    ARRAY[$old$  BEGIN
    INSERT INTO idempotency_record ($old$, $new$  IF v_keyed THEN
  BEGIN
    INSERT INTO idempotency_record ($new$],
    ARRAY[$old$USING ERRCODE = 'serialization_failure';
  END;
$old$, $new$USING ERRCODE = 'serialization_failure';
  END;
  END IF;
$new$],
    ARRAY[$old$  INSERT INTO outbox ($old$, $new$  IF 1 = ANY (t_state) THEN
  INSERT INTO outbox ($new$],
    ARRAY[$old$  FROM generate_series(1, n) g(i) WHERE t_state[g.i] = 1;

  IF cardinality(e_id) > 0 THEN$old$, $new$  FROM generate_series(1, n) g(i) WHERE t_state[g.i] = 1;
  END IF;

  IF cardinality(e_id) > 0 THEN$new$]]
  LOOP
    IF length(v_text) - length(replace(v_text, v_change[1], '')) <> length(v_change[1]) THEN
      RAISE EXCEPTION 'ledger_submit is not what it was: %', v_change[1];
    END IF;
    v_text := replace(v_text, v_change[1], v_change[2]);
  END LOOP;
  EXECUTE v_text;
END $$;
