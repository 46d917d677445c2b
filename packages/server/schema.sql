-- Made from the migrations by `portal schema write`; a check compares the two. Not for running.

-- extensions

CREATE EXTENSION btree_gin;

CREATE EXTENSION btree_gist;

CREATE EXTENSION pg_trgm;

-- types

CREATE TYPE cdr_measure AS (partner_id uuid, customer_id uuid, bucket timestamp with time zone, day date, call_direction text, context text, cause_class text, currency text, prefix text, trunk text, own_number text, attempts bigint, answered bigint, duration_seconds bigint, talk_seconds bigint, billed_seconds bigint, cost bigint, wholesale_cost bigint, margin bigint, pdd_ms bigint, pdd_count bigint, mos bigint, mos_count bigint, up_until timestamp with time zone);

CREATE TYPE number_piece_place AS (piece integer, place integer, plane integer, more integer[]);

-- sequences

CREATE SEQUENCE cdr_number START 1000000 INCREMENT 1;

CREATE SEQUENCE customer_account_number START 500000 INCREMENT 1;

CREATE SEQUENCE edge_change_number START 1 INCREMENT 1;

CREATE SEQUENCE number_label_id_seq START 1 INCREMENT 1;

CREATE SEQUENCE number_shelf_id_seq START 1 INCREMENT 1;

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
  partner_id uuid,
  starting_credit text NOT NULL DEFAULT ''::text
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

