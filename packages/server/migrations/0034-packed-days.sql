-- What a closed UTC day came to is read over and over, by every chart and forecast. It is kept as few rows: sums of the whole day
-- for each direction and product and for all of them together, with what they were before each quarter of an hour in one value;
-- how many calls were up in each quarter; and what each customer spent. All of it is made when the day is closed, in place of the
-- row a quarter, direction and product that there was before. A call writes no more for it.
CREATE TABLE cdr_day_sum (
  partner_id       uuid NOT NULL,
  day              date NOT NULL,
  call_direction   text NOT NULL,   -- '': both
  context          text NOT NULL,   -- '': both
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
  marks            bytea NOT NULL,  -- these fourteen before the second quarter, before the third and so on: 95 × 14 int8
  PRIMARY KEY (partner_id, day, call_direction, context, currency)
);
-- Of a clock that is not UTC's one or two marks of each day are read: so that they come without the rest of the value.
ALTER TABLE cdr_day_sum ALTER COLUMN marks SET STORAGE EXTERNAL;

CREATE TABLE cdr_day_pack (
  partner_id uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('peaks', 'spent')),
  day        date NOT NULL,
  currency   text NOT NULL,         -- '' of peaks
  pack       bytea NOT NULL,        -- peaks: 96 × (int4 most at once, int8 call seconds); spent: a customer's (uuid, int8 cost) each
  PRIMARY KEY (partner_id, kind, day, currency)
);

