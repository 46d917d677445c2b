-- Made from the migrations by `portal schema write`; a check compares the two. Not for running.

-- extensions

CREATE EXTENSION pg_trgm;

-- sequences

CREATE SEQUENCE customer_account_number START 500000 INCREMENT 1;

CREATE SEQUENCE partner_account_id START 500000 INCREMENT 1;

-- tables

CREATE TABLE access_request (
  id uuid NOT NULL,
  reference text NOT NULL,
  status text NOT NULL,
  name text NOT NULL,
  company text NOT NULL,
  email text NOT NULL,
  phone text NOT NULL,
  country text NOT NULL,
  use_case text NOT NULL,
  expected_traffic text NOT NULL,
  message text NOT NULL,
  ip text NOT NULL,
  user_agent text,
  created_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone NOT NULL,
  taken_at timestamp with time zone,
  taken_by text,
  decided_at timestamp with time zone,
  decided_by text,
  decline_reason text,
  partner_id uuid
);

CREATE TABLE access_request_quota (
  day date NOT NULL,
  subject text NOT NULL,
  count integer NOT NULL
);

CREATE TABLE api_credential (
  partner_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  customer_id uuid,
  auth_id text NOT NULL,
  label text NOT NULL,
  secret_hash bytea NOT NULL,
  secret_sealed bytea,
  masked text NOT NULL,
  previous_hash bytea,
  previous_expires_at timestamp with time zone,
  scopes text[] NOT NULL,
  api_version text NOT NULL,
  ip_allow_list text[] NOT NULL,
  max_transfer_per_day bigint,
  expires_at timestamp with time zone,
  rotated_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE app_user (
  partner_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  customer_id uuid,
  auth_id text,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  status text NOT NULL,
  password_hash text,
  session_version integer NOT NULL,
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  last_login_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE audit_entry (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_label text NOT NULL,
  action text NOT NULL,
  object_type text NOT NULL,
  object_id text NOT NULL,
  changes jsonb NOT NULL,
  reason text,
  ip text,
  user_agent text,
  request_id text
);

CREATE TABLE customer (
  partner_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  auth_id text NOT NULL,
  account_number bigint NOT NULL DEFAULT nextval('customer_account_number'::regclass),
  api_id uuid NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  phone text NOT NULL,
  company text NOT NULL,
  description text,
  address text,
  city text,
  state text,
  zip_code text,
  timezone text NOT NULL,
  country text NOT NULL,
  currency text NOT NULL,
  gstin text,
  gst_status text,
  tds_enabled boolean NOT NULL,
  tds_percentage numeric(5,2) NOT NULL,
  business_type text NOT NULL,
  account_type text NOT NULL,
  status text NOT NULL,
  status_reason text,
  status_by text,
  kyc_status text NOT NULL,
  cps_limit integer NOT NULL,
  concurrent_calls_limit integer NOT NULL,
  base_cps_limit integer,
  base_concurrent_calls_limit integer,
  purchased_cps integer,
  purchased_concurrent_calls integer,
  pricing_tier_id uuid NOT NULL,
  wallet_account_id uuid NOT NULL,
  wallet_closed_at timestamp with time zone,
  last_login timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL
);

CREATE TABLE idempotency_record (
  partner_id uuid NOT NULL,
  scope text NOT NULL,
  key text NOT NULL,
  input_hash bytea NOT NULL,
  status integer,
  result jsonb,
  sealed bytea,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL
);

CREATE TABLE ledger_account (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid NOT NULL,
  kind text NOT NULL,
  currency text NOT NULL,
  debits bigint NOT NULL,
  credits bigint NOT NULL,
  held bigint NOT NULL,
  floor bigint,
  version bigint NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone
);

CREATE TABLE ledger_allowance (
  partner_id uuid NOT NULL,
  id text NOT NULL,
  day date NOT NULL,
  used bigint NOT NULL
);

CREATE TABLE ledger_chain_head (
  partner_id uuid NOT NULL,
  entry_no bigint NOT NULL,
  hash bytea NOT NULL,
  posted_at timestamp with time zone NOT NULL
);

CREATE TABLE ledger_daily_root (
  partner_id uuid NOT NULL,
  day date NOT NULL,
  entry_no bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE TABLE ledger_hold (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  purpose text NOT NULL,
  reference text,
  amount bigint NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  ended_at timestamp with time zone,
  applied uuid[] NOT NULL
);

CREATE TABLE ledger_transfer (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  entry_no bigint NOT NULL,
  debit_account_id uuid NOT NULL,
  credit_account_id uuid NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL,
  code text NOT NULL,
  reference text,
  description text,
  reverses uuid,
  debit_balance_after bigint NOT NULL,
  credit_balance_after bigint NOT NULL,
  debit_version bigint NOT NULL,
  credit_version bigint NOT NULL,
  event_at timestamp with time zone NOT NULL,
  posted_at timestamp with time zone NOT NULL,
  hash bytea NOT NULL
);

CREATE TABLE number_holding (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  account_id text NOT NULL,
  e164 text NOT NULL,
  status text NOT NULL,
  source text NOT NULL,
  currency text NOT NULL,
  wallet_account_id uuid NOT NULL,
  setup_fee bigint NOT NULL,
  monthly_fee bigint NOT NULL,
  wholesale_setup_fee bigint NOT NULL,
  wholesale_monthly_fee bigint NOT NULL,
  allow_loss boolean NOT NULL,
  minimum_commitment_months integer NOT NULL,
  trunk_id uuid,
  application_id text,
  tags text[] NOT NULL,
  is_blocked boolean NOT NULL,
  purchased_at timestamp with time zone NOT NULL,
  billing_day integer NOT NULL,
  billing_zone text NOT NULL,
  paid_until timestamp with time zone NOT NULL,
  last_billed_at timestamp with time zone NOT NULL,
  next_attempt_at timestamp with time zone NOT NULL,
  grace_until timestamp with time zone,
  suspended_until timestamp with time zone,
  reserve_renewal boolean NOT NULL,
  renewal_hold_id uuid,
  release_fee bigint,
  release_wholesale_fee bigint,
  release_transfer_id uuid,
  releases_at timestamp with time zone,
  released_at timestamp with time zone,
  release_reason text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL
);

CREATE TABLE number_import (
  id uuid NOT NULL,
  file_name text NOT NULL,
  state text NOT NULL,
  bytes_read bigint NOT NULL,
  bytes_total bigint,
  rows_read integer NOT NULL,
  numbers_added integer NOT NULL,
  faults integer NOT NULL,
  fault_list jsonb NOT NULL,
  started_by text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone
);

CREATE TABLE number_import_row (
  import_id uuid NOT NULL,
  line integer NOT NULL,
  e164 text NOT NULL,
  country text NOT NULL,
  region text NOT NULL,
  number_type text NOT NULL,
  voice_enabled boolean NOT NULL,
  sms_enabled boolean NOT NULL,
  mms_enabled boolean NOT NULL,
  fax_enabled boolean NOT NULL,
  provider text NOT NULL,
  currency text NOT NULL,
  setup_fee bigint NOT NULL,
  monthly_fee bigint NOT NULL,
  kyc_requirement text NOT NULL,
  minimum_commitment_months integer NOT NULL
);

CREATE TABLE number_price (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  e164 text,
  country text,
  number_type text,
  currency text NOT NULL,
  setup_fee bigint NOT NULL,
  monthly_fee bigint NOT NULL,
  allow_loss boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE number_reservation (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  numbers text[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  cancelled_at timestamp with time zone
);

CREATE TABLE number_stock (
  e164 text NOT NULL,
  country text NOT NULL,
  region text NOT NULL,
  number_type text NOT NULL,
  voice_enabled boolean NOT NULL,
  sms_enabled boolean NOT NULL,
  mms_enabled boolean NOT NULL,
  fax_enabled boolean NOT NULL,
  provider text NOT NULL,
  currency text NOT NULL,
  setup_fee bigint NOT NULL,
  monthly_fee bigint NOT NULL,
  kyc_requirement text NOT NULL,
  minimum_commitment_months integer NOT NULL,
  state text NOT NULL,
  reservation_id uuid,
  reserved_by uuid,
  reserved_until timestamp with time zone,
  quarantined_until timestamp with time zone,
  import_id uuid,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE number_stock_count (
  country text NOT NULL,
  region text NOT NULL,
  number_type text NOT NULL,
  currency text NOT NULL,
  state text NOT NULL,
  n bigint NOT NULL
);

CREATE TABLE one_time_link (
  partner_id uuid NOT NULL,
  link_id uuid NOT NULL,
  purpose text NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  payload bytea,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone
);

CREATE TABLE outbox (
  id uuid NOT NULL,
  partner_id uuid,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE partner (
  partner_id uuid NOT NULL,
  auth_id text NOT NULL,
  account_id bigint NOT NULL DEFAULT nextval('partner_account_id'::regclass),
  slug text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  phone text NOT NULL,
  company text NOT NULL,
  country text NOT NULL,
  status text NOT NULL,
  mode text NOT NULL,
  gstin text NOT NULL,
  gst_status text NOT NULL,
  tds_applicable boolean NOT NULL,
  tds_percentage numeric(5,2) NOT NULL,
  currency text NOT NULL,
  billing_model text NOT NULL,
  is_verified boolean NOT NULL,
  max_accounts integer NOT NULL,
  account_count integer NOT NULL,
  can_create_accounts boolean NOT NULL,
  can_create_pricing_tiers boolean NOT NULL,
  can_view_cdrs boolean NOT NULL,
  can_transfer_balance boolean NOT NULL,
  default_pricing_tier_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL
);

CREATE TABLE pricing_tier (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  currency text NOT NULL,
  rate_per_minute bigint NOT NULL,
  streaming_rate_per_minute bigint NOT NULL,
  recording_rate_per_minute bigint NOT NULL,
  whatsapp_voice_rate bigint NOT NULL,
  transcription_rate_per_minute bigint NOT NULL,
  pii_redaction_rate_per_minute bigint NOT NULL,
  charge_non_connected_calls boolean NOT NULL,
  non_connected_call_fee bigint NOT NULL,
  did_release_fee bigint NOT NULL,
  is_active boolean NOT NULL,
  is_default boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE schema_migration (
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now()
);

CREATE TABLE web_session (
  partner_id uuid NOT NULL,
  session_id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  session_version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  idle_until timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ip text,
  user_agent text
);

-- views

CREATE VIEW ledger_account_balance AS
 SELECT partner_id,
    id,
    owner_id,
    kind,
    currency,
    (credits - debits) AS balance,
    held,
    floor
   FROM ledger_account;

-- constraints

ALTER TABLE access_request ADD CONSTRAINT access_request_check CHECK (((status = ANY (ARRAY['approved'::text, 'declined'::text])) = (decided_at IS NOT NULL)));

ALTER TABLE access_request ADD CONSTRAINT access_request_check1 CHECK (((status = 'approved'::text) = (partner_id IS NOT NULL)));

ALTER TABLE access_request ADD CONSTRAINT access_request_check2 CHECK (((status = 'declined'::text) = (decline_reason IS NOT NULL)));

ALTER TABLE access_request ADD CONSTRAINT access_request_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

ALTER TABLE access_request ADD CONSTRAINT access_request_pkey PRIMARY KEY (id);

ALTER TABLE access_request ADD CONSTRAINT access_request_status_check CHECK ((status = ANY (ARRAY['new'::text, 'in_review'::text, 'approved'::text, 'declined'::text])));

ALTER TABLE access_request_quota ADD CONSTRAINT access_request_quota_pkey PRIMARY KEY (day, subject);

ALTER TABLE api_credential ADD CONSTRAINT api_credential_check CHECK (((previous_hash IS NULL) = (previous_expires_at IS NULL)));

ALTER TABLE api_credential ADD CONSTRAINT api_credential_check1 CHECK (((customer_id IS NOT NULL) OR (secret_sealed IS NULL)));

ALTER TABLE api_credential ADD CONSTRAINT api_credential_max_transfer_per_day_check CHECK ((max_transfer_per_day >= 0));

ALTER TABLE api_credential ADD CONSTRAINT api_credential_pkey PRIMARY KEY (partner_id, credential_id);

ALTER TABLE api_credential ADD CONSTRAINT api_credential_secret_hash_check CHECK ((octet_length(secret_hash) = 32));

ALTER TABLE app_user ADD CONSTRAINT app_user_check CHECK (((kind = 'operator'::text) = (partner_id = '00000000-0000-0000-0000-000000000000'::uuid)));

ALTER TABLE app_user ADD CONSTRAINT app_user_check1 CHECK (((kind = 'customer'::text) = (customer_id IS NOT NULL)));

ALTER TABLE app_user ADD CONSTRAINT app_user_check2 CHECK (((kind = 'operator'::text) = (auth_id IS NULL)));

ALTER TABLE app_user ADD CONSTRAINT app_user_check3 CHECK ((role = ANY (
CASE kind
    WHEN 'operator'::text THEN ARRAY['admin'::text, 'finance'::text, 'support'::text, 'read_only'::text]
    WHEN 'partner'::text THEN ARRAY['owner'::text, 'admin'::text, 'finance'::text, 'support'::text, 'read_only'::text]
    ELSE ARRAY['customer'::text]
END)));

ALTER TABLE app_user ADD CONSTRAINT app_user_email_check CHECK ((email = lower(email)));

ALTER TABLE app_user ADD CONSTRAINT app_user_kind_check CHECK ((kind = ANY (ARRAY['operator'::text, 'partner'::text, 'customer'::text])));

ALTER TABLE app_user ADD CONSTRAINT app_user_pkey PRIMARY KEY (partner_id, user_id);

ALTER TABLE app_user ADD CONSTRAINT app_user_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])));

ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['operator'::text, 'partner'::text, 'customer'::text, 'system'::text])));

ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE customer ADD CONSTRAINT customer_auth_id_check CHECK ((auth_id ~ '^MA_[0-9A-Z]{8}$'::text));

ALTER TABLE customer ADD CONSTRAINT customer_concurrent_calls_limit_check CHECK ((concurrent_calls_limit >= 0));

ALTER TABLE customer ADD CONSTRAINT customer_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

ALTER TABLE customer ADD CONSTRAINT customer_cps_limit_check CHECK ((cps_limit >= 0));

ALTER TABLE customer ADD CONSTRAINT customer_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE customer ADD CONSTRAINT customer_gst_status_check CHECK ((gst_status = ANY (ARRAY['active'::text, 'inactive'::text])));

ALTER TABLE customer ADD CONSTRAINT customer_kyc_status_check CHECK ((kyc_status = ANY (ARRAY['pending'::text, 'completed'::text])));

ALTER TABLE customer ADD CONSTRAINT customer_pkey PRIMARY KEY (partner_id, customer_id);

ALTER TABLE customer ADD CONSTRAINT customer_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])));

