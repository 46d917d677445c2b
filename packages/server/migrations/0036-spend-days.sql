-- What is spent counts on the newest day there is: a day that is over, told of late, takes nothing away from the next, and a clock or a
-- time zone that goes back does not begin it anew.
CREATE OR REPLACE FUNCTION call_count(
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
    spend_day = greatest(d.day, c.spend_day),
    spent = CASE WHEN d.day IS NULL THEN c.spent WHEN d.day > c.spend_day THEN greatest(d.spent, 0)
      WHEN d.day = c.spend_day OR d.spent > 0 THEN greatest(c.spent + d.spent, 0) ELSE c.spent END,
    held = c.held + d.held
  WHEN NOT MATCHED THEN INSERT (partner_id, owner_id, live, second_at, in_second, spend_day, spent, held)
    VALUES (d.partner_id, d.owner_id, d.live, v_second, d.begun, coalesce(d.day, '-infinity'), greatest(d.spent, 0), d.held);
END $$;

CREATE OR REPLACE FUNCTION call_counter_json(c call_counter, p_at timestamptz, p_day date) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object('live', c.live,
    'in_second', CASE WHEN c.second_at = date_trunc('second', p_at) THEN c.in_second ELSE 0 END,
    'spent', CASE WHEN c.spend_day >= p_day THEN c.spent ELSE 0 END::text, 'held', c.held::text)
$$;
