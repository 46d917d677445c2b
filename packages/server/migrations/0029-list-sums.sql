-- Sums of lists of calls by what no rollup knows: hang-up cause, disposition and duration. Made with the periods, from calls that
-- are over, and never in a call's settlement; cdr_period.listed says of which periods they hold.

-- Of hours, days and months (UTC) of a whole partner. Hours of a closed day stay, so that a window may begin at any of them.
CREATE TABLE cdr_ending_sum (
  partner_id         uuid NOT NULL,
  grain              text NOT NULL CHECK (grain IN ('hour', 'day', 'month')),
  starts             timestamptz NOT NULL,
  hangup_cause       text NOT NULL,        -- '' where there is none
  hangup_disposition text NOT NULL,        -- likewise
  call_direction     text NOT NULL,
  context            text NOT NULL,
  cause_class        text NOT NULL,
  currency           text NOT NULL,
  calls              bigint NOT NULL,
  duration_seconds   bigint NOT NULL,
  talk_seconds       bigint NOT NULL,
  cost               bigint NOT NULL,      -- with streaming
  PRIMARY KEY (partner_id, grain, starts, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency)
);

-- Calls of at least so many seconds: a threshold is one row of each period, the one with the least `at_least` that is not below
-- it, however many durations there are. Where nothing is as long there is no row; the row of 0 seconds is always there.
CREATE TABLE cdr_duration_sum (
  partner_id       uuid NOT NULL,
  grain            text NOT NULL CHECK (grain IN ('hour', 'day', 'month')),
  starts           timestamptz NOT NULL,
  call_direction   text NOT NULL,
  context          text NOT NULL,
  answered         boolean NOT NULL,
  currency         text NOT NULL,
  at_least         integer NOT NULL,
  calls            bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds     bigint NOT NULL,
  cost             bigint NOT NULL,
  PRIMARY KEY (partner_id, grain, starts, call_direction, context, answered, currency, at_least)
);
-- Which rows of thresholds a period has.
CREATE INDEX cdr_duration_sum_whole ON cdr_duration_sum (partner_id, grain, starts) WHERE at_least = 0;

-- Whether the sums of lists were made too; those of what was closed before are made by the job, one by one.
ALTER TABLE cdr_period ADD COLUMN listed boolean NOT NULL DEFAULT false;

-- Makes them anew from the calls, those of endings by hour as well where it is a day.
CREATE FUNCTION cdr_add_list_sums_of_calls(of_partner uuid, of_grain text, of_start timestamptz) RETURNS void LANGUAGE sql AS $$
  WITH told AS (
    SELECT CASE of_grain WHEN 'day' THEN cdr_period_start('hour', cdr_bucket(id)) ELSE of_start END AS hour,
      coalesce(hangup_cause, '') AS hangup_cause, coalesce(hangup_disposition, '') AS hangup_disposition, call_direction, context,
      cause_class, cause_class = 'answered' AS answered, currency, duration, billsec, cost + streaming_cost AS cost
    FROM cdr WHERE partner_id = of_partner AND id >= cdr_first_id(of_start) AND id < cdr_first_id(cdr_period_end(of_grain, of_start))),
  added AS MATERIALIZED (
    SELECT grouping(duration) = 0 AS is_duration, hour, hangup_cause, hangup_disposition, call_direction, context, cause_class,
      answered, currency, duration, count(*) AS calls, sum(duration)::bigint AS duration_seconds, sum(billsec) AS talk_seconds,
      sum(cost) AS cost
    FROM told GROUP BY GROUPING SETS (
      (hour, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency),
      (call_direction, context, answered, currency, duration))),
  endings AS (
    INSERT INTO cdr_ending_sum
    SELECT of_partner, of_grain, of_start, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency,
      sum(calls), sum(duration_seconds), sum(talk_seconds), sum(cost)
    FROM added WHERE NOT is_duration
    GROUP BY hangup_cause, hangup_disposition, call_direction, context, cause_class, currency
    UNION ALL
    SELECT of_partner, 'hour', hour, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency,
      calls, duration_seconds, talk_seconds, cost
    FROM added WHERE of_grain = 'day' AND NOT is_duration),
  steps AS (
    SELECT call_direction, context, answered, currency, duration, calls, duration_seconds, talk_seconds, cost
    FROM added WHERE is_duration
    UNION ALL
    SELECT DISTINCT call_direction, context, answered, currency, 0, 0, 0, 0, 0 FROM added WHERE is_duration)
  INSERT INTO cdr_duration_sum
  SELECT of_partner, of_grain, of_start, call_direction, context, answered, currency, duration,
    sum(sum(calls)) OVER up, sum(sum(duration_seconds)) OVER up, sum(sum(talk_seconds)) OVER up, sum(sum(cost)) OVER up
  FROM steps GROUP BY call_direction, context, answered, currency, duration
  WINDOW up AS (PARTITION BY call_direction, context, answered, currency ORDER BY duration DESC)
$$;