ALTER TABLE customer ADD CONSTRAINT customer_tds_percentage_check CHECK (((tds_percentage >= (0)::numeric) AND (tds_percentage <= (100)::numeric)));

ALTER TABLE idempotency_record ADD CONSTRAINT idempotency_record_pkey PRIMARY KEY (partner_id, scope, key);

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_currency_check CHECK ((length(currency) = 3));

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_floor CHECK (((floor IS NULL) OR (((credits - debits) - held) >= floor)));

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_kind_check CHECK ((kind = ANY (ARRAY['funding'::text, 'master'::text, 'wallet'::text, 'usage_revenue'::text, 'number_revenue'::text, 'margin'::text, 'tax'::text, 'adjustment'::text, 'write_off'::text])));

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_not_negative CHECK (((debits >= 0) AND (credits >= 0) AND (held >= 0) AND (version >= 0)));

ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ledger_allowance ADD CONSTRAINT ledger_allowance_pkey PRIMARY KEY (partner_id, id, day);

ALTER TABLE ledger_allowance ADD CONSTRAINT ledger_allowance_used_check CHECK ((used >= 0));

ALTER TABLE ledger_chain_head ADD CONSTRAINT ledger_chain_head_pkey PRIMARY KEY (partner_id);

ALTER TABLE ledger_daily_root ADD CONSTRAINT ledger_daily_root_pkey PRIMARY KEY (partner_id, day);

