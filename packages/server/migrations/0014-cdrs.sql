-- Call detail records and what dashboards read instead of them. Money is units of 10⁻⁵ of the currency beside it, rates are
-- 10⁻⁹ of it per minute.

-- An index that begins with the partner and goes on with the pieces of phone numbers. Trusted, like pg_trgm.
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- The instant that a UUIDv7 carries. A call's id is minted when the call begins, so this is its start time.
CREATE FUNCTION cdr_time(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
$$;

-- The least id of an instant: ids of calls that began at or after it are not below.
CREATE FUNCTION cdr_first_id(at timestamptz) RETURNS uuid LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(ceil(extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

CREATE FUNCTION cdr_bucket(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 900000 * 900)
$$;

-- How a call went, in one word; the published statuses are made of these.
CREATE FUNCTION cdr_cause_class(answered boolean, refused boolean, hangup_cause text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN answered THEN 'answered'
    WHEN refused THEN 'refused'
    WHEN hangup_cause = 'USER_BUSY' THEN 'busy'
    WHEN hangup_cause = 'NO_ANSWER' THEN 'no_answer'
    WHEN hangup_cause = 'ORIGINATOR_CANCEL' THEN 'cancelled'
    WHEN hangup_cause IN ('CALL_REJECTED', 'REJECTED') THEN 'rejected'
    WHEN hangup_cause IN ('INVALID_NUMBER', 'UNALLOCATED_NUMBER') THEN 'invalid_number'
    ELSE 'failed'
  END
$$;

-- The published integer id; gaps mean nothing.
CREATE SEQUENCE cdr_number AS bigint START 1000000 CACHE 32;

CREATE TABLE cdr (
  partner_id          uuid NOT NULL,
  id                  uuid NOT NULL CHECK (substr(id::text, 15, 1) = '7'),  -- the call id; published as uuid
  number              bigint NOT NULL DEFAULT nextval('cdr_number'),        -- published as id
  customer_id         uuid NOT NULL,
  call_direction      text NOT NULL CHECK (call_direction IN ('inbound', 'outbound')),
  context             text NOT NULL CHECK (context IN ('sip-trunking', 'voice-api')),  -- the product
  cause_class         text NOT NULL CHECK (cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected',
                                                           'invalid_number', 'failed', 'refused')),
  caller_id_name      text NOT NULL,
  caller_id_number    text NOT NULL,
  destination_number  text NOT NULL,
  -- Start time is that of the id.
  progress_time       timestamptz,
  answer_time         timestamptz,
  end_time            timestamptz NOT NULL,
  ring_time           integer NOT NULL CHECK (ring_time >= 0),
  duration            integer NOT NULL CHECK (duration >= 0),              -- seconds: ringing and talk
  billsec             integer NOT NULL CHECK (billsec >= 0),               -- seconds of talk
  hangup_cause        text,
  hangup_cause_code   integer,
  hangup_source       text,
  hangup_disposition  text,
  sip_code            integer,
  refused             boolean NOT NULL,                                    -- by us, before anything was dialled
  failure_code        text,                                                -- of a refusal: its reason code
  failure_reason      text,                                                -- and its sentence
  sip_call_id         text NOT NULL,
  bridge_uuid         uuid,
  campaign_id         text,
  trunk_id            uuid,
  customer_endpoint   text,
  terminated_to       text,
  sip_user_agent      text,
  network_addr        text,
  carrier_ip          text,
  codec               text,
  region              text NOT NULL,
  origination_region  text NOT NULL,
  edge_node           text,
  -- Quality; null where nobody measured.
  mos_hundredths      integer CHECK (mos_hundredths BETWEEN 0 AND 500),
  jitter_us           integer CHECK (jitter_us >= 0),
  loss_hundredths     integer CHECK (loss_hundredths BETWEEN 0 AND 10000), -- of a percent
  pdd_ms              integer CHECK (pdd_ms >= 0),                         -- from INVITE to the first ringing
  -- Money.
  currency            text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  cost                bigint NOT NULL CHECK (cost >= 0),                   -- what the customer paid for the call
  streaming_cost      bigint NOT NULL CHECK (streaming_cost >= 0),
  wholesale_cost      bigint NOT NULL CHECK (wholesale_cost >= 0),         -- what the partner owes the operator
  margin              bigint NOT NULL,                                     -- the partner's; below zero: a loss
  written_off         bigint NOT NULL CHECK (written_off >= 0),            -- of the charge: beyond what was held
  -- Why the charge is what it is.
  selling_tier_id               uuid,
  selling_deck_version          integer,                                   -- null: the tier's own price
  selling_prefix                text,
  selling_rate                  bigint,
  selling_connect_fee           bigint,
  selling_initial_increment     integer,
  selling_next_increment        integer,
  selling_minimum_duration      integer,
  selling_billed_seconds        integer NOT NULL CHECK (selling_billed_seconds >= 0),
  wholesale_tier_id             uuid,
  wholesale_deck_version        integer,
  wholesale_prefix              text,
  wholesale_rate                bigint,
  wholesale_connect_fee         bigint,
  wholesale_initial_increment   integer,
  wholesale_next_increment      integer,
  wholesale_minimum_duration    integer,
  wholesale_billed_seconds      integer NOT NULL CHECK (wholesale_billed_seconds >= 0),
  funded_seconds      integer,                                             -- what the held money bought
  limit_fired         text,                                                -- what ended the call, if a limit did
  settled_by          text NOT NULL CHECK (settled_by IN ('report', 'sweep', 'correction')),
  created_at          timestamptz NOT NULL,
  updated_at          timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id),
  CHECK ((cause_class = 'answered') = (answer_time IS NOT NULL)),
  CHECK (NOT refused OR (failure_code IS NOT NULL AND failure_reason IS NOT NULL AND answer_time IS NULL))
) PARTITION BY RANGE (id);

-- A call of a month that has no partition yet is kept here; making the partition moves it there.
CREATE TABLE cdr_default PARTITION OF cdr DEFAULT;

-- One for each published filter that is not a sum of the rollups.
CREATE INDEX cdr_customer ON cdr (partner_id, customer_id, id);
CREATE INDEX cdr_unanswered ON cdr (partner_id, cause_class, id) WHERE cause_class <> 'answered';
CREATE INDEX cdr_hangup_cause ON cdr (partner_id, hangup_cause, id);
CREATE INDEX cdr_disposition ON cdr (partner_id, hangup_disposition, id);
CREATE INDEX cdr_duration ON cdr (partner_id, duration);
CREATE INDEX cdr_sip_call ON cdr (partner_id, sip_call_id);
CREATE INDEX cdr_bridge ON cdr (partner_id, bridge_uuid) WHERE bridge_uuid IS NOT NULL;
CREATE INDEX cdr_campaign ON cdr (partner_id, campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX cdr_numbers ON cdr USING gin (partner_id, caller_id_number gin_trgm_ops, destination_number gin_trgm_ops);

-- Traffic in buckets of 15 minutes UTC, of which the days of any time zone are made. A customer of all zeros: the whole partner.
CREATE TABLE cdr_rollup (
  partner_id       uuid NOT NULL,
  customer_id      uuid NOT NULL,
  bucket           timestamptz NOT NULL,
  call_direction   text NOT NULL,
  context          text NOT NULL,
  cause_class      text NOT NULL,
  currency         text NOT NULL,
  attempts         bigint NOT NULL,
  answered         bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds     bigint NOT NULL,
  billed_seconds   bigint NOT NULL,
  cost             bigint NOT NULL,          -- with streaming
  wholesale_cost   bigint NOT NULL,
  margin           bigint NOT NULL,
  pdd_ms_sum       bigint NOT NULL,
  pdd_count        bigint NOT NULL,
  mos_hundredths_sum bigint NOT NULL,
  mos_count        bigint NOT NULL,
  PRIMARY KEY (partner_id, customer_id, bucket, call_direction, context, cause_class, currency)
) WITH (fillfactor = 70);

-- The same by UTC day and dimension: 'total' (key ''; also for the whole partner), 'prefix' (dialled, outbound; '' where no
-- deck matched), 'trunk', 'number' (the customer's own one).
CREATE TABLE cdr_rollup_day (
  partner_id       uuid NOT NULL,
  customer_id      uuid NOT NULL,
  dimension        text NOT NULL CHECK (dimension IN ('total', 'prefix', 'trunk', 'number')),
  day              date NOT NULL,
  key              text NOT NULL,
  call_direction   text NOT NULL,
  context          text NOT NULL,
  cause_class      text NOT NULL,
  currency         text NOT NULL,
  attempts         bigint NOT NULL,
  answered         bigint NOT NULL,
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
  PRIMARY KEY (partner_id, customer_id, dimension, day, key, call_direction, context, cause_class, currency)
) WITH (fillfactor = 70);
-- All customers of a partner in a window, and one destination, trunk or number across them.
CREATE INDEX cdr_rollup_window ON cdr_rollup (partner_id, bucket);
CREATE INDEX cdr_rollup_day_window ON cdr_rollup_day (partner_id, dimension, day);
CREATE INDEX cdr_rollup_day_key ON cdr_rollup_day (partner_id, dimension, key, day);

-- A rebuild of a partner's rollups waits for those who record its calls, and they for it.
CREATE FUNCTION cdr_lock_key(partner_id uuid) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT hashtextextended('cdr ' || partner_id::text, 0)
$$;

-- What each call adds to the sums, or takes away from them.
CREATE FUNCTION cdr_measures(added cdr[], removed cdr[]) RETURNS TABLE (
  partner_id uuid, customer_id uuid, bucket timestamptz, day date, call_direction text, context text, cause_class text,
  currency text, prefix text, trunk text, own_number text, attempts integer, answered integer, duration_seconds integer,
  talk_seconds integer, billed_seconds integer, cost bigint, wholesale_cost bigint, margin bigint, pdd_ms integer,
  pdd_count integer, mos integer, mos_count integer
) LANGUAGE sql STABLE AS $$
  SELECT c.partner_id, c.customer_id, cdr_bucket(c.id), (cdr_time(c.id) AT TIME ZONE 'UTC')::date, c.call_direction, c.context,
    c.cause_class, c.currency,
    CASE c.call_direction WHEN 'outbound' THEN coalesce(c.wholesale_prefix, c.selling_prefix, '') END, c.trunk_id::text,
    nullif(CASE c.call_direction WHEN 'outbound' THEN c.caller_id_number ELSE c.destination_number END, ''),
    c.sign, CASE WHEN c.cause_class = 'answered' THEN c.sign ELSE 0 END,
    c.sign * c.duration, c.sign * c.billsec, c.sign * c.selling_billed_seconds,
    c.sign * (c.cost + c.streaming_cost), c.sign * c.wholesale_cost, c.sign * c.margin,
    c.sign * coalesce(c.pdd_ms, 0), CASE WHEN c.pdd_ms IS NULL THEN 0 ELSE c.sign END,
    c.sign * coalesce(c.mos_hundredths, 0), CASE WHEN c.mos_hundredths IS NULL THEN 0 ELSE c.sign END
  FROM (SELECT 1 AS sign, a.* FROM unnest(added) a UNION ALL SELECT -1, r.* FROM unnest(removed) r) c
$$;

-- Adds calls to both rollups, and takes others out of them; rows are locked in the order of their keys.
CREATE FUNCTION cdr_roll(added cdr[], removed cdr[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
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

-- Records finished calls, a JSON array of objects with the columns' names, and adds them to the rollups; part of the caller's
-- transaction, its last statement before COMMIT, once. A call that is recorded already stays as it is. Gives the ids of the new ones.
CREATE FUNCTION cdr_record(calls jsonb) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  recorded cdr[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(cdr_lock_key(p.partner_id)) FROM (
    SELECT DISTINCT c.partner_id FROM jsonb_to_recordset(calls) AS c(partner_id uuid) ORDER BY 1) p;
  WITH added AS (
    INSERT INTO cdr (partner_id, id, customer_id, call_direction, context, cause_class, caller_id_name, caller_id_number,
      destination_number, progress_time, answer_time, end_time, ring_time, duration, billsec, hangup_cause, hangup_cause_code,
      hangup_source, hangup_disposition, sip_code, refused, failure_code, failure_reason, sip_call_id, bridge_uuid, campaign_id,
      trunk_id, customer_endpoint, terminated_to, sip_user_agent, network_addr, carrier_ip, codec, region, origination_region,
      edge_node, mos_hundredths, jitter_us, loss_hundredths, pdd_ms, currency, cost, streaming_cost, wholesale_cost, margin,
      written_off, selling_tier_id, selling_deck_version, selling_prefix, selling_rate, selling_connect_fee,
      selling_initial_increment, selling_next_increment, selling_minimum_duration, selling_billed_seconds, wholesale_tier_id,
      wholesale_deck_version, wholesale_prefix, wholesale_rate, wholesale_connect_fee, wholesale_initial_increment,
      wholesale_next_increment, wholesale_minimum_duration, wholesale_billed_seconds, funded_seconds, limit_fired, settled_by,
      created_at, updated_at)
    SELECT partner_id, id, customer_id, call_direction, context,
      cdr_cause_class(answer_time IS NOT NULL, coalesce(refused, false), hangup_cause), coalesce(caller_id_name, ''),
      coalesce(caller_id_number, ''), coalesce(destination_number, ''), progress_time, answer_time, end_time,
      coalesce(ring_time, 0), coalesce(duration, 0), coalesce(billsec, 0), hangup_cause, hangup_cause_code, hangup_source,
      hangup_disposition, sip_code, coalesce(refused, false), failure_code, failure_reason, coalesce(sip_call_id, ''), bridge_uuid,
      campaign_id, trunk_id, customer_endpoint, terminated_to, sip_user_agent, network_addr, carrier_ip, codec,
      coalesce(region, ''), coalesce(origination_region, ''), edge_node, mos_hundredths, jitter_us, loss_hundredths, pdd_ms,
      currency, coalesce(cost, 0), coalesce(streaming_cost, 0), coalesce(wholesale_cost, 0), coalesce(margin, 0),
      coalesce(written_off, 0), selling_tier_id, selling_deck_version, selling_prefix, selling_rate, selling_connect_fee,
      selling_initial_increment, selling_next_increment, selling_minimum_duration, coalesce(selling_billed_seconds, 0),
      wholesale_tier_id, wholesale_deck_version, wholesale_prefix, wholesale_rate, wholesale_connect_fee,
      wholesale_initial_increment, wholesale_next_increment, wholesale_minimum_duration, coalesce(wholesale_billed_seconds, 0),
      funded_seconds, limit_fired, coalesce(settled_by, 'report'), created_at, coalesce(updated_at, created_at)
    FROM jsonb_populate_recordset(NULL::cdr, calls)
    ORDER BY partner_id, id
    ON CONFLICT (partner_id, id) DO NOTHING
    RETURNING cdr AS call
  )
  SELECT array_agg(call) INTO recorded FROM added;
  IF recorded IS NULL THEN RETURN; END IF;
  PERFORM cdr_roll(recorded, '{}');
  RETURN QUERY SELECT r.id FROM unnest(recorded) r;
END $$;

-- What a late report changes of a recorded call: only keys that stand in `changes`, only these columns. The rollups move by the
-- difference. False where there is no such call.
CREATE FUNCTION cdr_correct(of_partner uuid, call_id uuid, changes jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  was cdr;
  now_is cdr;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(cdr_lock_key(of_partner));
  SELECT * INTO was FROM cdr WHERE partner_id = of_partner AND id = call_id FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  now_is := jsonb_populate_record(was, changes);
  UPDATE cdr SET progress_time = now_is.progress_time, answer_time = now_is.answer_time, end_time = now_is.end_time,
    ring_time = now_is.ring_time, duration = now_is.duration, billsec = now_is.billsec,
    cause_class = cdr_cause_class(now_is.answer_time IS NOT NULL, cdr.refused, now_is.hangup_cause),
    hangup_cause = now_is.hangup_cause, hangup_cause_code = now_is.hangup_cause_code, hangup_source = now_is.hangup_source,
    hangup_disposition = now_is.hangup_disposition, sip_code = now_is.sip_code, failure_code = now_is.failure_code,
    failure_reason = now_is.failure_reason, terminated_to = now_is.terminated_to, carrier_ip = now_is.carrier_ip,
    codec = now_is.codec, mos_hundredths = now_is.mos_hundredths, jitter_us = now_is.jitter_us,
    loss_hundredths = now_is.loss_hundredths, pdd_ms = now_is.pdd_ms, cost = now_is.cost, streaming_cost = now_is.streaming_cost,
    wholesale_cost = now_is.wholesale_cost, margin = now_is.margin, written_off = now_is.written_off,
    selling_billed_seconds = now_is.selling_billed_seconds, wholesale_billed_seconds = now_is.wholesale_billed_seconds,
    funded_seconds = now_is.funded_seconds, limit_fired = now_is.limit_fired, settled_by = now_is.settled_by,
    updated_at = now_is.updated_at
  WHERE partner_id = of_partner AND id = call_id
  RETURNING cdr.* INTO now_is;
  PERFORM cdr_roll(ARRAY[now_is], ARRAY[was]);
  RETURN true;
END $$;

-- Makes the rollups of one UTC day of one partner anew from its CDRs.
CREATE FUNCTION cdr_rebuild_day(of_partner uuid, of_day date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  first_id uuid := cdr_first_id(of_day::timestamp AT TIME ZONE 'UTC');
  end_id uuid := cdr_first_id((of_day + 1)::timestamp AT TIME ZONE 'UTC');
  chunk cdr[];
  calls bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(cdr_lock_key(of_partner));
  DELETE FROM cdr_rollup_day WHERE partner_id = of_partner AND day = of_day
    AND dimension IN ('total', 'prefix', 'trunk', 'number');
  DELETE FROM cdr_rollup WHERE partner_id = of_partner AND bucket >= of_day::timestamp AT TIME ZONE 'UTC'
    AND bucket < (of_day + 1)::timestamp AT TIME ZONE 'UTC';
  LOOP
    SELECT array_agg(c.call ORDER BY (c.call).id) INTO chunk FROM (
      SELECT cdr AS call FROM cdr WHERE partner_id = of_partner AND id >= first_id AND id < end_id ORDER BY id LIMIT 5000) c;
    EXIT WHEN chunk IS NULL;
    PERFORM cdr_roll(chunk, '{}');
    calls := calls + cardinality(chunk);
    first_id := (chunk[cardinality(chunk)]).id;
    -- The next id after the last one.
    SELECT id INTO first_id FROM cdr WHERE partner_id = of_partner AND id > first_id AND id < end_id ORDER BY id LIMIT 1;
    EXIT WHEN NOT FOUND;
  END LOOP;
  RETURN calls;
END $$;

-- Makes the partition of a month, and moves into it what the default partition holds of it. False where it is there already.
-- Attaching it asks for the default partition alone for a moment, never for the whole table.
CREATE FUNCTION cdr_make_partition(of_day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  month date := date_trunc('month', of_day)::date;
  name text := 'cdr_' || to_char(month, 'YYYYMM');
  low uuid := cdr_first_id(month::timestamp AT TIME ZONE 'UTC');
  high uuid := cdr_first_id((month + interval '1 month') AT TIME ZONE 'UTC');
BEGIN
  PERFORM pg_advisory_xact_lock(cdr_lock_key('00000000-0000-0000-0000-000000000000'));
  IF to_regclass(name) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE cdr INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  LOCK TABLE cdr_default IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('WITH moved AS (DELETE FROM cdr_default WHERE id >= %L AND id < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    low, high, name);
  EXECUTE format('ALTER TABLE cdr ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, low, high);
  RETURN true;
END $$;
