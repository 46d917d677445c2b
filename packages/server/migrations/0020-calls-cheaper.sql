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
