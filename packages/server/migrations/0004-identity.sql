-- People, tokens, browser sessions and one-time links.

-- Everybody who can log in. partner_id is all zeros for the operator's staff.
CREATE TABLE app_user (
  partner_id         uuid NOT NULL,
  user_id            uuid NOT NULL,
  kind               text NOT NULL CHECK (kind IN ('operator', 'partner', 'customer')),
  customer_id        uuid,
  auth_id            text,                 -- of the account the user belongs to; permanent, so it may be copied
  email              text NOT NULL CHECK (email = lower(email)),
  name               text NOT NULL,
  role               text NOT NULL,
  status             text NOT NULL CHECK (status IN ('active', 'disabled')),
  password_hash      text,                 -- argon2id; null until a one-time link sets it
  session_version    integer NOT NULL,     -- grows when password, role or status change: older logins die
  totp_secret        bytea,                -- sealed
  totp_confirmed_at  timestamptz,          -- null: enrolment was begun and not confirmed
  totp_last_step     bigint,               -- time step of the last accepted code: none is accepted twice
  last_login_at      timestamptz,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  PRIMARY KEY (partner_id, user_id),
  CHECK ((kind = 'operator') = (partner_id = '00000000-0000-0000-0000-000000000000')),
  CHECK ((kind = 'customer') = (customer_id IS NOT NULL)),
  CHECK ((kind = 'operator') = (auth_id IS NULL)),
  CHECK (role = ANY (CASE kind
    WHEN 'operator' THEN ARRAY['admin', 'finance', 'support', 'read_only']
    WHEN 'partner' THEN ARRAY['owner', 'admin', 'finance', 'support', 'read_only']
    ELSE ARRAY['customer'] END))
);
-- Global directory: one e-mail is one login of the whole platform.
CREATE UNIQUE INDEX app_user_email ON app_user (email);
CREATE INDEX app_user_customer ON app_user (partner_id, customer_id) WHERE customer_id IS NOT NULL;

-- What programs authenticate with. One row keeps its id through every rotation of its secret.
CREATE TABLE api_credential (
  partner_id           uuid NOT NULL,
  credential_id        uuid NOT NULL,
  customer_id          uuid,               -- null: the partner's own
  auth_id              text NOT NULL,      -- what is sent as X-Auth-ID
  label                text NOT NULL,
  secret_hash          bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
  secret_sealed        bytea,              -- customer tokens alone: their partner may read them again
  masked               text NOT NULL,      -- sk_live_…a1b2
  previous_hash        bytea,              -- the secret before the last rotation, as long as it overlaps
  previous_expires_at  timestamptz,
  scopes               text[] NOT NULL,
  api_version          text NOT NULL,
  ip_allow_list        text[] NOT NULL,    -- CIDR; empty: from anywhere
  max_transfer_per_day bigint CHECK (max_transfer_per_day >= 0),
  expires_at           timestamptz,
  rotated_at           timestamptz,
  last_used_at         timestamptz,
  revoked_at           timestamptz,
  created_at           timestamptz NOT NULL,
  PRIMARY KEY (partner_id, credential_id),
  CHECK ((previous_hash IS NULL) = (previous_expires_at IS NULL)),
  CHECK (customer_id IS NOT NULL OR secret_sealed IS NULL)
);
CREATE INDEX api_credential_live ON api_credential (auth_id) WHERE revoked_at IS NULL;
CREATE INDEX api_credential_customer ON api_credential (partner_id, customer_id);

-- A browser's login. The cookie holds the secret, this table its hash.
CREATE TABLE web_session (
  partner_id      uuid NOT NULL,
  session_id      uuid NOT NULL,
  user_id         uuid NOT NULL,
  token_hash      bytea NOT NULL,
  session_version integer NOT NULL,
  created_at      timestamptz NOT NULL,
  last_seen_at    timestamptz NOT NULL,
  idle_until      timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  ip              text,
  user_agent      text,
  PRIMARY KEY (partner_id, session_id)
);
-- Global directory: a cookie is looked up before it is known whose it is.
CREATE UNIQUE INDEX web_session_token ON web_session (token_hash);
CREATE INDEX web_session_user ON web_session (partner_id, user_id);
CREATE INDEX web_session_expiry ON web_session (expires_at);

-- Links of e-mails that set a password once.
CREATE TABLE one_time_link (
  partner_id uuid NOT NULL,
  link_id    uuid NOT NULL,
  purpose    text NOT NULL CHECK (purpose IN ('partner_welcome', 'password_reset', 'invitation')),
  user_id    uuid NOT NULL,
  token_hash bytea NOT NULL,
  payload    bytea,                        -- sealed; what is revealed once; gone after use
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  PRIMARY KEY (partner_id, link_id)
);
-- Global directory, as for sessions.
CREATE UNIQUE INDEX one_time_link_token ON one_time_link (token_hash);
CREATE INDEX one_time_link_user ON one_time_link (partner_id, user_id);
CREATE INDEX one_time_link_expiry ON one_time_link (expires_at);
