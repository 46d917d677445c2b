-- Edge nodes: what stands beside each SIP server and asks, over HTTP, whether a call may go. All of it is the operator's.

CREATE TABLE edge_node (
  id                uuid NOT NULL PRIMARY KEY,
  name              text NOT NULL,
  region            text NOT NULL,         -- '' where nobody gave one
  enabled           boolean NOT NULL,
  networks          text[] NOT NULL CHECK (cardinality(networks) > 0),  -- CIDR: from where its requests come
  secret_hash       bytea NOT NULL,
  secret_masked     text NOT NULL,
  old_secret_hash   bytea,                 -- works beside the new one until then
  old_secret_until  timestamptz,
  rotated_at        timestamptz,
  created_at        timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  CHECK ((old_secret_hash IS NULL) = (old_secret_until IS NULL))
);
CREATE UNIQUE INDEX edge_node_name ON edge_node (lower(name));
CREATE UNIQUE INDEX edge_node_secret ON edge_node (secret_hash);
CREATE UNIQUE INDEX edge_node_old_secret ON edge_node (old_secret_hash) WHERE old_secret_hash IS NOT NULL;

-- What a node said of itself last. Apart from the node, since every heartbeat writes here.
CREATE TABLE edge_presence (
  node_id       uuid NOT NULL PRIMARY KEY REFERENCES edge_node (id),
  heard_at      timestamptz NOT NULL,
  started_at    timestamptz,               -- of its process; null where it does not say
  software      text NOT NULL,
  address       text NOT NULL,
  calls         integer NOT NULL CHECK (calls >= 0),   -- that it has up
  draining      boolean NOT NULL,          -- takes no new ones
  skew_ms       bigint                     -- its clock less ours
) WITH (fillfactor = 50);

-- Requests of unknown sources and the like: counted by UTC day, never one by one.
CREATE TABLE edge_counter (
  node_id  uuid NOT NULL REFERENCES edge_node (id),
  day      date NOT NULL,
  name     text NOT NULL,
  count    bigint NOT NULL CHECK (count >= 0),
  PRIMARY KEY (node_id, day, name)
);

-- What edges may have remembered and must forget, in an order in which no change is ever overtaken: by transaction, and read
-- only as far as every transaction before has ended. `noted_at` tells when a row may go, and nothing else.
CREATE SEQUENCE edge_change_number AS bigint CACHE 1;
CREATE TABLE edge_change (
  xid       xid8 NOT NULL,
  number    bigint NOT NULL,
  tag       text NOT NULL,
  noted_at  timestamptz NOT NULL,
  PRIMARY KEY (xid, number)
);
CREATE INDEX edge_change_noted ON edge_change (noted_at);
-- The newest transaction of which a change is no longer kept: whoever reads on from before it begins anew.
CREATE TABLE edge_change_forgotten (
  one  boolean NOT NULL PRIMARY KEY CHECK (one),
  xid  xid8 NOT NULL
);

CREATE FUNCTION edge_note(tags text[]) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO edge_change (xid, number, tag, noted_at)
  SELECT pg_current_xact_id(), nextval('edge_change_number'), tag, transaction_timestamp()
  FROM (SELECT DISTINCT unnest(tags) AS tag) AS changed WHERE tag IS NOT NULL
$$;

-- Triggers, so that no way to change these tables is forgotten. Reads of a table that did not change cost nothing.
CREATE FUNCTION edge_note_credential() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM edge_note(ARRAY['credential:' || lower(coalesce(NEW.username, OLD.username))]);
  RETURN NULL;
END $$;
CREATE TRIGGER edge_note AFTER INSERT OR UPDATE OR DELETE ON sip_credential
  FOR EACH ROW EXECUTE FUNCTION edge_note_credential();

-- No entry is wider than a /24, so a block of that size says for whom an answer about an address may be old.
CREATE FUNCTION edge_note_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM edge_note(ARRAY['source:' || network(set_masklen(OLD.network::inet, 24))::text,
                          'source:' || network(set_masklen(NEW.network::inet, 24))::text]);
  RETURN NULL;
END $$;
CREATE TRIGGER edge_note AFTER INSERT OR UPDATE OR DELETE ON sip_ip_acl
  FOR EACH ROW EXECUTE FUNCTION edge_note_source();

CREATE FUNCTION edge_note_trunk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM edge_note(ARRAY['account:' || coalesce(NEW.customer_id, OLD.customer_id)::text]);
  RETURN NULL;
END $$;
CREATE TRIGGER edge_note AFTER INSERT OR UPDATE OR DELETE ON sip_trunk
  FOR EACH ROW EXECUTE FUNCTION edge_note_trunk();

-- Carriers change seldom: all of them are one tag.
CREATE FUNCTION edge_note_carriers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM edge_note(ARRAY['carriers']);
  RETURN NULL;
END $$;
CREATE TRIGGER edge_note AFTER UPDATE OF enabled, did_format ON carrier
  FOR EACH STATEMENT EXECUTE FUNCTION edge_note_carriers();
CREATE TRIGGER edge_note AFTER INSERT OR DELETE OR UPDATE OF enabled, direction, did_format ON carrier_gateway
  FOR EACH STATEMENT EXECUTE FUNCTION edge_note_carriers();
CREATE TRIGGER edge_note AFTER INSERT OR DELETE OR UPDATE ON carrier_gateway_source
  FOR EACH STATEMENT EXECUTE FUNCTION edge_note_carriers();
