-- Traffic of hours, days and months that are over, added up by customer, destination, trunk and number of a whole partner, so
-- that a year is read as twelve rows of each and not as its days. Made from the calls by a job when the period is over, and
-- only then believed: cdr_period says of which periods. What is not over yet is read from the calls.

-- One call as the dashboards see it.
CREATE VIEW cdr_traffic AS
SELECT partner_id, id, customer_id, call_direction, currency,
  CASE call_direction WHEN 'outbound' THEN coalesce(wholesale_prefix, selling_prefix, '') ELSE '' END AS destination,
  trunk_id::text AS trunk,
  nullif(CASE call_direction WHEN 'outbound' THEN caller_id_number ELSE destination_number END, '') AS own_number,
  -- Of a call that we refused the reason says more than the cause that the other side was told.
  coalesce(CASE cause_class WHEN 'refused' THEN failure_code ELSE hangup_cause END, '') AS cause,
  (cause_class = 'refused')::int AS refused,
  (cause_class = 'answered')::int AS answered,
  -- What reached the other side, whatever it did about it: the numerator of NER (ITU-T E.425).
  (cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected'))::int AS reached,
  (cause_class = 'answered' AND billsec <= 6)::int AS short_calls,
  duration AS duration_seconds, billsec AS talk_seconds, selling_billed_seconds AS billed_seconds,
  cost + streaming_cost AS cost, wholesale_cost, margin,
  coalesce(pdd_ms, 0) AS pdd_ms, (pdd_ms IS NOT NULL)::int AS pdd_count,
  coalesce(mos_hundredths, 0) AS mos, (mos_hundredths IS NOT NULL)::int AS mos_count
FROM cdr;

CREATE TABLE cdr_period_sum (
  partner_id       uuid NOT NULL,
  dimension        text NOT NULL CHECK (dimension IN ('customer', 'destination', 'trunk', 'number')),
  grain            text NOT NULL CHECK (grain IN ('hour', 'day', 'month')),  -- UTC
  starts           timestamptz NOT NULL,
  customer_id      uuid NOT NULL,          -- of destinations all zeros: they are the whole partner's
  key              text NOT NULL,          -- '' of customers, the dialled prefix ('' inbound), trunk id, own number
  cause            text NOT NULL,          -- of destinations; else ''
  call_direction   text NOT NULL,
  currency         text NOT NULL,
  attempts         bigint NOT NULL,
  refused          bigint NOT NULL,
  answered         bigint NOT NULL,
  reached          bigint NOT NULL,
  short_calls      bigint NOT NULL,
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
  PRIMARY KEY (partner_id, dimension, grain, starts, customer_id, key, cause, call_direction, currency)
);

-- The periods whose sums hold.
CREATE TABLE cdr_period (
  partner_id uuid NOT NULL,
  grain      text NOT NULL CHECK (grain IN ('hour', 'day', 'month')),
  starts     timestamptz NOT NULL,
  PRIMARY KEY (partner_id, grain, starts)
);

-- How many calls of a partner were up, by quarters of an hour; made with the periods.
CREATE TABLE cdr_concurrency (
  partner_id uuid NOT NULL,
  bucket     timestamptz NOT NULL,
  peak       integer NOT NULL,
  call_seconds bigint NOT NULL,            -- of all calls within the bucket: their mean is this by 900
  PRIMARY KEY (partner_id, bucket)
);

CREATE FUNCTION cdr_period_start(grain text, at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT date_trunc(grain, at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
$$;

CREATE FUNCTION cdr_period_end(grain text, starts timestamptz) RETURNS timestamptz LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT (starts AT TIME ZONE 'UTC' + ('1 ' || grain)::interval) AT TIME ZONE 'UTC'
$$;

-- Whoever adds to a period that was over, or takes from it, makes it be added up anew; so are the hours through which a call
-- was up.
CREATE FUNCTION cdr_reopen_periods(added cdr[], removed cdr[]) RETURNS void LANGUAGE sql AS $$
  WITH touched AS (
    SELECT DISTINCT c.partner_id, h.hour FROM unnest(added || removed) c CROSS JOIN LATERAL generate_series(
      cdr_period_start('hour', cdr_time(c.id)), least(c.end_time, cdr_time(c.id) + interval '13 hours'), '1 hour') AS h(hour))
  DELETE FROM cdr_period p USING (
    SELECT DISTINCT t.partner_id, g.grain, cdr_period_start(g.grain, t.hour) AS starts
    FROM touched t, (VALUES ('hour'), ('day'), ('month')) AS g(grain)) k
  WHERE p.partner_id = k.partner_id AND p.grain = k.grain AND p.starts = k.starts
$$;

-- Periods of a partner that have calls.
CREATE FUNCTION cdr_busy_periods(of_partner uuid, of_grain text, low timestamptz, high timestamptz) RETURNS SETOF timestamptz
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT cdr_period_start('hour', bucket) FROM cdr_rollup
  WHERE of_grain = 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
    AND bucket >= low AND bucket < high AND attempts <> 0
  UNION ALL
  SELECT DISTINCT cdr_period_start(of_grain, day::timestamp AT TIME ZONE 'UTC') FROM cdr_rollup_day
  WHERE of_grain <> 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
    AND dimension = 'total' AND day >= (low AT TIME ZONE 'UTC')::date AND day < (high AT TIME ZONE 'UTC')::date AND attempts <> 0
$$;

-- How many calls were up, from the calls: of those that began in a stretch or in the half day before it, the longest a call may be.
-- Of one customer, or of the whole partner where that is null.
CREATE FUNCTION cdr_concurrent(of_partner uuid, of_customer uuid, low timestamptz, high timestamptz)
RETURNS TABLE (bucket timestamptz, peak integer, call_seconds bigint) LANGUAGE sql STABLE AS $$
  WITH up AS (
    SELECT greatest(cdr_time(c.id), low) AS began, least(c.end_time, high) AS ended
    FROM cdr c
    WHERE c.partner_id = of_partner AND c.id >= cdr_first_id(low - interval '13 hours') AND c.id < cdr_first_id(high)
      AND (of_customer IS NULL OR c.customer_id = of_customer) AND c.end_time > low AND NOT c.refused),
  pieces AS (
    SELECT q.bucket, greatest(began, q.bucket) AS began, least(ended, q.bucket + interval '15 minutes') AS ended
    FROM up CROSS JOIN LATERAL generate_series(
      date_bin('15 minutes', up.began, 'epoch'::timestamptz), up.ended - interval '1 microsecond', '15 minutes') AS q(bucket)
    WHERE up.ended > up.began),
  steps AS (
    SELECT pieces.bucket, at, step FROM pieces CROSS JOIN LATERAL (VALUES (began, 1), (ended, -1)) AS s(at, step)),
  -- A call that ends in the moment in which another begins is not up beside it.
  counted AS (
    SELECT steps.bucket, sum(step) OVER (PARTITION BY steps.bucket ORDER BY at, step ROWS UNBOUNDED PRECEDING) AS up FROM steps)
  SELECT p.bucket, c.peak, p.call_seconds
  FROM (SELECT pieces.bucket, sum(extract(epoch FROM ended - began))::bigint AS call_seconds FROM pieces GROUP BY 1) p
  JOIN (SELECT counted.bucket, max(up)::int AS peak FROM counted GROUP BY 1) c USING (bucket)
$$;

-- Adds a period of a partner up: a day from its hours and a month from its days where all of those are over, else from the calls.
CREATE FUNCTION cdr_add_period_up(of_partner uuid, of_grain text, of_start timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_end timestamptz := cdr_period_end(of_grain, of_start);
  finer text := CASE of_grain WHEN 'day' THEN 'hour' WHEN 'month' THEN 'day' END;
BEGIN
  DELETE FROM cdr_period_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start
    AND dimension IN ('customer', 'destination', 'trunk', 'number');
  IF finer IS NOT NULL AND NOT EXISTS (
    SELECT FROM cdr_busy_periods(of_partner, finer, of_start, of_end) b WHERE NOT EXISTS (
      SELECT FROM cdr_period p WHERE p.partner_id = of_partner AND p.grain = finer AND p.starts = b))
  THEN
    INSERT INTO cdr_period_sum
    SELECT of_partner, dimension, of_grain, of_start, customer_id, key, cause, call_direction, currency,
      sum(attempts), sum(refused), sum(answered), sum(reached), sum(short_calls), sum(duration_seconds), sum(talk_seconds),
      sum(billed_seconds), sum(cost), sum(wholesale_cost), sum(margin), sum(pdd_ms_sum), sum(pdd_count),
      sum(mos_hundredths_sum), sum(mos_count)
    FROM cdr_period_sum
    WHERE partner_id = of_partner AND dimension IN ('customer', 'destination', 'trunk', 'number') AND grain = finer
      AND starts >= of_start AND starts < of_end
    GROUP BY dimension, customer_id, key, cause, call_direction, currency;
  ELSE
    DELETE FROM cdr_concurrency WHERE partner_id = of_partner AND bucket >= of_start AND bucket < of_end;
    INSERT INTO cdr_concurrency SELECT of_partner, bucket, peak, call_seconds
    FROM cdr_concurrent(of_partner, NULL, of_start, of_end);
    INSERT INTO cdr_period_sum
    SELECT of_partner,
      CASE WHEN grouping(destination) = 0 THEN 'destination' WHEN grouping(trunk) = 0 THEN 'trunk'
        WHEN grouping(own_number) = 0 THEN 'number' ELSE 'customer' END,
      of_grain, of_start, coalesce(customer_id, '00000000-0000-0000-0000-000000000000'::uuid),
      coalesce(destination, trunk, own_number, ''), coalesce(cause, ''), call_direction, currency,
      count(*), sum(refused), sum(answered), sum(reached), sum(short_calls), sum(duration_seconds), sum(talk_seconds),
      sum(billed_seconds), sum(cost), sum(wholesale_cost), sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos), sum(mos_count)
    FROM cdr_traffic
    WHERE partner_id = of_partner AND id >= cdr_first_id(of_start) AND id < cdr_first_id(of_end)
    GROUP BY call_direction, currency,
      GROUPING SETS ((customer_id), (destination, cause), (customer_id, trunk), (customer_id, own_number))
    HAVING (grouping(trunk) = 1 OR trunk IS NOT NULL) AND (grouping(own_number) = 1 OR own_number IS NOT NULL);
  END IF;
END $$;

-- Whether a period's sums are those of the rollups, which every settlement moves.
CREATE FUNCTION cdr_period_agrees(of_partner uuid, of_grain text, of_start timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH measures AS (
    SELECT call_direction, currency, attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost,
      margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count
    FROM cdr_rollup
    WHERE of_grain = 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND bucket >= of_start AND bucket < cdr_period_end(of_grain, of_start)
    UNION ALL
    SELECT call_direction, currency, attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost,
      margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count
    FROM cdr_rollup_day
    WHERE of_grain <> 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND dimension = 'total' AND day >= (of_start AT TIME ZONE 'UTC')::date
      AND day < (cdr_period_end(of_grain, of_start) AT TIME ZONE 'UTC')::date),
  rolled AS (
    SELECT call_direction, currency, sum(attempts) AS attempts, sum(answered) AS answered, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(billed_seconds) AS billed, sum(cost) AS cost, sum(wholesale_cost) AS wholesale,
      sum(margin) AS margin, sum(pdd_ms_sum) AS pdd, sum(pdd_count) AS pdds, sum(mos_hundredths_sum) AS mos, sum(mos_count) AS moses
    FROM measures
    GROUP BY call_direction, currency HAVING sum(attempts) <> 0),
  added AS (
    SELECT call_direction, currency, sum(attempts) AS attempts, sum(answered) AS answered, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(billed_seconds) AS billed, sum(cost) AS cost, sum(wholesale_cost) AS wholesale,
      sum(margin) AS margin, sum(pdd_ms_sum) AS pdd, sum(pdd_count) AS pdds, sum(mos_hundredths_sum) AS mos, sum(mos_count) AS moses
    FROM cdr_period_sum
    WHERE partner_id = of_partner AND dimension = 'customer' AND grain = of_grain AND starts = of_start
    GROUP BY call_direction, currency)
  SELECT NOT EXISTS ((TABLE rolled EXCEPT TABLE added) UNION ALL (TABLE added EXCEPT TABLE rolled))
$$;

-- Adds a period up that is over. The calls are read while others are recorded; then those who record wait for a moment in
-- which the sums are held against the rollups. False where a call came in between: whoever asked rolls back and comes again.
CREATE FUNCTION cdr_close_period(of_partner uuid, of_grain text, of_start timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM cdr_add_period_up(of_partner, of_grain, of_start);
  PERFORM pg_advisory_xact_lock(cdr_lock_key(of_partner));
  IF NOT cdr_period_agrees(of_partner, of_grain, of_start) THEN RETURN false; END IF;
  INSERT INTO cdr_period (partner_id, grain, starts) VALUES (of_partner, of_grain, of_start) ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- As before, and what is over no more is added up anew.
CREATE OR REPLACE FUNCTION cdr_roll(added cdr[], removed cdr[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM cdr_reopen_periods(added, removed);
  INSERT INTO cdr_rollup AS t (partner_id, customer_id, bucket, call_direction, context, cause_class, currency,
    attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count,
    mos_hundredths_sum, mos_count)
  SELECT m.partner_id, who.customer_id, bucket, call_direction, context, cause_class, currency,
    sum(attempts), sum(answered), sum(duration_seconds), sum(talk_seconds), sum(billed_seconds), sum(cost), sum(wholesale_cost),
    sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos), sum(mos_count)
  FROM cdr_measures(added, removed) m
  CROSS JOIN LATERAL (VALUES (m.customer_id), ('00000000-0000-0000-0000-000000000000'::uuid)) AS who(customer_id)
  GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (partner_id, customer_id, bucket, call_direction, context, cause_class, currency) DO UPDATE SET
    attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered,
    duration_seconds = t.duration_seconds + excluded.duration_seconds, talk_seconds = t.talk_seconds + excluded.talk_seconds,
    billed_seconds = t.billed_seconds + excluded.billed_seconds, cost = t.cost + excluded.cost,
    wholesale_cost = t.wholesale_cost + excluded.wholesale_cost, margin = t.margin + excluded.margin,
    pdd_ms_sum = t.pdd_ms_sum + excluded.pdd_ms_sum, pdd_count = t.pdd_count + excluded.pdd_count,
    mos_hundredths_sum = t.mos_hundredths_sum + excluded.mos_hundredths_sum, mos_count = t.mos_count + excluded.mos_count;

  INSERT INTO cdr_rollup_day AS t (partner_id, customer_id, dimension, day, key, call_direction, context, cause_class, currency,
    attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count,
    mos_hundredths_sum, mos_count)
  SELECT m.partner_id, part.customer_id, part.dimension, day, part.key, call_direction, context, cause_class, currency,
    sum(attempts), sum(answered), sum(duration_seconds), sum(talk_seconds), sum(billed_seconds), sum(cost), sum(wholesale_cost),
    sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos), sum(mos_count)
  FROM cdr_measures(added, removed) m
  CROSS JOIN LATERAL (VALUES
    (m.customer_id, 'total', ''),
    ('00000000-0000-0000-0000-000000000000'::uuid, 'total', ''),
    (m.customer_id, 'prefix', m.prefix),
    (m.customer_id, 'trunk', m.trunk),
    (m.customer_id, 'number', m.own_number)
  ) AS part(customer_id, dimension, key)
  WHERE part.key IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
  ON CONFLICT (partner_id, customer_id, dimension, day, key, call_direction, context, cause_class, currency) DO UPDATE SET
    attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered,
    duration_seconds = t.duration_seconds + excluded.duration_seconds, talk_seconds = t.talk_seconds + excluded.talk_seconds,
    billed_seconds = t.billed_seconds + excluded.billed_seconds, cost = t.cost + excluded.cost,
    wholesale_cost = t.wholesale_cost + excluded.wholesale_cost, margin = t.margin + excluded.margin,
    pdd_ms_sum = t.pdd_ms_sum + excluded.pdd_ms_sum, pdd_count = t.pdd_count + excluded.pdd_count,
    mos_hundredths_sum = t.mos_hundredths_sum + excluded.mos_hundredths_sum, mos_count = t.mos_count + excluded.mos_count;
END $$;
