-- Phone numbers: the stock of the platform, who holds which, and what partners sell them for.
-- Fees are units of 10⁻⁵ of the currency beside them.

-- A file of stock that was read in. Rows of a failed one are nowhere.
CREATE TABLE number_import (
  id            uuid NOT NULL PRIMARY KEY,
  file_name     text NOT NULL,
  state         text NOT NULL CHECK (state IN ('reading', 'refused', 'done', 'interrupted')),
  rows_read     integer NOT NULL,
  numbers_added integer NOT NULL,
  faults        integer NOT NULL,
  fault_list    jsonb NOT NULL,            -- the first of them: [{line, column, message}]
  started_by    text NOT NULL,
  started_at    timestamptz NOT NULL,
  ended_at      timestamptz
);

-- One row for each number that the operator has: a global directory, no tenant's data.
CREATE TABLE number_stock (
  e164              text NOT NULL PRIMARY KEY CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  country           text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  region            text NOT NULL,         -- '' where it has none
  number_type       text NOT NULL CHECK (number_type IN ('local', 'mobile', 'toll_free', 'national')),
  voice_enabled     boolean NOT NULL,
  sms_enabled       boolean NOT NULL,
  mms_enabled       boolean NOT NULL,
  fax_enabled       boolean NOT NULL,
  provider          text NOT NULL,         -- '' where nobody says
  currency          text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  setup_fee         bigint NOT NULL CHECK (setup_fee >= 0),     -- wholesale: what the partner owes the operator
  monthly_fee       bigint NOT NULL CHECK (monthly_fee >= 0),
  kyc_requirement   text NOT NULL CHECK (kyc_requirement IN ('none', 'identity', 'aadhaar')),
  minimum_commitment_months integer NOT NULL CHECK (minimum_commitment_months BETWEEN 0 AND 120),
  state             text NOT NULL CHECK (state IN ('available', 'reserved', 'held', 'quarantined', 'withdrawn')),
  reservation_id    uuid,
  reserved_by       uuid,                  -- partner
  reserved_until    timestamptz,
  quarantined_until timestamptz,
  import_id         uuid,
  created_at        timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  CHECK ((state = 'reserved') = (reservation_id IS NOT NULL)),
  CHECK ((reservation_id IS NULL) = (reserved_by IS NULL) AND (reserved_by IS NULL) = (reserved_until IS NULL)),
  CHECK ((state = 'quarantined') = (quarantined_until IS NOT NULL))
);

-- A number as one customer has it, from purchase to release; sold again it is another row.
CREATE TABLE number_holding (
  partner_id        uuid NOT NULL,
  id                uuid NOT NULL,         -- UUIDv7; the published id of the number
  customer_id       uuid NOT NULL,
  e164              text NOT NULL,
  status            text NOT NULL CHECK (status IN ('active', 'grace', 'suspended', 'pending_release', 'released')),
  source            text NOT NULL CHECK (source IN ('purchased', 'inventory', 'assigned', 'moved')),
  currency          text NOT NULL,         -- of the wallet that pays
  setup_fee         bigint NOT NULL CHECK (setup_fee >= 0),             -- selling
  monthly_fee       bigint NOT NULL CHECK (monthly_fee >= 0),
  wholesale_setup_fee   bigint NOT NULL CHECK (wholesale_setup_fee >= 0),
  wholesale_monthly_fee bigint NOT NULL CHECK (wholesale_monthly_fee >= 0),
  trunk_id          uuid,
  application_id    text,
  tags              text[] NOT NULL,
  is_blocked        boolean NOT NULL,
  purchased_at      timestamptz NOT NULL,
  -- Billing goes by the customer's calendar: the day of the month on which it began (1–31) and the zone at that time.
  billing_day       integer NOT NULL CHECK (billing_day BETWEEN 1 AND 31),
  billing_zone      text NOT NULL,
  paid_until        timestamptz NOT NULL,  -- the next renewal is due
  last_billed_at    timestamptz NOT NULL,
  next_attempt_at   timestamptz NOT NULL,  -- when the job looks at it again: paid_until, or a further try in grace
  grace_until       timestamptz,
  suspended_until   timestamptz,           -- then it is released
  reserve_renewal   boolean NOT NULL,      -- keep the next renewal's money held, so that calls cannot eat it
  renewal_hold_id   uuid,
  release_fee       bigint,
  release_transfer_id uuid,
  releases_at       timestamptz,           -- end of the time in which the release can be taken back
  released_at       timestamptz,
  release_reason    text,
  created_at        timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  version           integer NOT NULL,
  PRIMARY KEY (partner_id, id),
  CHECK ((status = 'grace') <= (grace_until IS NOT NULL)),
  CHECK ((status = 'suspended') <= (suspended_until IS NOT NULL)),
  CHECK ((status = 'pending_release') <= (releases_at IS NOT NULL)),
  CHECK ((status = 'released') = (released_at IS NOT NULL))
);
-- Whatever the code believes, a number has one holder.
CREATE UNIQUE INDEX number_holding_holder ON number_holding (e164) WHERE status <> 'released';
CREATE INDEX number_holding_customer ON number_holding (partner_id, customer_id, id);
CREATE INDEX number_holding_due ON number_holding (next_attempt_at) WHERE status IN ('active', 'grace', 'suspended');
CREATE INDEX number_holding_releasing ON number_holding (releases_at) WHERE status = 'pending_release';

-- What a partner sells numbers for: one number, or all of a country and type. The narrowest rule wins; without one,
-- selling is wholesale.
CREATE TABLE number_price (
  partner_id  uuid NOT NULL,
  id          uuid NOT NULL,
  e164        text,                        -- this number alone
  country     text,                        -- or all of a country …
  number_type text,                        -- … perhaps of one type
  currency    text NOT NULL,
  setup_fee   bigint NOT NULL CHECK (setup_fee >= 0),
  monthly_fee bigint NOT NULL CHECK (monthly_fee >= 0),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id),
  CHECK ((e164 IS NULL) <> (country IS NULL)),
  CHECK (number_type IS NULL OR country IS NOT NULL)
);
CREATE UNIQUE INDEX number_price_rule
  ON number_price (partner_id, currency, coalesce(e164, ''), coalesce(country, ''), coalesce(number_type, ''));