-- Makes those of a month anew from its days.
CREATE FUNCTION cdr_add_list_sums_of_days(of_partner uuid, of_start timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO cdr_ending_sum
  SELECT of_partner, 'month', of_start, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency,
    sum(calls), sum(duration_seconds), sum(talk_seconds), sum(cost)
  FROM cdr_ending_sum
  WHERE partner_id = of_partner AND grain = 'day' AND starts >= of_start AND starts < cdr_period_end('month', of_start)
  GROUP BY hangup_cause, hangup_disposition, call_direction, context, cause_class, currency;
  -- What lies between one threshold of a day and its next, and all of that added up again.
  WITH steps AS (
    SELECT call_direction, context, answered, currency, at_least, calls - coalesce(lead(calls) OVER up, 0) AS calls,
      duration_seconds - coalesce(lead(duration_seconds) OVER up, 0) AS duration_seconds,
      talk_seconds - coalesce(lead(talk_seconds) OVER up, 0) AS talk_seconds, cost - coalesce(lead(cost) OVER up, 0) AS cost
    FROM cdr_duration_sum
    WHERE partner_id = of_partner AND grain = 'day' AND starts >= of_start AND starts < cdr_period_end('month', of_start)
    WINDOW up AS (PARTITION BY starts, call_direction, context, answered, currency ORDER BY at_least))
  INSERT INTO cdr_duration_sum
  SELECT of_partner, 'month', of_start, call_direction, context, answered, currency, at_least,
    sum(sum(calls)) OVER up, sum(sum(duration_seconds)) OVER up, sum(sum(talk_seconds)) OVER up, sum(sum(cost)) OVER up
  FROM steps GROUP BY call_direction, context, answered, currency, at_least
  WINDOW up AS (PARTITION BY call_direction, context, answered, currency ORDER BY at_least DESC)
$$;

-- Makes those of a period anew; a month from its days where all of those hold.
CREATE FUNCTION cdr_add_list_sums(of_partner uuid, of_grain text, of_start timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  of_end timestamptz := cdr_period_end(of_grain, of_start);
BEGIN
  DELETE FROM cdr_ending_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start;
  IF of_grain = 'day' THEN
    DELETE FROM cdr_ending_sum WHERE partner_id = of_partner AND grain = 'hour' AND starts >= of_start AND starts < of_end;
  END IF;
  DELETE FROM cdr_duration_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start;
  IF of_grain = 'month' AND NOT EXISTS (
    SELECT FROM cdr_busy_periods(of_partner, 'day', of_start, of_end) b WHERE NOT EXISTS (
      SELECT FROM cdr_period p WHERE p.partner_id = of_partner AND p.grain = 'day' AND p.starts = b AND p.listed))
  THEN
    PERFORM cdr_add_list_sums_of_days(of_partner, of_start);
  ELSE
    PERFORM cdr_add_list_sums_of_calls(of_partner, of_grain, of_start);
  END IF;
END $$;

-- Says that the sums of a period hold, if they are those of the rollups. Asked where nobody can record.
CREATE FUNCTION cdr_list_period(of_partner uuid, of_grain text, of_start timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  of_end timestamptz := cdr_period_end(of_grain, of_start);
  agree boolean;
BEGIN
  WITH measures AS (
    SELECT call_direction, context, cause_class, currency, attempts, duration_seconds, talk_seconds, cost FROM cdr_rollup
    WHERE of_grain = 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND bucket >= of_start AND bucket < of_end
    UNION ALL
    SELECT call_direction, context, cause_class, currency, attempts, duration_seconds, talk_seconds, cost FROM cdr_rollup_day
    WHERE of_grain <> 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND dimension = 'total' AND day >= (of_start AT TIME ZONE 'UTC')::date AND day < (of_end AT TIME ZONE 'UTC')::date),
  rolled AS (
    SELECT call_direction, context, cause_class, currency, sum(attempts) AS calls, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(cost) AS cost
    FROM measures GROUP BY call_direction, context, cause_class, currency HAVING sum(attempts) <> 0),
  ended AS (
    SELECT call_direction, context, cause_class, currency, sum(calls) AS calls, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(cost) AS cost
    FROM cdr_ending_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start
    GROUP BY call_direction, context, cause_class, currency),
  coarse AS (
    SELECT call_direction, context, cause_class = 'answered' AS answered, currency, sum(calls) AS calls, sum(duration) AS duration,
      sum(talk) AS talk, sum(cost) AS cost
    FROM rolled GROUP BY 1, 2, 3, 4),
  lasted AS (
    SELECT call_direction, context, answered, currency, calls::numeric AS calls, duration_seconds::numeric AS duration,
      talk_seconds::numeric AS talk, cost::numeric AS cost
    FROM cdr_duration_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start AND at_least = 0)
  SELECT NOT EXISTS ((TABLE rolled EXCEPT TABLE ended) UNION ALL (TABLE ended EXCEPT TABLE rolled))
    AND NOT EXISTS ((TABLE coarse EXCEPT TABLE lasted) UNION ALL (TABLE lasted EXCEPT TABLE coarse))
  INTO agree;
  IF agree THEN
    UPDATE cdr_period SET listed = true WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start AND NOT listed;
  END IF;
  RETURN agree;
END $$;

-- Closing a period makes them and holds them against the rollups, as it does with the sums of traffic.
DO $$
DECLARE
  v_text text;
  v_change text[];
BEGIN
  SELECT pg_get_functiondef(p.oid) INTO STRICT v_text FROM pg_proc p
  WHERE p.proname = 'cdr_close_period' AND p.pronamespace = current_schema()::regnamespace;
  FOREACH v_change SLICE 1 IN ARRAY ARRAY[
    ARRAY['PERFORM cdr_add_period_up(of_partner, of_grain, of_start);',
          'PERFORM cdr_add_period_up(of_partner, of_grain, of_start);
  PERFORM cdr_add_list_sums(of_partner, of_grain, of_start);'],
    ARRAY['RETURN true;', 'RETURN cdr_list_period(of_partner, of_grain, of_start);']]
  LOOP
    IF position(v_change[1] IN v_text) = 0 THEN RAISE EXCEPTION 'cdr_close_period is not what it was: %', v_change[1]; END IF;
    v_text := replace(v_text, v_change[1], v_change[2]);
  END LOOP;
  EXECUTE v_text;
END $$;
