-- An EXISTS that the planner may answer from a table it has read whole is answered from that: before each group of calls all
-- approved numbers of all partners, and all emergency numbers, were read. With OFFSET 0 each is looked up by its key.
DO $$
DECLARE
  v_text text;
  v_change text[];
BEGIN
  SELECT pg_get_functiondef('call_terms'::regproc) INTO STRICT v_text;
  FOREACH v_change SLICE 1 IN ARRAY ARRAY[
    ARRAY['c.e164 = c_caller[k.i])', 'c.e164 = c_caller[k.i] OFFSET 0)'],
    ARRAY['e.number = c_digits[k.i])', 'e.number = c_digits[k.i] OFFSET 0)']]
  LOOP
    IF length(v_text) - length(replace(v_text, v_change[1], '')) <> length(v_change[1]) THEN
      RAISE EXCEPTION 'call_terms is not what it was: %', v_change[1];
    END IF;
    v_text := replace(v_text, v_change[1], v_change[2]);
  END LOOP;
  EXECUTE v_text;
END $$;
