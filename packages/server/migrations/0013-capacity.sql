-- How many calls at once and per second: a partner's pool, and what of it its customers have.

-- A customer's limits never exceed what it began with and what was added. Accounts from before keep what they have.
ALTER TABLE customer
  ADD COLUMN allocated_cps integer NOT NULL DEFAULT 0,
  ADD COLUMN allocated_concurrent_calls integer NOT NULL DEFAULT 0;
UPDATE customer SET
  base_cps_limit = greatest(coalesce(base_cps_limit, 1), cps_limit - coalesce(purchased_cps, 0)),
  base_concurrent_calls_limit =
    greatest(coalesce(base_concurrent_calls_limit, 4), concurrent_calls_limit - coalesce(purchased_concurrent_calls, 0));
ALTER TABLE customer
  ALTER COLUMN base_cps_limit SET NOT NULL,
  ALTER COLUMN base_concurrent_calls_limit SET NOT NULL,
  ADD CONSTRAINT customer_allocated CHECK (allocated_cps >= 0 AND allocated_concurrent_calls >= 0),
  ADD CONSTRAINT customer_cps_entitled
    CHECK (cps_limit <= base_cps_limit + coalesce(purchased_cps, 0) + allocated_cps),
  ADD CONSTRAINT customer_calls_entitled
    CHECK (concurrent_calls_limit
           <= base_concurrent_calls_limit + coalesce(purchased_concurrent_calls, 0) + allocated_concurrent_calls);

-- A partner without a row has the default pool.
CREATE TABLE capacity_pool (
  partner_id                 uuid NOT NULL PRIMARY KEY,
  concurrent_calls           integer NOT NULL,           -- granted by the operator
  cps                        integer NOT NULL,
  allocated_concurrent_calls integer NOT NULL,           -- the sum over its customers
  allocated_cps              integer NOT NULL,
  transfers_enabled          boolean NOT NULL,
  updated_at                 timestamptz NOT NULL,
  -- However many move slots at once, nobody gives what is not there.
  CONSTRAINT capacity_pool_calls CHECK (allocated_concurrent_calls BETWEEN 0 AND concurrent_calls),
  CONSTRAINT capacity_pool_cps CHECK (allocated_cps BETWEEN 0 AND cps)
);

-- What was moved, when, by whom. Rows are only ever added.
CREATE TABLE capacity_transfer (
  partner_id         uuid NOT NULL,
  id                 uuid NOT NULL,                      -- UUIDv7: the newest sorts last
  customer_id        uuid NOT NULL,
  customer_auth_id   text NOT NULL,
  direction          text NOT NULL CHECK (direction IN ('transfer', 'reclaim')),
  resource           text NOT NULL CHECK (resource IN ('concurrent_calls', 'cps')),
  slots              integer NOT NULL CHECK (slots > 0),
  description        text,
  partner_remaining  integer NOT NULL CHECK (partner_remaining >= 0),
  customer_effective integer NOT NULL CHECK (customer_effective >= 0),
  moved_by           text NOT NULL,
  created_at         timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id)
);
CREATE INDEX capacity_transfer_customer ON capacity_transfer (partner_id, customer_id, id);
CREATE TRIGGER capacity_transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON capacity_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
