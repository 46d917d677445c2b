-- Carriers: whom we buy minutes from, at which SIP addresses, and which numbers go to whom. All of it is the operator's.

CREATE TABLE carrier (
  id           uuid NOT NULL PRIMARY KEY,
  name         text NOT NULL,
  enabled      boolean NOT NULL,
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),   -- of the cost rates of its routes
  description  text NOT NULL,
  -- What its gateways do where they say nothing of their own; as on the wire.
  cli_rules    jsonb NOT NULL,
  dial_format  jsonb NOT NULL,
  did_format   jsonb NOT NULL,
  route_count  integer NOT NULL CHECK (route_count >= 0),       -- kept by whoever writes routes, under the row's lock
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  version      integer NOT NULL
);
CREATE UNIQUE INDEX carrier_name ON carrier (lower(name));

CREATE TABLE carrier_gateway (
  id                   uuid NOT NULL PRIMARY KEY,
  carrier_id           uuid NOT NULL REFERENCES carrier (id),
  name                 text NOT NULL,
  gateway_group        text NOT NULL,                           -- '' where it belongs to none
  host                 text NOT NULL,
  port                 integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  transport            text NOT NULL CHECK (transport IN ('udp', 'tcp', 'tls')),
  direction            text NOT NULL CHECK (direction IN ('inbound', 'outbound', 'both')),
  enabled              boolean NOT NULL,
  weight               integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
  max_concurrent_calls integer CHECK (max_concurrent_calls >= 0),  -- null: no limit
  max_cps              integer CHECK (max_cps >= 0),
  cli_rules            jsonb,                                   -- null: the carrier's
  dial_format          jsonb,
  did_format           jsonb,
  state_override       text CHECK (state_override IN ('up', 'down', 'draining')),  -- null: as its calls go
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  version              integer NOT NULL
);
CREATE UNIQUE INDEX carrier_gateway_name ON carrier_gateway (carrier_id, lower(name));

-- From where the calls of a gateway come. An address is known as one gateway: the database refuses a second one.
CREATE TABLE carrier_gateway_source (
  gateway_id uuid NOT NULL REFERENCES carrier_gateway (id) ON DELETE CASCADE,
  network    cidr NOT NULL,
  active     boolean NOT NULL,                                  -- as its gateway is enabled
  PRIMARY KEY (gateway_id, network),
  EXCLUDE USING gist (network inet_ops WITH &&) WHERE (active)
);

-- The circuit breaker: a row for each gateway, made with it. Apart from the gateway, since calls write here.
CREATE TABLE carrier_gateway_health (
  gateway_id    uuid NOT NULL PRIMARY KEY REFERENCES carrier_gateway (id) ON DELETE CASCADE,
  failures      integer NOT NULL CHECK (failures >= 0),         -- in a row
  failing_since timestamptz,                                    -- the first of them
  trips         integer NOT NULL CHECK (trips >= 0),            -- how often it went down since it last worked
  down_since    timestamptz,
  down_until    timestamptz,                                    -- then it is tried again
  last_cause    text,
  CHECK ((failures = 0) = (failing_since IS NULL)),
  CHECK ((down_since IS NULL) = (down_until IS NULL) AND (down_since IS NULL) = (trips = 0))
);

-- What each edge last said of the calls that it has at a gateway. A report that is not renewed soon counts no more.
CREATE TABLE carrier_gateway_load (
  gateway_id       uuid NOT NULL REFERENCES carrier_gateway (id) ON DELETE CASCADE,
  node             text NOT NULL,
  active_calls     integer NOT NULL CHECK (active_calls >= 0),
  calls_per_second integer NOT NULL CHECK (calls_per_second >= 0),
  reported_at      timestamptz NOT NULL,
  PRIMARY KEY (gateway_id, node)
);

CREATE TABLE carrier_route (
  id             uuid NOT NULL PRIMARY KEY,
  carrier_id     uuid NOT NULL REFERENCES carrier (id),
  prefix         text COLLATE "C" NOT NULL CHECK (prefix ~ '^[0-9]{0,15}$'),  -- '' is every number
  gateway_group  text NOT NULL,                                 -- '': all gateways of the carrier
  priority       integer NOT NULL CHECK (priority BETWEEN 1 AND 1000),        -- lower is tried first
  weight         integer NOT NULL CHECK (weight BETWEEN 1 AND 100),
  cost_rate      bigint CHECK (cost_rate >= 0),                 -- 10⁻⁹ of the carrier's currency per minute; null: unknown
  exclusive      boolean NOT NULL,                              -- no shorter prefix of anybody is tried beside it
  enabled        boolean NOT NULL,
  effective_from timestamptz NOT NULL,
  effective_to   timestamptz CHECK (effective_to > effective_from),
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  version        integer NOT NULL
);
-- What a call asks: all routes of sixteen prefixes.
CREATE INDEX carrier_route_prefix ON carrier_route (prefix);
-- What the list shows, and whatever the code believes: one route at a time for a prefix and group.
CREATE UNIQUE INDEX carrier_route_key ON carrier_route (carrier_id, prefix, gateway_group, effective_from);

