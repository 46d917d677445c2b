-- Processes remember where calls go, and are told what to forget: see routing-memory.ts. The channel is `portal_routing`; a carrier
-- with its gateways is known by the carrier's id, all routes together as `routes`.

-- Of the statement, not of each row: a file brings 200,000.
CREATE TRIGGER tell_news AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON carrier_route
  FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_routing', 'routes');

CREATE FUNCTION carrier_tell_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_news('portal_routing', NEW.id::text);
  RETURN NULL;
END $$;
-- Not where its routes are counted anew. What has no routes is in nobody's memory, so that new ones and those that go are not told.
CREATE TRIGGER tell_news AFTER UPDATE ON carrier FOR EACH ROW
  WHEN ((OLD.enabled, OLD.currency, OLD.cli_rules, OLD.dial_format)
    IS DISTINCT FROM (NEW.enabled, NEW.currency, NEW.cli_rules, NEW.dial_format))
  EXECUTE FUNCTION carrier_tell_news();

CREATE FUNCTION carrier_gateway_tell_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM tell_news('portal_routing', OLD.carrier_id::text); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM tell_news('portal_routing', NEW.carrier_id::text); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tell_news AFTER INSERT OR UPDATE OR DELETE ON carrier_gateway
  FOR EACH ROW EXECUTE FUNCTION carrier_gateway_tell_news();

CREATE FUNCTION carrier_gateway_health_tell_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_news('portal_routing', g.carrier_id::text) FROM carrier_gateway g WHERE g.id = NEW.gateway_id;
  RETURN NULL;
END $$;
-- Failures are counted without a word; that a gateway is down, and until when, is told.
CREATE TRIGGER tell_news AFTER UPDATE ON carrier_gateway_health FOR EACH ROW
  WHEN (OLD.down_until IS DISTINCT FROM NEW.down_until)
  EXECUTE FUNCTION carrier_gateway_health_tell_news();

-- The routes that numbers may match which begin with a key: those whose prefix the key begins with and, of a key of `p_digits`, those
-- whose prefix begins with it. Whatever their time: calls judge it. `p_most` at most for each key.
CREATE FUNCTION carrier_route_buckets(p_key text[], p_digits integer, p_most integer) RETURNS TABLE (
  place bigint, id uuid, carrier_id uuid, prefix text, gateway_group text, priority integer, weight integer, cost_rate bigint,
  exclusive boolean, enabled boolean, effective_from timestamptz, effective_to timestamptz
) LANGUAGE plpgsql STABLE
-- Plans bound to the indexes, so that a lagging statistic cannot turn them over.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET jit = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT k.place, r.id, r.carrier_id, r.prefix::text, r.gateway_group, r.priority, r.weight, r.cost_rate, r.exclusive, r.enabled,
    r.effective_from, r.effective_to
  FROM (
    SELECT q.key, q.place, ARRAY(SELECT left(q.key, n) FROM generate_series(0, length(q.key)) n) AS prefixes
    FROM unnest(p_key) WITH ORDINALITY AS q(key, place) OFFSET 0
  ) k
  CROSS JOIN LATERAL (
    (SELECT * FROM carrier_route x WHERE x.prefix = ANY (k.prefixes) AND x.enabled)
    UNION ALL
    -- Prefixes are digits, which the colon follows.
    (SELECT * FROM carrier_route x WHERE length(k.key) = p_digits AND x.prefix > k.key AND x.prefix < k.key || ':' AND x.enabled)
    LIMIT p_most
  ) r;
END $$;
