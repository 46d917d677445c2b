-- Days of a clock that is not UTC's begin in the midst of a UTC day. What a whole partner's calls came to from the beginning of a
-- closed UTC day up to each quarter of it: what lies between two quarters is the difference of two rows, however long it is.
CREATE TABLE cdr_day_quarter (
  partner_id       uuid NOT NULL,
  bucket           timestamptz NOT NULL,   -- sums of its day before this instant
  call_direction   text NOT NULL,
  context          text NOT NULL,
  currency         text NOT NULL,
  attempts         bigint NOT NULL,
  refused          bigint NOT NULL,
  answered         bigint NOT NULL,
  reached          bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds     bigint NOT NULL,
  billed_seconds   bigint NOT NULL,
  cost             bigint NOT NULL,
  wholesale_cost   bigint NOT NULL,
  margin           bigint NOT NULL,
  pdd_ms_sum       bigint NOT NULL,
  pdd_count        bigint NOT NULL,
  mos_hundredths_sum bigint NOT NULL,
  mos_count        bigint NOT NULL,
  PRIMARY KEY (partner_id, bucket, call_direction, context, currency)
);

-- Makes them of one day anew.
CREATE FUNCTION cdr_add_day_quarters(of_partner uuid, of_start timestamptz) RETURNS void LANGUAGE sql AS $$
  DELETE FROM cdr_day_quarter
  WHERE partner_id = of_partner AND bucket > of_start AND bucket < of_start + interval '24 hours';
  WITH whole AS (
    SELECT bucket, call_direction, context, currency, sum(attempts) AS attempts,
      sum(attempts) FILTER (WHERE cause_class = 'refused') AS refused, sum(answered) AS answered,
      sum(attempts) FILTER (WHERE cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected')) AS reached,
      sum(duration_seconds) AS duration_seconds, sum(talk_seconds) AS talk_seconds, sum(billed_seconds) AS billed_seconds,
      sum(cost) AS cost, sum(wholesale_cost) AS wholesale_cost, sum(margin) AS margin, sum(pdd_ms_sum) AS pdd_ms_sum,
      sum(pdd_count) AS pdd_count, sum(mos_hundredths_sum) AS mos_hundredths_sum, sum(mos_count) AS mos_count
    FROM cdr_rollup
    WHERE partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND bucket >= of_start AND bucket < of_start + interval '24 hours'
    GROUP BY bucket, call_direction, context, currency),
  places AS (
    SELECT q.bucket, k.call_direction, k.context, k.currency
    FROM (SELECT DISTINCT call_direction, context, currency FROM whole) k
    CROSS JOIN generate_series(of_start, of_start + interval '23 hours 45 minutes', interval '15 minutes') AS q(bucket))
  INSERT INTO cdr_day_quarter
  SELECT of_partner, bucket + interval '15 minutes', call_direction, context, currency,
    coalesce(sum(attempts) OVER up, 0), coalesce(sum(refused) OVER up, 0), coalesce(sum(answered) OVER up, 0),
    coalesce(sum(reached) OVER up, 0), coalesce(sum(duration_seconds) OVER up, 0), coalesce(sum(talk_seconds) OVER up, 0),
    coalesce(sum(billed_seconds) OVER up, 0), coalesce(sum(cost) OVER up, 0), coalesce(sum(wholesale_cost) OVER up, 0),
    coalesce(sum(margin) OVER up, 0), coalesce(sum(pdd_ms_sum) OVER up, 0), coalesce(sum(pdd_count) OVER up, 0),
    coalesce(sum(mos_hundredths_sum) OVER up, 0), coalesce(sum(mos_count) OVER up, 0)
  FROM places LEFT JOIN whole USING (bucket, call_direction, context, currency)
  -- The last quarter ends with the day, whose sums stand in cdr_rollup_day.
  WHERE bucket < of_start + interval '23 hours 45 minutes'
  WINDOW up AS (PARTITION BY call_direction, context, currency ORDER BY bucket)
$$;

-- As before; the quarters of a day are made where nobody can record.
CREATE OR REPLACE FUNCTION cdr_close_period(of_partner uuid, of_grain text, of_start timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM cdr_add_period_up(of_partner, of_grain, of_start);
  PERFORM pg_advisory_xact_lock(cdr_lock_key(of_partner));
  IF NOT cdr_period_agrees(of_partner, of_grain, of_start) THEN RETURN false; END IF;
  IF of_grain = 'day' THEN PERFORM cdr_add_day_quarters(of_partner, of_start); END IF;
  INSERT INTO cdr_period (partner_id, grain, starts) VALUES (of_partner, of_grain, of_start) ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

SELECT cdr_add_day_quarters(partner_id, starts) FROM cdr_period WHERE grain = 'day';