-- Where one of several stands when they share by weight: the smallest comes first, and each comes first as often as its
-- weight says (Efraimidis and Spirakis 2006). The same seed gives the same order here and in weighted-order.ts.
-- STABLE, as convert_to is: so declared it becomes part of the query that calls it, else each call of it costs far more.
CREATE FUNCTION carrier_share_key(p_seed text, p_id uuid, p_weight integer) RETURNS double precision
LANGUAGE sql STABLE AS $$
  SELECT -ln((('x' || left(encode(sha256(convert_to(p_seed || ':' || p_id::text, 'UTF8')), 'hex'), 13))::bit(52)::bigint
    ::double precision + 0.5::double precision) / 4503599627370496::double precision) / p_weight
$$;

-- The gateways for a call in the order in which they are tried; choose-routes.ts says the same in TypeScript, and why.
-- `p_number` are the digits of an E.164 number. `p_seed` is the call's id: calls with different ids share by weight.
-- What the number and the caller's look like on the wire follows from the rules that each row carries.
CREATE FUNCTION carrier_routes(
  p_number text, p_at timestamptz, p_limit integer DEFAULT 6, p_seed text DEFAULT NULL
) RETURNS TABLE (
  "position" integer, carrier_id uuid, gateway_id uuid, route_id uuid, host text, port integer, transport text,
  prefix text, priority integer, cost_rate bigint, currency text, cli_rules jsonb, dial_format jsonb
) LANGUAGE plpgsql STABLE
-- Plans bound to the indexes, so that a lagging statistic cannot turn them over.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
DECLARE
  v_seed text := coalesce(p_seed, p_number);
  v_prefixes text[] := ARRAY(SELECT left(p_number, n) FROM generate_series(0, least(length(p_number), 15)) n);
  -- A load that was reported longer ago counts no more (LOAD_COUNTS_MS).
  v_reported_after timestamptz := p_at - interval '15 seconds';
BEGIN
  RETURN QUERY
  WITH in_force AS (
    SELECT r.id, r.carrier_id, r.prefix, r.gateway_group, r.priority, r.weight, r.cost_rate, r.exclusive,
      c.currency, c.cli_rules, c.dial_format, length(r.prefix) AS digits,
      max(length(r.prefix)) OVER (PARTITION BY r.carrier_id) AS longest_of_carrier
    FROM carrier_route r JOIN carrier c ON c.id = r.carrier_id
    WHERE r.prefix = ANY (v_prefixes) AND r.enabled AND c.enabled
      AND r.effective_from <= p_at AND (r.effective_to IS NULL OR r.effective_to > p_at)
  ), longest AS (
    SELECT f.*, max(f.digits) FILTER (WHERE f.exclusive) OVER () AS least_digits
    FROM in_force f WHERE f.digits = f.longest_of_carrier
  ), ranked AS (
    SELECT l.*, row_number() OVER (
      ORDER BY l.digits DESC, l.priority, carrier_share_key(v_seed, l.id, l.weight), l.id) AS route_rank
    FROM longest l WHERE l.digits >= coalesce(l.least_digits, 0)
  ), reached AS (
    SELECT r.*, g.id AS gateway_id, g.host, g.port, g.transport, g.weight AS gateway_weight,
      coalesce(g.cli_rules, r.cli_rules) AS gateway_cli_rules,
      coalesce(g.dial_format, r.dial_format) AS gateway_dial_format,
      row_number() OVER (PARTITION BY g.id ORDER BY r.route_rank) AS nth_route
    FROM ranked r
    JOIN carrier_gateway g ON g.carrier_id = r.carrier_id AND r.gateway_group IN ('', g.gateway_group)
    LEFT JOIN carrier_gateway_health h ON h.gateway_id = g.id
    LEFT JOIN LATERAL (
      SELECT sum(o.active_calls) AS active_calls, sum(o.calls_per_second) AS calls_per_second
      FROM carrier_gateway_load o WHERE o.gateway_id = g.id AND o.reported_at > v_reported_after
    ) o ON g.max_concurrent_calls IS NOT NULL OR g.max_cps IS NOT NULL
    WHERE g.enabled AND g.direction <> 'inbound'
      AND coalesce(g.state_override, CASE WHEN h.down_until > p_at THEN 'down' ELSE 'up' END) = 'up'
      AND (g.max_concurrent_calls IS NULL OR coalesce(o.active_calls, 0) < g.max_concurrent_calls)
      AND (g.max_cps IS NULL OR coalesce(o.calls_per_second, 0) < g.max_cps)
  ), shared AS (
    SELECT e.*, row_number() OVER (PARTITION BY e.route_rank
      ORDER BY carrier_share_key(v_seed, e.gateway_id, e.gateway_weight), e.gateway_id) AS nth_gateway
    FROM reached e WHERE e.nth_route = 1
  )
  -- Two gateways of one route (GATEWAYS_PER_ROUTE), so that the next carrier has its turn.
  SELECT (row_number() OVER (ORDER BY s.route_rank, s.nth_gateway))::integer, s.carrier_id, s.gateway_id, s.id, s.host,
    s.port, s.transport, s.prefix::text, s.priority, s.cost_rate, s.currency, s.gateway_cli_rules, s.gateway_dial_format
  FROM shared s WHERE s.nth_gateway <= 2
  ORDER BY s.route_rank, s.nth_gateway LIMIT p_limit;
END $$;