ALTER TABLE ledger_hold ADD CONSTRAINT ledger_hold_amount_check CHECK ((amount >= 0));

ALTER TABLE ledger_hold ADD CONSTRAINT ledger_hold_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ledger_transfer ADD CONSTRAINT ledger_transfer_amount_check CHECK ((amount > 0));

ALTER TABLE ledger_transfer ADD CONSTRAINT ledger_transfer_check CHECK ((debit_account_id <> credit_account_id));

ALTER TABLE ledger_transfer ADD CONSTRAINT ledger_transfer_entry_no_check CHECK ((entry_no > 0));

ALTER TABLE ledger_transfer ADD CONSTRAINT ledger_transfer_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE number_holding ADD CONSTRAINT number_holding_billing_day_check CHECK (((billing_day >= 1) AND (billing_day <= 31)));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_check CHECK (((status = 'grace'::text) <= (grace_until IS NOT NULL)));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_check1 CHECK (((status = 'suspended'::text) <= (suspended_until IS NOT NULL)));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_check2 CHECK (((status = 'pending_release'::text) <= (releases_at IS NOT NULL)));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_check3 CHECK (((status = 'released'::text) = (released_at IS NOT NULL)));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_check4 CHECK ((allow_loss OR ((setup_fee >= wholesale_setup_fee) AND (monthly_fee >= wholesale_monthly_fee))));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_minimum_commitment_months_check CHECK ((minimum_commitment_months >= 0));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_monthly_fee_check CHECK ((monthly_fee >= 0));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE number_holding ADD CONSTRAINT number_holding_setup_fee_check CHECK ((setup_fee >= 0));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_source_check CHECK ((source = ANY (ARRAY['purchased'::text, 'inventory'::text, 'assigned'::text, 'moved'::text])));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_status_check CHECK ((status = ANY (ARRAY['active'::text, 'grace'::text, 'suspended'::text, 'pending_release'::text, 'released'::text])));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_wholesale_monthly_fee_check CHECK ((wholesale_monthly_fee >= 0));

ALTER TABLE number_holding ADD CONSTRAINT number_holding_wholesale_setup_fee_check CHECK ((wholesale_setup_fee >= 0));

ALTER TABLE number_import ADD CONSTRAINT number_import_pkey PRIMARY KEY (id);

ALTER TABLE number_import ADD CONSTRAINT number_import_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'adding'::text, 'refused'::text, 'done'::text, 'interrupted'::text])));

ALTER TABLE number_price ADD CONSTRAINT number_price_check CHECK (((e164 IS NULL) <> (country IS NULL)));

ALTER TABLE number_price ADD CONSTRAINT number_price_check1 CHECK (((number_type IS NULL) OR (country IS NOT NULL)));

ALTER TABLE number_price ADD CONSTRAINT number_price_monthly_fee_check CHECK ((monthly_fee >= 0));

ALTER TABLE number_price ADD CONSTRAINT number_price_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE number_price ADD CONSTRAINT number_price_setup_fee_check CHECK ((setup_fee >= 0));

ALTER TABLE number_reservation ADD CONSTRAINT number_reservation_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE number_stock ADD CONSTRAINT number_stock_check CHECK (((state = 'reserved'::text) = (reservation_id IS NOT NULL)));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_check1 CHECK ((((reservation_id IS NULL) = (reserved_by IS NULL)) AND ((reserved_by IS NULL) = (reserved_until IS NULL))));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_check2 CHECK (((state = 'quarantined'::text) = (quarantined_until IS NOT NULL)));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_e164_check CHECK ((e164 ~ '^\+[1-9][0-9]{6,14}$'::text));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_kyc_requirement_check CHECK ((kyc_requirement = ANY (ARRAY['none'::text, 'identity'::text, 'aadhaar'::text])));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_minimum_commitment_months_check CHECK (((minimum_commitment_months >= 0) AND (minimum_commitment_months <= 120)));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_monthly_fee_check CHECK ((monthly_fee >= 0));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_number_type_check CHECK ((number_type = ANY (ARRAY['local'::text, 'mobile'::text, 'toll_free'::text, 'national'::text])));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_pkey PRIMARY KEY (e164);

ALTER TABLE number_stock ADD CONSTRAINT number_stock_setup_fee_check CHECK ((setup_fee >= 0));

ALTER TABLE number_stock ADD CONSTRAINT number_stock_state_check CHECK ((state = ANY (ARRAY['available'::text, 'reserved'::text, 'held'::text, 'quarantined'::text, 'withdrawn'::text])));

ALTER TABLE one_time_link ADD CONSTRAINT one_time_link_pkey PRIMARY KEY (partner_id, link_id);

ALTER TABLE one_time_link ADD CONSTRAINT one_time_link_purpose_check CHECK ((purpose = ANY (ARRAY['partner_welcome'::text, 'password_reset'::text, 'invitation'::text])));

ALTER TABLE outbox ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE partner ADD CONSTRAINT partner_account_cap CHECK (((account_count >= 0) AND (account_count <= max_accounts)));

ALTER TABLE partner ADD CONSTRAINT partner_auth_id_check CHECK ((auth_id ~ '^partner-[a-z0-9]{8}$'::text));

ALTER TABLE partner ADD CONSTRAINT partner_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

ALTER TABLE partner ADD CONSTRAINT partner_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE partner ADD CONSTRAINT partner_gst_status_check CHECK ((gst_status = ANY (ARRAY['active'::text, 'inactive'::text])));

