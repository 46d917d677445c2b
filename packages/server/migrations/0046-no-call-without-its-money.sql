-- A call's row says which holds it stands on. They are looked for when it is made: money can be held and the call begun in one
-- message with COMMIT, and where the ledger refused a hold nothing of it happens.
CREATE FUNCTION call_require_holds(c_partner uuid[], c_hold uuid[], c_held bigint[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
BEGIN
  -- By their keys alone: with another condition beside them the planner might go through all that a partner holds.
  IF EXISTS (
    SELECT FROM generate_series(1, cardinality(c_hold)) g(i) WHERE c_hold[g.i] IS NOT NULL AND (
      SELECT h.amount = c_held[g.i] AND h.ended_at IS NULL FROM ledger_hold h
      WHERE h.partner_id = c_partner[g.i] AND h.id = c_hold[g.i]) IS NOT TRUE
  ) THEN
    RAISE EXCEPTION 'the money of a call is not held' USING ERRCODE = 'PT001';
  END IF;
END $$;

DO $$
DECLARE
  v_text text;
BEGIN
  SELECT pg_get_functiondef('call_begin'::regproc) INTO STRICT v_text;
  IF strpos(v_text, 'BEGIN
  INSERT INTO live_call') = 0 THEN RAISE EXCEPTION 'call_begin is not what it was'; END IF;
  EXECUTE replace(v_text, 'BEGIN
  INSERT INTO live_call', 'BEGIN
  PERFORM call_require_holds(c_partner || c_partner, c_hold || c_loss_hold, c_held || c_loss_held);
  INSERT INTO live_call');
END $$;
