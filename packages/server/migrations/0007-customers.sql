-- Customers: the child accounts of partners. Their money is in the ledger, their people and tokens in identity.

-- Substring search over names and addresses. A trusted extension: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Numeric account numbers of customers; gaps mean nothing.
CREATE SEQUENCE customer_account_number AS bigint START 500000 MINVALUE 500000;

CREATE TABLE customer (
  partner_id             uuid NOT NULL,
  customer_id            uuid NOT NULL,                  -- UUIDv7: the newest sorts last
  auth_id                text NOT NULL CHECK (auth_id ~ '^MA_[0-9A-Z]{8}$'),
  account_number         bigint NOT NULL DEFAULT nextval('customer_account_number'),
  api_id                 uuid NOT NULL,
  name                   text NOT NULL,
  email                  text NOT NULL,                  -- lower case; unique with every login of the platform (identity)
  phone                  text NOT NULL,
  company                text NOT NULL,                  -- '' where nobody gave one: published clients expect a string
  description            text,                           -- the partner's own note; its customer never sees it
  address                text,
  city                   text,
  state                  text,
  zip_code               text,
  timezone               text NOT NULL,                  -- IANA
  country                text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  currency               text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  gstin                  text,
  gst_status             text CHECK (gst_status IN ('active', 'inactive')),
  tds_enabled            boolean NOT NULL,
  tds_percentage         numeric(5, 2) NOT NULL CHECK (tds_percentage BETWEEN 0 AND 100),
  business_type          text NOT NULL,
  account_type           text NOT NULL,
  status                 text NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
  status_reason          text,
  status_by              text,                           -- who set it, as the audit log names them
  kyc_status             text NOT NULL CHECK (kyc_status IN ('pending', 'completed')),
  cps_limit              integer NOT NULL CHECK (cps_limit >= 0),
  concurrent_calls_limit integer NOT NULL CHECK (concurrent_calls_limit >= 0),
  base_cps_limit              integer,
  base_concurrent_calls_limit integer,
  purchased_cps               integer,
  purchased_concurrent_calls  integer,
  pricing_tier_id        uuid NOT NULL,
  wallet_account_id      uuid NOT NULL,                  -- in the ledger; for good
  wallet_closed_at       timestamptz,                    -- of a closed account: when nothing of it was held any more
  last_login             timestamptz,
  created_at             timestamptz NOT NULL,
  updated_at             timestamptz NOT NULL,
  version                integer NOT NULL,
  PRIMARY KEY (partner_id, customer_id)
);
-- Global directories.
CREATE UNIQUE INDEX customer_auth_id ON customer (auth_id);
CREATE UNIQUE INDEX customer_account_number_key ON customer (account_number);
CREATE UNIQUE INDEX customer_wallet ON customer (partner_id, wallet_account_id);
CREATE INDEX customer_status ON customer (partner_id, status, customer_id);
-- Closed by force while money was held: the sweep ends these.
CREATE INDEX customer_unfinished ON customer (customer_id) WHERE status = 'closed' AND wallet_closed_at IS NULL;
CREATE INDEX customer_search ON customer USING gin (name gin_trgm_ops, email gin_trgm_ops);