ALTER TABLE partner ADD CONSTRAINT partner_max_accounts_check CHECK ((max_accounts >= 0));

ALTER TABLE partner ADD CONSTRAINT partner_mode_check CHECK ((mode = ANY (ARRAY['live'::text, 'test'::text])));

ALTER TABLE partner ADD CONSTRAINT partner_pkey PRIMARY KEY (partner_id);

ALTER TABLE partner ADD CONSTRAINT partner_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text));

ALTER TABLE partner ADD CONSTRAINT partner_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])));

ALTER TABLE partner ADD CONSTRAINT partner_tds_percentage_check CHECK (((tds_percentage >= (0)::numeric) AND (tds_percentage <= (100)::numeric)));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_did_release_fee_check CHECK ((did_release_fee >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_non_connected_call_fee_check CHECK ((non_connected_call_fee >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_pii_redaction_rate_per_minute_check CHECK ((pii_redaction_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_rate_per_minute_check CHECK ((rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_recording_rate_per_minute_check CHECK ((recording_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_streaming_rate_per_minute_check CHECK ((streaming_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_transcription_rate_per_minute_check CHECK ((transcription_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_whatsapp_voice_rate_check CHECK ((whatsapp_voice_rate >= 0));

ALTER TABLE schema_migration ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (name);

ALTER TABLE web_session ADD CONSTRAINT web_session_pkey PRIMARY KEY (partner_id, session_id);

-- indexes

CREATE UNIQUE INDEX access_request_open ON public.access_request USING btree (email) WHERE (status = ANY (ARRAY['new'::text, 'in_review'::text]));

CREATE INDEX access_request_queue ON public.access_request USING btree (status, id);

CREATE UNIQUE INDEX access_request_reference ON public.access_request USING btree (reference);

CREATE INDEX api_credential_customer ON public.api_credential USING btree (partner_id, customer_id);

CREATE INDEX api_credential_live ON public.api_credential USING btree (auth_id) WHERE (revoked_at IS NULL);

CREATE INDEX app_user_customer ON public.app_user USING btree (partner_id, customer_id) WHERE (customer_id IS NOT NULL);

CREATE UNIQUE INDEX app_user_email ON public.app_user USING btree (email);

CREATE INDEX audit_entry_id ON public.audit_entry USING btree (id);

CREATE INDEX audit_entry_object ON public.audit_entry USING btree (partner_id, object_type, object_id, id);

CREATE UNIQUE INDEX customer_account_number_key ON public.customer USING btree (account_number);

CREATE UNIQUE INDEX customer_auth_id ON public.customer USING btree (auth_id);

CREATE INDEX customer_search ON public.customer USING gin (name gin_trgm_ops, email gin_trgm_ops);

CREATE INDEX customer_status ON public.customer USING btree (partner_id, status, customer_id);

CREATE INDEX customer_unfinished ON public.customer USING btree (customer_id) WHERE ((status = 'closed'::text) AND (wallet_closed_at IS NULL));

CREATE UNIQUE INDEX customer_wallet ON public.customer USING btree (partner_id, wallet_account_id);

CREATE INDEX idempotency_record_expiry ON public.idempotency_record USING btree (expires_at);

CREATE INDEX idempotency_record_secret ON public.idempotency_record USING btree (created_at) WHERE (sealed IS NOT NULL);

CREATE UNIQUE INDEX ledger_account_book ON public.ledger_account USING btree (partner_id, kind, currency) WHERE (kind <> 'wallet'::text);

CREATE UNIQUE INDEX ledger_account_wallet ON public.ledger_account USING btree (partner_id, owner_id, currency) WHERE (kind = 'wallet'::text);

CREATE INDEX ledger_hold_expiry ON public.ledger_hold USING btree (expires_at) WHERE (ended_at IS NULL);

CREATE INDEX ledger_hold_open ON public.ledger_hold USING btree (partner_id, account_id) WHERE (ended_at IS NULL);

CREATE INDEX ledger_transfer_credit ON public.ledger_transfer USING btree (partner_id, credit_account_id, entry_no);

CREATE INDEX ledger_transfer_debit ON public.ledger_transfer USING btree (partner_id, debit_account_id, entry_no);

CREATE UNIQUE INDEX ledger_transfer_entry ON public.ledger_transfer USING btree (partner_id, entry_no);

CREATE INDEX ledger_transfer_reverses ON public.ledger_transfer USING btree (partner_id, reverses) WHERE (reverses IS NOT NULL);

CREATE INDEX number_holding_customer ON public.number_holding USING btree (partner_id, customer_id, id);

CREATE INDEX number_holding_due ON public.number_holding USING btree (next_attempt_at, id) WHERE (status = ANY (ARRAY['active'::text, 'grace'::text, 'suspended'::text]));

CREATE UNIQUE INDEX number_holding_holder ON public.number_holding USING btree (e164) WHERE (status <> 'released'::text);

CREATE INDEX number_holding_number ON public.number_holding USING btree (partner_id, e164);

CREATE INDEX number_holding_releasing ON public.number_holding USING btree (releases_at) WHERE (status = 'pending_release'::text);

CREATE INDEX number_holding_short ON public.number_holding USING btree (partner_id, customer_id) WHERE (status = ANY (ARRAY['grace'::text, 'suspended'::text]));

CREATE INDEX number_holding_unreserved ON public.number_holding USING btree (partner_id, customer_id) WHERE (reserve_renewal AND (renewal_hold_id IS NULL) AND (status = 'active'::text));

CREATE INDEX number_import_unfinished ON public.number_import USING btree (id) WHERE (state = ANY (ARRAY['reading'::text, 'adding'::text]));

CREATE INDEX number_import_row_number ON public.number_import_row USING btree (e164);

CREATE UNIQUE INDEX number_price_rule ON public.number_price USING btree (partner_id, currency, COALESCE(e164, ''::text), COALESCE(country, ''::text), COALESCE(number_type, ''::text));

CREATE INDEX number_reservation_expiry ON public.number_reservation USING btree (expires_at);

CREATE INDEX number_for_sale ON public.number_stock USING btree (e164) INCLUDE (country, region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE (state = 'available'::text);

CREATE INDEX number_for_sale_country ON public.number_stock USING btree (country, e164) INCLUDE (region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE (state = 'available'::text);

CREATE INDEX number_for_sale_country_monthly_fee ON public.number_stock USING btree (country, currency, monthly_fee, e164) INCLUDE (region, number_type, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE (state = 'available'::text);

CREATE INDEX number_for_sale_country_type ON public.number_stock USING btree (country, number_type, e164) INCLUDE (region, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE (state = 'available'::text);

CREATE INDEX number_for_sale_fax ON public.number_stock USING btree (e164) INCLUDE (country, region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE ((state = 'available'::text) AND fax_enabled);

CREATE INDEX number_for_sale_mms ON public.number_stock USING btree (e164) INCLUDE (country, region, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE ((state = 'available'::text) AND mms_enabled);

CREATE INDEX number_for_sale_monthly_fee ON public.number_stock USING btree (currency, monthly_fee, e164) INCLUDE (country, region, number_type, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE (state = 'available'::text);

CREATE INDEX number_for_sale_region ON public.number_stock USING btree (region, e164) INCLUDE (country, number_type, currency, monthly_fee, setup_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE (state = 'available'::text);

CREATE INDEX number_for_sale_setup_fee ON public.number_stock USING btree (currency, setup_fee, e164) INCLUDE (country, region, number_type, monthly_fee, voice_enabled, sms_enabled, mms_enabled, fax_enabled) WHERE (state = 'available'::text);

CREATE INDEX number_stock_backwards ON public.number_stock USING btree (reverse(e164));

CREATE INDEX number_stock_digits ON public.number_stock USING gin (e164 gin_trgm_ops);

CREATE INDEX number_stock_quarantine ON public.number_stock USING btree (quarantined_until) WHERE (state = 'quarantined'::text);

CREATE INDEX number_stock_reservation ON public.number_stock USING btree (reservation_id) WHERE (state = 'reserved'::text);

CREATE INDEX number_stock_reserved_by ON public.number_stock USING btree (reserved_by) WHERE (state = 'reserved'::text);

CREATE INDEX number_stock_reserved_until ON public.number_stock USING btree (reserved_until) WHERE (state = 'reserved'::text);

CREATE INDEX number_stock_state ON public.number_stock USING btree (state, e164) WHERE (state <> 'available'::text);

CREATE INDEX one_time_link_expiry ON public.one_time_link USING btree (expires_at);

CREATE UNIQUE INDEX one_time_link_token ON public.one_time_link USING btree (token_hash);

CREATE INDEX one_time_link_user ON public.one_time_link USING btree (partner_id, user_id);

CREATE UNIQUE INDEX partner_account_number ON public.partner USING btree (account_id);

CREATE UNIQUE INDEX partner_auth_id ON public.partner USING btree (auth_id);

CREATE UNIQUE INDEX partner_slug ON public.partner USING btree (slug);

CREATE UNIQUE INDEX pricing_tier_default ON public.pricing_tier USING btree (partner_id, currency) WHERE is_default;

CREATE INDEX web_session_expiry ON public.web_session USING btree (expires_at);

CREATE UNIQUE INDEX web_session_token ON public.web_session USING btree (token_hash);

CREATE INDEX web_session_user ON public.web_session USING btree (partner_id, user_id);

-- functions

CREATE OR REPLACE FUNCTION public.audit_append(entries jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO audit_entry (partner_id, id, at, actor_kind, actor_id, actor_label, action, object_type, object_id,
                           changes, reason, ip, user_agent, request_id)
  SELECT partner_id, id, at, actor_kind, actor_id, actor_label, action, object_type, object_id,
         coalesce(changes, '[]'::jsonb), reason, ip, user_agent, request_id
  FROM jsonb_to_recordset(entries) AS e(
    partner_id uuid, id uuid, at timestamptz, actor_kind text, actor_id text, actor_label text, action text,
    object_type text, object_id text, changes jsonb, reason text, ip text, user_agent text, request_id text)
$function$;

CREATE OR REPLACE FUNCTION public.ledger_entry_before(partner uuid, at timestamp with time zone, inclusive boolean)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  v_low    bigint := 0;
  v_high   bigint;
  v_middle bigint;
  v_posted timestamptz;
BEGIN
  SELECT h.entry_no INTO v_high FROM ledger_chain_head h WHERE h.partner_id = partner;
  v_high := coalesce(v_high, 0);
  WHILE v_low < v_high LOOP
    v_middle := (v_low + v_high + 1) / 2;
    SELECT t.posted_at INTO v_posted FROM ledger_transfer t WHERE t.partner_id = partner AND t.entry_no = v_middle;
    IF v_posted < at OR (inclusive AND v_posted = at) THEN v_low := v_middle; ELSE v_high := v_middle - 1; END IF;
  END LOOP;
  RETURN v_low;
END $function$;

CREATE OR REPLACE FUNCTION public.ledger_entry_text(partner_id uuid, entry_no bigint, id uuid, debit_account_id uuid, credit_account_id uuid, currency text, amount bigint, code text, reference text, description text, reverses uuid, debit_balance_after bigint, credit_balance_after bigint, debit_version bigint, credit_version bigint, event_at timestamp with time zone, posted_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT E'ledger-entry/1\n' || partner_id || E'\n' || entry_no || E'\n' || id || E'\n' || debit_account_id || E'\n'
    || credit_account_id || E'\n' || currency || E'\n' || amount || E'\n' || to_json(code) || E'\n'
    || coalesce(to_json(reference)::text, 'null') || E'\n' || coalesce(to_json(description)::text, 'null') || E'\n'
    || coalesce(reverses::text, 'null') || E'\n' || debit_balance_after || E'\n' || credit_balance_after || E'\n'
    || debit_version || E'\n' || credit_version || E'\n'
    || to_char(event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\n'
    || to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\n'
$function$;

CREATE OR REPLACE FUNCTION public.ledger_submit(p_careful boolean, p_partner uuid[], p_now timestamp with time zone[], p_locks boolean[], p_account_partner integer[], p_account uuid[], p_allowance_partner integer[], p_allowance text[], p_allowance_day date[], c_kind text[], c_partner integer[], c_id uuid[], c_at timestamp with time zone[], c_debit integer[], c_credit integer[], c_currency text[], c_amount bigint[], c_code text[], c_reference text[], c_description text[], c_target uuid[], c_expires timestamp with time zone[], c_allowance integer[], c_limit bigint[], c_scope text[], c_key text[], c_hash bytea[], p_audit jsonb, p_audit_of integer[], OUT o_amount text, OUT o_debit_after text, OUT o_credit_after text, OUT o_debit_version text, OUT o_credit_version text, OUT o_entry_no text, OUT o_posted_at text, OUT o_results jsonb)
 RETURNS record
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_material TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  n integer := cardinality(c_id);
  m integer := cardinality(p_account);
  v_partners integer := cardinality(p_partner);
  v_allowances integer := cardinality(p_allowance);
  v_plain boolean := 'transfer' = ALL (c_kind);     -- no holds and no reversals among them
  -- chain heads
  h_entry  bigint[] := array_fill(0::bigint, ARRAY[v_partners]);
  h_hash   bytea[]  := array_fill('\x'::bytea, ARRAY[v_partners]);
  h_before bigint[];
  h_posted timestamptz[] := p_now;
  -- accounts; null: no such account
  a_debits   bigint[] := array_fill(null::bigint, ARRAY[m]);
  a_credits  bigint[] := a_debits;
  a_held     bigint[] := a_debits;
  a_floor    bigint[] := a_debits;
  a_version  bigint[] := a_debits;
  a_currency text[]   := array_fill(null::text, ARRAY[m]);
  a_open     boolean[] := array_fill(false, ARRAY[m]);
  a_wallet   boolean[] := a_open;
  a_touched  boolean[] := a_open;
  l_used bigint[] := array_fill(0::bigint, ARRAY[v_allowances]);
  -- targets: the reversed transfer, or the hold
  x_amount  bigint[] := array_fill(null::bigint, ARRAY[n]);  -- of the hold; left to reverse of the transfer
  x_account uuid[];
  x_ended   boolean[];
  x_again   boolean[];                                       -- this command changed the hold already
  x_final   boolean[];                                       -- the transfer is a reversal itself
  x_expires timestamptz[];
  -- outcome of each command: 0 pending, 1 posted, 2 applied to a hold, 3 refused, 4 answered from what is stored
  t_state bigint[] := array_fill(0::bigint, ARRAY[n]);
  t_debit_after bigint[] := t_state;
  t_credit_after bigint[] := t_state;
  t_debit_version bigint[] := t_state;
  t_credit_version bigint[] := t_state;
  t_entry bigint[] := t_state;
  t_hash bytea[] := array_fill('\x'::bytea, ARRAY[n]);
  t_result jsonb[] := array_fill(null::jsonb, ARRAY[n]);
  v_kind text;
  v_pull boolean;
  v_p integer;
  v_d integer;
  v_c integer;
  v_amount bigint;
  v_free bigint;
  v_entry bigint;
  v_hash bytea;
  v_why text;
  v_facts jsonb;
  v_count bigint;
  v_last uuid;
  v_last_partner uuid;
  r record;
BEGIN
  FOR r IN
    SELECT g.k, h.partner_id, h.entry_no, h.hash, h.posted_at
    FROM generate_series(1, v_partners) g(k) JOIN ledger_chain_head h ON h.partner_id = p_partner[g.k]
    WHERE p_locks[g.k] ORDER BY h.partner_id FOR NO KEY UPDATE OF h
  LOOP
    IF r.partner_id = v_last_partner THEN RAISE EXCEPTION 'partner % is given twice', r.partner_id; END IF;
    v_last_partner := r.partner_id;
    h_entry[r.k] := r.entry_no;
    h_hash[r.k] := r.hash;
    h_posted[r.k] := greatest(r.posted_at, p_now[r.k]);
    IF r.entry_no > 0 AND (r.posted_at AT TIME ZONE 'UTC')::date < (h_posted[r.k] AT TIME ZONE 'UTC')::date THEN
      INSERT INTO ledger_daily_root (partner_id, day, entry_no, hash)
      VALUES (p_partner[r.k], (r.posted_at AT TIME ZONE 'UTC')::date, r.entry_no, r.hash) ON CONFLICT DO NOTHING;
    END IF;
  END LOOP;
  h_before := h_entry;

  FOR r IN
    SELECT g.k, a.* FROM generate_series(1, m) g(k)
    JOIN ledger_account a ON a.partner_id = p_partner[p_account_partner[g.k]] AND a.id = p_account[g.k]
    ORDER BY a.partner_id, a.id FOR NO KEY UPDATE OF a
  LOOP
    -- Two places for one account would each keep their own sum.
    IF r.id = v_last AND r.partner_id = v_last_partner THEN RAISE EXCEPTION 'account % is given twice', r.id; END IF;
    v_last := r.id;
    v_last_partner := r.partner_id;
    a_debits[r.k] := r.debits;
    a_credits[r.k] := r.credits;
    a_held[r.k] := r.held;
    a_floor[r.k] := r.floor;
    a_version[r.k] := r.version;
    a_currency[r.k] := r.currency;
    a_open[r.k] := r.closed_at IS NULL;
    a_wallet[r.k] := r.kind = 'wallet';
  END LOOP;

  -- From here on nobody else changes what is read: every statement sees what committed before our locks.
  FOR r IN
    SELECT g.i, k.input_hash, k.result FROM generate_series(1, n) g(i)
    JOIN idempotency_record k
      ON k.partner_id = p_partner[c_partner[g.i]] AND k.scope = c_scope[g.i] AND k.key = c_key[g.i]
    WHERE k.expires_at >= p_now[c_partner[g.i]]
  LOOP
    t_state[r.i] := 4;
    t_result[r.i] := CASE WHEN r.input_hash = c_hash[r.i] THEN r.result || '{"replayed": true}'
      ELSE '{"outcome": "refused", "reason": "key_reused", "facts": {}}' END;
  END LOOP;

  IF p_careful THEN
    FOR r IN
      SELECT g.i, t.amount, t.code, t.reverses,
             t.debit_account_id = p_account[c_debit[g.i]] AND t.credit_account_id = p_account[c_credit[g.i]] AS same
      FROM generate_series(1, n) g(i)
      JOIN ledger_transfer t ON t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_id[g.i]
      WHERE t_state[g.i] = 0
    LOOP
      t_state[r.i] := 4;
      t_result[r.i] := CASE
        WHEN r.same AND r.amount = coalesce(c_amount[r.i], r.amount)
             AND CASE c_kind[r.i] WHEN 'reversal' THEN r.reverses = c_target[r.i] ELSE r.code = c_code[r.i] END
        THEN jsonb_build_object('outcome', 'posted', 'id', c_id[r.i], 'found', true)
        ELSE '{"outcome": "refused", "reason": "duplicate_id", "facts": {}}' END;
    END LOOP;
  END IF;

  IF NOT v_plain THEN
    x_account := array_fill(null::uuid, ARRAY[n]);
    x_ended := array_fill(false, ARRAY[n]);
    x_again := x_ended;
    x_final := x_ended;
    x_expires := array_fill(null::timestamptz, ARRAY[n]);
    FOR r IN
      SELECT g.i, h.* FROM generate_series(1, n) g(i)
      JOIN ledger_hold h ON h.partner_id = p_partner[c_partner[g.i]]
        AND h.id = CASE c_kind[g.i] WHEN 'hold' THEN c_id[g.i] WHEN 'transfer' THEN NULL WHEN 'reversal' THEN NULL
                                    ELSE c_target[g.i] END
    LOOP
      x_amount[r.i] := r.amount;
      x_account[r.i] := r.account_id;
      x_ended[r.i] := r.ended_at IS NOT NULL;
      x_again[r.i] := c_id[r.i] = ANY (r.applied);
      x_expires[r.i] := r.expires_at;
    END LOOP;
    FOR r IN
      SELECT g.i, t.reverses, t.debit_account_id, t.amount - coalesce((SELECT sum(b.amount) FROM ledger_transfer b
          WHERE b.partner_id = t.partner_id AND b.reverses = t.id), 0)::bigint AS remaining
      FROM generate_series(1, n) g(i)
      JOIN ledger_transfer t ON t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_target[g.i]
      WHERE c_kind[g.i] = 'reversal'
    LOOP
      x_amount[r.i] := r.remaining;
      x_account[r.i] := r.debit_account_id;
      x_final[r.i] := r.reverses IS NOT NULL;
    END LOOP;
  END IF;

  IF v_allowances > 0 THEN
    FOR r IN
      SELECT g.k, l.used FROM generate_series(1, v_allowances) g(k)
      JOIN ledger_allowance l ON l.partner_id = p_partner[p_allowance_partner[g.k]] AND l.id = p_allowance[g.k]
        AND l.day = p_allowance_day[g.k]
    LOOP
      l_used[r.k] := r.used;
    END LOOP;
  END IF;

  FOR i IN 1..n LOOP
    CONTINUE WHEN t_state[i] <> 0;
    v_kind := c_kind[i];
    -- A pull is a transfer that takes own money alone.
    v_pull := v_kind = 'pull';
    IF v_pull THEN
      v_kind := 'transfer';
    END IF;
    v_p := c_partner[i];
    v_d := c_debit[i];
    v_c := c_credit[i];
    v_amount := c_amount[i];
    v_why := NULL;
    v_facts := '{}';

    -- What the command is about, and whether it is there.
    IF v_kind = 'transfer' THEN
      IF a_debits[v_d] IS NULL OR a_debits[v_c] IS NULL THEN
        v_why := 'account_not_found';
      ELSIF NOT (a_open[v_d] AND a_open[v_c]) THEN
        v_why := 'account_closed';
      ELSIF a_currency[v_d] <> c_currency[i] OR a_currency[v_c] <> c_currency[i] THEN
        v_why := 'currency_mismatch';
      ELSIF v_pull AND v_amount IS NULL THEN
        v_amount := greatest(a_credits[v_d] - a_debits[v_d] - a_held[v_d], 0);
        c_amount[i] := v_amount;
      END IF;
    ELSIF v_kind = 'hold' THEN
      IF x_amount[i] IS NOT NULL THEN
        IF x_again[i] AND x_account[i] = p_account[v_d] THEN
          t_state[i] := 4;
          t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_id[i], 'found', true, 'expires_at', x_expires[i],
            'held', CASE WHEN x_ended[i] THEN '0' ELSE x_amount[i]::text END);
          CONTINUE;
        END IF;
        v_why := 'duplicate_id';
      ELSIF a_debits[v_d] IS NULL THEN
        v_why := 'account_not_found';
      ELSIF NOT a_open[v_d] THEN
        v_why := 'account_closed';
      END IF;
    ELSIF v_kind = 'reversal' THEN
      IF x_amount[i] IS NULL THEN
        v_why := 'transfer_not_found';
      ELSIF x_final[i] THEN
        v_why := 'not_reversible';
      ELSIF a_debits[v_d] IS NULL OR a_debits[v_c] IS NULL OR x_account[i] <> p_account[v_c] THEN
        v_why := 'account_not_found';
      ELSIF NOT (a_open[v_d] AND a_open[v_c]) THEN
        v_why := 'account_closed';
      ELSIF x_amount[i] = 0 OR v_amount > x_amount[i] THEN
        v_why := 'exceeds_reversible';
        v_facts := jsonb_build_object('reversible', x_amount[i]::text, 'requested', coalesce(v_amount, x_amount[i])::text);
      ELSE
        v_amount := coalesce(v_amount, x_amount[i]);
        c_amount[i] := v_amount;
        c_code[i] := 'reversal';
        c_currency[i] := a_currency[v_d];
      END IF;
    ELSE  -- extend, settle, release, expire
      IF x_amount[i] IS NULL OR x_account[i] IS DISTINCT FROM p_account[v_d] THEN
        v_why := 'hold_not_found';
      ELSIF x_again[i] THEN
        t_state[i] := 4;
        t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_target[i], 'found', true, 'expires_at', x_expires[i],
          'held', CASE WHEN x_ended[i] THEN '0' ELSE x_amount[i]::text END);
        CONTINUE;
      ELSIF x_ended[i] OR (v_kind = 'expire' AND (x_expires[i] IS NULL OR x_expires[i] > c_at[i])) THEN
        v_why := 'hold_ended';
      ELSIF v_kind = 'settle' THEN
        IF a_debits[v_c] IS NULL THEN
          v_why := 'account_not_found';
        ELSIF NOT (a_open[v_d] AND a_open[v_c]) THEN
          v_why := 'account_closed';
        ELSIF a_currency[v_d] <> a_currency[v_c] THEN
          v_why := 'currency_mismatch';
        ELSIF v_amount > x_amount[i] THEN
          v_why := 'exceeds_hold';
          v_facts := jsonb_build_object('held', x_amount[i]::text, 'requested', v_amount::text);
        ELSE
          a_held[v_d] := a_held[v_d] - x_amount[i];
          a_touched[v_d] := true;
          c_currency[i] := a_currency[v_d];
        END IF;
      END IF;
    END IF;

    -- Whether there is money for it.
    IF v_why IS NULL AND v_kind IN ('transfer', 'reversal', 'hold', 'extend') AND a_floor[v_d] IS NOT NULL THEN
      v_free := a_credits[v_d] - a_debits[v_d] - a_held[v_d] - a_floor[v_d];
      IF v_pull OR (v_kind = 'reversal' AND a_wallet[v_d]) THEN
        v_free := least(v_free, greatest(a_credits[v_d] - a_debits[v_d] - a_held[v_d], 0));
      END IF;
      IF v_amount > v_free OR (v_pull AND v_amount = 0) THEN
        v_why := 'insufficient_balance';
        v_facts := jsonb_build_object('available', v_free::text, 'balance', (a_credits[v_d] - a_debits[v_d])::text,
                                      'held', a_held[v_d]::text, 'requested', v_amount::text);
      END IF;
    END IF;

    IF v_why IS NULL AND c_allowance[i] > 0 AND l_used[c_allowance[i]] + v_amount > c_limit[i] THEN
      v_why := 'allowance_exceeded';
      v_facts := jsonb_build_object('limit', c_limit[i]::text, 'used', l_used[c_allowance[i]]::text,
                                    'requested', v_amount::text);
    END IF;

    IF v_why IS NOT NULL THEN
      t_state[i] := 3;
      t_result[i] := jsonb_build_object('outcome', 'refused', 'reason', v_why, 'facts', v_facts);
    ELSIF v_kind IN ('hold', 'extend') THEN
      a_held[v_d] := a_held[v_d] + v_amount;
      a_touched[v_d] := true;
      x_amount[i] := coalesce(x_amount[i], 0) + v_amount;
      x_expires[i] := c_expires[i];
      t_state[i] := 2;
      t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', CASE v_kind WHEN 'hold' THEN c_id[i] ELSE c_target[i] END,
                                        'held', x_amount[i]::text, 'expires_at', x_expires[i]);
    ELSIF v_kind IN ('release', 'expire') OR (v_kind = 'settle' AND v_amount = 0) THEN
      IF v_kind <> 'settle' THEN
        a_held[v_d] := a_held[v_d] - x_amount[i];
        a_touched[v_d] := true;
      END IF;
      x_ended[i] := true;
      t_state[i] := 2;
      t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_target[i], 'held', '0', 'expires_at', x_expires[i]);
    ELSE  -- transfer, reversal, settle: one entry
      IF v_kind = 'settle' THEN
        x_ended[i] := true;
      ELSIF c_allowance[i] > 0 THEN
        l_used[c_allowance[i]] := l_used[c_allowance[i]] + v_amount;
      END IF;
      a_debits[v_d] := a_debits[v_d] + v_amount;
      a_credits[v_c] := a_credits[v_c] + v_amount;
      a_version[v_d] := a_version[v_d] + 1;
      a_version[v_c] := a_version[v_c] + 1;
      a_touched[v_d] := true;
      a_touched[v_c] := true;
      v_entry := h_entry[v_p] + 1;
      h_entry[v_p] := v_entry;
      t_state[i] := 1;
      t_entry[i] := v_entry;
      t_debit_after[i] := a_credits[v_d] - a_debits[v_d];
      t_credit_after[i] := a_credits[v_c] - a_debits[v_c];
      t_debit_version[i] := a_version[v_d];
      t_credit_version[i] := a_version[v_c];
      v_hash := sha256(h_hash[v_p] || convert_to(ledger_entry_text(
        p_partner[v_p], v_entry, c_id[i], p_account[v_d], p_account[v_c], c_currency[i], v_amount, c_code[i], c_reference[i],
        c_description[i], CASE v_kind WHEN 'reversal' THEN c_target[i] END, t_debit_after[i], t_credit_after[i],
        t_debit_version[i], t_credit_version[i], c_at[i], h_posted[v_p]), 'UTF8'));
      h_hash[v_p] := v_hash;
      t_hash[i] := v_hash;
    END IF;
  END LOOP;

  UPDATE ledger_account a
  SET debits = a_debits[g.k], credits = a_credits[g.k], held = a_held[g.k], version = a_version[g.k]
  FROM generate_series(1, m) g(k)
  WHERE a_touched[g.k] AND a.partner_id = p_partner[p_account_partner[g.k]] AND a.id = p_account[g.k];

  INSERT INTO ledger_transfer (partner_id, id, entry_no, debit_account_id, credit_account_id, currency, amount, code,
    reference, description, reverses, debit_balance_after, credit_balance_after, debit_version, credit_version, event_at,
    posted_at, hash)
  SELECT p_partner[c_partner[g.i]], c_id[g.i], t_entry[g.i], p_account[c_debit[g.i]], p_account[c_credit[g.i]],
    c_currency[g.i], c_amount[g.i], c_code[g.i], c_reference[g.i], c_description[g.i],
    CASE c_kind[g.i] WHEN 'reversal' THEN c_target[g.i] END, t_debit_after[g.i], t_credit_after[g.i],
    t_debit_version[g.i], t_credit_version[g.i], c_at[g.i], h_posted[c_partner[g.i]], t_hash[g.i]
  FROM generate_series(1, n) g(i) WHERE t_state[g.i] = 1;

  UPDATE ledger_chain_head h SET entry_no = h_entry[g.k], hash = h_hash[g.k], posted_at = h_posted[g.k]
  FROM generate_series(1, v_partners) g(k)
  WHERE h.partner_id = p_partner[g.k] AND h_entry[g.k] > h_before[g.k];

  IF NOT v_plain THEN
    INSERT INTO ledger_hold (partner_id, id, account_id, purpose, reference, amount, taken_at, expires_at, ended_at, applied)
    SELECT p_partner[c_partner[g.i]], c_id[g.i], p_account[c_debit[g.i]], c_code[g.i], c_reference[g.i], x_amount[g.i],
           c_at[g.i], x_expires[g.i], NULL, ARRAY[c_id[g.i]]
    FROM generate_series(1, n) g(i) WHERE c_kind[g.i] = 'hold' AND t_state[g.i] = 2;

    UPDATE ledger_hold h
    SET amount = x_amount[g.i], expires_at = x_expires[g.i], ended_at = CASE WHEN x_ended[g.i] THEN c_at[g.i] END,
        applied = (h.applied || c_id[g.i])[greatest(1, cardinality(h.applied) - 14):]
    FROM generate_series(1, n) g(i)
    WHERE c_kind[g.i] IN ('extend', 'settle', 'release', 'expire') AND t_state[g.i] IN (1, 2)
      AND h.partner_id = p_partner[c_partner[g.i]] AND h.id = c_target[g.i];
  END IF;

  IF v_allowances > 0 THEN
    INSERT INTO ledger_allowance (partner_id, id, day, used)
    SELECT p_partner[p_allowance_partner[g.k]], p_allowance[g.k], p_allowance_day[g.k], l_used[g.k]
    FROM generate_series(1, v_allowances) g(k) WHERE l_used[g.k] > 0
    ON CONFLICT (partner_id, id, day) DO UPDATE SET used = excluded.used;
  END IF;

  INSERT INTO idempotency_record AS k (partner_id, scope, key, input_hash, status, result, created_at, expires_at)
  SELECT p_partner[c_partner[g.i]], c_scope[g.i], c_key[g.i], c_hash[g.i], CASE t_state[g.i] WHEN 3 THEN 409 ELSE 200 END,
    CASE t_state[g.i] WHEN 1 THEN ('{"outcome": "posted", "id": "' || c_id[g.i] || '"}')::jsonb
                      ELSE t_result[g.i] || jsonb_build_object('by', c_id[g.i]) END,
    p_now[c_partner[g.i]], p_now[c_partner[g.i]] + interval '30 days'
  FROM generate_series(1, n) g(i)
  WHERE c_key[g.i] IS NOT NULL AND (t_state[g.i] <> 4 OR t_result[g.i] ? 'found')
  ON CONFLICT (partner_id, scope, key) DO UPDATE
    SET input_hash = excluded.input_hash, status = excluded.status, result = excluded.result, sealed = NULL,
        created_at = excluded.created_at, expires_at = excluded.expires_at
    WHERE k.expires_at < excluded.created_at;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  IF v_count < (SELECT count(*) FROM generate_series(1, n) g(i)
                WHERE c_key[g.i] IS NOT NULL AND (t_state[g.i] <> 4 OR t_result[g.i] ? 'found')) THEN
    RAISE EXCEPTION 'an idempotency key was taken meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;

  INSERT INTO outbox (id, partner_id, topic, payload, created_at)
  SELECT c_id[g.i], p_partner[c_partner[g.i]], 'ledger.transfer.posted',
    ('{"transfer_id": "' || c_id[g.i] || '", "entry_no": "' || t_entry[g.i] || '", "amount": "' || c_amount[g.i]
      || '", "currency": "' || c_currency[g.i] || '", "debit_account_id": "' || p_account[c_debit[g.i]]
      || '", "credit_account_id": "' || p_account[c_credit[g.i]] || '", "code": ' || to_json(c_code[g.i]) || '}')::jsonb,
    h_posted[c_partner[g.i]]
  FROM generate_series(1, n) g(i) WHERE t_state[g.i] = 1;

  IF p_audit IS NOT NULL THEN
    IF EXISTS (SELECT FROM unnest(p_audit_of) x(i) WHERE t_state[x.i] NOT IN (1, 2)) THEN
      SELECT jsonb_agg(e.value ORDER BY e.k) INTO p_audit FROM jsonb_array_elements(p_audit) WITH ORDINALITY e(value, k)
      WHERE t_state[p_audit_of[e.k]] IN (1, 2);
    END IF;
    PERFORM audit_append(coalesce(p_audit, '[]'));
  END IF;

  o_amount := array_to_string(c_amount, ',', '');
  o_debit_after := array_to_string(t_debit_after, ',');
  o_credit_after := array_to_string(t_credit_after, ',');
  o_debit_version := array_to_string(t_debit_version, ',');
  o_credit_version := array_to_string(t_credit_version, ',');
  o_entry_no := array_to_string(t_entry, ',');
  SELECT string_agg(to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), ',' ORDER BY g.k) INTO o_posted_at
  FROM unnest(h_posted) WITH ORDINALITY g(at, k);
  SELECT jsonb_agg(jsonb_build_array(g.i, t_result[g.i])) INTO o_results
  FROM generate_series(1, n) g(i) WHERE t_result[g.i] IS NOT NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.number_stock_count_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$;

-- triggers

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER ledger_daily_root_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_daily_root FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER ledger_transfer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER number_stock_added AFTER INSERT ON public.number_stock REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();

CREATE TRIGGER number_stock_changed AFTER UPDATE ON public.number_stock REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();

CREATE TRIGGER number_stock_gone AFTER DELETE ON public.number_stock REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();
