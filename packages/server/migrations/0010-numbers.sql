-- Phone numbers: the stock of the platform, who holds which, and what partners sell them for.
-- Fees are units of 10⁻⁵ of the currency beside them.

-- A file of stock that was read in. Rows of a failed one are nowhere.
CREATE TABLE number_import (
  id            uuid NOT NULL PRIMARY KEY,
  file_name     text NOT NULL,
  state         text NOT NULL CHECK (state IN ('reading', 'adding', 'refused', 'done', 'interrupted')),
  bytes_read    bigint NOT NULL,
  bytes_total   bigint,                    -- null where nobody said how long the file is
  rows_read     integer NOT NULL,
  numbers_added integer NOT NULL,
  faults        integer NOT NULL,
  fault_list    jsonb NOT NULL,            -- the first of them: [{line, column, message}]
  started_by    text NOT NULL,
  started_at    timestamptz NOT NULL,
  ended_at      timestamptz
);
CREATE INDEX number_import_unfinished ON number_import (id) WHERE state IN ('reading', 'adding');

-- Rows of a file on their way into the stock; gone when the import ends, however it ends.
CREATE UNLOGGED TABLE number_import_row (
  import_id         uuid NOT NULL,
  line              integer NOT NULL,
  e164              text COLLATE "C" NOT NULL,
  country           text COLLATE "C" NOT NULL,
  region            text COLLATE "C" NOT NULL,
  number_type       text NOT NULL,
  voice_enabled     boolean NOT NULL,
  sms_enabled       boolean NOT NULL,
  mms_enabled       boolean NOT NULL,
  fax_enabled       boolean NOT NULL,
  provider          text NOT NULL,
  currency          text NOT NULL,
  setup_fee         bigint NOT NULL,
  monthly_fee       bigint NOT NULL,
  kyc_requirement   text NOT NULL,
  minimum_commitment_months integer NOT NULL
);
CREATE INDEX number_import_row_number ON number_import_row (e164);

