-- Partners, and the people who ask to become one.

-- Numeric account numbers of partners; gaps mean nothing.
CREATE SEQUENCE partner_account_id AS bigint START 500000 MINVALUE 500000;

-- Text that nobody gave is '', not null: published clients expect strings.
CREATE TABLE partner (
  partner_id               uuid NOT NULL PRIMARY KEY,
  auth_id                  text NOT NULL CHECK (auth_id ~ '^partner-[a-z0-9]{8}$'),
  account_id               bigint NOT NULL DEFAULT nextval('partner_account_id'),
  slug                     text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name                     text NOT NULL,
  email                    text NOT NULL,
  phone                    text NOT NULL,
  company                  text NOT NULL,
  country                  text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  status                   text NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
  mode                     text NOT NULL CHECK (mode IN ('live', 'test')),
  gstin                    text NOT NULL,
  gst_status               text NOT NULL CHECK (gst_status IN ('active', 'inactive')),
  tds_applicable           boolean NOT NULL,
  tds_percentage           numeric(5, 2) NOT NULL CHECK (tds_percentage BETWEEN 0 AND 100),
  currency                 text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),  -- of the primary master account
  billing_model            text NOT NULL,
  is_verified              boolean NOT NULL,
  max_accounts             integer NOT NULL CHECK (max_accounts >= 0),
  account_count            integer NOT NULL,
  can_create_accounts      boolean NOT NULL,
  can_create_pricing_tiers boolean NOT NULL,
  can_view_cdrs            boolean NOT NULL,
  can_transfer_balance     boolean NOT NULL,
  default_pricing_tier_id  uuid NOT NULL,
  created_at               timestamptz NOT NULL,
  updated_at               timestamptz NOT NULL,
  version                  integer NOT NULL,
  -- The cap holds whoever counts, and however many at once.
  CONSTRAINT partner_account_cap CHECK (account_count BETWEEN 0 AND max_accounts)
);
-- Global directories.
CREATE UNIQUE INDEX partner_auth_id ON partner (auth_id);
CREATE UNIQUE INDEX partner_account_number ON partner (account_id);
CREATE UNIQUE INDEX partner_slug ON partner (slug);

-- Somebody who asks to become a partner: the operator's affair, nobody's tenant yet.
CREATE TABLE access_request (
  id               uuid NOT NULL PRIMARY KEY,
  reference        text NOT NULL,                    -- what the applicant was told
  status           text NOT NULL CHECK (status IN ('new', 'in_review', 'approved', 'declined')),
  name             text NOT NULL,
  company          text NOT NULL,
  email            text NOT NULL,                    -- lower case
  phone            text NOT NULL,
  country          text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  use_case         text NOT NULL,
  expected_traffic text NOT NULL,
  message          text NOT NULL,
  ip               text NOT NULL,
  user_agent       text,
  created_at       timestamptz NOT NULL,
  due_at           timestamptz NOT NULL,             -- one business day after arrival
  taken_at         timestamptz,
  taken_by         text,
  decided_at       timestamptz,
  decided_by       text,
  decline_reason   text,
  partner_id       uuid,                             -- what became of it
  CHECK ((status IN ('approved', 'declined')) = (decided_at IS NOT NULL)),
  CHECK ((status = 'approved') = (partner_id IS NOT NULL)),
  CHECK ((status = 'declined') = (decline_reason IS NOT NULL))
);
CREATE UNIQUE INDEX access_request_reference ON access_request (reference);
-- Asking twice makes no second row while the first is open.
CREATE UNIQUE INDEX access_request_open ON access_request (email) WHERE status IN ('new', 'in_review');
CREATE INDEX access_request_queue ON access_request (status, id);

-- How often an address or an e-mail asked on one day; the spam limit counts here.
CREATE TABLE access_request_quota (
  day     date NOT NULL,
  subject text NOT NULL,
  count   integer NOT NULL,
  PRIMARY KEY (day, subject)
);