CREATE TABLE approved_cli (
  partner_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  e164 text NOT NULL,
  note text NOT NULL,
  approved_by text NOT NULL,
  approved_at timestamp with time zone NOT NULL
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

CREATE TABLE call_counter (
  partner_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  live integer NOT NULL,
  second_at timestamp with time zone NOT NULL,
  in_second integer NOT NULL,
  spend_day date NOT NULL,
  spent bigint NOT NULL,
  held bigint NOT NULL
);

CREATE TABLE call_limits (
  partner_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  allowed_classes text[],
  max_rate_per_minute bigint,
  max_call_seconds integer,
  daily_spend_cap bigint,
  raised_spend_cap bigint,
  raised_until timestamp with time zone,
  allow_loss boolean NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE capacity_pool (
  partner_id uuid NOT NULL,
  concurrent_calls integer NOT NULL,
  cps integer NOT NULL,
  allocated_concurrent_calls integer NOT NULL,
  allocated_cps integer NOT NULL,
  transfers_enabled boolean NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE capacity_transfer (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  customer_auth_id text NOT NULL,
  direction text NOT NULL,
  resource text NOT NULL,
  slots integer NOT NULL,
  description text,
  partner_remaining integer NOT NULL,
  customer_effective integer NOT NULL,
  moved_by text NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE carrier (
  id uuid NOT NULL,
  name text NOT NULL,
  enabled boolean NOT NULL,
  currency text NOT NULL,
  description text NOT NULL,
  cli_rules jsonb NOT NULL,
  dial_format jsonb NOT NULL,
  did_format jsonb NOT NULL,
  route_count integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL
);

CREATE TABLE carrier_gateway (
  id uuid NOT NULL,
  carrier_id uuid NOT NULL,
  name text NOT NULL,
  gateway_group text NOT NULL,
  host text NOT NULL,
  port integer NOT NULL,
  transport text NOT NULL,
  direction text NOT NULL,
  enabled boolean NOT NULL,
  weight integer NOT NULL,
  max_concurrent_calls integer,
  max_cps integer,
  cli_rules jsonb,
  dial_format jsonb,
  did_format jsonb,
  state_override text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL
);

CREATE TABLE carrier_gateway_health (
  gateway_id uuid NOT NULL,
  failures integer NOT NULL,
  failing_since timestamp with time zone,
  trips integer NOT NULL,
  down_since timestamp with time zone,
  down_until timestamp with time zone,
  last_cause text
);

CREATE TABLE carrier_gateway_load (
  gateway_id uuid NOT NULL,
  node text NOT NULL,
  active_calls integer NOT NULL,
  calls_per_second integer NOT NULL,
  reported_at timestamp with time zone NOT NULL
);

CREATE TABLE carrier_gateway_source (
  gateway_id uuid NOT NULL,
  network cidr NOT NULL,
  active boolean NOT NULL
);

CREATE TABLE carrier_route (
  id uuid NOT NULL,
  carrier_id uuid NOT NULL,
  prefix text NOT NULL,
  gateway_group text NOT NULL,
  priority integer NOT NULL,
  weight integer NOT NULL,
  cost_rate bigint,
  exclusive boolean NOT NULL,
  enabled boolean NOT NULL,
  effective_from timestamp with time zone NOT NULL,
  effective_to timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL
);

CREATE TABLE cdr (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  number bigint NOT NULL DEFAULT nextval('cdr_number'::regclass),
  customer_id uuid NOT NULL,
  call_direction text NOT NULL,
  context text NOT NULL,
  cause_class text NOT NULL,
  caller_id_name text NOT NULL,
  caller_id_number text NOT NULL,
  destination_number text NOT NULL,
  progress_time timestamp with time zone,
  answer_time timestamp with time zone,
  end_time timestamp with time zone NOT NULL,
  ring_time integer NOT NULL,
  duration integer NOT NULL,
  billsec integer NOT NULL,
  hangup_cause text,
  hangup_cause_code integer,
  hangup_source text,
  hangup_disposition text,
  sip_code integer,
  refused boolean NOT NULL,
  failure_code text,
  failure_reason text,
  sip_call_id text NOT NULL,
  bridge_uuid uuid,
  campaign_id text,
  trunk_id uuid,
  customer_endpoint text,
  terminated_to text,
  sip_user_agent text,
  network_addr text,
  carrier_ip text,
  codec text,
  region text NOT NULL,
  origination_region text NOT NULL,
  edge_node text,
  mos_hundredths integer,
  jitter_us integer,
  loss_hundredths integer,
  pdd_ms integer,
  currency text NOT NULL,
  cost bigint NOT NULL,
  streaming_cost bigint NOT NULL,
  wholesale_cost bigint NOT NULL,
  margin bigint NOT NULL,
  written_off bigint NOT NULL,
  selling_tier_id uuid,
  selling_deck_version integer,
  selling_prefix text,
  selling_rate bigint,
  selling_connect_fee bigint,
  selling_initial_increment integer,
  selling_next_increment integer,
  selling_minimum_duration integer,
  selling_billed_seconds integer NOT NULL,
  wholesale_tier_id uuid,
  wholesale_deck_version integer,
  wholesale_prefix text,
  wholesale_rate bigint,
  wholesale_connect_fee bigint,
  wholesale_initial_increment integer,
  wholesale_next_increment integer,
  wholesale_minimum_duration integer,
  wholesale_billed_seconds integer NOT NULL,
  funded_seconds integer,
  limit_fired text,
  settled_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE cdr_archive (
  id uuid NOT NULL,
  month date NOT NULL,
  state text NOT NULL,
  file text,
  manifest jsonb,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone
);

CREATE TABLE cdr_concurrency (
  partner_id uuid NOT NULL,
  bucket timestamp with time zone NOT NULL,
  peak integer NOT NULL,
  call_seconds bigint NOT NULL
);

CREATE TABLE cdr_customer_month (
  partner_id uuid NOT NULL,
  month date NOT NULL,
  customer_id uuid NOT NULL,
  days integer NOT NULL,
  quarters bytea NOT NULL,
  places bytea NOT NULL
);

CREATE TABLE cdr_day_pack (
  partner_id uuid NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  currency text NOT NULL,
  pack bytea NOT NULL
);

CREATE TABLE cdr_day_sum (
  partner_id uuid NOT NULL,
  day date NOT NULL,
  call_direction text NOT NULL,
  context text NOT NULL,
  currency text NOT NULL,
  attempts bigint NOT NULL,
  refused bigint NOT NULL,
  answered bigint NOT NULL,
  reached bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds bigint NOT NULL,
  billed_seconds bigint NOT NULL,
  cost bigint NOT NULL,
  wholesale_cost bigint NOT NULL,
  margin bigint NOT NULL,
  pdd_ms_sum bigint NOT NULL,
  pdd_count bigint NOT NULL,
  mos_hundredths_sum bigint NOT NULL,
  mos_count bigint NOT NULL,
  marks bytea NOT NULL
);

CREATE TABLE cdr_default (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  number bigint NOT NULL DEFAULT nextval('cdr_number'::regclass),
  customer_id uuid NOT NULL,
  call_direction text NOT NULL,
  context text NOT NULL,
  cause_class text NOT NULL,
  caller_id_name text NOT NULL,
  caller_id_number text NOT NULL,
  destination_number text NOT NULL,
  progress_time timestamp with time zone,
  answer_time timestamp with time zone,
  end_time timestamp with time zone NOT NULL,
  ring_time integer NOT NULL,
  duration integer NOT NULL,
  billsec integer NOT NULL,
  hangup_cause text,
  hangup_cause_code integer,
  hangup_source text,
  hangup_disposition text,
  sip_code integer,
  refused boolean NOT NULL,
  failure_code text,
  failure_reason text,
  sip_call_id text NOT NULL,
  bridge_uuid uuid,
  campaign_id text,
  trunk_id uuid,
  customer_endpoint text,
  terminated_to text,
  sip_user_agent text,
  network_addr text,
  carrier_ip text,
  codec text,
  region text NOT NULL,
  origination_region text NOT NULL,
  edge_node text,
  mos_hundredths integer,
  jitter_us integer,
  loss_hundredths integer,
  pdd_ms integer,
  currency text NOT NULL,
  cost bigint NOT NULL,
  streaming_cost bigint NOT NULL,
  wholesale_cost bigint NOT NULL,
  margin bigint NOT NULL,
  written_off bigint NOT NULL,
  selling_tier_id uuid,
  selling_deck_version integer,
  selling_prefix text,
  selling_rate bigint,
  selling_connect_fee bigint,
  selling_initial_increment integer,
  selling_next_increment integer,
  selling_minimum_duration integer,
  selling_billed_seconds integer NOT NULL,
  wholesale_tier_id uuid,
  wholesale_deck_version integer,
  wholesale_prefix text,
  wholesale_rate bigint,
  wholesale_connect_fee bigint,
  wholesale_initial_increment integer,
  wholesale_next_increment integer,
  wholesale_minimum_duration integer,
  wholesale_billed_seconds integer NOT NULL,
  funded_seconds integer,
  limit_fired text,
  settled_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE cdr_duration_sum (
  partner_id uuid NOT NULL,
  grain text NOT NULL,
  starts timestamp with time zone NOT NULL,
  call_direction text NOT NULL,
  context text NOT NULL,
  answered boolean NOT NULL,
  currency text NOT NULL,
  at_least integer NOT NULL,
  calls bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds bigint NOT NULL,
  cost bigint NOT NULL
);

CREATE TABLE cdr_ending_sum (
  partner_id uuid NOT NULL,
  grain text NOT NULL,
  starts timestamp with time zone NOT NULL,
  hangup_cause text NOT NULL,
  hangup_disposition text NOT NULL,
  call_direction text NOT NULL,
  context text NOT NULL,
  cause_class text NOT NULL,
  currency text NOT NULL,
  calls bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds bigint NOT NULL,
  cost bigint NOT NULL
);

CREATE TABLE cdr_period (
  partner_id uuid NOT NULL,
  grain text NOT NULL,
  starts timestamp with time zone NOT NULL,
  listed boolean NOT NULL DEFAULT false,
  packed boolean NOT NULL DEFAULT false
);

CREATE TABLE cdr_period_sum (
  partner_id uuid NOT NULL,
  dimension text NOT NULL,
  grain text NOT NULL,
  starts timestamp with time zone NOT NULL,
  customer_id uuid NOT NULL,
  key text NOT NULL,
  cause text NOT NULL,
  call_direction text NOT NULL,
  currency text NOT NULL,
  attempts bigint NOT NULL,
  refused bigint NOT NULL,
  answered bigint NOT NULL,
  reached bigint NOT NULL,
  short_calls bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds bigint NOT NULL,
  billed_seconds bigint NOT NULL,
  cost bigint NOT NULL,
  wholesale_cost bigint NOT NULL,
  margin bigint NOT NULL,
  pdd_ms_sum bigint NOT NULL,
  pdd_count bigint NOT NULL,
  mos_hundredths_sum bigint NOT NULL,
  mos_count bigint NOT NULL
);

CREATE TABLE cdr_rollup (
  partner_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  bucket timestamp with time zone NOT NULL,
  call_direction text NOT NULL,
  context text NOT NULL,
  cause_class text NOT NULL,
  currency text NOT NULL,
  attempts bigint NOT NULL,
  answered bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds bigint NOT NULL,
  billed_seconds bigint NOT NULL,
  cost bigint NOT NULL,
  wholesale_cost bigint NOT NULL,
  margin bigint NOT NULL,
  pdd_ms_sum bigint NOT NULL,
  pdd_count bigint NOT NULL,
  mos_hundredths_sum bigint NOT NULL,
  mos_count bigint NOT NULL
);

CREATE TABLE cdr_rollup_day (
  partner_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  dimension text NOT NULL,
  day date NOT NULL,
  key text NOT NULL,
  call_direction text NOT NULL,
  context text NOT NULL,
  cause_class text NOT NULL,
  currency text NOT NULL,
  attempts bigint NOT NULL,
  answered bigint NOT NULL,
  duration_seconds bigint NOT NULL,
  talk_seconds bigint NOT NULL,
  billed_seconds bigint NOT NULL,
  cost bigint NOT NULL,
  wholesale_cost bigint NOT NULL,
  margin bigint NOT NULL,
  pdd_ms_sum bigint NOT NULL,
  pdd_count bigint NOT NULL,
  mos_hundredths_sum bigint NOT NULL,
  mos_count bigint NOT NULL
);

CREATE TABLE cdr_running (
  partner_id uuid NOT NULL,
  day date NOT NULL
);

CREATE TABLE cdr_running_place (
  partner_id uuid NOT NULL,
  dimension text NOT NULL,
  place integer NOT NULL,
  customer_id uuid NOT NULL,
  key text NOT NULL,
  cause text NOT NULL
);

CREATE TABLE cdr_running_sum (
  partner_id uuid NOT NULL,
  dimension text NOT NULL,
  day date NOT NULL,
  currency text NOT NULL,
  call_direction text NOT NULL,
  attempts bigint NOT NULL,
  sums bytea NOT NULL
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
  base_cps_limit integer NOT NULL,
  base_concurrent_calls_limit integer NOT NULL,
  purchased_cps integer,
  purchased_concurrent_calls integer,
  pricing_tier_id uuid NOT NULL,
  wallet_account_id uuid NOT NULL,
  wallet_closed_at timestamp with time zone,
  last_login timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL,
  allocated_cps integer NOT NULL DEFAULT 0,
  allocated_concurrent_calls integer NOT NULL DEFAULT 0
);

CREATE TABLE destination_class (
  prefix text NOT NULL,
  class text NOT NULL,
  description text NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE edge_change (
  xid xid8 NOT NULL,
  number bigint NOT NULL,
  tag text NOT NULL,
  noted_at timestamp with time zone NOT NULL
);

CREATE TABLE edge_change_forgotten (
  one boolean NOT NULL,
  xid xid8 NOT NULL
);

CREATE TABLE edge_counter (
  node_id uuid NOT NULL,
  day date NOT NULL,
  name text NOT NULL,
  count bigint NOT NULL
);

CREATE TABLE edge_node (
  id uuid NOT NULL,
  name text NOT NULL,
  region text NOT NULL,
  enabled boolean NOT NULL,
  networks text[] NOT NULL,
  secret_hash bytea NOT NULL,
  secret_masked text NOT NULL,
  old_secret_hash bytea,
  old_secret_until timestamp with time zone,
  rotated_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE edge_presence (
  node_id uuid NOT NULL,
  heard_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  software text NOT NULL,
  address text NOT NULL,
  calls integer NOT NULL,
  draining boolean NOT NULL,
  skew_ms bigint
);

CREATE TABLE edge_sign (
  node_id uuid NOT NULL,
  last_seen_at timestamp with time zone
);

CREATE TABLE emergency_number (
  country text NOT NULL,
  number text NOT NULL,
  description text NOT NULL DEFAULT ''::text
);

CREATE TABLE ended_call (
  call_id uuid NOT NULL,
  partner_id uuid,
  ended_at timestamp with time zone NOT NULL,
  refusal text,
  swept jsonb,
  report jsonb
);

CREATE TABLE export (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  filters jsonb NOT NULL,
  account_id text,
  status text NOT NULL,
  requested_by text NOT NULL,
  rows_total bigint,
  rows_done bigint NOT NULL,
  bytes bigint NOT NULL,
  truncated boolean NOT NULL,
  failure text,
  attempts integer NOT NULL,
  lease_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone
);

CREATE TABLE export_piece (
  partner_id uuid NOT NULL,
  export_id uuid NOT NULL,
  piece integer NOT NULL,
  data bytea NOT NULL
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

CREATE TABLE inbound_rate (
  partner_id uuid NOT NULL,
  tier_id uuid NOT NULL,
  country text NOT NULL,
  number_type text NOT NULL,
  rate_per_minute bigint NOT NULL
);

CREATE TABLE installation (
  one boolean NOT NULL DEFAULT true,
  secret_check bytea NOT NULL
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

CREATE TABLE live_call (
  partner_id uuid NOT NULL,
  call_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  trunk_id uuid,
  credential_id uuid,
  direction text NOT NULL,
  edge_node text NOT NULL,
  from_number text NOT NULL,
  to_number text NOT NULL,
  destination_class text NOT NULL,
  emergency boolean NOT NULL,
  authorised_at timestamp with time zone NOT NULL,
  answered_at timestamp with time zone,
  currency text NOT NULL,
  wallet_account_id uuid NOT NULL,
  hold_id uuid,
  held bigint NOT NULL,
  loss_hold_id uuid,
  loss_held bigint NOT NULL,
  funded_seconds integer NOT NULL,
  slice_seconds integer NOT NULL,
  max_seconds integer NOT NULL,
  spend_cap bigint,
  bound_by text,
  funded_until timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  selling json,
  wholesale json,
  answer json NOT NULL,
  sip json NOT NULL,
  hang_up_requested_at timestamp with time zone
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

CREATE TABLE number_label (
  id integer NOT NULL,
  name text NOT NULL
);

CREATE TABLE number_plane (
  plane integer NOT NULL,
  shelf_id integer NOT NULL,
  bits bit varying NOT NULL
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

CREATE TABLE number_shelf (
  id integer NOT NULL,
  first_code bigint NOT NULL,
  last_code bigint NOT NULL,
  setup_fee_bits bigint NOT NULL,
  monthly_fee_bits bigint NOT NULL
);

CREATE TABLE number_shelf_change (
  code bigint NOT NULL
);

CREATE TABLE number_shelf_page (
  shelf_id integer NOT NULL,
  page integer NOT NULL,
  first_code bigint NOT NULL,
  codes bigint[] NOT NULL
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
  updated_at timestamp with time zone NOT NULL,
  description text NOT NULL,
  initial_increment_seconds integer NOT NULL,
  billing_increment_seconds integer NOT NULL,
  minimum_duration_seconds integer NOT NULL,
  inbound_rate_per_minute bigint,
  last_deck_version integer NOT NULL DEFAULT 0,
  last_publication integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE rate_deck (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  tier_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  file_name text NOT NULL,
  bytes_total bigint,
  bytes_read bigint NOT NULL,
  rows_read integer NOT NULL,
  row_count integer NOT NULL,
  fault_count integer NOT NULL,
  fault_list jsonb NOT NULL,
  content_hash bytea,
  created_by text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  progress_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone
);

CREATE TABLE rate_deck_publication (
  partner_id uuid NOT NULL,
  tier_id uuid NOT NULL,
  number integer NOT NULL,
  deck_id uuid NOT NULL,
  effective_from timestamp with time zone NOT NULL,
  published_at timestamp with time zone NOT NULL,
  published_by text NOT NULL,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  start_told_at timestamp with time zone
);

CREATE TABLE rate_deck_row (
  partner_id uuid NOT NULL,
  deck_id uuid NOT NULL,
  prefix text NOT NULL,
  effective_from timestamp with time zone NOT NULL,
  effective_to timestamp with time zone NOT NULL,
  description text NOT NULL,
  rate_per_minute bigint NOT NULL,
  connect_fee bigint NOT NULL,
  initial_increment_seconds integer NOT NULL,
  next_increment_seconds integer NOT NULL
);

CREATE TABLE rate_deck_staging (
  partner_id uuid NOT NULL,
  deck_id uuid NOT NULL,
  line integer NOT NULL,
  prefix text NOT NULL,
  effective_from timestamp with time zone NOT NULL,
  effective_to timestamp with time zone NOT NULL,
  description text NOT NULL,
  rate_per_minute bigint NOT NULL,
  connect_fee bigint NOT NULL,
  initial_increment_seconds integer NOT NULL,
  next_increment_seconds integer NOT NULL
);

CREATE TABLE reconciliation_run (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  scope text NOT NULL,
  window_from timestamp with time zone NOT NULL,
  window_before timestamp with time zone NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone NOT NULL,
  score integer NOT NULL,
  checks jsonb NOT NULL,
  first_difference jsonb
);

CREATE TABLE reconciliation_state (
  partner_id uuid NOT NULL,
  run_id uuid,
  score integer,
  finished_at timestamp with time zone,
  clean_until timestamp with time zone,
  clean_entry_no bigint,
  night timestamp with time zone,
  claimed_until timestamp with time zone
);

CREATE TABLE schema_migration (
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now()
);

CREATE TABLE sip_credential (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  username text NOT NULL,
  realm text NOT NULL,
  ha1_sealed bytea NOT NULL,
  enabled boolean NOT NULL,
  description text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE sip_ip_acl (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  network cidr NOT NULL,
  enabled boolean NOT NULL,
  description text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE sip_origination_uri (
  partner_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  uri text NOT NULL,
  transport text NOT NULL,
  priority integer NOT NULL,
  weight integer NOT NULL,
  enabled boolean NOT NULL,
  description text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE sip_trunk (
  partner_id uuid NOT NULL,
  trunk_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  domain_label text NOT NULL,
  name text NOT NULL,
  direction text NOT NULL,
  enabled boolean NOT NULL,
  secure boolean NOT NULL,
  transport text NOT NULL,
  concurrent_calls_limit integer NOT NULL,
  cps_limit integer NOT NULL,
  description text NOT NULL,
  inbound_destination text,
  credential_id uuid,
  ip_acl_id uuid,
  primary_uri_id uuid,
  fallback_uri_id uuid,
  recording boolean NOT NULL,
  enable_transcription boolean NOT NULL,
  pii_redaction boolean NOT NULL,
  pii_entity_types text,
  recording_webhook_enabled boolean NOT NULL,
  webhook_url text,
  webhook_method text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
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

CREATE TABLE wholesale_tier (
  partner_id uuid NOT NULL,
  currency text NOT NULL,
  tier_id uuid NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

-- views

CREATE VIEW cdr_traffic AS
 SELECT partner_id,
    id,
    customer_id,
    call_direction,
    currency,
        CASE call_direction
            WHEN 'outbound'::text THEN COALESCE(wholesale_prefix, selling_prefix, ''::text)
            ELSE ''::text
        END AS destination,
    (trunk_id)::text AS trunk,
    NULLIF(
        CASE call_direction
            WHEN 'outbound'::text THEN caller_id_number
            ELSE destination_number
        END, ''::text) AS own_number,
    COALESCE(
        CASE cause_class
            WHEN 'refused'::text THEN failure_code
            ELSE hangup_cause
        END, ''::text) AS cause,
    ((cause_class = 'refused'::text))::integer AS refused,
    ((cause_class = 'answered'::text))::integer AS answered,
    ((cause_class = ANY (ARRAY['answered'::text, 'busy'::text, 'no_answer'::text, 'cancelled'::text, 'rejected'::text])))::integer AS reached,
    (((cause_class = 'answered'::text) AND (billsec <= 6)))::integer AS short_calls,
    duration AS duration_seconds,
    billsec AS talk_seconds,
    selling_billed_seconds AS billed_seconds,
    (cost + streaming_cost) AS cost,
    wholesale_cost,
    margin,
    COALESCE(pdd_ms, 0) AS pdd_ms,
    ((pdd_ms IS NOT NULL))::integer AS pdd_count,
    COALESCE(mos_hundredths, 0) AS mos,
    ((mos_hundredths IS NOT NULL))::integer AS mos_count,
    context
   FROM cdr;

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

ALTER TABLE approved_cli ADD CONSTRAINT approved_cli_e164_check CHECK ((e164 ~ '^\+[1-9][0-9]{6,14}$'::text));

ALTER TABLE approved_cli ADD CONSTRAINT approved_cli_pkey PRIMARY KEY (partner_id, customer_id, e164);

ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['operator'::text, 'partner'::text, 'customer'::text, 'system'::text])));

ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE call_counter ADD CONSTRAINT call_counter_held_check CHECK ((held >= 0));

ALTER TABLE call_counter ADD CONSTRAINT call_counter_live_check CHECK ((live >= 0));

ALTER TABLE call_counter ADD CONSTRAINT call_counter_pkey PRIMARY KEY (partner_id, owner_id);

ALTER TABLE call_limits ADD CONSTRAINT call_limits_allowed_classes_check CHECK ((allowed_classes <@ ARRAY['normal'::text, 'premium'::text, 'satellite'::text, 'high_risk'::text]));

ALTER TABLE call_limits ADD CONSTRAINT call_limits_check CHECK (((raised_spend_cap IS NULL) = (raised_until IS NULL)));

ALTER TABLE call_limits ADD CONSTRAINT call_limits_daily_spend_cap_check CHECK ((daily_spend_cap >= 0));

ALTER TABLE call_limits ADD CONSTRAINT call_limits_max_call_seconds_check CHECK (((max_call_seconds >= 1) AND (max_call_seconds <= 43200)));

ALTER TABLE call_limits ADD CONSTRAINT call_limits_max_rate_per_minute_check CHECK ((max_rate_per_minute >= 0));

ALTER TABLE call_limits ADD CONSTRAINT call_limits_pkey PRIMARY KEY (partner_id, customer_id);

ALTER TABLE call_limits ADD CONSTRAINT call_limits_raised_spend_cap_check CHECK ((raised_spend_cap >= 0));

ALTER TABLE capacity_pool ADD CONSTRAINT capacity_pool_calls CHECK (((allocated_concurrent_calls >= 0) AND (allocated_concurrent_calls <= concurrent_calls)));

ALTER TABLE capacity_pool ADD CONSTRAINT capacity_pool_cps CHECK (((allocated_cps >= 0) AND (allocated_cps <= cps)));

ALTER TABLE capacity_pool ADD CONSTRAINT capacity_pool_pkey PRIMARY KEY (partner_id);

ALTER TABLE capacity_transfer ADD CONSTRAINT capacity_transfer_customer_effective_check CHECK ((customer_effective >= 0));

ALTER TABLE capacity_transfer ADD CONSTRAINT capacity_transfer_direction_check CHECK ((direction = ANY (ARRAY['transfer'::text, 'reclaim'::text])));

ALTER TABLE capacity_transfer ADD CONSTRAINT capacity_transfer_partner_remaining_check CHECK ((partner_remaining >= 0));

ALTER TABLE capacity_transfer ADD CONSTRAINT capacity_transfer_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE capacity_transfer ADD CONSTRAINT capacity_transfer_resource_check CHECK ((resource = ANY (ARRAY['concurrent_calls'::text, 'cps'::text])));

ALTER TABLE capacity_transfer ADD CONSTRAINT capacity_transfer_slots_check CHECK ((slots > 0));

ALTER TABLE carrier ADD CONSTRAINT carrier_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE carrier ADD CONSTRAINT carrier_pkey PRIMARY KEY (id);

ALTER TABLE carrier ADD CONSTRAINT carrier_route_count_check CHECK ((route_count >= 0));

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id);

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text, 'both'::text])));

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_max_concurrent_calls_check CHECK ((max_concurrent_calls >= 0));

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_max_cps_check CHECK ((max_cps >= 0));

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_pkey PRIMARY KEY (id);

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_port_check CHECK (((port >= 1) AND (port <= 65535)));

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_state_override_check CHECK ((state_override = ANY (ARRAY['up'::text, 'down'::text, 'draining'::text])));

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_transport_check CHECK ((transport = ANY (ARRAY['udp'::text, 'tcp'::text, 'tls'::text])));

ALTER TABLE carrier_gateway ADD CONSTRAINT carrier_gateway_weight_check CHECK (((weight >= 1) AND (weight <= 100)));

ALTER TABLE carrier_gateway_health ADD CONSTRAINT carrier_gateway_health_check CHECK (((failures = 0) = (failing_since IS NULL)));

ALTER TABLE carrier_gateway_health ADD CONSTRAINT carrier_gateway_health_check1 CHECK ((((down_since IS NULL) = (down_until IS NULL)) AND ((down_since IS NULL) = (trips = 0))));

ALTER TABLE carrier_gateway_health ADD CONSTRAINT carrier_gateway_health_failures_check CHECK ((failures >= 0));

ALTER TABLE carrier_gateway_health ADD CONSTRAINT carrier_gateway_health_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES carrier_gateway(id) ON DELETE CASCADE;

ALTER TABLE carrier_gateway_health ADD CONSTRAINT carrier_gateway_health_pkey PRIMARY KEY (gateway_id);

ALTER TABLE carrier_gateway_health ADD CONSTRAINT carrier_gateway_health_trips_check CHECK ((trips >= 0));

ALTER TABLE carrier_gateway_load ADD CONSTRAINT carrier_gateway_load_active_calls_check CHECK ((active_calls >= 0));

ALTER TABLE carrier_gateway_load ADD CONSTRAINT carrier_gateway_load_calls_per_second_check CHECK ((calls_per_second >= 0));

ALTER TABLE carrier_gateway_load ADD CONSTRAINT carrier_gateway_load_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES carrier_gateway(id) ON DELETE CASCADE;

ALTER TABLE carrier_gateway_load ADD CONSTRAINT carrier_gateway_load_pkey PRIMARY KEY (gateway_id, node);

ALTER TABLE carrier_gateway_source ADD CONSTRAINT carrier_gateway_source_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES carrier_gateway(id) ON DELETE CASCADE;

ALTER TABLE carrier_gateway_source ADD CONSTRAINT carrier_gateway_source_network_excl EXCLUDE USING gist (network inet_ops WITH &&) WHERE (active);

ALTER TABLE carrier_gateway_source ADD CONSTRAINT carrier_gateway_source_pkey PRIMARY KEY (gateway_id, network);

ALTER TABLE carrier_route ADD CONSTRAINT carrier_route_carrier_id_fkey FOREIGN KEY (carrier_id) REFERENCES carrier(id);

ALTER TABLE carrier_route ADD CONSTRAINT carrier_route_check CHECK ((effective_to > effective_from));

ALTER TABLE carrier_route ADD CONSTRAINT carrier_route_cost_rate_check CHECK ((cost_rate >= 0));

ALTER TABLE carrier_route ADD CONSTRAINT carrier_route_pkey PRIMARY KEY (id);

ALTER TABLE carrier_route ADD CONSTRAINT carrier_route_prefix_check CHECK ((prefix ~ '^[0-9]{0,15}$'::text));

ALTER TABLE carrier_route ADD CONSTRAINT carrier_route_priority_check CHECK (((priority >= 1) AND (priority <= 1000)));

ALTER TABLE carrier_route ADD CONSTRAINT carrier_route_weight_check CHECK (((weight >= 1) AND (weight <= 100)));

ALTER TABLE cdr ADD CONSTRAINT cdr_billsec_check CHECK ((billsec >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_call_direction_check CHECK ((call_direction = ANY (ARRAY['inbound'::text, 'outbound'::text])));

ALTER TABLE cdr ADD CONSTRAINT cdr_cause_class_check CHECK ((cause_class = ANY (ARRAY['answered'::text, 'busy'::text, 'no_answer'::text, 'cancelled'::text, 'rejected'::text, 'invalid_number'::text, 'failed'::text, 'refused'::text])));

ALTER TABLE cdr ADD CONSTRAINT cdr_check CHECK (((cause_class = 'answered'::text) = (answer_time IS NOT NULL)));

ALTER TABLE cdr ADD CONSTRAINT cdr_check1 CHECK (((NOT refused) OR ((failure_code IS NOT NULL) AND (failure_reason IS NOT NULL) AND (answer_time IS NULL))));

ALTER TABLE cdr ADD CONSTRAINT cdr_context_check CHECK ((context = ANY (ARRAY['sip-trunking'::text, 'voice-api'::text])));

ALTER TABLE cdr ADD CONSTRAINT cdr_cost_check CHECK ((cost >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE cdr ADD CONSTRAINT cdr_duration_check CHECK ((duration >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_id_check CHECK ((substr((id)::text, 15, 1) = '7'::text));

ALTER TABLE cdr ADD CONSTRAINT cdr_jitter_us_check CHECK ((jitter_us >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_loss_hundredths_check CHECK (((loss_hundredths >= 0) AND (loss_hundredths <= 10000)));

ALTER TABLE cdr ADD CONSTRAINT cdr_mos_hundredths_check CHECK (((mos_hundredths >= 0) AND (mos_hundredths <= 500)));

ALTER TABLE cdr ADD CONSTRAINT cdr_pdd_ms_check CHECK ((pdd_ms >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE cdr ADD CONSTRAINT cdr_ring_time_check CHECK ((ring_time >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_selling_billed_seconds_check CHECK ((selling_billed_seconds >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_settled_by_check CHECK ((settled_by = ANY (ARRAY['report'::text, 'sweep'::text, 'correction'::text])));

ALTER TABLE cdr ADD CONSTRAINT cdr_streaming_cost_check CHECK ((streaming_cost >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_wholesale_billed_seconds_check CHECK ((wholesale_billed_seconds >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_wholesale_cost_check CHECK ((wholesale_cost >= 0));

ALTER TABLE cdr ADD CONSTRAINT cdr_written_off_check CHECK ((written_off >= 0));

ALTER TABLE cdr_archive ADD CONSTRAINT cdr_archive_pkey PRIMARY KEY (id);

ALTER TABLE cdr_archive ADD CONSTRAINT cdr_archive_state_check CHECK ((state = ANY (ARRAY['exporting'::text, 'exported'::text, 'detached'::text, 'dropped'::text])));

ALTER TABLE cdr_concurrency ADD CONSTRAINT cdr_concurrency_pkey PRIMARY KEY (partner_id, bucket);

ALTER TABLE cdr_customer_month ADD CONSTRAINT cdr_customer_month_pkey PRIMARY KEY (partner_id, month, customer_id);

ALTER TABLE cdr_day_pack ADD CONSTRAINT cdr_day_pack_kind_check CHECK ((kind = ANY (ARRAY['peaks'::text, 'spent'::text])));

ALTER TABLE cdr_day_pack ADD CONSTRAINT cdr_day_pack_pkey PRIMARY KEY (partner_id, kind, day, currency);

ALTER TABLE cdr_day_sum ADD CONSTRAINT cdr_day_sum_pkey PRIMARY KEY (partner_id, day, call_direction, context, currency);

ALTER TABLE cdr_default ADD CONSTRAINT cdr_billsec_check CHECK ((billsec >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_call_direction_check CHECK ((call_direction = ANY (ARRAY['inbound'::text, 'outbound'::text])));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_cause_class_check CHECK ((cause_class = ANY (ARRAY['answered'::text, 'busy'::text, 'no_answer'::text, 'cancelled'::text, 'rejected'::text, 'invalid_number'::text, 'failed'::text, 'refused'::text])));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_check CHECK (((cause_class = 'answered'::text) = (answer_time IS NOT NULL)));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_check1 CHECK (((NOT refused) OR ((failure_code IS NOT NULL) AND (failure_reason IS NOT NULL) AND (answer_time IS NULL))));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_context_check CHECK ((context = ANY (ARRAY['sip-trunking'::text, 'voice-api'::text])));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_cost_check CHECK ((cost >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_default_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE cdr_default ADD CONSTRAINT cdr_duration_check CHECK ((duration >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_id_check CHECK ((substr((id)::text, 15, 1) = '7'::text));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_jitter_us_check CHECK ((jitter_us >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_loss_hundredths_check CHECK (((loss_hundredths >= 0) AND (loss_hundredths <= 10000)));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_mos_hundredths_check CHECK (((mos_hundredths >= 0) AND (mos_hundredths <= 500)));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_pdd_ms_check CHECK ((pdd_ms >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_ring_time_check CHECK ((ring_time >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_selling_billed_seconds_check CHECK ((selling_billed_seconds >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_settled_by_check CHECK ((settled_by = ANY (ARRAY['report'::text, 'sweep'::text, 'correction'::text])));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_streaming_cost_check CHECK ((streaming_cost >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_wholesale_billed_seconds_check CHECK ((wholesale_billed_seconds >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_wholesale_cost_check CHECK ((wholesale_cost >= 0));

ALTER TABLE cdr_default ADD CONSTRAINT cdr_written_off_check CHECK ((written_off >= 0));

ALTER TABLE cdr_duration_sum ADD CONSTRAINT cdr_duration_sum_grain_check CHECK ((grain = ANY (ARRAY['hour'::text, 'day'::text, 'month'::text])));

ALTER TABLE cdr_duration_sum ADD CONSTRAINT cdr_duration_sum_pkey PRIMARY KEY (partner_id, grain, starts, call_direction, context, answered, currency, at_least);

ALTER TABLE cdr_ending_sum ADD CONSTRAINT cdr_ending_sum_grain_check CHECK ((grain = ANY (ARRAY['hour'::text, 'day'::text, 'month'::text])));

ALTER TABLE cdr_ending_sum ADD CONSTRAINT cdr_ending_sum_pkey PRIMARY KEY (partner_id, grain, starts, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency);

ALTER TABLE cdr_period ADD CONSTRAINT cdr_period_grain_check CHECK ((grain = ANY (ARRAY['hour'::text, 'day'::text, 'month'::text])));

ALTER TABLE cdr_period ADD CONSTRAINT cdr_period_pkey PRIMARY KEY (partner_id, grain, starts);

ALTER TABLE cdr_period_sum ADD CONSTRAINT cdr_period_sum_dimension_check CHECK ((dimension = ANY (ARRAY['customer'::text, 'destination'::text, 'trunk'::text, 'number'::text])));

ALTER TABLE cdr_period_sum ADD CONSTRAINT cdr_period_sum_grain_check CHECK ((grain = ANY (ARRAY['hour'::text, 'day'::text, 'month'::text])));

ALTER TABLE cdr_period_sum ADD CONSTRAINT cdr_period_sum_pkey PRIMARY KEY (partner_id, dimension, grain, starts, customer_id, key, cause, call_direction, currency);

ALTER TABLE cdr_rollup ADD CONSTRAINT cdr_rollup_pkey PRIMARY KEY (partner_id, customer_id, bucket, call_direction, context, cause_class, currency);

ALTER TABLE cdr_rollup_day ADD CONSTRAINT cdr_rollup_day_dimension_check CHECK ((dimension = ANY (ARRAY['total'::text, 'prefix'::text, 'trunk'::text, 'number'::text])));

ALTER TABLE cdr_rollup_day ADD CONSTRAINT cdr_rollup_day_pkey PRIMARY KEY (partner_id, customer_id, dimension, day, key, call_direction, context, cause_class, currency);

ALTER TABLE cdr_running ADD CONSTRAINT cdr_running_pkey PRIMARY KEY (partner_id, day);

ALTER TABLE cdr_running_place ADD CONSTRAINT cdr_running_place_dimension_check CHECK ((dimension = ANY (ARRAY['customer'::text, 'destination'::text, 'trunk'::text, 'number'::text])));

ALTER TABLE cdr_running_place ADD CONSTRAINT cdr_running_place_partner_id_dimension_customer_id_key_caus_key UNIQUE (partner_id, dimension, customer_id, key, cause);

ALTER TABLE cdr_running_place ADD CONSTRAINT cdr_running_place_pkey PRIMARY KEY (partner_id, dimension, place);

ALTER TABLE cdr_running_place ADD CONSTRAINT cdr_running_place_place_check CHECK ((place >= 0));

ALTER TABLE cdr_running_sum ADD CONSTRAINT cdr_running_sum_call_direction_check CHECK ((call_direction = ANY (ARRAY[''::text, 'inbound'::text])));

ALTER TABLE cdr_running_sum ADD CONSTRAINT cdr_running_sum_pkey PRIMARY KEY (partner_id, dimension, day, currency, call_direction);

ALTER TABLE customer ADD CONSTRAINT customer_allocated CHECK (((allocated_cps >= 0) AND (allocated_concurrent_calls >= 0)));

ALTER TABLE customer ADD CONSTRAINT customer_auth_id_check CHECK ((auth_id ~ '^MA_[0-9A-Z]{8}$'::text));

ALTER TABLE customer ADD CONSTRAINT customer_calls_entitled CHECK ((concurrent_calls_limit <= ((base_concurrent_calls_limit + COALESCE(purchased_concurrent_calls, 0)) + allocated_concurrent_calls)));

ALTER TABLE customer ADD CONSTRAINT customer_concurrent_calls_limit_check CHECK ((concurrent_calls_limit >= 0));

ALTER TABLE customer ADD CONSTRAINT customer_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

ALTER TABLE customer ADD CONSTRAINT customer_cps_entitled CHECK ((cps_limit <= ((base_cps_limit + COALESCE(purchased_cps, 0)) + allocated_cps)));

ALTER TABLE customer ADD CONSTRAINT customer_cps_limit_check CHECK ((cps_limit >= 0));

ALTER TABLE customer ADD CONSTRAINT customer_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE customer ADD CONSTRAINT customer_gst_status_check CHECK ((gst_status = ANY (ARRAY['active'::text, 'inactive'::text])));

ALTER TABLE customer ADD CONSTRAINT customer_kyc_status_check CHECK ((kyc_status = ANY (ARRAY['pending'::text, 'completed'::text])));

ALTER TABLE customer ADD CONSTRAINT customer_pkey PRIMARY KEY (partner_id, customer_id);

ALTER TABLE customer ADD CONSTRAINT customer_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])));

ALTER TABLE customer ADD CONSTRAINT customer_tds_percentage_check CHECK (((tds_percentage >= (0)::numeric) AND (tds_percentage <= (100)::numeric)));

ALTER TABLE destination_class ADD CONSTRAINT destination_class_class_check CHECK ((class = ANY (ARRAY['normal'::text, 'premium'::text, 'satellite'::text, 'high_risk'::text])));

ALTER TABLE destination_class ADD CONSTRAINT destination_class_pkey PRIMARY KEY (prefix);

ALTER TABLE destination_class ADD CONSTRAINT destination_class_prefix_check CHECK ((prefix ~ '^[1-9][0-9]{0,14}$'::text));

ALTER TABLE edge_change ADD CONSTRAINT edge_change_pkey PRIMARY KEY (xid, number);

ALTER TABLE edge_change_forgotten ADD CONSTRAINT edge_change_forgotten_one_check CHECK (one);

ALTER TABLE edge_change_forgotten ADD CONSTRAINT edge_change_forgotten_pkey PRIMARY KEY (one);

ALTER TABLE edge_counter ADD CONSTRAINT edge_counter_count_check CHECK ((count >= 0));

ALTER TABLE edge_counter ADD CONSTRAINT edge_counter_node_id_fkey FOREIGN KEY (node_id) REFERENCES edge_node(id);

ALTER TABLE edge_counter ADD CONSTRAINT edge_counter_pkey PRIMARY KEY (node_id, day, name);

ALTER TABLE edge_node ADD CONSTRAINT edge_node_check CHECK (((old_secret_hash IS NULL) = (old_secret_until IS NULL)));

ALTER TABLE edge_node ADD CONSTRAINT edge_node_networks_check CHECK ((cardinality(networks) > 0));

ALTER TABLE edge_node ADD CONSTRAINT edge_node_pkey PRIMARY KEY (id);

ALTER TABLE edge_presence ADD CONSTRAINT edge_presence_calls_check CHECK ((calls >= 0));

ALTER TABLE edge_presence ADD CONSTRAINT edge_presence_node_id_fkey FOREIGN KEY (node_id) REFERENCES edge_node(id);

ALTER TABLE edge_presence ADD CONSTRAINT edge_presence_pkey PRIMARY KEY (node_id);

ALTER TABLE edge_sign ADD CONSTRAINT edge_sign_node_id_fkey FOREIGN KEY (node_id) REFERENCES edge_node(id);

ALTER TABLE edge_sign ADD CONSTRAINT edge_sign_pkey PRIMARY KEY (node_id);

ALTER TABLE emergency_number ADD CONSTRAINT emergency_number_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));

ALTER TABLE emergency_number ADD CONSTRAINT emergency_number_number_check CHECK ((number ~ '^[0-9]{2,6}$'::text));

ALTER TABLE emergency_number ADD CONSTRAINT emergency_number_pkey PRIMARY KEY (country, number);

ALTER TABLE ended_call ADD CONSTRAINT ended_call_pkey PRIMARY KEY (call_id);

ALTER TABLE export ADD CONSTRAINT export_kind_check CHECK ((kind = ANY (ARRAY['cdrs'::text, 'transactions'::text])));

ALTER TABLE export ADD CONSTRAINT export_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE export ADD CONSTRAINT export_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'ready'::text, 'failed'::text, 'cancelled'::text, 'expired'::text])));

ALTER TABLE export_piece ADD CONSTRAINT export_piece_pkey PRIMARY KEY (partner_id, export_id, piece);

ALTER TABLE idempotency_record ADD CONSTRAINT idempotency_record_pkey PRIMARY KEY (partner_id, scope, key);

ALTER TABLE inbound_rate ADD CONSTRAINT inbound_rate_check CHECK (((country <> ''::text) OR (number_type <> ''::text)));

ALTER TABLE inbound_rate ADD CONSTRAINT inbound_rate_country_check CHECK ((country ~ '^([A-Z]{2})?$'::text));

ALTER TABLE inbound_rate ADD CONSTRAINT inbound_rate_number_type_check CHECK ((number_type = ANY (ARRAY[''::text, 'local'::text, 'mobile'::text, 'toll_free'::text, 'national'::text])));

ALTER TABLE inbound_rate ADD CONSTRAINT inbound_rate_pkey PRIMARY KEY (partner_id, tier_id, country, number_type);

ALTER TABLE inbound_rate ADD CONSTRAINT inbound_rate_rate_per_minute_check CHECK ((rate_per_minute >= 0));

ALTER TABLE installation ADD CONSTRAINT installation_one_check CHECK (one);

ALTER TABLE installation ADD CONSTRAINT installation_pkey PRIMARY KEY (one);

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

ALTER TABLE live_call ADD CONSTRAINT live_call_bound_by_check CHECK ((bound_by = ANY (ARRAY['funds'::text, 'max_call_length'::text, 'spend_cap'::text])));

ALTER TABLE live_call ADD CONSTRAINT live_call_check CHECK ((max_seconds >= funded_seconds));

ALTER TABLE live_call ADD CONSTRAINT live_call_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text])));

ALTER TABLE live_call ADD CONSTRAINT live_call_funded_seconds_check CHECK ((funded_seconds >= 0));

ALTER TABLE live_call ADD CONSTRAINT live_call_held_check CHECK ((held >= 0));

ALTER TABLE live_call ADD CONSTRAINT live_call_loss_held_check CHECK ((loss_held >= 0));

ALTER TABLE live_call ADD CONSTRAINT live_call_pkey PRIMARY KEY (partner_id, call_id);

ALTER TABLE live_call ADD CONSTRAINT live_call_slice_seconds_check CHECK ((slice_seconds > 0));

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

ALTER TABLE number_label ADD CONSTRAINT number_label_name_key UNIQUE (name);

ALTER TABLE number_label ADD CONSTRAINT number_label_pkey PRIMARY KEY (id);

ALTER TABLE number_plane ADD CONSTRAINT number_plane_pkey PRIMARY KEY (plane, shelf_id);

ALTER TABLE number_plane ADD CONSTRAINT number_plane_shelf_id_fkey FOREIGN KEY (shelf_id) REFERENCES number_shelf(id) ON DELETE CASCADE;

ALTER TABLE number_price ADD CONSTRAINT number_price_check CHECK (((e164 IS NULL) <> (country IS NULL)));

ALTER TABLE number_price ADD CONSTRAINT number_price_check1 CHECK (((number_type IS NULL) OR (country IS NOT NULL)));

ALTER TABLE number_price ADD CONSTRAINT number_price_monthly_fee_check CHECK ((monthly_fee >= 0));

ALTER TABLE number_price ADD CONSTRAINT number_price_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE number_price ADD CONSTRAINT number_price_setup_fee_check CHECK ((setup_fee >= 0));

ALTER TABLE number_reservation ADD CONSTRAINT number_reservation_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE number_shelf ADD CONSTRAINT number_shelf_first_code_key UNIQUE (first_code);

ALTER TABLE number_shelf ADD CONSTRAINT number_shelf_pkey PRIMARY KEY (id);

ALTER TABLE number_shelf_page ADD CONSTRAINT number_shelf_page_pkey PRIMARY KEY (shelf_id, page);

ALTER TABLE number_shelf_page ADD CONSTRAINT number_shelf_page_shelf_id_fkey FOREIGN KEY (shelf_id) REFERENCES number_shelf(id) ON DELETE CASCADE;

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

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_billing_increment_seconds_check CHECK (((billing_increment_seconds >= 1) AND (billing_increment_seconds <= 3600)));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_did_release_fee_check CHECK ((did_release_fee >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_inbound_rate_per_minute_check CHECK ((inbound_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_initial_increment_seconds_check CHECK (((initial_increment_seconds >= 1) AND (initial_increment_seconds <= 3600)));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_last_deck_version_check CHECK ((last_deck_version >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_last_publication_check CHECK ((last_publication >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_minimum_duration_seconds_check CHECK (((minimum_duration_seconds >= 0) AND (minimum_duration_seconds <= 3600)));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_non_connected_call_fee_check CHECK ((non_connected_call_fee >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_pii_redaction_rate_per_minute_check CHECK ((pii_redaction_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_rate_per_minute_check CHECK ((rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_recording_rate_per_minute_check CHECK ((recording_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_streaming_rate_per_minute_check CHECK ((streaming_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_transcription_rate_per_minute_check CHECK ((transcription_rate_per_minute >= 0));

ALTER TABLE pricing_tier ADD CONSTRAINT pricing_tier_whatsapp_voice_rate_check CHECK ((whatsapp_voice_rate >= 0));

ALTER TABLE rate_deck ADD CONSTRAINT rate_deck_check CHECK (((state = 'ready'::text) = (content_hash IS NOT NULL)));

ALTER TABLE rate_deck ADD CONSTRAINT rate_deck_check1 CHECK (((state = 'reading'::text) = (ended_at IS NULL)));

ALTER TABLE rate_deck ADD CONSTRAINT rate_deck_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE rate_deck ADD CONSTRAINT rate_deck_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'faulty'::text, 'ready'::text, 'interrupted'::text])));

ALTER TABLE rate_deck ADD CONSTRAINT rate_deck_version_check CHECK ((version > 0));

ALTER TABLE rate_deck_publication ADD CONSTRAINT rate_deck_publication_check CHECK ((effective_from >= published_at));

ALTER TABLE rate_deck_publication ADD CONSTRAINT rate_deck_publication_check1 CHECK ((cancelled_at < effective_from));

ALTER TABLE rate_deck_publication ADD CONSTRAINT rate_deck_publication_check2 CHECK (((cancelled_at IS NULL) = (cancelled_by IS NULL)));

ALTER TABLE rate_deck_publication ADD CONSTRAINT rate_deck_publication_pkey PRIMARY KEY (partner_id, tier_id, number);

ALTER TABLE rate_deck_row ADD CONSTRAINT rate_deck_row_check CHECK ((effective_from < effective_to));

ALTER TABLE rate_deck_row ADD CONSTRAINT rate_deck_row_connect_fee_check CHECK ((connect_fee >= 0));

ALTER TABLE rate_deck_row ADD CONSTRAINT rate_deck_row_initial_increment_seconds_check CHECK (((initial_increment_seconds >= 1) AND (initial_increment_seconds <= 3600)));

ALTER TABLE rate_deck_row ADD CONSTRAINT rate_deck_row_next_increment_seconds_check CHECK (((next_increment_seconds >= 1) AND (next_increment_seconds <= 3600)));

ALTER TABLE rate_deck_row ADD CONSTRAINT rate_deck_row_pkey PRIMARY KEY (partner_id, deck_id, prefix, effective_from);

ALTER TABLE rate_deck_row ADD CONSTRAINT rate_deck_row_prefix_check CHECK ((prefix ~ '^[1-9][0-9]{0,14}$'::text));

ALTER TABLE rate_deck_row ADD CONSTRAINT rate_deck_row_rate_per_minute_check CHECK ((rate_per_minute >= 0));

ALTER TABLE reconciliation_run ADD CONSTRAINT reconciliation_run_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE reconciliation_run ADD CONSTRAINT reconciliation_run_scope_check CHECK ((scope = ANY (ARRAY['since_clean'::text, 'all'::text, 'window'::text])));

ALTER TABLE reconciliation_run ADD CONSTRAINT reconciliation_run_score_check CHECK (((score >= 0) AND (score <= 100)));

ALTER TABLE reconciliation_state ADD CONSTRAINT reconciliation_state_pkey PRIMARY KEY (partner_id);

ALTER TABLE schema_migration ADD CONSTRAINT schema_migration_pkey PRIMARY KEY (name);

ALTER TABLE sip_credential ADD CONSTRAINT sip_credential_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE sip_credential ADD CONSTRAINT sip_credential_username_check CHECK ((username ~ '^[A-Za-z0-9][A-Za-z0-9._+-]{2,63}$'::text));

ALTER TABLE sip_ip_acl ADD CONSTRAINT sip_ip_acl_network_check CHECK ((family((network)::inet) = 4));

ALTER TABLE sip_ip_acl ADD CONSTRAINT sip_ip_acl_one_account EXCLUDE USING gist (network inet_ops WITH &&, customer_id WITH <>);

ALTER TABLE sip_ip_acl ADD CONSTRAINT sip_ip_acl_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE sip_origination_uri ADD CONSTRAINT sip_origination_uri_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE sip_origination_uri ADD CONSTRAINT sip_origination_uri_priority_check CHECK ((priority >= 0));

ALTER TABLE sip_origination_uri ADD CONSTRAINT sip_origination_uri_transport_check CHECK ((transport = ANY (ARRAY['udp'::text, 'tcp'::text, 'tls'::text])));

ALTER TABLE sip_origination_uri ADD CONSTRAINT sip_origination_uri_weight_check CHECK ((weight >= 0));

ALTER TABLE sip_trunk ADD CONSTRAINT sip_trunk_concurrent_calls_limit_check CHECK ((concurrent_calls_limit >= 0));

ALTER TABLE sip_trunk ADD CONSTRAINT sip_trunk_cps_limit_check CHECK ((cps_limit >= 0));

ALTER TABLE sip_trunk ADD CONSTRAINT sip_trunk_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text, 'both'::text])));

ALTER TABLE sip_trunk ADD CONSTRAINT sip_trunk_domain_label_check CHECK ((domain_label ~ '^[0-9a-f]{8}$'::text));

ALTER TABLE sip_trunk ADD CONSTRAINT sip_trunk_pkey PRIMARY KEY (partner_id, trunk_id);

ALTER TABLE sip_trunk ADD CONSTRAINT sip_trunk_transport_check CHECK ((transport = ANY (ARRAY['udp'::text, 'tcp'::text, 'tls'::text])));

ALTER TABLE sip_trunk ADD CONSTRAINT sip_trunk_webhook_method_check CHECK ((webhook_method = ANY (ARRAY['GET'::text, 'POST'::text])));

ALTER TABLE web_session ADD CONSTRAINT web_session_pkey PRIMARY KEY (partner_id, session_id);

ALTER TABLE wholesale_tier ADD CONSTRAINT wholesale_tier_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));

ALTER TABLE wholesale_tier ADD CONSTRAINT wholesale_tier_pkey PRIMARY KEY (partner_id, currency);

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

CREATE INDEX capacity_transfer_customer ON public.capacity_transfer USING btree (partner_id, customer_id, id);

CREATE UNIQUE INDEX carrier_name ON public.carrier USING btree (lower(name));

CREATE UNIQUE INDEX carrier_gateway_name ON public.carrier_gateway USING btree (carrier_id, lower(name));

CREATE UNIQUE INDEX carrier_route_key ON public.carrier_route USING btree (carrier_id, prefix, gateway_group, effective_from);

CREATE INDEX carrier_route_prefix ON public.carrier_route USING btree (prefix);

CREATE INDEX cdr_bridge ON ONLY public.cdr USING btree (partner_id, bridge_uuid) WHERE (bridge_uuid IS NOT NULL);

CREATE INDEX cdr_caller ON ONLY public.cdr USING btree (partner_id, caller_id_number text_pattern_ops);

CREATE INDEX cdr_campaign ON ONLY public.cdr USING btree (partner_id, campaign_id, id) WHERE (campaign_id IS NOT NULL);

CREATE INDEX cdr_customer ON ONLY public.cdr USING btree (partner_id, customer_id, id);

CREATE INDEX cdr_destination ON ONLY public.cdr USING btree (partner_id, destination_number text_pattern_ops);

CREATE INDEX cdr_disposition ON ONLY public.cdr USING btree (partner_id, hangup_disposition, id) WHERE (hangup_disposition IS NOT NULL);

CREATE INDEX cdr_duration ON ONLY public.cdr USING btree (partner_id, duration);

CREATE INDEX cdr_hangup_cause ON ONLY public.cdr USING btree (partner_id, hangup_cause, id);

CREATE INDEX cdr_numbers ON ONLY public.cdr USING gin (partner_id, caller_id_number gin_trgm_ops, destination_number gin_trgm_ops) WITH (gin_pending_list_limit='512');

CREATE INDEX cdr_sip_call ON ONLY public.cdr USING btree (partner_id, sip_call_id);

CREATE INDEX cdr_unanswered ON ONLY public.cdr USING btree (partner_id, cause_class, id) WHERE (cause_class <> 'answered'::text);

CREATE UNIQUE INDEX cdr_archive_at_hand ON public.cdr_archive USING btree (month) WHERE (state <> 'dropped'::text);

CREATE INDEX cdr_default_partner_id_bridge_uuid_idx ON public.cdr_default USING btree (partner_id, bridge_uuid) WHERE (bridge_uuid IS NOT NULL);

CREATE INDEX cdr_default_partner_id_caller_id_number_destination_number_idx ON public.cdr_default USING gin (partner_id, caller_id_number gin_trgm_ops, destination_number gin_trgm_ops) WITH (gin_pending_list_limit='512');

CREATE INDEX cdr_default_partner_id_caller_id_number_idx ON public.cdr_default USING btree (partner_id, caller_id_number text_pattern_ops);

CREATE INDEX cdr_default_partner_id_campaign_id_id_idx ON public.cdr_default USING btree (partner_id, campaign_id, id) WHERE (campaign_id IS NOT NULL);

CREATE INDEX cdr_default_partner_id_cause_class_id_idx ON public.cdr_default USING btree (partner_id, cause_class, id) WHERE (cause_class <> 'answered'::text);

CREATE INDEX cdr_default_partner_id_customer_id_id_idx ON public.cdr_default USING btree (partner_id, customer_id, id);

CREATE INDEX cdr_default_partner_id_destination_number_idx ON public.cdr_default USING btree (partner_id, destination_number text_pattern_ops);

CREATE INDEX cdr_default_partner_id_duration_idx ON public.cdr_default USING btree (partner_id, duration);

CREATE INDEX cdr_default_partner_id_hangup_cause_id_idx ON public.cdr_default USING btree (partner_id, hangup_cause, id);

CREATE INDEX cdr_default_partner_id_hangup_disposition_id_idx ON public.cdr_default USING btree (partner_id, hangup_disposition, id) WHERE (hangup_disposition IS NOT NULL);

CREATE INDEX cdr_default_partner_id_sip_call_id_idx ON public.cdr_default USING btree (partner_id, sip_call_id);

CREATE INDEX cdr_duration_sum_whole ON public.cdr_duration_sum USING btree (partner_id, grain, starts) WHERE (at_least = 0);

CREATE INDEX cdr_rollup_window ON public.cdr_rollup USING btree (partner_id, bucket);

CREATE INDEX cdr_rollup_day_key ON public.cdr_rollup_day USING btree (partner_id, dimension, key, day);

CREATE INDEX cdr_rollup_day_window ON public.cdr_rollup_day USING btree (partner_id, dimension, day);

CREATE UNIQUE INDEX customer_account_number_key ON public.customer USING btree (account_number);

CREATE UNIQUE INDEX customer_auth_id ON public.customer USING btree (auth_id);

CREATE INDEX customer_pricing_tier ON public.customer USING btree (pricing_tier_id, partner_id);

CREATE INDEX customer_search ON public.customer USING gin (name gin_trgm_ops, email gin_trgm_ops);

CREATE INDEX customer_status ON public.customer USING btree (partner_id, status, customer_id);

CREATE INDEX customer_unfinished ON public.customer USING btree (customer_id) WHERE ((status = 'closed'::text) AND (wallet_closed_at IS NULL));

CREATE UNIQUE INDEX customer_wallet ON public.customer USING btree (partner_id, wallet_account_id);

CREATE INDEX edge_change_noted ON public.edge_change USING btree (noted_at);

CREATE UNIQUE INDEX edge_node_name ON public.edge_node USING btree (lower(name));

CREATE UNIQUE INDEX edge_node_old_secret ON public.edge_node USING btree (old_secret_hash) WHERE (old_secret_hash IS NOT NULL);

CREATE UNIQUE INDEX edge_node_secret ON public.edge_node USING btree (secret_hash);

CREATE INDEX ended_call_age ON public.ended_call USING btree (ended_at);

CREATE INDEX ended_call_early ON public.ended_call USING btree (ended_at) WHERE ((report IS NOT NULL) AND (partner_id IS NULL));

CREATE INDEX export_expiry ON public.export USING btree (expires_at) WHERE (status = 'ready'::text);

CREATE INDEX export_id ON public.export USING btree (id);

CREATE INDEX export_waiting ON public.export USING btree (created_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX idempotency_record_expiry ON public.idempotency_record USING btree (expires_at);

CREATE INDEX idempotency_record_secret ON public.idempotency_record USING btree (created_at) WHERE (sealed IS NOT NULL);

CREATE UNIQUE INDEX ledger_account_book ON public.ledger_account USING btree (partner_id, kind, currency) WHERE (kind <> 'wallet'::text);

CREATE UNIQUE INDEX ledger_account_wallet ON public.ledger_account USING btree (partner_id, owner_id, currency) WHERE (kind = 'wallet'::text);

CREATE INDEX ledger_hold_expiry ON public.ledger_hold USING btree (expires_at) WHERE ((ended_at IS NULL) AND (expires_at IS NOT NULL));

CREATE INDEX ledger_hold_open ON public.ledger_hold USING btree (partner_id, account_id) WHERE (ended_at IS NULL);

CREATE INDEX ledger_transfer_credit ON public.ledger_transfer USING btree (partner_id, credit_account_id, entry_no);

CREATE INDEX ledger_transfer_debit ON public.ledger_transfer USING btree (partner_id, debit_account_id, entry_no);

CREATE UNIQUE INDEX ledger_transfer_entry ON public.ledger_transfer USING btree (partner_id, entry_no);

CREATE INDEX ledger_transfer_reverses ON public.ledger_transfer USING btree (partner_id, reverses) WHERE (reverses IS NOT NULL);

CREATE INDEX live_call_credential ON public.live_call USING btree (partner_id, credential_id) WHERE (credential_id IS NOT NULL);

CREATE INDEX live_call_hang_up ON public.live_call USING btree (edge_node) WHERE (hang_up_requested_at IS NOT NULL);

CREATE INDEX live_call_id ON public.live_call USING btree (call_id);

CREATE INDEX number_holding_customer ON public.number_holding USING btree (partner_id, customer_id, id);

CREATE INDEX number_holding_due ON public.number_holding USING btree (next_attempt_at, id) WHERE (status = ANY (ARRAY['active'::text, 'grace'::text, 'suspended'::text]));

CREATE UNIQUE INDEX number_holding_holder ON public.number_holding USING btree (e164) WHERE (status <> 'released'::text);

CREATE INDEX number_holding_number ON public.number_holding USING btree (partner_id, e164);

CREATE INDEX number_holding_releasing ON public.number_holding USING btree (releases_at) WHERE (status = 'pending_release'::text);

CREATE INDEX number_holding_short ON public.number_holding USING btree (partner_id, customer_id) WHERE (status = ANY (ARRAY['grace'::text, 'suspended'::text]));

CREATE INDEX number_holding_unreserved ON public.number_holding USING btree (partner_id, customer_id) WHERE (reserve_renewal AND (renewal_hold_id IS NULL) AND (status = 'active'::text));

CREATE INDEX number_import_unfinished ON public.number_import USING btree (id) WHERE (state = ANY (ARRAY['reading'::text, 'adding'::text]));

CREATE INDEX number_import_row_number ON public.number_import_row USING btree (e164);

CREATE INDEX number_plane_shelf ON public.number_plane USING btree (shelf_id);

CREATE UNIQUE INDEX number_price_rule ON public.number_price USING btree (partner_id, currency, COALESCE(e164, ''::text), COALESCE(country, ''::text), COALESCE(number_type, ''::text));

CREATE INDEX number_reservation_expiry ON public.number_reservation USING btree (expires_at);

CREATE INDEX number_shelf_page_first ON public.number_shelf_page USING btree (first_code);

CREATE INDEX number_stock_quarantine ON public.number_stock USING btree (quarantined_until) WHERE (state = 'quarantined'::text);

CREATE INDEX number_stock_reservation ON public.number_stock USING btree (reservation_id) WHERE (state = 'reserved'::text);

CREATE INDEX number_stock_reserved_by ON public.number_stock USING btree (reserved_by) WHERE (state = 'reserved'::text);

CREATE INDEX number_stock_reserved_until ON public.number_stock USING btree (reserved_until) WHERE (state = 'reserved'::text);

CREATE INDEX one_time_link_expiry ON public.one_time_link USING btree (expires_at);

CREATE UNIQUE INDEX one_time_link_token ON public.one_time_link USING btree (token_hash);

CREATE INDEX one_time_link_user ON public.one_time_link USING btree (partner_id, user_id);

CREATE UNIQUE INDEX partner_account_number ON public.partner USING btree (account_id);

CREATE UNIQUE INDEX partner_auth_id ON public.partner USING btree (auth_id);

CREATE UNIQUE INDEX partner_slug ON public.partner USING btree (slug);

CREATE UNIQUE INDEX pricing_tier_default ON public.pricing_tier USING btree (partner_id, currency) WHERE is_default;

CREATE UNIQUE INDEX rate_deck_reading ON public.rate_deck USING btree (partner_id, tier_id) WHERE (state = 'reading'::text);

CREATE INDEX rate_deck_unfinished ON public.rate_deck USING btree (progress_at) WHERE (state = 'reading'::text);

CREATE UNIQUE INDEX rate_deck_version ON public.rate_deck USING btree (partner_id, tier_id, version);

CREATE INDEX rate_deck_live ON public.rate_deck_publication USING btree (partner_id, tier_id, effective_from DESC, number DESC) WHERE (cancelled_at IS NULL);

CREATE INDEX rate_deck_published ON public.rate_deck_publication USING btree (partner_id, deck_id);

CREATE INDEX rate_deck_start_untold ON public.rate_deck_publication USING btree (effective_from) WHERE ((start_told_at IS NULL) AND (cancelled_at IS NULL) AND (effective_from > published_at));

CREATE INDEX rate_deck_staging_deck ON public.rate_deck_staging USING btree (partner_id, deck_id);

CREATE INDEX sip_credential_customer ON public.sip_credential USING btree (partner_id, customer_id, created_at, id);

CREATE UNIQUE INDEX sip_credential_username ON public.sip_credential USING btree (lower(username));

CREATE INDEX sip_ip_acl_customer ON public.sip_ip_acl USING btree (partner_id, customer_id, created_at, id);

CREATE UNIQUE INDEX sip_ip_acl_network ON public.sip_ip_acl USING btree (partner_id, customer_id, network);

CREATE INDEX sip_origination_uri_customer ON public.sip_origination_uri USING btree (partner_id, customer_id, priority, created_at, id);

CREATE INDEX sip_trunk_customer ON public.sip_trunk USING btree (partner_id, customer_id, created_at, trunk_id);

CREATE UNIQUE INDEX sip_trunk_domain ON public.sip_trunk USING btree (domain_label);

CREATE INDEX sip_trunk_newest ON public.sip_trunk USING btree (partner_id, created_at, trunk_id);

CREATE INDEX web_session_expiry ON public.web_session USING btree (expires_at);

CREATE UNIQUE INDEX web_session_token ON public.web_session USING btree (token_hash);

CREATE INDEX web_session_user ON public.web_session USING btree (partner_id, user_id);

CREATE INDEX wholesale_tier_used ON public.wholesale_tier USING btree (tier_id);

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

CREATE OR REPLACE FUNCTION public.audit_append(p_wanted boolean[], p_partner_id uuid[], p_id uuid[], p_at timestamp with time zone[], p_actor_kind text[], p_actor_id text[], p_actor_label text[], p_action text[], p_object_type text[], p_object_id text[], p_changes jsonb, p_reason text[], p_ip text[], p_user_agent text[], p_request_id text[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
BEGIN
  INSERT INTO audit_entry (partner_id, id, at, actor_kind, actor_id, actor_label, action, object_type, object_id,
                           changes, reason, ip, user_agent, request_id)
  SELECT p_partner_id[g.k], p_id[g.k], p_at[g.k], p_actor_kind[g.k], p_actor_id[g.k], p_actor_label[g.k], p_action[g.k],
         p_object_type[g.k], p_object_id[g.k], p_changes -> (g.k - 1), p_reason[g.k], p_ip[g.k], p_user_agent[g.k], p_request_id[g.k]
  FROM generate_series(1, cardinality(p_id)) g(k) WHERE p_wanted[g.k];
END $function$;

CREATE OR REPLACE FUNCTION public.call_answer(c_call uuid[], c_answered timestamp with time zone[], c_event uuid[], p_now timestamp with time zone, p_grace integer)
 RETURNS TABLE(call_id uuid, funded_seconds integer, hang_up boolean)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
DECLARE
  -- Found one by one by their ids, changed by their places: no statistic of an empty table makes a plan that reads all.
  v_rows tid[];
BEGIN
  SELECT array_agg(c.ctid) INTO v_rows FROM generate_series(1, cardinality(c_call)) g(i)
  CROSS JOIN LATERAL (SELECT l.ctid FROM live_call l WHERE l.call_id = c_call[g.i] AND l.answered_at IS NULL OFFSET 0 FOR NO KEY UPDATE) c;
  RETURN QUERY
  WITH noted AS (
    UPDATE live_call l SET answered_at = c_answered[array_position(c_call, l.call_id)],
      funded_until = p_now + l.funded_seconds * interval '1 second',
      expires_at = p_now + (l.funded_seconds + p_grace) * interval '1 second'
    WHERE l.ctid = ANY (v_rows)
    RETURNING l.partner_id, l.call_id, l.customer_id, l.answered_at, l.funded_seconds, l.hang_up_requested_at
  ), told AS (
    INSERT INTO outbox (id, partner_id, topic, payload, created_at)
    SELECT c_event[array_position(c_call, n.call_id)], n.partner_id, 'call.answered',
      jsonb_object(ARRAY['call_id', n.call_id::text, 'customer_id', n.customer_id::text, 'answered_at',
        to_char(n.answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')]), p_now
    FROM noted n
  )
  SELECT n.call_id, n.funded_seconds, n.hang_up_requested_at IS NOT NULL FROM noted n;
END $function$;

CREATE OR REPLACE FUNCTION public.call_begin(c_partner uuid[], c_call uuid[], c_customer uuid[], c_trunk uuid[], c_credential uuid[], c_direction text[], c_node text[], c_from text[], c_to text[], c_class text[], c_emergency boolean[], c_authorised timestamp with time zone[], c_currency text[], c_wallet uuid[], c_hold uuid[], c_held bigint[], c_loss_hold uuid[], c_loss_held bigint[], c_funded integer[], c_slice integer[], c_most integer[], c_cap bigint[], c_bound text[], c_funded_until timestamp with time zone[], c_expires timestamp with time zone[], c_selling text[], c_wholesale text[], c_answer text[], c_sip text[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET jit TO 'off'
AS $function$
BEGIN
  PERFORM call_require_holds(c_partner || c_partner, c_hold || c_loss_hold, c_held || c_loss_held);
  INSERT INTO live_call (partner_id, call_id, customer_id, trunk_id, credential_id, direction, edge_node, from_number,
    to_number, destination_class, emergency, authorised_at, currency, wallet_account_id, hold_id, held, loss_hold_id,
    loss_held, funded_seconds, slice_seconds, max_seconds, spend_cap, bound_by, funded_until, expires_at, selling, wholesale,
    answer, sip)
  SELECT c_partner[g.i], c_call[g.i], c_customer[g.i], c_trunk[g.i], c_credential[g.i], c_direction[g.i], c_node[g.i],
    c_from[g.i], c_to[g.i], c_class[g.i], c_emergency[g.i], c_authorised[g.i], c_currency[g.i], c_wallet[g.i], c_hold[g.i],
    c_held[g.i], c_loss_hold[g.i], c_loss_held[g.i], c_funded[g.i], c_slice[g.i], c_most[g.i], c_cap[g.i], c_bound[g.i],
    c_funded_until[g.i], c_expires[g.i], c_selling[g.i]::json, c_wholesale[g.i]::json, c_answer[g.i]::json, c_sip[g.i]::json
  FROM generate_series(1, cardinality(c_call)) g(i);
END $function$;

CREATE OR REPLACE FUNCTION public.call_count(c_partner uuid[], c_owner uuid[], c_live integer[], c_begun integer[], c_spent bigint[], c_held bigint[], p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  v_second timestamptz := date_trunc('second', p_at);
BEGIN
  MERGE INTO call_counter c
  USING (
    SELECT c_partner[g.i] AS partner_id, c_owner[g.i] AS owner_id, c_live[g.i] AS live, c_begun[g.i] AS begun,
      c_spent[g.i] AS spent, c_held[g.i] AS held,
      -- Today in the customer's time zone.
      CASE WHEN c_spent[g.i] <> 0 THEN (SELECT (p_at AT TIME ZONE u.timezone)::date FROM customer u
        WHERE u.partner_id = c_partner[g.i] AND u.customer_id = c_owner[g.i]) END AS day
    FROM generate_series(1, cardinality(c_owner)) g(i) OFFSET 0
  ) d ON c.partner_id = d.partner_id AND c.owner_id = d.owner_id
  WHEN MATCHED THEN UPDATE SET
    live = c.live + d.live,
    second_at = CASE WHEN d.begun > 0 THEN v_second ELSE c.second_at END,
    in_second = CASE WHEN d.begun = 0 THEN c.in_second WHEN c.second_at = v_second THEN c.in_second + d.begun ELSE d.begun END,
    spend_day = greatest(d.day, c.spend_day),
    spent = CASE WHEN d.day IS NULL THEN c.spent WHEN d.day > c.spend_day THEN greatest(d.spent, 0)
      WHEN d.day = c.spend_day OR d.spent > 0 THEN greatest(c.spent + d.spent, 0) ELSE c.spent END,
    held = c.held + d.held
  WHEN NOT MATCHED THEN INSERT (partner_id, owner_id, live, second_at, in_second, spend_day, spent, held)
    VALUES (d.partner_id, d.owner_id, d.live, v_second, d.begun, coalesce(d.day, '-infinity'), greatest(d.spent, 0), d.held);
END $function$;

CREATE OR REPLACE FUNCTION public.call_counter_json(c call_counter, p_at timestamp with time zone, p_day date)
 RETURNS json
 LANGUAGE sql
 STABLE
AS $function$
  SELECT json_build_object('live', c.live,
    'in_second', CASE WHEN c.second_at = date_trunc('second', p_at) THEN c.in_second ELSE 0 END,
    'spent', CASE WHEN c.spend_day >= p_day THEN c.spent ELSE 0 END::text, 'held', c.held::text)
$function$;

CREATE OR REPLACE FUNCTION public.call_limits_json(l call_limits)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT jsonb_build_object('allowed_classes', l.allowed_classes, 'max_rate_per_minute', l.max_rate_per_minute::text,
    'max_call_seconds', l.max_call_seconds, 'daily_spend_cap', l.daily_spend_cap::text,
    'raised_spend_cap', l.raised_spend_cap::text, 'raised_until', l.raised_until, 'allow_loss', l.allow_loss)
$function$;

CREATE OR REPLACE FUNCTION public.call_lock_counters(p_partner uuid[], p_owner uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
BEGIN
  INSERT INTO call_counter (partner_id, owner_id, live, second_at, in_second, spend_day, spent, held)
  SELECT DISTINCT k.partner_id, k.owner_id, 0, '-infinity'::timestamptz, 0, '-infinity'::date, 0, 0
  FROM unnest(p_partner, p_owner) AS k(partner_id, owner_id)
  WHERE k.owner_id IS NOT NULL
    -- OFFSET 0: each is looked for by its key, whatever the planner thinks of joining all of them.
    AND NOT EXISTS (SELECT FROM call_counter c WHERE c.partner_id = k.partner_id AND c.owner_id = k.owner_id OFFSET 0)
  ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  PERFORM FROM (
    SELECT DISTINCT k.partner_id, k.owner_id FROM unnest(p_partner, p_owner) AS k(partner_id, owner_id) ORDER BY 1, 2
  ) k
  CROSS JOIN LATERAL (SELECT FROM call_counter c WHERE c.partner_id = k.partner_id AND c.owner_id = k.owner_id
    FOR NO KEY UPDATE) c;
END $function$;

CREATE OR REPLACE FUNCTION public.call_note_ended(c_call uuid[], c_partner uuid[], c_ended timestamp with time zone[], c_refusal text[], c_swept jsonb[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET jit TO 'off'
AS $function$
BEGIN
  INSERT INTO ended_call AS e (call_id, partner_id, ended_at, refusal, swept)
  SELECT c_call[g.i], c_partner[g.i], c_ended[g.i], c_refusal[g.i], c_swept[g.i]
  FROM generate_series(1, cardinality(c_call)) g(i)
  ON CONFLICT (call_id) DO UPDATE SET partner_id = excluded.partner_id, refusal = excluded.refusal, swept = excluded.swept
    WHERE e.partner_id IS NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.call_require_holds(c_partner uuid[], c_hold uuid[], c_held bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
BEGIN
  -- By their keys alone: with another condition beside them the planner might go through all that a partner holds.
  IF EXISTS (
    SELECT FROM generate_series(1, cardinality(c_hold)) g(i) WHERE c_hold[g.i] IS NOT NULL AND (
      SELECT h.amount = c_held[g.i] AND h.ended_at IS NULL FROM ledger_hold h
      WHERE h.partner_id = c_partner[g.i] AND h.id = c_hold[g.i]) IS NOT TRUE
  ) THEN
    RAISE EXCEPTION 'the money of a call is not held' USING ERRCODE = 'PT001';
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.call_state(a_partner uuid[], a_customer uuid[], a_trunk uuid[], c_call uuid[], p_at timestamp with time zone)
 RETURNS TABLE(kind text, place integer, facts json)
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
DECLARE
  v_partners uuid[];
  v_owners uuid[];
  r record;
BEGIN
  SELECT array_agg(o.partner_id), array_agg(o.owner_id) INTO v_partners, v_owners FROM (
    SELECT a_partner[g.k] AS partner_id, x.owner_id FROM generate_series(1, cardinality(a_partner)) g(k)
    CROSS JOIN LATERAL (VALUES (a_partner[g.k]), (a_customer[g.k]), (a_trunk[g.k])) AS x(owner_id)
    WHERE x.owner_id IS NOT NULL
      AND EXISTS (SELECT FROM customer c WHERE c.partner_id = a_partner[g.k] AND c.customer_id = a_customer[g.k] OFFSET 0)
  ) o;
  IF v_owners IS NOT NULL THEN PERFORM call_lock_counters(v_partners, v_owners); END IF;

  -- From here on every statement sees what committed before our locks.
  FOR r IN SELECT json_build_object('partner_id', o.partner_id, 'status', o.status, 'mode', o.mode,
    'masters', (SELECT json_object_agg(m.currency, json_build_object('id', m.id,
                  'available', (m.balance - m.held - m.floor)::text))
                FROM ledger_account_balance m WHERE m.partner_id = o.partner_id AND m.kind = 'master'),
    'pool', (SELECT json_build_object('concurrent_calls', q.concurrent_calls, 'cps', q.cps)
             FROM capacity_pool q WHERE q.partner_id = o.partner_id),
    'limits', (SELECT call_limits_json(l) FROM call_limits l
               WHERE l.partner_id = o.partner_id AND l.customer_id = '00000000-0000-0000-0000-000000000000'),
    'counter', (SELECT call_counter_json(c, p_at, NULL) FROM call_counter c
                WHERE c.partner_id = o.partner_id AND c.owner_id = o.partner_id)) AS facts
  FROM (SELECT DISTINCT k.partner_id FROM unnest(a_partner) k(partner_id)) k
  CROSS JOIN LATERAL (SELECT x.partner_id, x.status, x.mode FROM partner x WHERE x.partner_id = k.partner_id OFFSET 0) o
  LOOP
    kind := 'partner';
    place := NULL;
    facts := r.facts;
    RETURN NEXT;
  END LOOP;

  FOR r IN SELECT g.k, json_build_object('partner_id', c.partner_id, 'customer_id', c.customer_id,
    'status', c.status, 'kyc_status', c.kyc_status, 'currency', c.currency, 'day', c.today,
    'wallet_account_id', c.wallet_account_id,
    'wallet_available', (SELECT w.balance - w.held - w.floor FROM ledger_account_balance w
                         WHERE w.partner_id = c.partner_id AND w.id = c.wallet_account_id)::text,
    'concurrent_calls', c.concurrent_calls_limit, 'cps', c.cps_limit,
    'trunk', (SELECT json_build_object('id', s.trunk_id, 'enabled', s.enabled, 'direction', s.direction,
                'concurrent_calls', s.concurrent_calls_limit, 'cps', s.cps_limit, 'destination', s.inbound_destination,
                'counter', (SELECT call_counter_json(q, p_at, NULL) FROM call_counter q
                            WHERE q.partner_id = c.partner_id AND q.owner_id = s.trunk_id))
              FROM sip_trunk s
              WHERE s.partner_id = c.partner_id AND s.trunk_id = a_trunk[g.k] AND s.customer_id = c.customer_id),
    'limits', (SELECT call_limits_json(l) FROM call_limits l
               WHERE l.partner_id = c.partner_id AND l.customer_id = c.customer_id),
    'counter', (SELECT call_counter_json(q, p_at, c.today) FROM call_counter q
                WHERE q.partner_id = c.partner_id AND q.owner_id = c.customer_id)) AS facts
  FROM generate_series(1, cardinality(a_partner)) g(k)
  CROSS JOIN LATERAL (
    SELECT x.partner_id, x.customer_id, x.status, x.kyc_status, x.currency, x.wallet_account_id,
      x.concurrent_calls_limit, x.cps_limit, (p_at AT TIME ZONE x.timezone)::date AS today
    FROM customer x WHERE x.partner_id = a_partner[g.k] AND x.customer_id = a_customer[g.k] OFFSET 0
  ) c
  LOOP
    kind := 'account';
    place := r.k;
    facts := r.facts;
    RETURN NEXT;
  END LOOP;

  RETURN QUERY SELECT 'known', g.i, NULL::json FROM generate_series(1, cardinality(c_call)) g(i)
  WHERE EXISTS (SELECT FROM live_call l WHERE l.call_id = c_call[g.i] OFFSET 0)
    OR EXISTS (SELECT FROM ended_call e WHERE e.call_id = c_call[g.i] OFFSET 0);
END $function$;

CREATE OR REPLACE FUNCTION public.call_take(c_call uuid[], c_when text[], p_at timestamp with time zone)
 RETURNS SETOF live_call
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  v_rows tid[];
BEGIN
  SELECT array_agg(c.ctid) INTO v_rows FROM generate_series(1, cardinality(c_call)) g(i)
  CROSS JOIN LATERAL (SELECT l.ctid FROM live_call l
    WHERE l.call_id = c_call[g.i]
      AND (c_when[g.i] = 'now' OR l.expires_at <= p_at OR (c_when[g.i] = 'silent' AND l.funded_until <= p_at))
    OFFSET 0 FOR UPDATE) c;
  RETURN QUERY DELETE FROM live_call l WHERE l.ctid = ANY (v_rows) RETURNING l.*;
END $function$;

CREATE OR REPLACE FUNCTION public.call_terms(a_partner uuid[], a_customer uuid[], a_trunk uuid[], c_direction text[], c_account integer[], c_digits text[], c_caller text[], p_at timestamp with time zone)
 RETURNS TABLE(kind text, place integer, facts json, account integer, number_status text, number_blocked boolean, number_kyc text, cli_kyc text, cli_approved boolean, emergency boolean, class text, selling_prefix text, selling_rate bigint, selling_connect_fee bigint, selling_initial integer, selling_next integer, wholesale_prefix text, wholesale_rate bigint, wholesale_connect_fee bigint, wholesale_initial integer, wholesale_next integer)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
DECLARE
  n integer := cardinality(c_direction);
  v_number_status text[] := array_fill(NULL::text, ARRAY[n]);
  v_number_blocked boolean[] := array_fill(NULL::boolean, ARRAY[n]);
  v_country text[] := array_fill(NULL::text, ARRAY[cardinality(a_partner)]);
  -- Tiers with their decks, each once.
  v_prices integer[] := array_fill(NULL::integer, ARRAY[cardinality(a_partner)]);
  t_key text[] := '{}';
  t_selling_owner uuid[];
  t_selling_tier uuid[];
  t_selling_deck uuid[];
  t_wholesale_owner uuid[];
  t_wholesale_tier uuid[];
  t_wholesale_deck uuid[];
  v_key text;
  v_price integer;
  v_tiers record;
  r record;
BEGIN
  FOR r IN
    SELECT g.i, h.partner_id, h.customer_id, h.trunk_id, h.status, h.is_blocked FROM generate_series(1, n) g(i)
    CROSS JOIN LATERAL (SELECT * FROM number_holding x WHERE x.e164 = '+' || c_digits[g.i] AND x.status <> 'released' OFFSET 0) h
    WHERE c_direction[g.i] = 'inbound'
  LOOP
    v_number_status[r.i] := r.status;
    v_number_blocked[r.i] := r.is_blocked;
    CONTINUE WHEN r.customer_id IS NULL;
    a_partner := a_partner || r.partner_id;
    a_customer := a_customer || r.customer_id;
    a_trunk := a_trunk || r.trunk_id;
    c_account[r.i] := cardinality(a_partner);
  END LOOP;

  FOR r IN
    SELECT g.k, c.* FROM generate_series(1, cardinality(a_partner)) g(k)
    CROSS JOIN LATERAL (SELECT x.country, x.currency, x.pricing_tier_id FROM customer x
      WHERE x.partner_id = a_partner[g.k] AND x.customer_id = a_customer[g.k] OFFSET 0) c
  LOOP
    v_country[r.k] := r.country;
    v_key := concat_ws('/', a_partner[r.k], r.currency, r.pricing_tier_id);
    v_price := array_position(t_key, v_key);
    IF v_price IS NULL THEN
      t_key := t_key || v_key;
      v_price := cardinality(t_key);
      SELECT t.*, sd.deck_id AS selling_deck, wd.deck_id AS wholesale_deck,
        json_build_object('selling', call_tier_json(t.selling_owner, t.selling_tier, sd.deck_id, p_at),
          'wholesale', call_tier_json(t.wholesale_owner, t.wholesale_tier, wd.deck_id, p_at)) AS prices
      INTO v_tiers FROM (SELECT) one
      LEFT JOIN LATERAL rate_tiers(a_partner[r.k], r.pricing_tier_id, r.currency) t ON true
      LEFT JOIN LATERAL rate_live_deck(t.selling_owner, t.selling_tier, p_at) sd ON true
      LEFT JOIN LATERAL rate_live_deck(t.wholesale_owner, t.wholesale_tier, p_at) wd ON true;
      t_selling_owner[v_price] := v_tiers.selling_owner;
      t_selling_tier[v_price] := v_tiers.selling_tier;
      t_selling_deck[v_price] := v_tiers.selling_deck;
      t_wholesale_owner[v_price] := v_tiers.wholesale_owner;
      t_wholesale_tier[v_price] := v_tiers.wholesale_tier;
      t_wholesale_deck[v_price] := v_tiers.wholesale_deck;
      facts := v_tiers.prices;
      kind := 'prices';
      place := v_price;
      RETURN NEXT;
    END IF;
    v_prices[r.k] := v_price;
    facts := json_build_object('partner_id', a_partner[r.k], 'customer_id', a_customer[r.k], 'trunk_id', a_trunk[r.k],
      'country', r.country, 'prices', v_price);
    kind := 'account';
    place := r.k;
    RETURN NEXT;
  END LOOP;

  RETURN QUERY
  SELECT 'call', k.i, NULL::json, k.account,
    v_number_status[k.i], v_number_blocked[k.i], s.kyc_requirement,
    (SELECT coalesce(y.kyc_requirement, 'none') FROM number_holding h LEFT JOIN number_stock y ON y.e164 = h.e164
     WHERE h.e164 = c_caller[k.i] AND h.status IN ('active', 'grace') AND NOT h.is_blocked
       AND h.partner_id = k.partner AND h.customer_id = k.customer),
    EXISTS (SELECT FROM approved_cli c WHERE c.partner_id = k.partner AND c.customer_id = k.customer AND c.e164 = c_caller[k.i] OFFSET 0),
    k.outbound AND EXISTS (SELECT FROM emergency_number e WHERE e.country = v_country[k.account] AND e.number = c_digits[k.i] OFFSET 0),
    CASE WHEN k.outbound THEN (SELECT d.class FROM destination_class d
      WHERE d.prefix = ANY (ARRAY(SELECT left(c_digits[k.i], m) FROM generate_series(1, least(length(c_digits[k.i]), 15)) m))
      ORDER BY length(d.prefix) DESC LIMIT 1) END,
    sell.prefix, coalesce(sell.rate_per_minute, sell_in.rate_per_minute), sell.connect_fee, sell.initial_increment_seconds,
    sell.next_increment_seconds,
    buy.prefix, coalesce(buy.rate_per_minute, buy_in.rate_per_minute), buy.connect_fee, buy.initial_increment_seconds,
    buy.next_increment_seconds
  FROM (
    SELECT g.i, c_direction[g.i] = 'outbound' AS outbound, c_account[g.i] AS account, v_prices[c_account[g.i]] AS price,
      a_partner[c_account[g.i]] AS partner, a_customer[c_account[g.i]] AS customer
    FROM generate_series(1, n) g(i) OFFSET 0
  ) k
  LEFT JOIN LATERAL (SELECT x.kyc_requirement, x.country, x.number_type FROM number_stock x
    WHERE NOT k.outbound AND x.e164 = '+' || c_digits[k.i] OFFSET 0) s ON true
  LEFT JOIN LATERAL rate_deck_match(t_wholesale_owner[k.price], t_wholesale_deck[k.price], c_digits[k.i], p_at) buy ON k.outbound
  LEFT JOIN LATERAL inbound_rate_match(t_wholesale_owner[k.price], t_wholesale_tier[k.price], s.country, s.number_type) buy_in
    ON NOT k.outbound
  -- Who sells at the tier at which it buys is asked about once.
  LEFT JOIN LATERAL rate_deck_match(t_selling_owner[k.price],
    CASE WHEN t_selling_tier[k.price] <> t_wholesale_tier[k.price] THEN t_selling_deck[k.price] END, c_digits[k.i], p_at) sell
    ON k.outbound
  LEFT JOIN LATERAL inbound_rate_match(t_selling_owner[k.price],
    nullif(t_selling_tier[k.price], t_wholesale_tier[k.price]), s.country, s.number_type) sell_in ON NOT k.outbound;
END $function$;

CREATE OR REPLACE FUNCTION public.call_tier_json(p_owner uuid, p_tier uuid, p_deck uuid, p_at timestamp with time zone)
 RETURNS json
 LANGUAGE sql
 STABLE
AS $function$
  SELECT json_build_object('tier_id', t.id, 'deck_version', d.version, 'rate', t.rate_per_minute::text,
    'initial', t.initial_increment_seconds, 'next', t.billing_increment_seconds, 'minimum', t.minimum_duration_seconds,
    'not_connected_fee', CASE WHEN t.charge_non_connected_calls THEN t.non_connected_call_fee ELSE 0 END::text,
    'deck_id', d.id, 'deck_rows', d.row_count, 'owner_id', p_owner,
    'next_deck_at', (SELECT min(p.effective_from) FROM rate_deck_publication p
      WHERE p.partner_id = p_owner AND p.tier_id = p_tier AND p.cancelled_at IS NULL AND p.effective_from > p_at))
  FROM pricing_tier t LEFT JOIN rate_deck d ON d.partner_id = p_owner AND d.id = p_deck
  WHERE t.partner_id = p_owner AND t.id = p_tier
$function$;

CREATE OR REPLACE FUNCTION public.carrier_gateway_health_tell_news()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM tell_news('portal_routing', g.carrier_id::text) FROM carrier_gateway g WHERE g.id = NEW.gateway_id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.carrier_gateway_tell_news()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM tell_news('portal_routing', OLD.carrier_id::text); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM tell_news('portal_routing', NEW.carrier_id::text); END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.carrier_route_buckets(p_key text[], p_digits integer, p_most integer)
 RETURNS TABLE(place bigint, id uuid, carrier_id uuid, prefix text, gateway_group text, priority integer, weight integer, cost_rate bigint, exclusive boolean, enabled boolean, effective_from timestamp with time zone, effective_to timestamp with time zone)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.carrier_routes(p_number text, p_at timestamp with time zone, p_limit integer DEFAULT 6, p_seed text DEFAULT NULL::text)
 RETURNS TABLE("position" integer, carrier_id uuid, gateway_id uuid, route_id uuid, host text, port integer, transport text, prefix text, priority integer, cost_rate bigint, currency text, cli_rules jsonb, dial_format jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT "position", carrier_id, gateway_id, route_id, host, port, transport, prefix, priority, cost_rate, currency, cli_rules,
    dial_format
  FROM carrier_routes_of(ARRAY[p_number], ARRAY[p_at], ARRAY[p_limit], ARRAY[p_seed])
$function$;

CREATE OR REPLACE FUNCTION public.carrier_routes_of(p_number text[], p_at timestamp with time zone[], p_limit integer[], p_seed text[])
 RETURNS TABLE(place bigint, "position" integer, carrier_id uuid, gateway_id uuid, route_id uuid, host text, port integer, transport text, prefix text, priority integer, cost_rate bigint, currency text, cli_rules jsonb, dial_format jsonb)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH call AS MATERIALIZED (
    SELECT q.place, q.at, q.most, coalesce(q.seed, q.number) AS seed,
      ARRAY(SELECT left(q.number, n) FROM generate_series(0, least(length(q.number), 15)) n) AS prefixes,
      -- A load that was reported longer ago counts no more (LOAD_COUNTS_MS).
      q.at - interval '15 seconds' AS reported_after
    FROM unnest(p_number, p_at, p_limit, p_seed) WITH ORDINALITY AS q(number, at, most, seed, place)
  ), in_force AS (
    SELECT q.place, q.at, q.most, q.seed, q.reported_after, r.id, r.carrier_id, r.prefix, r.gateway_group, r.priority, r.weight,
      r.cost_rate, r.exclusive, c.currency, c.cli_rules, c.dial_format, length(r.prefix) AS digits,
      max(length(r.prefix)) OVER (PARTITION BY q.place, r.carrier_id) AS longest_of_carrier
    FROM call q
    CROSS JOIN LATERAL (SELECT * FROM carrier_route x WHERE x.prefix = ANY (q.prefixes) AND x.enabled
      AND x.effective_from <= q.at AND (x.effective_to IS NULL OR x.effective_to > q.at) OFFSET 0) r
    JOIN carrier c ON c.id = r.carrier_id AND c.enabled
  ), longest AS (
    SELECT f.*, max(f.digits) FILTER (WHERE f.exclusive) OVER (PARTITION BY f.place) AS least_digits
    FROM in_force f WHERE f.digits = f.longest_of_carrier
  ), ranked AS (
    SELECT l.*, row_number() OVER (PARTITION BY l.place
      ORDER BY l.digits DESC, l.priority, carrier_share_key(l.seed, l.id, l.weight), l.id) AS route_rank
    FROM longest l WHERE l.digits >= coalesce(l.least_digits, 0)
  ), reached AS (
    SELECT r.*, g.id AS gateway_id, g.host, g.port, g.transport, g.weight AS gateway_weight,
      coalesce(g.cli_rules, r.cli_rules) AS gateway_cli_rules,
      coalesce(g.dial_format, r.dial_format) AS gateway_dial_format,
      row_number() OVER (PARTITION BY r.place, g.id ORDER BY r.route_rank) AS nth_route
    FROM ranked r
    JOIN carrier_gateway g ON g.carrier_id = r.carrier_id AND r.gateway_group IN ('', g.gateway_group)
    LEFT JOIN carrier_gateway_health h ON h.gateway_id = g.id
    LEFT JOIN LATERAL (
      SELECT sum(o.active_calls) AS active_calls, sum(o.calls_per_second) AS calls_per_second
      FROM carrier_gateway_load o WHERE o.gateway_id = g.id AND o.reported_at > r.reported_after
    ) o ON g.max_concurrent_calls IS NOT NULL OR g.max_cps IS NOT NULL
    WHERE g.enabled AND g.direction <> 'inbound'
      AND coalesce(g.state_override, CASE WHEN h.down_until > r.at THEN 'down' ELSE 'up' END) = 'up'
      AND (g.max_concurrent_calls IS NULL OR coalesce(o.active_calls, 0) < g.max_concurrent_calls)
      AND (g.max_cps IS NULL OR coalesce(o.calls_per_second, 0) < g.max_cps)
  ), shared AS (
    SELECT e.*, row_number() OVER (PARTITION BY e.place, e.route_rank
      ORDER BY carrier_share_key(e.seed, e.gateway_id, e.gateway_weight), e.gateway_id) AS nth_gateway
    FROM reached e WHERE e.nth_route = 1
  ), chosen AS (
    -- Two gateways of one route (GATEWAYS_PER_ROUTE), so that the next carrier has its turn.
    SELECT s.*, row_number() OVER (PARTITION BY s.place ORDER BY s.route_rank, s.nth_gateway) AS nth
    FROM shared s WHERE s.nth_gateway <= 2
  )
  SELECT s.place, s.nth::integer, s.carrier_id, s.gateway_id, s.id, s.host, s.port, s.transport, s.prefix::text, s.priority,
    s.cost_rate, s.currency, s.gateway_cli_rules, s.gateway_dial_format
  FROM chosen s WHERE s.nth <= s.most ORDER BY s.place, s.nth;
END $function$;

CREATE OR REPLACE FUNCTION public.carrier_share_key(p_seed text, p_id uuid, p_weight integer)
 RETURNS double precision
 LANGUAGE sql
 STABLE
AS $function$
  SELECT -ln((('x' || left(encode(sha256(convert_to(p_seed || ':' || p_id::text, 'UTF8')), 'hex'), 13))::bit(52)::bigint
    ::double precision + 0.5::double precision) / 4503599627370496::double precision) / p_weight
$function$;

CREATE OR REPLACE FUNCTION public.carrier_tell_news()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM tell_news('portal_routing', NEW.id::text);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_add_day_packs(of_partner uuid, of_start timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  DELETE FROM cdr_day_pack WHERE partner_id = of_partner AND kind = ANY ('{peaks,spent}')
    AND day = (of_start AT TIME ZONE 'UTC')::date;
  INSERT INTO cdr_day_pack
  SELECT of_partner, 'spent', (of_start AT TIME ZONE 'UTC')::date, currency,
    string_agg(uuid_send(customer_id) || int8send(cost), ''::bytea ORDER BY customer_id)
  FROM (
    SELECT currency, customer_id, sum(cost)::bigint AS cost FROM cdr_period_sum
    WHERE partner_id = of_partner AND dimension = 'customer' AND grain = 'day' AND starts = of_start GROUP BY 1, 2) s
  GROUP BY currency;
  INSERT INTO cdr_day_pack
  SELECT of_partner, 'peaks', (of_start AT TIME ZONE 'UTC')::date, '',
    string_agg(int4send(coalesce(c.peak, 0)) || int8send(coalesce(c.call_seconds, 0)), ''::bytea ORDER BY q.bucket)
  FROM generate_series(of_start, of_start + interval '23 hours 45 minutes', interval '15 minutes') AS q(bucket)
  LEFT JOIN cdr_concurrency c ON c.partner_id = of_partner AND c.bucket = q.bucket
  HAVING count(c.bucket) > 0
$function$;

CREATE OR REPLACE FUNCTION public.cdr_add_day_quarters(of_partner uuid, of_start timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  -- A day that comes from its hours has no quarters yet of hours in which no call began: there may have been some that went on.
  IF of_start >= coalesce((SELECT cdr_kept_since()), '-infinity') AND EXISTS (
    SELECT hour FROM generate_series(of_start, of_start + interval '23 hours', interval '1 hour') AS h(hour)
    EXCEPT SELECT starts FROM cdr_busy_periods(of_partner, 'hour', of_start, of_start + interval '24 hours') AS b(starts))
  THEN
    DELETE FROM cdr_concurrency WHERE partner_id = of_partner AND bucket >= of_start AND bucket < of_start + interval '24 hours'
      AND cdr_period_start('hour', bucket) NOT IN (
        SELECT starts FROM cdr_busy_periods(of_partner, 'hour', of_start, of_start + interval '24 hours') AS b(starts));
    INSERT INTO cdr_concurrency SELECT of_partner, bucket, peak, call_seconds
    FROM cdr_concurrent(of_partner, NULL, of_start, of_start + interval '24 hours') ON CONFLICT DO NOTHING;
  END IF;
  PERFORM cdr_add_day_sums(of_partner, of_start);
  PERFORM cdr_add_day_packs(of_partner, of_start);
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_add_day_sums(of_partner uuid, of_start timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  DELETE FROM cdr_day_sum WHERE partner_id = of_partner AND day = (of_start AT TIME ZONE 'UTC')::date;
  WITH quarters AS (
    SELECT bucket, call_direction, context, cause_class, currency, attempts, answered, duration_seconds, talk_seconds,
      billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count
    FROM cdr_rollup
    WHERE partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND bucket >= of_start AND bucket < of_start + interval '24 hours'),
  -- Quarters without calls have their marks, too.
  every AS (
    SELECT * FROM quarters
    UNION ALL
    SELECT q.bucket, k.call_direction, k.context, '', k.currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM (SELECT DISTINCT call_direction, context, currency FROM quarters) k
    CROSS JOIN generate_series(of_start, of_start + interval '23 hours 45 minutes', interval '15 minutes') AS q(bucket)),
  whole AS (
    SELECT bucket, coalesce(call_direction, '') AS call_direction, coalesce(context, '') AS context, currency,
      sum(attempts) AS attempts, coalesce(sum(attempts) FILTER (WHERE cause_class = 'refused'), 0) AS refused,
      sum(answered) AS answered, coalesce(sum(attempts) FILTER (
        WHERE cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected')), 0) AS reached,
      sum(duration_seconds) AS duration_seconds, sum(talk_seconds) AS talk_seconds, sum(billed_seconds) AS billed_seconds,
      sum(cost) AS cost, sum(wholesale_cost) AS wholesale_cost, sum(margin) AS margin, sum(pdd_ms_sum) AS pdd_ms_sum,
      sum(pdd_count) AS pdd_count, sum(mos_hundredths_sum) AS mos_hundredths_sum, sum(mos_count) AS mos_count
    FROM every
    GROUP BY GROUPING SETS ((bucket, call_direction, context, currency), (bucket, currency))),
  upto AS (
    SELECT bucket, call_direction, context, currency,
      (sum(attempts) OVER up)::bigint AS attempts,
      (sum(refused) OVER up)::bigint AS refused,
      (sum(answered) OVER up)::bigint AS answered,
      (sum(reached) OVER up)::bigint AS reached,
      (sum(duration_seconds) OVER up)::bigint AS duration_seconds,
      (sum(talk_seconds) OVER up)::bigint AS talk_seconds,
      (sum(billed_seconds) OVER up)::bigint AS billed_seconds,
      (sum(cost) OVER up)::bigint AS cost,
      (sum(wholesale_cost) OVER up)::bigint AS wholesale_cost,
      (sum(margin) OVER up)::bigint AS margin,
      (sum(pdd_ms_sum) OVER up)::bigint AS pdd_ms_sum,
      (sum(pdd_count) OVER up)::bigint AS pdd_count,
      (sum(mos_hundredths_sum) OVER up)::bigint AS mos_hundredths_sum,
      (sum(mos_count) OVER up)::bigint AS mos_count
    FROM whole WINDOW up AS (PARTITION BY call_direction, context, currency ORDER BY bucket)),
  marked AS (
    SELECT *, string_agg(int8send(attempts) || int8send(refused) || int8send(answered) || int8send(reached) || int8send(duration_seconds) ||
        int8send(talk_seconds) || int8send(billed_seconds) || int8send(cost) || int8send(wholesale_cost) || int8send(margin) ||
        int8send(pdd_ms_sum) || int8send(pdd_count) || int8send(mos_hundredths_sum) || int8send(mos_count), ''::bytea)
        OVER (PARTITION BY call_direction, context, currency ORDER BY bucket ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS marks
    FROM upto)
  -- The last quarter ends with the day: its row has all that was before it, and the day's sums.
  INSERT INTO cdr_day_sum
  SELECT of_partner, (of_start AT TIME ZONE 'UTC')::date, call_direction, context, currency, attempts, refused, answered, reached,
    duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count, mos_hundredths_sum,
    mos_count, marks
  FROM marked WHERE bucket = of_start + interval '23 hours 45 minutes'
$function$;

CREATE OR REPLACE FUNCTION public.cdr_add_list_sums(of_partner uuid, of_grain text, of_start timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  of_end timestamptz := cdr_period_end(of_grain, of_start);
BEGIN
  DELETE FROM cdr_ending_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start;
  IF of_grain = 'day' THEN
    DELETE FROM cdr_ending_sum WHERE partner_id = of_partner AND grain = 'hour' AND starts >= of_start AND starts < of_end;
  END IF;
  DELETE FROM cdr_duration_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start;
  IF of_grain = 'month' AND NOT EXISTS (
    SELECT FROM cdr_busy_periods(of_partner, 'day', of_start, of_end) b WHERE NOT EXISTS (
      SELECT FROM cdr_period p WHERE p.partner_id = of_partner AND p.grain = 'day' AND p.starts = b AND p.listed))
  THEN
    PERFORM cdr_add_list_sums_of_days(of_partner, of_start);
  ELSE
    PERFORM cdr_add_list_sums_of_calls(of_partner, of_grain, of_start);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_add_list_sums_of_calls(of_partner uuid, of_grain text, of_start timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  WITH told AS (
    SELECT CASE of_grain WHEN 'day' THEN cdr_period_start('hour', cdr_bucket(id)) ELSE of_start END AS hour,
      coalesce(hangup_cause, '') AS hangup_cause, coalesce(hangup_disposition, '') AS hangup_disposition, call_direction, context,
      cause_class, cause_class = 'answered' AS answered, currency, duration, billsec, cost + streaming_cost AS cost
    FROM cdr WHERE partner_id = of_partner AND id >= cdr_first_id(of_start) AND id < cdr_first_id(cdr_period_end(of_grain, of_start))),
  added AS MATERIALIZED (
    SELECT grouping(duration) = 0 AS is_duration, hour, hangup_cause, hangup_disposition, call_direction, context, cause_class,
      answered, currency, duration, count(*) AS calls, sum(duration)::bigint AS duration_seconds, sum(billsec) AS talk_seconds,
      sum(cost) AS cost
    FROM told GROUP BY GROUPING SETS (
      (hour, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency),
      (call_direction, context, answered, currency, duration))),
  endings AS (
    INSERT INTO cdr_ending_sum
    SELECT of_partner, of_grain, of_start, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency,
      sum(calls), sum(duration_seconds), sum(talk_seconds), sum(cost)
    FROM added WHERE NOT is_duration
    GROUP BY hangup_cause, hangup_disposition, call_direction, context, cause_class, currency
    UNION ALL
    SELECT of_partner, 'hour', hour, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency,
      calls, duration_seconds, talk_seconds, cost
    FROM added WHERE of_grain = 'day' AND NOT is_duration),
  steps AS (
    SELECT call_direction, context, answered, currency, duration, calls, duration_seconds, talk_seconds, cost
    FROM added WHERE is_duration
    UNION ALL
    SELECT DISTINCT call_direction, context, answered, currency, 0, 0, 0, 0, 0 FROM added WHERE is_duration)
  INSERT INTO cdr_duration_sum
  SELECT of_partner, of_grain, of_start, call_direction, context, answered, currency, duration,
    sum(sum(calls)) OVER up, sum(sum(duration_seconds)) OVER up, sum(sum(talk_seconds)) OVER up, sum(sum(cost)) OVER up
  FROM steps GROUP BY call_direction, context, answered, currency, duration
  WINDOW up AS (PARTITION BY call_direction, context, answered, currency ORDER BY duration DESC)
$function$;

CREATE OR REPLACE FUNCTION public.cdr_add_list_sums_of_days(of_partner uuid, of_start timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO cdr_ending_sum
  SELECT of_partner, 'month', of_start, hangup_cause, hangup_disposition, call_direction, context, cause_class, currency,
    sum(calls), sum(duration_seconds), sum(talk_seconds), sum(cost)
  FROM cdr_ending_sum
  WHERE partner_id = of_partner AND grain = 'day' AND starts >= of_start AND starts < cdr_period_end('month', of_start)
  GROUP BY hangup_cause, hangup_disposition, call_direction, context, cause_class, currency;
  -- What lies between one threshold of a day and its next, and all of that added up again.
  WITH steps AS (
    SELECT call_direction, context, answered, currency, at_least, calls - coalesce(lead(calls) OVER up, 0) AS calls,
      duration_seconds - coalesce(lead(duration_seconds) OVER up, 0) AS duration_seconds,
      talk_seconds - coalesce(lead(talk_seconds) OVER up, 0) AS talk_seconds, cost - coalesce(lead(cost) OVER up, 0) AS cost
    FROM cdr_duration_sum
    WHERE partner_id = of_partner AND grain = 'day' AND starts >= of_start AND starts < cdr_period_end('month', of_start)
    WINDOW up AS (PARTITION BY starts, call_direction, context, answered, currency ORDER BY at_least))
  INSERT INTO cdr_duration_sum
  SELECT of_partner, 'month', of_start, call_direction, context, answered, currency, at_least,
    sum(sum(calls)) OVER up, sum(sum(duration_seconds)) OVER up, sum(sum(talk_seconds)) OVER up, sum(sum(cost)) OVER up
  FROM steps GROUP BY call_direction, context, answered, currency, at_least
  WINDOW up AS (PARTITION BY call_direction, context, answered, currency ORDER BY at_least DESC)
$function$;

CREATE OR REPLACE FUNCTION public.cdr_add_measures(measures cdr_measure[])
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET jit TO 'off'
AS $function$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(cdr_lock_key(p.one)) FROM (
    SELECT DISTINCT m.partner_id AS one FROM unnest(measures) m ORDER BY 1) p;
  PERFORM cdr_reopen_periods(measures);
  INSERT INTO cdr_rollup AS t (partner_id, customer_id, bucket, call_direction, context, cause_class, currency,
    attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost, margin, pdd_ms_sum, pdd_count,
    mos_hundredths_sum, mos_count)
  SELECT m.partner_id, who.customer_id, bucket, call_direction, context, cause_class, currency,
    sum(attempts), sum(answered), sum(duration_seconds), sum(talk_seconds), sum(billed_seconds), sum(cost), sum(wholesale_cost),
    sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos), sum(mos_count)
  FROM unnest(measures) m
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
  FROM unnest(measures) m
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
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_add_period_up(of_partner uuid, of_grain text, of_start timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  of_end timestamptz := cdr_period_end(of_grain, of_start);
  finer text := CASE of_grain WHEN 'day' THEN 'hour' WHEN 'month' THEN 'day' END;
BEGIN
  DELETE FROM cdr_period_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start
    AND dimension IN ('customer', 'destination', 'trunk', 'number');
  IF finer IS NOT NULL AND NOT EXISTS (
    SELECT FROM cdr_busy_periods(of_partner, finer, of_start, of_end) b WHERE NOT EXISTS (
      SELECT FROM cdr_period p WHERE p.partner_id = of_partner AND p.grain = finer AND p.starts = b))
  THEN
    INSERT INTO cdr_period_sum
    SELECT of_partner, dimension, of_grain, of_start, customer_id, key, cause, call_direction, currency,
      sum(attempts), sum(refused), sum(answered), sum(reached), sum(short_calls), sum(duration_seconds), sum(talk_seconds),
      sum(billed_seconds), sum(cost), sum(wholesale_cost), sum(margin), sum(pdd_ms_sum), sum(pdd_count),
      sum(mos_hundredths_sum), sum(mos_count)
    FROM cdr_period_sum
    WHERE partner_id = of_partner AND dimension IN ('customer', 'destination', 'trunk', 'number') AND grain = finer
      AND starts >= of_start AND starts < of_end
    GROUP BY dimension, customer_id, key, cause, call_direction, currency;
  ELSE
    DELETE FROM cdr_concurrency WHERE partner_id = of_partner AND bucket >= of_start AND bucket < of_end;
    INSERT INTO cdr_concurrency SELECT of_partner, bucket, peak, call_seconds
    FROM cdr_concurrent(of_partner, NULL, of_start, of_end);
    INSERT INTO cdr_period_sum
    SELECT of_partner,
      CASE WHEN grouping(destination) = 0 THEN 'destination' WHEN grouping(trunk) = 0 THEN 'trunk'
        WHEN grouping(own_number) = 0 THEN 'number' ELSE 'customer' END,
      of_grain, of_start, coalesce(customer_id, '00000000-0000-0000-0000-000000000000'::uuid),
      coalesce(destination, trunk, own_number, ''), coalesce(cause, ''), call_direction, currency,
      count(*), sum(refused), sum(answered), sum(reached), sum(short_calls), sum(duration_seconds), sum(talk_seconds),
      sum(billed_seconds), sum(cost), sum(wholesale_cost), sum(margin), sum(pdd_ms), sum(pdd_count), sum(mos), sum(mos_count)
    FROM cdr_traffic
    WHERE partner_id = of_partner AND id >= cdr_first_id(of_start) AND id < cdr_first_id(of_end)
    GROUP BY call_direction, currency,
      GROUPING SETS ((customer_id), (destination, cause), (customer_id, trunk), (customer_id, own_number))
    HAVING (grouping(trunk) = 1 OR trunk IS NOT NULL) AND (grouping(own_number) = 1 OR own_number IS NOT NULL);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_bucket(id uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 900000 * 900)
$function$;

CREATE OR REPLACE FUNCTION public.cdr_busy_periods(of_partner uuid, of_grain text, low timestamp with time zone, high timestamp with time zone)
 RETURNS SETOF timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT DISTINCT cdr_period_start('hour', bucket) FROM cdr_rollup
  WHERE of_grain = 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
    AND bucket >= low AND bucket < high AND attempts <> 0
  UNION ALL
  SELECT DISTINCT cdr_period_start(of_grain, day::timestamp AT TIME ZONE 'UTC') FROM cdr_rollup_day
  WHERE of_grain <> 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
    AND dimension = 'total' AND day >= (low AT TIME ZONE 'UTC')::date AND day < (high AT TIME ZONE 'UTC')::date AND attempts <> 0
$function$;

CREATE OR REPLACE FUNCTION public.cdr_cause_class(answered boolean, refused boolean, hangup_cause text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.cdr_close_period(of_partner uuid, of_grain text, of_start timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM cdr_add_period_up(of_partner, of_grain, of_start);
  PERFORM cdr_add_list_sums(of_partner, of_grain, of_start);
  PERFORM pg_advisory_xact_lock(cdr_lock_key(of_partner));
  IF NOT cdr_period_agrees(of_partner, of_grain, of_start) THEN RETURN false; END IF;
  IF of_grain = 'day' THEN PERFORM cdr_add_day_quarters(of_partner, of_start); END IF;
  INSERT INTO cdr_period (partner_id, grain, starts) VALUES (of_partner, of_grain, of_start) ON CONFLICT DO NOTHING;
  RETURN cdr_list_period(of_partner, of_grain, of_start);
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_concurrent(of_partner uuid, of_customer uuid, low timestamp with time zone, high timestamp with time zone)
 RETURNS TABLE(bucket timestamp with time zone, peak integer, call_seconds bigint)
 LANGUAGE sql
 STABLE
AS $function$
  WITH up AS (
    SELECT greatest(cdr_time(c.id), low) AS began, least(c.end_time, high) AS ended
    FROM cdr c
    WHERE c.partner_id = of_partner AND c.id >= cdr_first_id(low - interval '13 hours') AND c.id < cdr_first_id(high)
      AND (of_customer IS NULL OR c.customer_id = of_customer) AND c.end_time > low AND NOT c.refused),
  pieces AS (
    SELECT q.bucket, greatest(began, q.bucket) AS began, least(ended, q.bucket + interval '15 minutes') AS ended
    FROM up CROSS JOIN LATERAL generate_series(
      date_bin('15 minutes', up.began, 'epoch'::timestamptz), up.ended - interval '1 microsecond', '15 minutes') AS q(bucket)
    WHERE up.ended > up.began),
  steps AS (
    SELECT pieces.bucket, at, step FROM pieces CROSS JOIN LATERAL (VALUES (began, 1), (ended, -1)) AS s(at, step)),
  -- A call that ends in the moment in which another begins is not up beside it.
  counted AS (
    SELECT steps.bucket, sum(step) OVER (PARTITION BY steps.bucket ORDER BY at, step ROWS UNBOUNDED PRECEDING) AS up FROM steps)
  SELECT p.bucket, c.peak, p.call_seconds
  FROM (SELECT pieces.bucket, sum(extract(epoch FROM ended - began))::bigint AS call_seconds FROM pieces GROUP BY 1) p
  JOIN (SELECT counted.bucket, max(up)::int AS peak FROM counted GROUP BY 1) c USING (bucket)
$function$;

CREATE OR REPLACE FUNCTION public.cdr_correct(of_partner uuid, call_id uuid, changes jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_first_id(at timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT
AS $function$
  SELECT (lpad(to_hex(ceil(extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$function$;

CREATE OR REPLACE FUNCTION public.cdr_insert(partner_id uuid[], id uuid[], customer_id uuid[], call_direction text[], context text[], caller_id_name text[], caller_id_number text[], destination_number text[], progress_time timestamp with time zone[], answer_time timestamp with time zone[], end_time timestamp with time zone[], ring_time integer[], duration integer[], billsec integer[], hangup_cause text[], hangup_cause_code integer[], hangup_source text[], hangup_disposition text[], sip_code integer[], refused boolean[], failure_code text[], failure_reason text[], sip_call_id text[], bridge_uuid uuid[], campaign_id text[], trunk_id uuid[], customer_endpoint text[], terminated_to text[], sip_user_agent text[], network_addr text[], carrier_ip text[], codec text[], region text[], origination_region text[], edge_node text[], mos_hundredths integer[], jitter_us integer[], loss_hundredths integer[], pdd_ms integer[], currency text[], cost bigint[], streaming_cost bigint[], wholesale_cost bigint[], margin bigint[], written_off bigint[], selling_tier_id uuid[], selling_deck_version integer[], selling_prefix text[], selling_rate bigint[], selling_connect_fee bigint[], selling_initial_increment integer[], selling_next_increment integer[], selling_minimum_duration integer[], selling_billed_seconds integer[], wholesale_tier_id uuid[], wholesale_deck_version integer[], wholesale_prefix text[], wholesale_rate bigint[], wholesale_connect_fee bigint[], wholesale_initial_increment integer[], wholesale_next_increment integer[], wholesale_minimum_duration integer[], wholesale_billed_seconds integer[], funded_seconds integer[], limit_fired text[], settled_by text[], created_at timestamp with time zone[], updated_at timestamp with time zone[], OUT new_ids uuid[], OUT measures text)
 RETURNS record
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
DECLARE
  recorded cdr[];
BEGIN
  WITH added AS (
    INSERT INTO cdr (
      partner_id, id, cause_class, customer_id, call_direction, context, caller_id_name, caller_id_number, destination_number,
      progress_time, answer_time, end_time, ring_time, duration, billsec, hangup_cause, hangup_cause_code, hangup_source,
      hangup_disposition, sip_code, refused, failure_code, failure_reason, sip_call_id, bridge_uuid, campaign_id, trunk_id,
      customer_endpoint, terminated_to, sip_user_agent, network_addr, carrier_ip, codec, region, origination_region, edge_node,
      mos_hundredths, jitter_us, loss_hundredths, pdd_ms, currency, cost, streaming_cost, wholesale_cost, margin, written_off,
      selling_tier_id, selling_deck_version, selling_prefix, selling_rate, selling_connect_fee, selling_initial_increment,
      selling_next_increment, selling_minimum_duration, selling_billed_seconds, wholesale_tier_id, wholesale_deck_version,
      wholesale_prefix, wholesale_rate, wholesale_connect_fee, wholesale_initial_increment, wholesale_next_increment,
      wholesale_minimum_duration, wholesale_billed_seconds, funded_seconds, limit_fired, settled_by, created_at, updated_at)
    SELECT
      partner_id[g.i], id[g.i], cdr_cause_class(answer_time[g.i] IS NOT NULL, refused[g.i], hangup_cause[g.i]),
      customer_id[g.i], call_direction[g.i], context[g.i], caller_id_name[g.i], caller_id_number[g.i], destination_number[g.i],
      progress_time[g.i], answer_time[g.i], end_time[g.i], ring_time[g.i], duration[g.i], billsec[g.i], hangup_cause[g.i],
      hangup_cause_code[g.i], hangup_source[g.i], hangup_disposition[g.i], sip_code[g.i], refused[g.i], failure_code[g.i],
      failure_reason[g.i], sip_call_id[g.i], bridge_uuid[g.i], campaign_id[g.i], trunk_id[g.i], customer_endpoint[g.i],
      terminated_to[g.i], sip_user_agent[g.i], network_addr[g.i], carrier_ip[g.i], codec[g.i], region[g.i],
      origination_region[g.i], edge_node[g.i], mos_hundredths[g.i], jitter_us[g.i], loss_hundredths[g.i], pdd_ms[g.i],
      currency[g.i], cost[g.i], streaming_cost[g.i], wholesale_cost[g.i], margin[g.i], written_off[g.i], selling_tier_id[g.i],
      selling_deck_version[g.i], selling_prefix[g.i], selling_rate[g.i], selling_connect_fee[g.i],
      selling_initial_increment[g.i], selling_next_increment[g.i], selling_minimum_duration[g.i], selling_billed_seconds[g.i],
      wholesale_tier_id[g.i], wholesale_deck_version[g.i], wholesale_prefix[g.i], wholesale_rate[g.i],
      wholesale_connect_fee[g.i], wholesale_initial_increment[g.i], wholesale_next_increment[g.i],
      wholesale_minimum_duration[g.i], wholesale_billed_seconds[g.i], funded_seconds[g.i], limit_fired[g.i], settled_by[g.i],
      created_at[g.i], updated_at[g.i]
    FROM generate_series(1, cardinality(id)) g(i)
    ON CONFLICT (partner_id, id) DO NOTHING
    RETURNING cdr AS call
  )
  SELECT array_agg(a.call) INTO recorded FROM added a;
  new_ids := ARRAY(SELECT r.id FROM unnest(recorded) r);
  IF recorded IS NOT NULL THEN measures := ARRAY(SELECT m FROM cdr_measures(recorded, '{}') m)::text; END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_kept_since()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT (max(month) + interval '1 month') AT TIME ZONE 'UTC' FROM cdr_archive WHERE state IN ('detached', 'dropped')
$function$;

CREATE OR REPLACE FUNCTION public.cdr_known_day(of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[], before timestamp with time zone, calls bigint, INOUT passed bigint, OUT starts timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  looked record;
  found_day date;
  upto bigint := passed;
BEGIN
  FOR looked IN SELECT c.day, c.attempts FROM cdr_rollup_day c
    WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.dimension = 'total'
      AND c.day < coalesce((before AT TIME ZONE 'UTC')::date, 'infinity')
      AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
      AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
    ORDER BY c.day DESC
  LOOP
    IF looked.day IS DISTINCT FROM found_day THEN
      found_day := looked.day;
      passed := upto;
    END IF;
    upto := upto + looked.attempts;
    IF upto > calls THEN
      starts := found_day::timestamp AT TIME ZONE 'UTC';
      RETURN;
    END IF;
  END LOOP;
  passed := upto;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_known_ids(of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[], first_id uuid, end_id uuid, skipped bigint, wanted bigint)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
BEGIN
  IF of_customer <> '00000000-0000-0000-0000-000000000000' THEN
    RETURN QUERY SELECT c.id FROM cdr c
      WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.id >= first_id AND c.id < end_id
        AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  ELSIF NOT 'answered' = ANY (of_classes) THEN
    RETURN QUERY SELECT c.id FROM unnest(of_classes) AS k(class) JOIN LATERAL (SELECT c.id FROM cdr c
        WHERE c.partner_id = of_partner AND c.cause_class = k.class AND c.cause_class <> 'answered'
          AND c.id >= first_id AND c.id < end_id
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        ORDER BY c.id DESC LIMIT skipped + wanted) c ON true
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  ELSIF of_direction IS NULL AND of_context IS NULL AND of_classes IS NULL THEN
    RETURN QUERY SELECT c.id FROM cdr c WHERE c.partner_id = of_partner AND c.id >= first_id AND c.id < end_id
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  ELSE
    RETURN QUERY SELECT c.id FROM cdr c WHERE c.partner_id = of_partner AND c.id >= first_id AND c.id < end_id
        AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
      ORDER BY c.id DESC LIMIT wanted OFFSET skipped;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_known_months(of_partner uuid, of_customer uuid, months daterange)
 RETURNS daterange
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  first_day date;
  last_day date;
BEGIN
  SELECT d.day INTO first_day FROM cdr_rollup_day d
  WHERE d.partner_id = of_partner AND d.customer_id = of_customer AND d.dimension = 'total' ORDER BY d.day LIMIT 1;
  SELECT d.day INTO last_day FROM cdr_rollup_day d
  WHERE d.partner_id = of_partner AND d.customer_id = of_customer AND d.dimension = 'total' ORDER BY d.day DESC LIMIT 1;
  IF first_day IS NULL THEN RETURN 'empty'; END IF;
  RETURN months * daterange(date_trunc('month', first_day)::date, (date_trunc('month', last_day) + interval '1 month')::date);
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_known_page(of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[], first_id uuid, end_id uuid, near_id uuid, skipped bigint, wanted bigint, deep bigint)
 RETURNS SETOF cdr
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  low_id uuid := greatest(first_id, near_id);
  high_id uuid := coalesce(end_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  -- The quarter of an hour and the day that the end cuts.
  quarter timestamptz := to_timestamp(floor(extract(epoch FROM cdr_time(end_id)) / 900) * 900);
  midnight timestamptz := date_trunc('day', quarter AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  skip bigint := skipped;
  passed bigint := 0;
  place timestamptz;
  ids uuid[];
BEGIN
  IF skip >= deep OR (of_customer = '00000000-0000-0000-0000-000000000000'
    AND (of_direction IS NOT NULL OR of_context IS NOT NULL OR of_classes IS NOT NULL))
  THEN
    -- Days before the one that the end cuts, as many as have enough without it: how far back the page may reach.
    SELECT d.starts INTO place FROM cdr_known_day(of_partner, of_customer, of_direction, of_context, of_classes, midnight,
      skip + wanted - 1, 0) d;
    low_id := greatest(first_id, cdr_first_id(place));
    IF end_id IS NOT NULL THEN
      -- Rollups do not say what of its quarter lies before it.
      SELECT count(*) INTO passed FROM cdr_known_ids(of_partner, of_customer, of_direction, of_context, of_classes,
        greatest(first_id, cdr_first_id(quarter)), high_id, 0, skip + 1);
    END IF;
    IF passed <= skip THEN
      SELECT q.starts, q.passed INTO place, passed FROM cdr_known_quarter(of_partner, of_customer, of_direction, of_context, of_classes,
        midnight, quarter, skip, passed) q;
      IF place IS NULL THEN
        SELECT d.starts, d.passed INTO midnight, passed FROM cdr_known_day(of_partner, of_customer, of_direction, of_context,
          of_classes, midnight, skip, passed) d;
        SELECT q.starts, q.passed INTO place, passed FROM cdr_known_quarter(of_partner, of_customer, of_direction, of_context,
          of_classes, midnight, midnight + interval '24 hours', skip, passed) q;
      END IF;
      IF place IS NOT NULL THEN
        high_id := least(high_id, cdr_first_id(place + interval '15 minutes'));
        skip := skip - passed;
      END IF;
    END IF;
  END IF;
  ids := ARRAY(SELECT * FROM cdr_known_ids(of_partner, of_customer, of_direction, of_context, of_classes, low_id, high_id, skip, wanted));
  IF cardinality(ids) < wanted AND low_id > first_id THEN
    -- Rollups that do not agree with the calls hide none, either.
    ids := ARRAY(SELECT * FROM cdr_known_ids(of_partner, of_customer, of_direction, of_context, of_classes, first_id, high_id, skip, wanted));
  END IF;
  -- Their range names the partitions to look into.
  RETURN QUERY SELECT * FROM cdr c WHERE c.partner_id = of_partner AND c.id = ANY (ids)
      AND c.id >= ids[cardinality(ids)] AND c.id <= ids[1]
    ORDER BY c.id DESC;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_known_quarter(of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[], low timestamp with time zone, high timestamp with time zone, calls bigint, INOUT passed bigint, OUT starts timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET jit TO 'off'
AS $function$
DECLARE
  looked record;
  upto bigint := passed;
BEGIN
  FOR looked IN SELECT c.bucket, c.attempts FROM cdr_rollup c
    WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.bucket >= low AND c.bucket < high
      AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
      AND (of_classes IS NULL OR c.cause_class = ANY (of_classes))
    ORDER BY c.bucket DESC
  LOOP
    IF looked.bucket IS DISTINCT FROM starts THEN
      starts := looked.bucket;
      passed := upto;
    END IF;
    upto := upto + looked.attempts;
    IF upto > calls THEN RETURN; END IF;
  END LOOP;
  starts := NULL;
  passed := upto;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_known_sums(of_partner uuid, of_customer uuid, of_direction text, of_context text, of_classes text[], of_periods text, months daterange, days daterange[], quarters tstzrange[], rest tstzrange[])
 RETURNS TABLE(currency text, calls bigint, answered bigint, duration_seconds bigint, talk_seconds bigint, cost bigint)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
DECLARE
  is_whole boolean := of_customer = '00000000-0000-0000-0000-000000000000';
  closed timestamptz[] := '{}';
  closed_days timestamptz[] := '{}';
BEGIN
  IF NOT isempty(months) THEN
    months := cdr_known_months(of_partner, of_customer, months);
  END IF;
  IF NOT isempty(months) THEN
    closed := ARRAY(SELECT p.starts FROM cdr_period p
      WHERE p.partner_id = of_partner AND p.grain = 'month' AND p.starts >= lower(months)::timestamp AT TIME ZONE 'UTC'
        AND p.starts < upper(months)::timestamp AT TIME ZONE 'UTC' AND (p.listed OR NOT is_whole));
    days := days || ARRAY(SELECT daterange(m::date, (m + interval '1 month')::date)
      FROM generate_series(lower(months)::timestamp, upper(months)::timestamp - interval '1 day', interval '1 month') m
      WHERE m AT TIME ZONE 'UTC' <> ALL (closed));
  END IF;
  -- Of a whole partner days that are over are fewer rows, too, where no status is asked for.
  IF of_periods = 'duration' AND cardinality(days) > 0 THEN
    closed_days := ARRAY(SELECT p.starts FROM unnest(days) AS d(stretch) JOIN cdr_period p
      ON p.partner_id = of_partner AND p.grain = 'day' AND p.starts >= lower(d.stretch)::timestamp AT TIME ZONE 'UTC'
        AND p.starts < upper(d.stretch)::timestamp AT TIME ZONE 'UTC' AND p.listed);
    days := ARRAY(SELECT daterange(day::date, day::date + 1) FROM unnest(days) AS d(stretch),
        generate_series(lower(d.stretch)::timestamp, upper(d.stretch)::timestamp - interval '1 day', interval '1 day') AS day
      WHERE day AT TIME ZONE 'UTC' <> ALL (closed_days));
  END IF;
  IF cardinality(closed) + cardinality(closed_days) = 0 THEN
    NULL;
  ELSIF of_periods = 'customer' THEN
    RETURN QUERY SELECT s.currency, sum(s.attempts)::bigint, sum(s.answered)::bigint, sum(s.duration_seconds)::bigint,
        sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(closed) AS m(starts) JOIN LATERAL (SELECT * FROM cdr_period_sum c
        WHERE c.partner_id = of_partner AND c.dimension = 'customer' AND c.grain = 'month' AND c.starts = m.starts
          AND c.customer_id = of_customer AND c.key = '' AND c.cause = ''
          AND (of_direction IS NULL OR c.call_direction = of_direction) OFFSET 0) s ON true
      GROUP BY s.currency;
  ELSIF of_periods = 'duration' THEN
    RETURN QUERY SELECT s.currency, sum(s.calls)::bigint, sum(CASE WHEN s.answered THEN s.calls ELSE 0 END)::bigint,
        sum(s.duration_seconds)::bigint, sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM (SELECT 'month' AS grain, unnest(closed) AS starts UNION ALL SELECT 'day', unnest(closed_days)) m
      JOIN LATERAL (SELECT * FROM cdr_duration_sum c
        WHERE c.partner_id = of_partner AND c.grain = m.grain AND c.starts = m.starts AND c.at_least = 0
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.answered) OFFSET 0) s ON true
      GROUP BY s.currency;
  ELSE
    RETURN QUERY SELECT s.currency, sum(s.calls)::bigint, sum(CASE s.cause_class WHEN 'answered' THEN s.calls ELSE 0 END)::bigint,
        sum(s.duration_seconds)::bigint, sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(closed) AS m(starts) JOIN LATERAL (SELECT * FROM cdr_ending_sum c
        WHERE c.partner_id = of_partner AND c.grain = 'month' AND c.starts = m.starts AND c.cause_class = ANY (of_classes)
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
        OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
  IF cardinality(days) > 0 THEN
    RETURN QUERY SELECT s.currency, sum(s.attempts)::bigint, sum(s.answered)::bigint, sum(s.duration_seconds)::bigint,
        sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(days) AS d(stretch) JOIN LATERAL (SELECT * FROM cdr_rollup_day c
        WHERE c.partner_id = of_partner AND c.customer_id = of_customer AND c.dimension = 'total'
          AND c.day >= lower(d.stretch) AND c.day < upper(d.stretch)
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
  IF cardinality(quarters) > 0 THEN
    RETURN QUERY SELECT s.currency, sum(s.attempts)::bigint, sum(s.answered)::bigint, sum(s.duration_seconds)::bigint,
        sum(s.talk_seconds)::bigint, sum(s.cost)::bigint
      FROM unnest(quarters) AS q(stretch) JOIN LATERAL (SELECT * FROM cdr_rollup c
        WHERE c.partner_id = of_partner AND c.customer_id = of_customer
          AND c.bucket >= lower(q.stretch) AND c.bucket < upper(q.stretch)
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
  IF cardinality(rest) = 0 THEN
    NULL;
  ELSIF is_whole THEN
    RETURN QUERY SELECT s.currency, count(*), count(s.answer_time), sum(s.duration), sum(s.billsec),
        sum(s.cost + s.streaming_cost)::bigint
      FROM unnest(rest) AS r(stretch) JOIN LATERAL (SELECT * FROM cdr c
        WHERE c.partner_id = of_partner AND c.id >= cdr_first_id(lower(r.stretch)) AND c.id < cdr_first_id(upper(r.stretch))
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) ORDER BY c.id OFFSET 0) s ON true
      GROUP BY s.currency;
  ELSE
    RETURN QUERY SELECT s.currency, count(*), count(s.answer_time), sum(s.duration), sum(s.billsec),
        sum(s.cost + s.streaming_cost)::bigint
      FROM unnest(rest) AS r(stretch) JOIN LATERAL (SELECT * FROM cdr c
        WHERE c.partner_id = of_partner AND c.customer_id = of_customer
          AND c.id >= cdr_first_id(lower(r.stretch)) AND c.id < cdr_first_id(upper(r.stretch))
          AND (of_direction IS NULL OR c.call_direction = of_direction) AND (of_context IS NULL OR c.context = of_context)
          AND (of_classes IS NULL OR c.cause_class = ANY (of_classes)) OFFSET 0) s ON true
      GROUP BY s.currency;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_list_period(of_partner uuid, of_grain text, of_start timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  of_end timestamptz := cdr_period_end(of_grain, of_start);
  agree boolean;
BEGIN
  WITH measures AS (
    SELECT call_direction, context, cause_class, currency, attempts, duration_seconds, talk_seconds, cost FROM cdr_rollup
    WHERE of_grain = 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND bucket >= of_start AND bucket < of_end
    UNION ALL
    SELECT call_direction, context, cause_class, currency, attempts, duration_seconds, talk_seconds, cost FROM cdr_rollup_day
    WHERE of_grain <> 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND dimension = 'total' AND day >= (of_start AT TIME ZONE 'UTC')::date AND day < (of_end AT TIME ZONE 'UTC')::date),
  rolled AS (
    SELECT call_direction, context, cause_class, currency, sum(attempts) AS calls, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(cost) AS cost
    FROM measures GROUP BY call_direction, context, cause_class, currency HAVING sum(attempts) <> 0),
  ended AS (
    SELECT call_direction, context, cause_class, currency, sum(calls) AS calls, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(cost) AS cost
    FROM cdr_ending_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start
    GROUP BY call_direction, context, cause_class, currency),
  coarse AS (
    SELECT call_direction, context, cause_class = 'answered' AS answered, currency, sum(calls) AS calls, sum(duration) AS duration,
      sum(talk) AS talk, sum(cost) AS cost
    FROM rolled GROUP BY 1, 2, 3, 4),
  lasted AS (
    SELECT call_direction, context, answered, currency, calls::numeric AS calls, duration_seconds::numeric AS duration,
      talk_seconds::numeric AS talk, cost::numeric AS cost
    FROM cdr_duration_sum WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start AND at_least = 0)
  SELECT NOT EXISTS ((TABLE rolled EXCEPT TABLE ended) UNION ALL (TABLE ended EXCEPT TABLE rolled))
    AND NOT EXISTS ((TABLE coarse EXCEPT TABLE lasted) UNION ALL (TABLE lasted EXCEPT TABLE coarse))
  INTO agree;
  IF agree THEN
    UPDATE cdr_period SET listed = true WHERE partner_id = of_partner AND grain = of_grain AND starts = of_start AND NOT listed;
  END IF;
  RETURN agree;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_lock_key(partner_id uuid)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT hashtextextended('cdr ' || partner_id::text, 0)
$function$;

CREATE OR REPLACE FUNCTION public.cdr_make_partition(of_day date)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_measures(added cdr[], removed cdr[])
 RETURNS SETOF cdr_measure
 LANGUAGE sql
 STABLE
AS $function$
  SELECT c.partner_id, c.customer_id, cdr_bucket(c.id), (cdr_time(c.id) AT TIME ZONE 'UTC')::date, c.call_direction, c.context,
    c.cause_class, c.currency,
    CASE c.call_direction WHEN 'outbound' THEN coalesce(c.wholesale_prefix, c.selling_prefix, '') END, c.trunk_id::text,
    nullif(CASE c.call_direction WHEN 'outbound' THEN c.caller_id_number ELSE c.destination_number END, ''),
    sum(c.sign), sum(CASE WHEN c.cause_class = 'answered' THEN c.sign ELSE 0 END),
    sum(c.sign * c.duration), sum(c.sign * c.billsec), sum(c.sign * c.selling_billed_seconds),
    sum(c.sign * (c.cost + c.streaming_cost))::bigint, sum(c.sign * c.wholesale_cost)::bigint, sum(c.sign * c.margin)::bigint,
    sum(c.sign * coalesce(c.pdd_ms, 0)), sum(CASE WHEN c.pdd_ms IS NULL THEN 0 ELSE c.sign END),
    sum(c.sign * coalesce(c.mos_hundredths, 0)), sum(CASE WHEN c.mos_hundredths IS NULL THEN 0 ELSE c.sign END),
    max(least(c.end_time, cdr_time(c.id) + interval '13 hours'))
  FROM (SELECT 1 AS sign, a.* FROM unnest(added) a UNION ALL SELECT -1, r.* FROM unnest(removed) r) c
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
$function$;

CREATE OR REPLACE FUNCTION public.cdr_period_agrees(of_partner uuid, of_grain text, of_start timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  WITH measures AS (
    SELECT call_direction, currency, attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost,
      margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count
    FROM cdr_rollup
    WHERE of_grain = 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND bucket >= of_start AND bucket < cdr_period_end(of_grain, of_start)
    UNION ALL
    SELECT call_direction, currency, attempts, answered, duration_seconds, talk_seconds, billed_seconds, cost, wholesale_cost,
      margin, pdd_ms_sum, pdd_count, mos_hundredths_sum, mos_count
    FROM cdr_rollup_day
    WHERE of_grain <> 'hour' AND partner_id = of_partner AND customer_id = '00000000-0000-0000-0000-000000000000'
      AND dimension = 'total' AND day >= (of_start AT TIME ZONE 'UTC')::date
      AND day < (cdr_period_end(of_grain, of_start) AT TIME ZONE 'UTC')::date),
  rolled AS (
    SELECT call_direction, currency, sum(attempts) AS attempts, sum(answered) AS answered, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(billed_seconds) AS billed, sum(cost) AS cost, sum(wholesale_cost) AS wholesale,
      sum(margin) AS margin, sum(pdd_ms_sum) AS pdd, sum(pdd_count) AS pdds, sum(mos_hundredths_sum) AS mos, sum(mos_count) AS moses
    FROM measures
    GROUP BY call_direction, currency HAVING sum(attempts) <> 0),
  added AS (
    SELECT call_direction, currency, sum(attempts) AS attempts, sum(answered) AS answered, sum(duration_seconds) AS duration,
      sum(talk_seconds) AS talk, sum(billed_seconds) AS billed, sum(cost) AS cost, sum(wholesale_cost) AS wholesale,
      sum(margin) AS margin, sum(pdd_ms_sum) AS pdd, sum(pdd_count) AS pdds, sum(mos_hundredths_sum) AS mos, sum(mos_count) AS moses
    FROM cdr_period_sum
    WHERE partner_id = of_partner AND dimension = 'customer' AND grain = of_grain AND starts = of_start
    GROUP BY call_direction, currency)
  SELECT NOT EXISTS ((TABLE rolled EXCEPT TABLE added) UNION ALL (TABLE added EXCEPT TABLE rolled))
$function$;

CREATE OR REPLACE FUNCTION public.cdr_period_end(grain text, starts timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT
AS $function$
  SELECT (starts AT TIME ZONE 'UTC' + ('1 ' || grain)::interval) AT TIME ZONE 'UTC'
$function$;

CREATE OR REPLACE FUNCTION public.cdr_period_start(grain text, at timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT
AS $function$
  SELECT date_trunc(grain, at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
$function$;

CREATE OR REPLACE FUNCTION public.cdr_rebuild_day(of_partner uuid, of_day date)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_reopen_periods(measures cdr_measure[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  opened record;
BEGIN
  FOR opened IN
    WITH touched AS (
      SELECT DISTINCT m.partner_id, h.hour FROM unnest(measures) m CROSS JOIN LATERAL generate_series(
        cdr_period_start('hour', m.bucket), greatest(m.bucket, m.up_until), '1 hour') AS h(hour))
    DELETE FROM cdr_period p USING (
      SELECT DISTINCT t.partner_id, g.grain, cdr_period_start(g.grain, t.hour) AS starts
      FROM touched t, (VALUES ('hour'), ('day'), ('month')) AS g(grain)) k
    WHERE p.partner_id = k.partner_id AND p.grain = k.grain AND p.starts = k.starts
    RETURNING p.partner_id, p.grain, (p.starts AT TIME ZONE 'UTC')::date AS day
  LOOP
    IF opened.grain <> 'hour' THEN
      DELETE FROM cdr_running r WHERE r.partner_id = opened.partner_id AND r.day >= opened.day
        AND r.day < date_trunc('year', opened.day::timestamp) + interval '1 year';
    END IF;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION public.cdr_roll(added cdr[], removed cdr[])
 RETURNS void
 LANGUAGE sql
AS $function$
  SELECT cdr_add_measures(ARRAY(SELECT m FROM cdr_measures(added, removed) m))
$function$;

CREATE OR REPLACE FUNCTION public.cdr_time(id uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  SELECT to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
$function$;

CREATE OR REPLACE FUNCTION public.edge_note(tags text[])
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO edge_change (xid, number, tag, noted_at)
  SELECT pg_current_xact_id(), nextval('edge_change_number'), tag, transaction_timestamp()
  FROM (SELECT DISTINCT unnest(tags) AS tag) AS changed WHERE tag IS NOT NULL
$function$;

CREATE OR REPLACE FUNCTION public.edge_note_carriers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM edge_note(ARRAY['carriers']);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.edge_note_credential()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM edge_note(ARRAY['credential:' || lower(coalesce(NEW.username, OLD.username))]);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.edge_note_source()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM edge_note(ARRAY['source:' || network(set_masklen(OLD.network::inet, 24))::text,
                          'source:' || network(set_masklen(NEW.network::inet, 24))::text]);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.edge_note_trunk()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM edge_note(ARRAY['account:' || coalesce(NEW.customer_id, OLD.customer_id)::text]);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.inbound_rate_match(p_owner uuid, p_tier uuid, p_country text, p_number_type text)
 RETURNS TABLE(rule text, rate_per_minute bigint, initial_increment_seconds integer, next_increment_seconds integer, minimum_duration_seconds integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT CASE WHEN i.country IS NULL THEN '' ELSE i.country || '/' || i.number_type END,
    coalesce(i.rate_per_minute, t.inbound_rate_per_minute, t.rate_per_minute),
    t.initial_increment_seconds, t.billing_increment_seconds, t.minimum_duration_seconds
  FROM pricing_tier t
  LEFT JOIN LATERAL (
    SELECT r.country, r.number_type, r.rate_per_minute FROM inbound_rate r
    WHERE r.partner_id = t.partner_id AND r.tier_id = t.id
      AND r.country IN ('', p_country) AND r.number_type IN ('', p_number_type)
    ORDER BY r.country <> '' DESC, r.number_type <> '' DESC LIMIT 1
  ) i ON true
  WHERE t.partner_id = p_owner AND t.id = p_tier
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

CREATE OR REPLACE FUNCTION public.ledger_entry_text(partner_id uuid, entry_no bigint, id uuid, debit_account_id uuid, credit_account_id uuid, currency text, amount bigint, code text, reference text, description text, reverses uuid, debit_balance_after bigint, credit_balance_after bigint, debit_version bigint, credit_version bigint, event_at text, posted_at text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT concat_ws(E'\n', 'ledger-entry/1', partner_id, entry_no, id, debit_account_id, credit_account_id, currency, amount,
    to_json(code), coalesce(to_json(reference)::text, 'null'), coalesce(to_json(description)::text, 'null'),
    coalesce(reverses::text, 'null'), debit_balance_after, credit_balance_after, debit_version, credit_version, event_at,
    posted_at, '')
$function$;

CREATE OR REPLACE FUNCTION public.ledger_entry_text(partner_id uuid, entry_no bigint, id uuid, debit_account_id uuid, credit_account_id uuid, currency text, amount bigint, code text, reference text, description text, reverses uuid, debit_balance_after bigint, credit_balance_after bigint, debit_version bigint, credit_version bigint, event_at timestamp with time zone, posted_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT ledger_entry_text(partner_id, entry_no, id, debit_account_id, credit_account_id, currency, amount, code, reference,
    description, reverses, debit_balance_after, credit_balance_after, debit_version, credit_version,
    ledger_time_text(event_at), ledger_time_text(posted_at))
$function$;

CREATE OR REPLACE FUNCTION public.ledger_submit(p_careful boolean, p_partner uuid[], p_now timestamp with time zone[], p_locks boolean[], p_account_partner integer[], p_account uuid[], p_allowance_partner integer[], p_allowance text[], p_allowance_day date[], c_kind text[], c_partner integer[], c_id uuid[], c_at timestamp with time zone[], c_debit integer[], c_credit integer[], c_currency text[], c_amount bigint[], c_code text[], c_reference text[], c_description text[], c_target uuid[], c_expires timestamp with time zone[], c_allowance integer[], c_limit bigint[], c_scope text[], c_key text[], c_hash bytea[], e_changes jsonb, e_command integer[], e_partner_id uuid[], e_id uuid[], e_at timestamp with time zone[], e_actor_kind text[], e_actor_id text[], e_actor_label text[], e_action text[], e_object_type text[], e_object_id text[], e_reason text[], e_ip text[], e_user_agent text[], e_request_id text[], OUT o_amount text, OUT o_debit_after text, OUT o_credit_after text, OUT o_debit_version text, OUT o_credit_version text, OUT o_entry_no text, OUT o_posted_at text, OUT o_held text, OUT o_results jsonb)
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
  v_keyed boolean := array_remove(c_key, NULL) <> '{}';
  v_plain boolean := 'transfer' = ALL (c_kind);     -- no holds and no reversals among them
  -- chain heads
  h_entry  bigint[] := array_fill(0::bigint, ARRAY[v_partners]);
  h_hash   bytea[]  := array_fill('\x'::bytea, ARRAY[v_partners]);
  h_before bigint[];
  h_posted timestamptz[] := p_now;
  h_posted_text text[] := array_fill(null::text, ARRAY[v_partners]);
  -- accounts; null: no such account
  a_debits   bigint[] := array_fill(null::bigint, ARRAY[m]);
  a_credits  bigint[] := a_debits;
  a_held     bigint[] := a_debits;
  a_floor    bigint[] := a_debits;
  a_version  bigint[] := a_debits;
  a_currency text[]   := array_fill(null::text, ARRAY[m]);
  a_open     boolean[] := array_fill(false, ARRAY[m]);
  a_wallet   boolean[] := a_open;
  b_held     bigint[];                              -- as they were
  b_version  bigint[];
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
  v_at timestamptz;
  v_at_text text;
  v_why text;                                       -- null between commands
  v_facts jsonb;
  v_wanted boolean[];
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
  FOR k IN 1..v_partners LOOP
    h_posted_text[k] := ledger_time_text(h_posted[k]);
  END LOOP;

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
  b_held := a_held;
  b_version := a_version;

  -- From here on nobody else changes what is read: every statement sees what committed before our locks.
  IF v_keyed THEN
  FOR r IN
    SELECT g.i, k.input_hash, k.result, k.expires_at < p_now[c_partner[g.i]] AS expired FROM generate_series(1, n) g(i)
    JOIN idempotency_record k
      ON k.partner_id = p_partner[c_partner[g.i]] AND k.scope = c_scope[g.i] AND k.key = c_key[g.i]
  LOOP
    IF r.expired THEN  -- purged or not, its time is over: the key is free
      DELETE FROM idempotency_record k
      WHERE k.partner_id = p_partner[c_partner[r.i]] AND k.scope = c_scope[r.i] AND k.key = c_key[r.i]
        AND k.expires_at < p_now[c_partner[r.i]];
      CONTINUE;
    END IF;
    t_state[r.i] := 4;
    t_result[r.i] := CASE WHEN r.input_hash = c_hash[r.i] THEN r.result || '{"replayed": true}'
      ELSE '{"outcome": "refused", "reason": "key_reused", "facts": {}}' END;
  END LOOP;
  END IF;

  IF p_careful THEN
    FOR r IN
      SELECT g.i, t.amount, t.code, t.reverses,
             t.debit_account_id = p_account[c_debit[g.i]] AND t.credit_account_id = p_account[c_credit[g.i]] AS same
      FROM generate_series(1, n) g(i)
      CROSS JOIN LATERAL (SELECT * FROM ledger_transfer x WHERE (x.partner_id, x.id) >= (p_partner[c_partner[g.i]], c_id[g.i])
        ORDER BY x.partner_id, x.id LIMIT 1) t
      WHERE t_state[g.i] = 0 AND t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_id[g.i]
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
      CROSS JOIN LATERAL (SELECT * FROM ledger_hold x WHERE x.partner_id = p_partner[c_partner[g.i]]
        AND x.id = CASE c_kind[g.i] WHEN 'hold' THEN c_id[g.i] ELSE c_target[g.i] END LIMIT 1) h
      WHERE c_kind[g.i] NOT IN ('transfer', 'pull', 'reversal')
    LOOP
      x_amount[r.i] := r.amount;
      x_account[r.i] := r.account_id;
      x_ended[r.i] := r.ended_at IS NOT NULL;
      x_again[r.i] := c_id[r.i] = ANY (r.applied);
      x_expires[r.i] := r.expires_at;
    END LOOP;
    IF 'reversal' = ANY (c_kind) THEN
    FOR r IN
      SELECT g.i, t.reverses, t.debit_account_id, t.amount - coalesce((SELECT sum(b.amount) FROM ledger_transfer b
          WHERE b.partner_id = t.partner_id AND b.reverses = t.id), 0)::bigint AS remaining
      FROM generate_series(1, n) g(i)
      CROSS JOIN LATERAL (SELECT * FROM ledger_transfer x WHERE (x.partner_id, x.id) >= (p_partner[c_partner[g.i]], c_target[g.i])
        ORDER BY x.partner_id, x.id LIMIT 1) t
      WHERE c_kind[g.i] = 'reversal' AND t.partner_id = p_partner[c_partner[g.i]] AND t.id = c_target[g.i]
    LOOP
      x_amount[r.i] := r.remaining;
      x_account[r.i] := r.debit_account_id;
      x_final[r.i] := r.reverses IS NOT NULL;
    END LOOP;
    END IF;
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

  -- One look for all of a group, since hardly any has one.
  IF array_remove(c_expires, NULL) <> '{}' THEN
    FOR i IN 1..n LOOP
      IF t_state[i] = 0 AND c_kind[i] = 'transfer' AND c_expires[i] <= h_posted[c_partner[i]] THEN
        t_state[i] := 3;
        t_result[i] := '{"outcome": "refused", "reason": "expired", "facts": {}}';
      END IF;
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
      t_result[i] := jsonb_build_object('outcome', 'refused', 'reason', v_why, 'facts', coalesce(v_facts, '{}'));
      v_why := NULL;
      v_facts := NULL;
    ELSIF v_kind IN ('hold', 'extend') THEN
      a_held[v_d] := a_held[v_d] + v_amount;
      x_amount[i] := coalesce(x_amount[i], 0) + v_amount;
      x_expires[i] := c_expires[i];
      t_state[i] := 2;
      IF c_key[i] IS NOT NULL OR x_expires[i] IS NOT NULL THEN
        t_result[i] := jsonb_build_object('outcome', 'held', 'held', x_amount[i]::text, 'expires_at', x_expires[i],
                                          'hold_id', CASE v_kind WHEN 'hold' THEN c_id[i] ELSE c_target[i] END);
      END IF;
    ELSIF v_kind IN ('release', 'expire') OR (v_kind = 'settle' AND v_amount = 0) THEN
      IF v_kind <> 'settle' THEN
        a_held[v_d] := a_held[v_d] - x_amount[i];
      END IF;
      x_ended[i] := true;
      t_state[i] := 2;
      IF c_key[i] IS NOT NULL OR x_expires[i] IS NOT NULL THEN
        t_result[i] := jsonb_build_object('outcome', 'held', 'hold_id', c_target[i], 'held', '0', 'expires_at', x_expires[i]);
      END IF;
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
      v_entry := h_entry[v_p] + 1;
      h_entry[v_p] := v_entry;
      t_state[i] := 1;
      t_entry[i] := v_entry;
      t_debit_after[i] := a_credits[v_d] - a_debits[v_d];
      t_credit_after[i] := a_credits[v_c] - a_debits[v_c];
      t_debit_version[i] := a_version[v_d];
      t_credit_version[i] := a_version[v_c];
      IF v_at IS DISTINCT FROM c_at[i] THEN
        v_at := c_at[i];
        v_at_text := ledger_time_text(v_at);
      END IF;
      v_hash := sha256(h_hash[v_p] || convert_to(ledger_entry_text(
        p_partner[v_p], v_entry, c_id[i], p_account[v_d], p_account[v_c], c_currency[i], v_amount, c_code[i], c_reference[i],
        c_description[i], CASE v_kind WHEN 'reversal' THEN c_target[i] END, t_debit_after[i], t_credit_after[i],
        t_debit_version[i], t_credit_version[i], v_at_text, h_posted_text[v_p]), 'UTF8'));
      h_hash[v_p] := v_hash;
      t_hash[i] := v_hash;
    END IF;
  END LOOP;

  UPDATE ledger_account a
  SET debits = a_debits[g.k], credits = a_credits[g.k], held = a_held[g.k], version = a_version[g.k]
  FROM generate_series(1, m) g(k)
  WHERE (a_version[g.k] <> b_version[g.k] OR a_held[g.k] <> b_held[g.k])
    AND a.partner_id = p_partner[p_account_partner[g.k]] AND a.id = p_account[g.k];

  IF 1 = ANY (t_state) THEN
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
  END IF;

  IF NOT v_plain THEN
    IF 'hold' = ANY (c_kind) THEN
    INSERT INTO ledger_hold (partner_id, id, account_id, purpose, reference, amount, taken_at, expires_at, ended_at, applied)
    SELECT p_partner[c_partner[g.i]], c_id[g.i], p_account[c_debit[g.i]], c_code[g.i], c_reference[g.i], x_amount[g.i],
           c_at[g.i], x_expires[g.i], NULL, ARRAY[c_id[g.i]]
    FROM generate_series(1, n) g(i) WHERE c_kind[g.i] = 'hold' AND t_state[g.i] = 2;
    END IF;

    IF c_kind && '{extend,settle,release,expire}' THEN
    UPDATE ledger_hold h
    SET amount = x_amount[g.i], expires_at = x_expires[g.i], ended_at = CASE WHEN x_ended[g.i] THEN c_at[g.i] END,
        applied = (h.applied || c_id[g.i])[greatest(1, cardinality(h.applied) - 14):]
    FROM generate_series(1, n) g(i)
    WHERE c_kind[g.i] IN ('extend', 'settle', 'release', 'expire') AND t_state[g.i] IN (1, 2)
      AND h.partner_id = p_partner[c_partner[g.i]] AND h.id = c_target[g.i];
    END IF;
  END IF;

  IF v_allowances > 0 THEN
    INSERT INTO ledger_allowance (partner_id, id, day, used)
    SELECT p_partner[p_allowance_partner[g.k]], p_allowance[g.k], p_allowance_day[g.k], l_used[g.k]
    FROM generate_series(1, v_allowances) g(k) WHERE l_used[g.k] > 0
    ON CONFLICT (partner_id, id, day) DO UPDATE SET used = excluded.used;
  END IF;

  IF v_keyed THEN
  BEGIN
    INSERT INTO idempotency_record (partner_id, scope, key, input_hash, status, result, created_at, expires_at)
    SELECT p_partner[c_partner[g.i]], c_scope[g.i], c_key[g.i], c_hash[g.i], CASE t_state[g.i] WHEN 3 THEN 409 ELSE 200 END,
      CASE t_state[g.i] WHEN 1 THEN jsonb_object(ARRAY['outcome', 'posted', 'id', c_id[g.i]::text])
                        ELSE t_result[g.i] || jsonb_build_object('by', c_id[g.i]) END,
      p_now[c_partner[g.i]], p_now[c_partner[g.i]] + interval '30 days'
    FROM generate_series(1, n) g(i)
    WHERE c_key[g.i] IS NOT NULL AND (t_state[g.i] <> 4 OR t_result[g.i] ? 'found');
  EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'an idempotency key was taken meanwhile' USING ERRCODE = 'serialization_failure';
  END;
  END IF;

  IF 1 = ANY (t_state) THEN
  INSERT INTO outbox (id, partner_id, topic, payload, created_at)
  SELECT c_id[g.i], p_partner[c_partner[g.i]], 'ledger.transfer.posted',
    jsonb_object(ARRAY['transfer_id', c_id[g.i]::text, 'entry_no', t_entry[g.i]::text, 'amount', c_amount[g.i]::text,
      'currency', c_currency[g.i], 'debit_account_id', p_account[c_debit[g.i]]::text,
      'credit_account_id', p_account[c_credit[g.i]]::text, 'code', c_code[g.i]]),
    h_posted[c_partner[g.i]]
  FROM generate_series(1, n) g(i) WHERE t_state[g.i] = 1;
  END IF;

  IF cardinality(e_id) > 0 THEN
    v_wanted := array_fill(true, ARRAY[cardinality(e_id)]);
    IF 3 = ANY (t_state) OR 4 = ANY (t_state) THEN
      FOR k IN 1..cardinality(e_id) LOOP
        v_wanted[k] := t_state[e_command[k]] IN (1, 2);
      END LOOP;
    END IF;
    IF 'pull' = ANY (c_kind) OR 'reversal' = ANY (c_kind) THEN
      SELECT jsonb_agg(
        CASE WHEN t_state[e_command[x.k]] = 1 AND x.changes @> '[{"field": "amount", "to": null}]' THEN (
          SELECT jsonb_agg(CASE WHEN y.change @> '{"field": "amount", "to": null}' THEN y.change || jsonb_build_object('to',
            to_char(c_amount[e_command[x.k]]::numeric / 100000, 'FM99999999999990.00000') || ' ' || c_currency[e_command[x.k]])
            ELSE y.change END ORDER BY y.k)
          FROM jsonb_array_elements(x.changes) WITH ORDINALITY y(change, k)
        ) ELSE x.changes END ORDER BY x.k) INTO e_changes
      FROM jsonb_array_elements(e_changes) WITH ORDINALITY x(changes, k);
    END IF;
    PERFORM audit_append(v_wanted, e_partner_id, e_id, e_at, e_actor_kind, e_actor_id, e_actor_label, e_action, e_object_type,
      e_object_id, e_changes, e_reason, e_ip, e_user_agent, e_request_id);
  END IF;

  o_amount := array_to_string(c_amount, ',', '');
  o_debit_after := array_to_string(t_debit_after, ',');
  o_credit_after := array_to_string(t_credit_after, ',');
  o_debit_version := array_to_string(t_debit_version, ',');
  o_credit_version := array_to_string(t_credit_version, ',');
  o_entry_no := array_to_string(t_entry, ',');
  o_held := array_to_string(x_amount, ',', '');
  FOR k IN 1..v_partners LOOP
    o_posted_at := concat_ws(',', o_posted_at, to_char(h_posted[k] AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
  END LOOP;
  IF 1 <> ANY (t_state) THEN
    SELECT jsonb_agg(jsonb_build_array(g.i, t_result[g.i])) INTO o_results
    FROM generate_series(1, n) g(i) WHERE t_result[g.i] IS NOT NULL;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION public.ledger_time_text(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$function$;

CREATE OR REPLACE FUNCTION public.number_bit_places(bits bit varying, skip bigint, take bigint)
 RETURNS integer[]
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  found integer[] := '{}';
  flat bit varying := bits || B'';
  size integer := length(bits);
  start integer := 1;
  here integer;
  step integer;
  block bit varying;
  n bigint;
BEGIN
  WHILE take > 0 AND start <= size LOOP
    block := substring(flat FROM start FOR 512);
    n := bit_count(block);
    IF n <= skip THEN
      skip := skip - n;
    ELSE
      here := start - 1;
      LOOP
        step := position(B'1' IN block);
        EXIT WHEN step = 0 OR take = 0;
        IF skip > 0 THEN
          skip := skip - 1;
        ELSE
          found := found || (here + step - 1);
          take := take - 1;
        END IF;
        here := here + step;
        block := substring(block FROM step + 1);
      END LOOP;
    END IF;
    start := start + 512;
  END LOOP;
  RETURN found;
END $function$;

CREATE OR REPLACE FUNCTION public.number_bits_to(shelves integer[], bits bit varying[], code bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(sum(CASE
    WHEN s.id = place.shelf_id THEN bit_count(substring(h.b FROM 1 FOR place.places))
    WHEN s.last_code <= code THEN bit_count(h.b) ELSE 0 END), 0)::bigint
  FROM unnest(shelves, bits) AS h (id, b) JOIN number_shelf s ON s.id = h.id
    LEFT JOIN number_shelf_place(code) AS place ON true WHERE h.b IS NOT NULL
$function$;

CREATE OR REPLACE FUNCTION public.number_code(e164 text)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ((((rpad(substr(e164, 2), 15, '0'::text))::bigint * 16) + length(e164)) - 1);

CREATE OR REPLACE FUNCTION public.number_codes(shelves integer[], bits bit varying[], skip bigint, take bigint)
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  codes bigint[] := '{}';
  places integer[];
  n bigint;
BEGIN
  FOR i IN 1 .. coalesce(array_length(shelves, 1), 0) LOOP
    EXIT WHEN take <= 0;
    CONTINUE WHEN bits[i] IS NULL;
    n := bit_count(bits[i]);
    IF n <= skip THEN
      skip := skip - n;
      CONTINUE;
    END IF;
    places := number_bit_places(bits[i], skip, take);
    skip := 0;
    take := take - array_length(places, 1);
    codes := codes || (SELECT array_agg(p.codes[place % 240 + 1] ORDER BY place)
      FROM unnest(places) AS place JOIN number_shelf_page p ON p.shelf_id = shelves[i] AND p.page = place / 240);
  END LOOP;
  RETURN codes;
END $function$;

CREATE OR REPLACE FUNCTION public.number_fee_split(shelves integer[], bits bit varying[], plane_of_fee integer, rank bigint, given bigint, OUT less bit varying[], OUT same bit varying[], OUT less_count bigint, OUT same_count bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE
 SET enable_bitmapscan TO 'off'
AS $function$
DECLARE
  size integer := array_length(shelves, 1);
  levels bigint;
  zeros bit varying[];
  zero_count bigint;
BEGIN
  same := bits;
  less := array_fill(NULL::bit varying, ARRAY[size]);
  less_count := 0;
  SELECT coalesce(given, 0) | bit_or(CASE plane_of_fee WHEN 300 THEN s.setup_fee_bits ELSE s.monthly_fee_bits END)
    INTO levels FROM number_shelf s WHERE s.id = ANY (shelves);
  FOR level IN REVERSE 62 .. 0 LOOP
    CONTINUE WHEN (levels >> level) & 1 = 0;
    SELECT array_agg(CASE WHEN n > 0 THEN zero END ORDER BY at), coalesce(sum(n), 0) INTO zeros, zero_count FROM (
      SELECT at, zero, bit_count(zero) AS n FROM (
        SELECT one.at, CASE WHEN one.b IS NOT NULL THEN coalesce(one.b & ~(SELECT p.bits FROM number_plane p
          WHERE p.plane = plane_of_fee + level AND p.shelf_id = one.shelf), one.b) END AS zero
        FROM unnest(shelves, same) WITH ORDINALITY AS one (shelf, b, at)
        OFFSET 0) AS split OFFSET 0) AS counted;
    IF (CASE WHEN given IS NULL THEN rank - less_count < zero_count ELSE (given >> level) & 1 = 0 END) THEN
      same := zeros;
    ELSE
      SELECT array_agg(coalesce(l | z, l, z) ORDER BY at), array_agg(coalesce(b # z, b) ORDER BY at) INTO less, same
      FROM unnest(less, same, zeros) WITH ORDINALITY AS one (l, b, z, at);
      less_count := less_count + zero_count;
    END IF;
  END LOOP;
  SELECT coalesce(sum(bit_count(b)), 0) INTO same_count FROM unnest(same) AS b;
END $function$;

CREATE OR REPLACE FUNCTION public.number_of_code(code bigint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ('+'::text || substr(((code / 16))::text, 1, ((code % (16)::bigint))::integer));

CREATE OR REPLACE FUNCTION public.number_shelf_note_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO number_shelf_change SELECT number_code(e164) FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO number_shelf_change SELECT number_code(e164) FROM gone;
  ELSE
    -- What a reservation is prolonged by, for instance, nobody looks for.
    INSERT INTO number_shelf_change SELECT number_code(e164) FROM (
      SELECT e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled, provider, currency,
        setup_fee, monthly_fee, state FROM added
      EXCEPT SELECT e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled, provider,
        currency, setup_fee, monthly_fee, state FROM gone) AS change;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.number_shelf_pieces(shelves integer[], first_piece integer, last_piece integer, lengths integer[], needs number_piece_place[])
 RETURNS bit varying[]
 LANGUAGE plpgsql
 STABLE
 SET enable_bitmapscan TO 'off'
AS $function$
DECLARE
  found bit varying[];
BEGIN
  FOR i IN REVERSE last_piece .. first_piece + 1 LOOP
    -- Seventeen places of each shelf one behind the other.
    SELECT array_agg(b ORDER BY n, place) INTO found FROM (
      SELECT n, place, bit_or(b) OVER (PARTITION BY n ORDER BY place DESC) AS b FROM (
        SELECT n, grid.place, (
          SELECT CASE WHEN i = last_piece THEN has.b ELSE has.b & found[(n - 1) * 17 + need.place + lengths[i] + 1] END
          FROM unnest(needs) AS need CROSS JOIN LATERAL (SELECT CASE cardinality(need.more) WHEN 0 THEN p.bits ELSE
              (SELECT CASE WHEN count(*) = cardinality(need.more) THEN p.bits & bit_and(m.bits) END
               FROM number_plane m WHERE m.plane = ANY (need.more) AND m.shelf_id = shelf) END
             FROM number_plane p WHERE p.plane = need.plane AND p.shelf_id = shelf) AS has (b)
          WHERE need.piece = i AND need.place = grid.place
            AND (i = last_piece OR found[(n - 1) * 17 + need.place + lengths[i] + 1] IS NOT NULL)) AS b
        FROM unnest(shelves) WITH ORDINALITY AS each (shelf, n) CROSS JOIN generate_series(0, 16) AS grid (place)
        OFFSET 0) AS here) AS later;
  END LOOP;
  IF first_piece = last_piece THEN
    RETURN ARRAY(SELECT (SELECT bit_or(has.b) FROM unnest(needs) AS need CROSS JOIN LATERAL (SELECT CASE cardinality(need.more) WHEN 0 THEN p.bits ELSE
          (SELECT CASE WHEN count(*) = cardinality(need.more) THEN p.bits & bit_and(m.bits) END
           FROM number_plane m WHERE m.plane = ANY (need.more) AND m.shelf_id = shelf) END
         FROM number_plane p WHERE p.plane = need.plane AND p.shelf_id = shelf) AS has (b)
      WHERE need.piece = first_piece) FROM unnest(shelves) AS shelf);
  END IF;
  RETURN ARRAY(SELECT (SELECT bit_or(has.b & found[(n - 1) * 17 + need.place + lengths[first_piece] + 1])
    FROM unnest(needs) AS need CROSS JOIN LATERAL (SELECT CASE cardinality(need.more) WHEN 0 THEN p.bits ELSE
        (SELECT CASE WHEN count(*) = cardinality(need.more) THEN p.bits & bit_and(m.bits) END
         FROM number_plane m WHERE m.plane = ANY (need.more) AND m.shelf_id = shelf) END
       FROM number_plane p WHERE p.plane = need.plane AND p.shelf_id = shelf) AS has (b)
    WHERE need.piece = first_piece AND found[(n - 1) * 17 + need.place + lengths[first_piece] + 1] IS NOT NULL)
    FROM unnest(shelves) WITH ORDINALITY AS each (shelf, n));
END $function$;

CREATE OR REPLACE FUNCTION public.number_shelf_place(code bigint)
 RETURNS TABLE(shelf_id integer, places integer, found boolean)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT p.shelf_id, p.page * 240 + p.n, p.codes[p.n] = code FROM (
    SELECT page.shelf_id, page.page, page.codes, width_bucket(code, page.codes) AS n
    FROM number_shelf_page page WHERE page.first_code <= code ORDER BY page.first_code DESC LIMIT 1) AS p
$function$;

CREATE OR REPLACE FUNCTION public.number_shelf_search(required integer[], without_group integer[], without_plane integer[], limit_planes integer[], limits bigint[], pattern_ends integer[], lengths integer[], needs number_piece_place[], plane_of_fee integer, descending boolean, after_code bigint, after_fee bigint, skip bigint, take bigint, OUT total bigint, OUT first bigint, OUT codes bigint[], OUT changed bigint[])
 RETURNS record
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  shelves integer[];
  bits bit varying[];
  clean bit varying;
  place record;
  before bigint := 0;
  behind bigint;
  low bigint;
  high bigint;
  part record;
  upper record;
  between bit varying[];
BEGIN
  SELECT array_agg(DISTINCT code) INTO changed FROM number_shelf_change;
  SELECT array_agg(s.id ORDER BY s.first_code), array_agg(fit.b ORDER BY s.first_code) INTO shelves, bits FROM (
    SELECT p.shelf_id, bit_and(p.bits) AS b FROM number_plane p WHERE p.plane = ANY (required)
    GROUP BY p.shelf_id HAVING count(*) = cardinality(required)
  ) AS fit JOIN number_shelf s ON s.id = fit.shelf_id WHERE bit_count(fit.b) > 0;
  IF cardinality(without_group) > 0 AND shelves IS NOT NULL THEN
    SELECT array_agg(coalesce(one.b & ~out.b, one.b) ORDER BY at) INTO bits
    FROM unnest(shelves, bits) WITH ORDINALITY AS one (shelf, b, at) LEFT JOIN (
      SELECT shelf_id, bit_or(whole) AS b FROM (
        SELECT p.shelf_id, bit_and(p.bits) AS whole FROM unnest(without_group, without_plane) AS w (grp, plane)
          JOIN number_plane p ON p.plane = w.plane AND p.shelf_id = ANY (shelves)
        GROUP BY p.shelf_id, w.grp HAVING count(*) = (SELECT count(*) FROM unnest(without_group) AS g WHERE g = w.grp)
      ) AS each_group GROUP BY shelf_id) AS out ON out.shelf_id = one.shelf;
  END IF;
  FOR i IN 1 .. cardinality(pattern_ends) LOOP
    EXIT WHEN shelves IS NULL;
    between := number_shelf_pieces(shelves, coalesce(pattern_ends[i - 1], 0) + 1, pattern_ends[i], lengths, needs);
    SELECT array_agg(id ORDER BY at), array_agg(a & b ORDER BY at) INTO shelves, bits
    FROM unnest(shelves, bits, between) WITH ORDINALITY AS one (id, a, b, at) WHERE b IS NOT NULL;
  END LOOP;
  FOR i IN 1 .. cardinality(limits) LOOP
    EXIT WHEN shelves IS NULL;
    part := number_fee_split(shelves, bits, limit_planes[i], NULL, limits[i]);
    SELECT array_agg(one.shelf ORDER BY at), array_agg(coalesce(l | s, l, s) ORDER BY at) INTO shelves, bits
    FROM unnest(shelves, part.less, part.same) WITH ORDINALITY AS one (shelf, l, s, at)
    WHERE l IS NOT NULL OR s IS NOT NULL;
  END LOOP;
  FOR place IN SELECT at.shelf_id, array_agg(at.places - 1) AS places, array_position(shelves, at.shelf_id) AS i
      FROM unnest(changed) AS change (code), number_shelf_place(code) AS at
      WHERE at.found AND at.shelf_id = ANY (shelves) GROUP BY at.shelf_id LOOP
    clean := bits[place.i];
    FOR n IN 1 .. array_length(place.places, 1) LOOP
      clean := set_bit(clean, place.places[n], 0);
    END LOOP;
    bits[place.i] := clean;
  END LOOP;
  SELECT coalesce(sum(bit_count(b)), 0) INTO total FROM unnest(bits) AS b;
  codes := '{}';
  first := greatest(0, skip - coalesce(array_length(changed, 1), 0));
  take := take + skip - first;
  IF total = 0 THEN RETURN; END IF;

  -- The place after which the page comes is a rank.
  IF after_code IS NOT NULL THEN
    behind := after_code - CASE WHEN descending THEN 1 ELSE 0 END;
    IF plane_of_fee IS NULL THEN
      before := number_bits_to(shelves, bits, behind);
    ELSE
      part := number_fee_split(shelves, bits, plane_of_fee, NULL, after_fee);
      before := part.less_count + number_bits_to(shelves, part.same, behind);
    END IF;
    IF descending THEN before := total - before; END IF;
  END IF;
  -- From here on ranks count upwards: low is the first of the page, high the one behind it.
  low := before + first;
  high := least(total, low + take);
  IF low >= high THEN RETURN; END IF;
  IF descending THEN
    behind := low;
    low := total - high;
    high := total - behind;
  END IF;
  IF plane_of_fee IS NULL THEN
    codes := number_codes(shelves, bits, low, high - low);
    RETURN;
  END IF;
  part := number_fee_split(shelves, bits, plane_of_fee, low, NULL);
  codes := number_codes(shelves, part.same, low - part.less_count, high - low);
  IF high <= part.less_count + part.same_count THEN RETURN; END IF;
  upper := number_fee_split(shelves, bits, plane_of_fee, high - 1, NULL);
  -- All with a fee between the two; of the upper fee the first.
  SELECT array_agg(coalesce(u & ~coalesce(l | e, l, e), u) ORDER BY at) INTO between
  FROM unnest(upper.less, part.less, part.same) WITH ORDINALITY AS one (u, l, e, at);
  codes := codes || number_codes(shelves, between, 0, high - low)
    || number_codes(shelves, upper.same, 0, high - upper.less_count);
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

CREATE OR REPLACE FUNCTION public.rate_deck_match(p_owner uuid, p_deck uuid, p_number text, p_at timestamp with time zone)
 RETURNS TABLE(prefix text, description text, rate_per_minute bigint, connect_fee bigint, initial_increment_seconds integer, next_increment_seconds integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT r.prefix, r.description, r.rate_per_minute, r.connect_fee, r.initial_increment_seconds, r.next_increment_seconds
  FROM rate_deck_row r
  WHERE r.partner_id = p_owner AND r.deck_id = p_deck
    AND r.prefix = ANY (ARRAY(SELECT left(p_number, n) FROM generate_series(1, least(length(p_number), 15)) n))
    AND r.effective_from <= p_at AND r.effective_to > p_at
  ORDER BY length(r.prefix) DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.rate_live_deck(p_owner uuid, p_tier uuid, p_at timestamp with time zone)
 RETURNS TABLE(deck_id uuid, version integer, live_since timestamp with time zone)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT p.deck_id, d.version, p.effective_from
  FROM rate_deck_publication p JOIN rate_deck d ON d.partner_id = p.partner_id AND d.id = p.deck_id
  WHERE p.partner_id = p_owner AND p.tier_id = p_tier AND p.cancelled_at IS NULL AND p.effective_from <= p_at
  ORDER BY p.effective_from DESC, p.number DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION public.rate_match(p_owner uuid, p_tier uuid, p_number text, p_at timestamp with time zone)
 RETURNS TABLE(deck_id uuid, deck_version integer, deck_live_since timestamp with time zone, prefix text, description text, rate_per_minute bigint, connect_fee bigint, initial_increment_seconds integer, next_increment_seconds integer, minimum_duration_seconds integer)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT live.deck_id, live.version, live.live_since, m.prefix, coalesce(m.description, ''),
    coalesce(m.rate_per_minute, t.rate_per_minute), coalesce(m.connect_fee, 0),
    coalesce(m.initial_increment_seconds, t.initial_increment_seconds),
    coalesce(m.next_increment_seconds, t.billing_increment_seconds), t.minimum_duration_seconds
  FROM pricing_tier t
  LEFT JOIN LATERAL rate_live_deck(t.partner_id, t.id, p_at) live ON true
  LEFT JOIN LATERAL rate_deck_match(t.partner_id, live.deck_id, p_number, p_at) m ON true
  WHERE t.partner_id = p_owner AND t.id = p_tier
$function$;

CREATE OR REPLACE FUNCTION public.rate_tiers(p_partner uuid, p_customer_tier uuid, p_currency text)
 RETURNS TABLE(selling_owner uuid, selling_tier uuid, wholesale_owner uuid, wholesale_tier uuid)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  SELECT coalesce(own.partner_id, w.partner_id), coalesce(own.id, w.id), w.partner_id, w.id
  FROM (
    SELECT t.partner_id, t.id FROM pricing_tier t
    LEFT JOIN wholesale_tier a ON a.partner_id = p_partner AND a.currency = p_currency
    WHERE t.partner_id = '00000000-0000-0000-0000-000000000000' AND t.currency = p_currency
      AND (t.id = a.tier_id OR (a.tier_id IS NULL AND t.is_default))
  ) w
  LEFT JOIN pricing_tier own ON own.partner_id = p_partner AND own.id = p_customer_tier AND own.currency = p_currency
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$;

CREATE OR REPLACE FUNCTION public.tell_news(p_channel text, p_tag text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_who text := pg_current_xact_id()::text;
BEGIN
  PERFORM pg_notify(p_channel, v_who || '|' || p_tag);
  RAISE NOTICE '% changes', p_channel USING ERRCODE = '01N01', DETAIL = concat_ws('|', p_channel, v_who, p_tag);
END $function$;

CREATE OR REPLACE FUNCTION public.tell_news_of_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM tell_news('portal_call_terms', 'c:' || OLD.customer_id); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.customer_id <> OLD.customer_id) THEN
    PERFORM tell_news('portal_call_terms', 'c:' || NEW.customer_id);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION public.tell_news_of_table()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM tell_news(TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $function$;

-- triggers

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE ON public.approved_cli FOR EACH ROW EXECUTE FUNCTION tell_news_of_customer();

CREATE TRIGGER call_terms_news_emptied AFTER TRUNCATE ON public.approved_cli FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'stock');

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER capacity_transfer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.capacity_transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER edge_note AFTER UPDATE OF enabled, did_format ON public.carrier FOR EACH STATEMENT EXECUTE FUNCTION edge_note_carriers();

CREATE TRIGGER tell_news AFTER UPDATE ON public.carrier FOR EACH ROW WHEN (((((old.enabled IS DISTINCT FROM new.enabled) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.cli_rules IS DISTINCT FROM new.cli_rules)) OR (old.dial_format IS DISTINCT FROM new.dial_format))) EXECUTE FUNCTION carrier_tell_news();

CREATE TRIGGER edge_note AFTER INSERT OR DELETE OR UPDATE OF enabled, direction, did_format ON public.carrier_gateway FOR EACH STATEMENT EXECUTE FUNCTION edge_note_carriers();

CREATE TRIGGER tell_news AFTER INSERT OR DELETE OR UPDATE ON public.carrier_gateway FOR EACH ROW EXECUTE FUNCTION carrier_gateway_tell_news();

CREATE TRIGGER tell_news AFTER UPDATE ON public.carrier_gateway_health FOR EACH ROW WHEN ((old.down_until IS DISTINCT FROM new.down_until)) EXECUTE FUNCTION carrier_gateway_health_tell_news();

CREATE TRIGGER edge_note AFTER INSERT OR DELETE OR UPDATE ON public.carrier_gateway_source FOR EACH STATEMENT EXECUTE FUNCTION edge_note_carriers();

CREATE TRIGGER tell_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.carrier_route FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_routing', 'routes');

CREATE TRIGGER call_terms_news AFTER UPDATE OF country, currency, pricing_tier_id ON public.customer FOR EACH ROW WHEN ((((old.country IS DISTINCT FROM new.country) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.pricing_tier_id IS DISTINCT FROM new.pricing_tier_id))) EXECUTE FUNCTION tell_news_of_customer();

CREATE TRIGGER call_terms_news_deleted AFTER DELETE ON public.customer FOR EACH ROW EXECUTE FUNCTION tell_news_of_customer();

CREATE TRIGGER call_terms_news_emptied AFTER TRUNCATE ON public.customer FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.destination_class FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'rules');

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.emergency_number FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'rules');

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.inbound_rate FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');

CREATE TRIGGER ledger_daily_root_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_daily_root FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER ledger_transfer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER call_terms_news AFTER UPDATE OF partner_id, customer_id, e164, status, trunk_id, is_blocked ON public.number_holding FOR EACH ROW WHEN (((((((old.partner_id IS DISTINCT FROM new.partner_id) OR (old.customer_id IS DISTINCT FROM new.customer_id)) OR (old.e164 IS DISTINCT FROM new.e164)) OR (old.status IS DISTINCT FROM new.status)) OR (old.trunk_id IS DISTINCT FROM new.trunk_id)) OR (old.is_blocked IS DISTINCT FROM new.is_blocked))) EXECUTE FUNCTION tell_news_of_customer();

CREATE TRIGGER call_terms_news_came_or_went AFTER INSERT OR DELETE ON public.number_holding FOR EACH ROW EXECUTE FUNCTION tell_news_of_customer();

CREATE TRIGGER call_terms_news_emptied AFTER TRUNCATE ON public.number_holding FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'stock');

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OF country, number_type, kyc_requirement OR TRUNCATE ON public.number_stock FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'stock');

CREATE TRIGGER number_shelf_added AFTER INSERT ON public.number_stock REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_shelf_note_change();

CREATE TRIGGER number_shelf_changed AFTER UPDATE ON public.number_stock REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_shelf_note_change();

CREATE TRIGGER number_shelf_gone AFTER DELETE ON public.number_stock REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION number_shelf_note_change();

CREATE TRIGGER number_stock_added AFTER INSERT ON public.number_stock REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();

CREATE TRIGGER number_stock_changed AFTER UPDATE ON public.number_stock REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();

CREATE TRIGGER number_stock_gone AFTER DELETE ON public.number_stock REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION number_stock_count_change();

CREATE TRIGGER call_terms_news AFTER DELETE OR UPDATE OF currency, rate_per_minute, initial_increment_seconds, billing_increment_seconds, minimum_duration_seconds, charge_non_connected_calls, non_connected_call_fee, inbound_rate_per_minute, is_default OR TRUNCATE ON public.pricing_tier FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');

CREATE TRIGGER call_terms_news_default AFTER INSERT ON public.pricing_tier FOR EACH ROW WHEN (new.is_default) EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OF deck_id, effective_from, cancelled_at OR TRUNCATE ON public.rate_deck_publication FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');

CREATE TRIGGER edge_note AFTER INSERT OR DELETE OR UPDATE ON public.sip_credential FOR EACH ROW EXECUTE FUNCTION edge_note_credential();

CREATE TRIGGER edge_note AFTER INSERT OR DELETE OR UPDATE ON public.sip_ip_acl FOR EACH ROW EXECUTE FUNCTION edge_note_source();

CREATE TRIGGER edge_note AFTER INSERT OR DELETE OR UPDATE ON public.sip_trunk FOR EACH ROW EXECUTE FUNCTION edge_note_trunk();

CREATE TRIGGER call_terms_news AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.wholesale_tier FOR EACH STATEMENT EXECUTE FUNCTION tell_news_of_table('portal_call_terms', 'prices');
