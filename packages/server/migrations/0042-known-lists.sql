-- Lists whose filter rollups know (customer, direction, product, status, time): their sums and their page, each from one function with
-- plans that are made once. To plan for every partition and every edge of a window took longer than to read the answer.
-- A customer of all zeros is the whole partner. What is null does not narrow.

-- The months of a window in which somebody has calls.
CREATE FUNCTION cdr_known_months(of_partner uuid, of_customer uuid, months daterange) RETURNS daterange LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET jit = off AS $$
DECLARE
  first_day date;
  last_day date;
BEGIN
  SELECT d.day INTO first_day FROM cdr_rollup_day d
  WHERE d.partner_id = of_partner AND d.customer_id = of_customer AND d.dimension = 'total' ORDER BY d.day LIMIT 1;
  SELECT d.day INTO last_day FROM cdr_rollup_day d
  WHERE d.partner_id = of_partner AND d.customer_id = of_customer AND d.dimension = 'total' ORDER BY d.day DESC LIMIT 1;
  IF first_day IS NULL THEN RETURN 'empty'; END IF;
  RETURN months * daterange(date_trunc('month', first_day)::date, (date_trunc('month', last_day) + interval '1 month')::date);
END $$;

-- Sums, all of one moment: of whole months that are over from the sums of periods, of other whole months and of `days` from the
-- rollups by day, of `quarters` from those by quarter; `rest` is read from the calls. `of_periods`: which sums of periods know what is
-- asked: 'customer', 'duration' or 'ending'. A few rows for each currency, to be added up.
CREATE FUNCTION cdr_known_sums(
  of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[],
  of_periods text, months daterange, days daterange[], quarters tstzrange[], rest tstzrange[]
) RETURNS TABLE (currency text, calls bigint, answered bigint, duration_seconds bigint, talk_seconds bigint, cost bigint)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET jit = off AS $$
#variable_conflict use_column
DECLARE
  is_whole boolean := of_customer = '00000000-0000-0000-0000-000000000000';
  closed timestamptz[] := '{}';
  closed_days timestamptz[] := '{}';