-- Makes the sums of one day anew, where nobody can record.
CREATE FUNCTION cdr_add_day_sums(of_partner uuid, of_start timestamptz) RETURNS void LANGUAGE sql AS $$
  DELETE FROM cdr_day_sum WHERE partner_id = of_partner AND day = (of_start AT TIME ZONE 'UTC')::date;
  WITH quarters AS (
    SELECT bucket, call_direction, context, cause_class, currency, attempts, answered, duration_seconds, talk_seconds,
      billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count
    FROM cdr_rollup
    WHERE partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND bucket >= of_start AND bucket < of_start + interval '24 hours'),
  -- Quarters without calls have their marks, too.
  every AS (
    SELECT * FROM quarters
    UNION ALL
    SELECT q.bucket, k.call_direction, k.context, '', k.currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM (SELECT DISTINCT call_direction, context, currency FROM quarters) k
    CROSS JOIN generate_series(of_start, of_start + interval '23 hours 45 minutes', interval '15 minutes') AS q(bucket)),
  whole AS (
    SELECT bucket, coalesce(call_direction, '') AS call_direction, coalesce(context, '') AS context, currency,
      sum(attempts) AS attempts, coalesce(sum(attempts) FILTER (WHERE cause_class = 'refused'), 0) AS refused,
      sum(answered) AS answered, coalesce(sum(attempts) FILTER (
        WHERE cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected')), 0) AS reached,
      sum(duration_seconds) AS duration_seconds, sum(talk_seconds) AS talk_seconds, sum(billed_seconds) AS billed_seconds,
      sum(cost) AS cost, sum(wholesale_cost) AS wholesale_cost, sum(margin) AS margin, sum(pdd_ms_sum) AS pdd_ms_sum,
      sum(pdd_count) AS pdd_count, sum(mos_hundredths_sum) AS mos_hundredths_sum, sum(mos_count) AS mos_count
    FROM every
    GROUP BY GROUPING SETS ((bucket, call_direction, context, currency), (bucket, currency))),
  upto AS (
    SELECT bucket, call_direction, context, currency,
      (sum(attempts) OVER up)::bigint AS attempts,
      (sum(refused) OVER up)::bigint AS refused,
      (sum(answered) OVER up)::bigint AS answered,
      (sum(reached) OVER up)::bigint AS reached,
      (sum(duration_seconds) OVER up)::bigint AS duration_seconds,
      (sum(talk_seconds) OVER up)::bigint AS talk_seconds,
      (sum(billed_seconds) OVER up)::bigint AS billed_seconds,
      (sum(cost) OVER up)::bigint AS cost,
      (sum(wholesale_cost) OVER up)::bigint AS wholesale_cost,
      (sum(margin) OVER up)::bigint AS margin,
      (sum(pdd_ms_sum) OVER up)::bigint AS pdd_ms_sum,
      (sum(pdd_count) OVER up)::bigint AS pdd_count,
      (sum(mos_hundredths_sum) OVER up)::bigint AS mos_hundredths_sum,
      (sum(mos_count) OVER up)::bigint AS mos_count
    FROM whole WINDOW up AS (PARTITION BY call_direction, context, currency ORDER BY bucket)),
  marked AS (
    SELECT *, string_agg(int8send(attempts) || int8send(refused) || int8send(answered) || int8send(reached) || int8send(duration_seconds) ||
        int8send(talk_seconds) || int8send(billed_seconds) || int8send(cost) || int8send(wholesale_cost) || int8send(margin) ||
        int8send(pdd_ms_sum) || int8send(pdd_count) || int8send(mos_hundredths_sum) || int8send(mos_count), ''::bytea)
        OVER (PARTITION BY call_direction, context, currency ORDER BY bucket ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS marks
    FROM upto)
  -- The last quarter ends with the day: its row has all that was before it, and the day's sums.
  INSERT INTO cdr_day_sum
  SELECT of_partner, (of_start AT TIME ZONE 'UTC')::date, call_direction, context, currency, attempts, refused, answered, reached,
    duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count, mos_hundredths_sum,
    mos_count, marks
  FROM marked WHERE bucket = of_start + interval '23 hours 45 minutes'
$$;

-- The same of what customers spent and of how many calls were up.
CREATE FUNCTION cdr_add_day_packs(of_partner uuid, of_start timestamptz) RETURNS void LANGUAGE sql AS $$
  DELETE FROM cdr_day_pack WHERE partner_id = of_partner AND kind = ANY ('{peaks,spent}')
    AND day = (of_start AT TIME ZONE 'UTC')::date;
  INSERT INTO cdr_day_pack
  SELECT of_partner, 'spent', (of_start AT TIME ZONE 'UTC')::date, currency,
    string_agg(uuid_send(customer_id) || int8send(cost), ''::bytea ORDER BY customer_id)
  FROM (
    SELECT currency, customer_id, sum(cost)::bigint AS cost FROM cdr_period_sum
    WHERE partner_id = of_partner AND dimension = 'customer' AND grain = 'day' AND starts = of_start GROUP BY 1, 2) s
  GROUP BY currency;
  INSERT INTO cdr_day_pack
  SELECT of_partner, 'peaks', (of_start AT TIME ZONE 'UTC')::date, '',
    string_agg(int4send(coalesce(c.peak, 0)) || int8send(coalesce(c.call_seconds, 0)), ''::bytea ORDER BY q.bucket)
  FROM generate_series(of_start, of_start + interval '23 hours 45 minutes', interval '15 minutes') AS q(bucket)
  LEFT JOIN cdr_concurrency c ON c.partner_id = of_partner AND c.bucket = q.bucket
  HAVING count(c.bucket) > 0
$$;

-- Called with the day's sums checked and the partner's lock held.
CREATE OR REPLACE FUNCTION cdr_add_day_quarters(of_partner uuid, of_start timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- A day that comes from its hours has no quarters yet of hours in which no call began: there may have been some that went on.
  IF of_start >= coalesce((SELECT cdr_kept_since()), '-infinity') AND EXISTS (
    SELECT hour FROM generate_series(of_start, of_start + interval '23 hours', interval '1 hour') AS h(hour)
    EXCEPT SELECT starts FROM cdr_busy_periods(of_partner, 'hour', of_start, of_start + interval '24 hours') AS b(starts))
  THEN
    DELETE FROM cdr_concurrency WHERE partner_id = of_partner AND bucket >= of_start AND bucket < of_start + interval '24 hours'
      AND cdr_period_start('hour', bucket) NOT IN (
        SELECT starts FROM cdr_busy_periods(of_partner, 'hour', of_start, of_start + interval '24 hours') AS b(starts));
    INSERT INTO cdr_concurrency SELECT of_partner, bucket, peak, call_seconds
    FROM cdr_concurrent(of_partner, NULL, of_start, of_start + interval '24 hours') ON CONFLICT DO NOTHING;
  END IF;
  PERFORM cdr_add_day_sums(of_partner, of_start);
  PERFORM cdr_add_day_packs(of_partner, of_start);
END $$;

DROP TABLE cdr_day_quarter;
SELECT cdr_add_day_sums(partner_id, starts), cdr_add_day_packs(partner_id, starts) FROM cdr_period WHERE grain = 'day';