-- One row for each number that the operator has: a global directory, no tenant's data.
CREATE TABLE number_stock (
  e164              text COLLATE "C" NOT NULL PRIMARY KEY CHECK (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  country           text COLLATE "C" NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  region            text COLLATE "C" NOT NULL,         -- '' where it has none
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

-- What is for sale is looked for in the order of one of these, and each holds all that a search can ask for, so that looking
-- never touches the table. The search (numbers/stock-search.ts) counts on them.
CREATE INDEX number_for_sale ON number_stock (e164)
  INCLUDE (country, region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available';
CREATE INDEX number_for_sale_country ON number_stock (country, e164)
  INCLUDE (region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available';
CREATE INDEX number_for_sale_country_type ON number_stock (country, number_type, e164)
  INCLUDE (region, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available';
CREATE INDEX number_for_sale_region ON number_stock (region, e164)
  INCLUDE (country, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available';
CREATE INDEX number_for_sale_monthly_fee ON number_stock (currency, monthly_fee, e164)
  INCLUDE (country, region, number_type, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available';
CREATE INDEX number_for_sale_setup_fee ON number_stock (currency, setup_fee, e164)
  INCLUDE (country, region, number_type, monthly_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available';
CREATE INDEX number_for_sale_country_monthly_fee ON number_stock (country, currency, monthly_fee, e164)
  INCLUDE (region, number_type, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available';
CREATE INDEX number_for_sale_mms ON number_stock (e164)
  INCLUDE (country, region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available' AND mms_enabled;
CREATE INDEX number_for_sale_fax ON number_stock (e164)
  INCLUDE (country, region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled)
  WHERE state = 'available' AND fax_enabled;
-- Texts inside a number, and at its end.
CREATE INDEX number_stock_digits ON number_stock USING gin (e164 gin_trgm_ops);
CREATE INDEX number_stock_backwards ON number_stock ((reverse(e164) COLLATE "C"));
-- The others are few.
CREATE INDEX number_stock_state ON number_stock (state, e164) WHERE state <> 'available';
CREATE INDEX number_stock_reservation ON number_stock (reservation_id) WHERE state = 'reserved';
CREATE INDEX number_stock_reserved_by ON number_stock (reserved_by) WHERE state = 'reserved';
CREATE INDEX number_stock_reserved_until ON number_stock (reserved_until) WHERE state = 'reserved';
CREATE INDEX number_stock_quarantine ON number_stock (quarantined_until) WHERE state = 'quarantined';

-- How many numbers there are of each kind: the sum of n. Whoever changes the stock adds rows and changes none, so that nobody
-- waits for another's counter; a job adds them up.
CREATE TABLE number_stock_count (
  country     text COLLATE "C" NOT NULL,
  region      text COLLATE "C" NOT NULL,
  number_type text NOT NULL,
  currency    text NOT NULL,
  state       text NOT NULL,
  n           bigint NOT NULL
);

CREATE FUNCTION number_stock_count_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO number_stock_count
      SELECT country, region, number_type, currency, state, count(*) FROM added
      GROUP BY country, region, number_type, currency, state;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO number_stock_count
      SELECT country, region, number_type, currency, state, -count(*) FROM gone
      GROUP BY country, region, number_type, currency, state;
  ELSE
    INSERT INTO number_stock_count
      SELECT country, region, number_type, currency, state, sum(n) FROM (
        SELECT country, region, number_type, currency, state, 1 AS n FROM added
        UNION ALL SELECT country, region, number_type, currency, state, -1 FROM gone
      ) AS change GROUP BY country, region, number_type, currency, state HAVING sum(n) <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER number_stock_added AFTER INSERT ON number_stock
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();
CREATE TRIGGER number_stock_changed AFTER UPDATE ON number_stock
  REFERENCING NEW TABLE AS added OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();
CREATE TRIGGER number_stock_gone AFTER DELETE ON number_stock
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();

-- Numbers that a partner keeps for itself for a while. Those it still keeps have its id in the stock.
CREATE TABLE number_reservation (
  partner_id  uuid NOT NULL,
  id          uuid NOT NULL,               -- UUIDv7
  numbers     text[] COLLATE "C" NOT NULL, -- all that it began with
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  cancelled_at timestamptz,
  PRIMARY KEY (partner_id, id)
);
CREATE INDEX number_reservation_expiry ON number_reservation (expires_at);

-- A number as one customer has it, from purchase to release; sold again it is another row.
CREATE TABLE number_holding (
  partner_id        uuid NOT NULL,
  id                uuid NOT NULL,         -- UUIDv7; the published id of the number
  customer_id       uuid NOT NULL,
  account_id        text NOT NULL,         -- the customer's auth_id, which never changes
  e164              text COLLATE "C" NOT NULL,
  status            text NOT NULL CHECK (status IN ('active', 'grace', 'suspended', 'pending_release', 'released')),
  source            text NOT NULL CHECK (source IN ('purchased', 'inventory', 'assigned', 'moved')),
  currency          text NOT NULL,         -- of the wallet that pays
  wallet_account_id uuid NOT NULL,         -- that wallet, in the ledger
  setup_fee         bigint NOT NULL CHECK (setup_fee >= 0),             -- selling
  monthly_fee       bigint NOT NULL CHECK (monthly_fee >= 0),
  wholesale_setup_fee   bigint NOT NULL CHECK (wholesale_setup_fee >= 0),
  wholesale_monthly_fee bigint NOT NULL CHECK (wholesale_monthly_fee >= 0),
  allow_loss        boolean NOT NULL,      -- the partner pays what selling is below wholesale
  minimum_commitment_months integer NOT NULL CHECK (minimum_commitment_months >= 0),
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
  release_fee       bigint,                -- what the customer paid for the release
  release_wholesale_fee bigint,            -- the operator's part of it
  release_transfer_id uuid,                -- null where the fee was waived or nothing
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
  CHECK ((status = 'released') = (released_at IS NOT NULL)),
  CHECK (allow_loss OR (setup_fee >= wholesale_setup_fee AND monthly_fee >= wholesale_monthly_fee))
);
-- Whatever the code believes, a number has one holder.
CREATE UNIQUE INDEX number_holding_holder ON number_holding (e164) WHERE status <> 'released';
CREATE INDEX number_holding_customer ON number_holding (partner_id, customer_id, id);
CREATE INDEX number_holding_due ON number_holding (next_attempt_at, id) WHERE status IN ('active', 'grace', 'suspended');
-- Those that could not pay, and those whose next renewal is to be held: looked at each minute, whether there is money now.
CREATE INDEX number_holding_short ON number_holding (partner_id, customer_id) WHERE status IN ('grace', 'suspended');
CREATE INDEX number_holding_unreserved ON number_holding (partner_id, customer_id)
  WHERE reserve_renewal AND renewal_hold_id IS NULL AND status = 'active';
CREATE INDEX number_holding_number ON number_holding (partner_id, e164);
CREATE INDEX number_holding_releasing ON number_holding (releases_at) WHERE status = 'pending_release';

-- What a partner sells numbers for: one number, or all of a country and type. The narrowest rule wins; without one,
-- selling is wholesale.
CREATE TABLE number_price (
  partner_id  uuid NOT NULL,
  id          uuid NOT NULL,
  e164        text COLLATE "C",            -- this number alone
  country     text COLLATE "C",                        -- or all of a country …
  number_type text,                        -- … perhaps of one type
  currency    text NOT NULL,
  setup_fee   bigint NOT NULL CHECK (setup_fee >= 0),
  monthly_fee bigint NOT NULL CHECK (monthly_fee >= 0),
  allow_loss  boolean NOT NULL,            -- may be below wholesale: the partner pays the rest
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id),
  CHECK ((e164 IS NULL) <> (country IS NULL)),
  CHECK (number_type IS NULL OR country IS NOT NULL)
);
CREATE UNIQUE INDEX number_price_rule
  ON number_price (partner_id, currency, coalesce(e164, ''), coalesce(country, ''), coalesce(number_type, ''));