BEGIN
  IF NOT isempty(months) THEN
    months := cdr_known_months(of_partner, of_customer, months);
  END IF;
  IF NOT isempty(months) THEN
    closed := ARRAY(SELECT p.starts FROM cdr_period p
      WHERE p.partner_id = of_partner AND p.grain = 'month' AND p.starts >= lower(months)::timestamp AT TIME ZONE 'UTC'
        AND p.starts < upper(months)::timestamp AT TIME ZONE 'UTC' AND (p.listed OR NOT is_whole));
    days := days || ARRAY(SELECT daterange(m::date, (m + interval '1 month')::date)
      FROM generate_series(lower(months)::timestamp, upper(months)::timestamp - interval '1 day', interval '1 month') m
      WHERE m AT TIME ZONE 'UTC' <> ALL (closed));
  END IF;
  -- Of a whole partner days that are over are fewer rows, too, where no status is asked for.
  IF of_periods = 'duration' AND cardinality(days) > 0 THEN
    closed_days := ARRAY(SELECT p.starts FROM unnest(days) AS d(stretch) JOIN cdr_period p
      ON p.partner_id = of_partner AND p.grain = 'day' AND p.starts >= lower(d.stretch)::timestamp AT TIME ZONE 'UTC'
        AND p.starts < upper(d.stretch)::timestamp AT TIME ZONE 'UTC' AND p.listed);
    days := ARRAY(SELECT daterange(day::date, day::date + 1) FROM unnest(days) AS d(stretch),
        generate_series(lower(d.stretch)::timestamp, upper(d.stretch)::timestamp - interval '1 day', interval '1 day') AS day
      WHERE day AT TIME ZONE 'UTC' <> ALL (closed_days));
  END IF;
  IF cardinality(closed) + cardinality(closed_days) = 0 THEN
    NULL;
  ELSIF of_periods = 'customer' THEN
    RETURN QUERY SELECT s.currency, sum(s.attempts)::bigint, sum(s.answered)::bigint, sum(s.duration_seconds)::bigint,
        sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(closed) AS m(starts) JOIN LATERAL (SELECT * FROM cdr_period_sum c
        WHERE c.partner_id = of_partner AND c.dimension = 'customer' AND c.grain = 'month' AND c.starts = m.starts
          AND c.customer_id = of_customer AND c.key = '' AND c.cause = ''
          AND (of_direction IS NULL OR c.call_direction = of_direction) OFFSET 0) s ON true
      GROUP BY s.currency;
  ELSIF of_periods = 'duration' THEN
    RETURN QUERY SELECT s.currency, sum(s.calls)::bigint, sum(CASE WHEN s.answered THEN s.calls ELSE 0 END)::bigint,
        sum(s.duration_seconds)::bigint, sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM (SELECT 'month' AS grain, unnest(closed) AS starts UNION ALL SELECT 'day', unnest(closed_days)) m
      JOIN LATERAL (SELECT * FROM cdr_duration_sum c
        WHERE c.partner_id = of_partner AND c.grain = m.grain AND c.starts = m.starts AND c.at_least = 0
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.answered) OFFSET 0) s ON true
      GROUP BY s.currency;
  ELSE
    RETURN QUERY SELECT s.currency, sum(s.calls)::bigint, sum(CASE s.cause_class WHEN 'answered' THEN s.calls ELSE 0 END)::bigint,
        sum(s.duration_seconds)::bigint, sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(closed) AS m(starts) JOIN LATERAL (SELECT * FROM cdr_ending_sum c
        WHERE c.partner_id = of_partner AND c.grain = 'month' AND c.starts = m.starts AND c.cause_class = ANY (of_classes)
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
  IF cardinality(days) > 0 THEN
    RETURN QUERY SELECT s.currency, sum(s.attempts)::bigint, sum(s.answered)::bigint, sum(s.duration_seconds)::bigint,
        sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(days) AS d(stretch) JOIN LATERAL (SELECT * FROM cdr_rollup_day c
        WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.dimension = 'total'
          AND c.day >= lower(d.stretch) AND c.day < upper(d.stretch)
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
  IF cardinality(quarters) > 0 THEN
    RETURN QUERY SELECT s.currency, sum(s.attempts)::bigint, sum(s.answered)::bigint, sum(s.duration_seconds)::bigint,
        sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(quarters) AS q(stretch) JOIN LATERAL (SELECT * FROM cdr_rollup c
        WHERE c.partner_id = of_partner AND c.customer_id = of_customer
          AND c.bucket >= lower(q.stretch) AND c.bucket < upper(q.stretch)
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
  IF cardinality(rest) = 0 THEN
    NULL;
  ELSIF is_whole THEN
    RETURN QUERY SELECT s.currency, count(*), count(s.answer_time), sum(s.duration), sum(s.billsec),
        sum(s.cost + s.streaming_cost)::bigint
      FROM unnest(rest) AS r(stretch) JOIN LATERAL (SELECT * FROM cdr c
        WHERE c.partner_id = of_partner AND c.id >= cdr_first_id(lower(r.stretch)) AND c.id < cdr_first_id(upper(r.stretch))
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) ORDER BY c.id OFFSET 0) s ON true
      GROUP BY s.currency;
  ELSE
    RETURN QUERY SELECT s.currency, count(*), count(s.answer_time), sum(s.duration), sum(s.billsec),
        sum(s.cost + s.streaming_cost)::bigint
      FROM unnest(rest) AS r(stretch) JOIN LATERAL (SELECT * FROM cdr c
        WHERE c.partner_id = of_partner AND c.customer_id = of_customer
          AND c.id >= cdr_first_id(lower(r.stretch)) AND c.id < cdr_first_id(upper(r.stretch))
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
END $$;

-- The first quarter of an hour, going back in a stretch, with which more than so many calls are passed; `passed` goes on by those after it.
-- Null where there are not so many. Rows come in the order of the key: no more of them are read than are needed, and nothing is sorted.
CREATE FUNCTION cdr_known_quarter(
  of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[],
  low timestamptz, high timestamptz, calls bigint, INOUT passed bigint, OUT starts timestamptz
) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET jit = off AS $$
DECLARE
  looked record;
  upto bigint := passed;
BEGIN
  FOR looked IN SELECT c.bucket, c.attempts FROM cdr_rollup c
    WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.bucket >= low AND c.bucket < high
      AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
      AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
    ORDER BY c.bucket DESC
  LOOP
    IF looked.bucket IS DISTINCT FROM starts THEN
      starts := looked.bucket;
      passed := upto;
    END IF;
    upto := upto + looked.attempts;
    IF upto > calls THEN RETURN; END IF;
  END LOOP;
  starts := NULL;
  passed := upto;
END $$;

-- The same by days, before an instant (null: from the newest on).
CREATE FUNCTION cdr_known_day(
  of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[],
  before timestamptz, calls bigint, INOUT passed bigint, OUT starts timestamptz
) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET jit = off AS $$
DECLARE
  looked record;
  found_day date;
  upto bigint := passed;
BEGIN
  FOR looked IN SELECT c.day, c.attempts FROM cdr_rollup_day c
    WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.dimension = 'total'
      AND c.day < coalesce((before AT TIME ZONE 'UTC')::date, 'infinity')
      AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
      AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
    ORDER BY c.day DESC
  LOOP
    IF looked.day IS DISTINCT FROM found_day THEN
      found_day := looked.day;
      passed := upto;
    END IF;
    upto := upto + looked.attempts;
    IF upto > calls THEN
      starts := found_day::timestamp AT TIME ZONE 'UTC';
      RETURN;
    END IF;
  END LOOP;
  passed := upto;
END $$;

-- Ids of calls from one id on and below another, newest first: those of a status that is not answered class by class, as their index
-- has them in order, those of a customer along its own, all others along the partner's.
CREATE FUNCTION cdr_known_ids(
  of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[],
  first_id uuid, end_id uuid, skipped bigint, wanted bigint
) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
  IF of_customer <> '00000000-0000-0000-0000-000000000000' THEN
    RETURN QUERY SELECT c.id FROM cdr c
      WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.id >= first_id AND c.id < end_id
        AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  ELSIF NOT 'answered' = ANY (of_classes) THEN
    RETURN QUERY SELECT c.id FROM unnest(of_classes) AS k(class) JOIN LATERAL (SELECT c.id FROM cdr c
        WHERE c.partner_id = of_partner AND c.cause_class = k.class AND c.cause_class <> 'answered'
          AND c.id >= first_id AND c.id < end_id
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        ORDER BY c.id DESC LIMIT skipped + wanted) c ON true
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  ELSIF of_direction IS NULL AND of_context IS NULL AND of_classes IS NULL THEN
    RETURN QUERY SELECT c.id FROM cdr c WHERE c.partner_id = of_partner AND c.id >= first_id AND c.id < end_id
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  ELSE
    RETURN QUERY SELECT c.id FROM cdr c WHERE c.partner_id = of_partner AND c.id >= first_id AND c.id < end_id
        AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  END IF;
END $$;

-- A page of calls, newest first: of those from `first_id` on and below `end_id` (null: of all). Where it begins behind `deep` calls, or a whole
-- partner's calls are narrowed, rollups say at first where it begins and in which days it lies, all of one moment: what does not match
-- is not walked through. Others are looked for among the calls from `near_id` on, and among all where those are not enough.
CREATE FUNCTION cdr_known_page(
  of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[],
  first_id uuid, end_id uuid, near_id uuid, skipped bigint, wanted bigint, deep bigint
) RETURNS SETOF cdr LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off AS $$
DECLARE
  low_id uuid := greatest(first_id, near_id);
  high_id uuid := coalesce(end_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  -- The quarter of an hour and the day that the end cuts.
  quarter timestamptz := to_timestamp(floor(extract(epoch FROM cdr_time(end_id)) / 900) * 900);
  midnight timestamptz := date_trunc('day', quarter AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  skip bigint := skipped;
  passed bigint := 0;
  place timestamptz;
  ids uuid[];
BEGIN
  IF skip >= deep OR (of_customer = '00000000-0000-0000-0000-000000000000'
    AND (of_direction IS NOT NULL OR of_context IS NOT NULL OR of_classes IS NOT NULL))
  THEN
    -- Days before the one that the end cuts, as many as have enough without it: how far back the page may reach.
    SELECT d.starts INTO place FROM cdr_known_day(of_partner, of_customer, of_direction, of_context, of_classes, midnight,
      skip + wanted - 1, 0) d;
    low_id := greatest(first_id, cdr_first_id(place));
    IF end_id IS NOT NULL THEN
      -- Rollups do not say what of its quarter lies before it.
      SELECT count(*) INTO passed FROM cdr_known_ids(of_partner, of_customer, of_direction, of_context, of_classes,
        greatest(first_id, cdr_first_id(quarter)), high_id, 0, skip + 1);
    END IF;
    IF passed <= skip THEN
      SELECT q.starts, q.passed INTO place, passed FROM cdr_known_quarter(of_partner, of_customer, of_direction, of_context, of_classes,
        midnight, quarter, skip, passed) q;
      IF place IS NULL THEN
        SELECT d.starts, d.passed INTO midnight, passed FROM cdr_known_day(of_partner, of_customer, of_direction, of_context,
          of_classes, midnight, skip, passed) d;
        SELECT q.starts, q.passed INTO place, passed FROM cdr_known_quarter(of_partner, of_customer, of_direction, of_context,
          of_classes, midnight, midnight + interval '24 hours', skip, passed) q;
      END IF;
      IF place IS NOT NULL THEN
        high_id := least(high_id, cdr_first_id(place + interval '15 minutes'));
        skip := skip - passed;
      END IF;
    END IF;
  END IF;
  ids := ARRAY(SELECT * FROM cdr_known_ids(of_partner, of_customer, of_direction, of_context, of_classes, low_id, high_id, skip, wanted));
  IF cardinality(ids) < wanted AND low_id > first_id THEN
    -- Rollups that do not agree with the calls hide none, either.
    ids := ARRAY(SELECT * FROM cdr_known_ids(of_partner, of_customer, of_direction, of_context, of_classes, first_id, high_id, skip, wanted));
  END IF;
  -- Their range names the partitions to look into.
  RETURN QUERY SELECT * FROM cdr c WHERE c.partner_id = of_partner AND c.id = ANY (ids)
      AND c.id >= ids[cardinality(ids)] AND c.id <= ids[1]
    ORDER BY c.id DESC;
END $$;
