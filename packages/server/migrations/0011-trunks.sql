-- SIP trunks of customers, and what opens them: digest credentials, source addresses, origination URIs.

-- Lets one constraint speak of a network and of an account. A trusted extension: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE sip_trunk (
  partner_id            uuid NOT NULL,
  trunk_id              uuid NOT NULL,     -- random, not by time: its first eight digits are a label of the platform
  customer_id           uuid NOT NULL,
  domain_label          text NOT NULL CHECK (domain_label ~ '^[0-9a-f]{8}$'),
  name                  text NOT NULL,
  direction             text NOT NULL CHECK (direction IN ('inbound', 'outbound', 'both')),
  enabled               boolean NOT NULL,
  secure                boolean NOT NULL,
  transport             text NOT NULL CHECK (transport IN ('udp', 'tcp', 'tls')),
  concurrent_calls_limit integer NOT NULL CHECK (concurrent_calls_limit >= 0),
  cps_limit             integer NOT NULL CHECK (cps_limit >= 0),
  description           text NOT NULL,     -- '' where nobody gave one: published clients expect a string
  inbound_destination   text,              -- without `sip:`
  credential_id         uuid,
  ip_acl_id             uuid,
  primary_uri_id        uuid,
  fallback_uri_id       uuid,
  recording             boolean NOT NULL,  -- the published switches of services next door: kept, not acted on
  enable_transcription  boolean NOT NULL,
  pii_redaction         boolean NOT NULL,
  pii_entity_types      text,
  recording_webhook_enabled boolean NOT NULL,
  webhook_url           text,
  webhook_method        text NOT NULL CHECK (webhook_method IN ('GET', 'POST')),
  created_at            timestamptz NOT NULL,
  updated_at            timestamptz NOT NULL,
  PRIMARY KEY (partner_id, trunk_id)
);
-- A global directory: the edge knows a trunk by the first label of its domain.
CREATE UNIQUE INDEX sip_trunk_domain ON sip_trunk (domain_label);
CREATE INDEX sip_trunk_customer ON sip_trunk (partner_id, customer_id, created_at, trunk_id);
CREATE INDEX sip_trunk_newest ON sip_trunk (partner_id, created_at, trunk_id);

CREATE TABLE sip_credential (
  partner_id  uuid NOT NULL,
  id          uuid NOT NULL,
  customer_id uuid NOT NULL,
  username    text NOT NULL CHECK (username ~ '^[A-Za-z0-9][A-Za-z0-9._+-]{2,63}$'),
  realm       text NOT NULL,               -- the realm that the hashes were made for
  ha1_sealed  bytea NOT NULL,              -- H(username:realm:password), MD5 and SHA-256; the password is nowhere
  enabled     boolean NOT NULL,
  description text NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id)
);
-- A global directory: one realm, so one name is one login, however it is written.
CREATE UNIQUE INDEX sip_credential_username ON sip_credential (lower(username));
CREATE INDEX sip_credential_customer ON sip_credential (partner_id, customer_id, created_at, id);

CREATE TABLE sip_ip_acl (
  partner_id  uuid NOT NULL,
  id          uuid NOT NULL,
  customer_id uuid NOT NULL,
  network     cidr NOT NULL CHECK (family(network) = 4),
  enabled     boolean NOT NULL,
  description text NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id),
  -- A global directory: a source address is one account, whatever the code believes. Its index also finds the account.
  CONSTRAINT sip_ip_acl_one_account EXCLUDE USING gist (network inet_ops WITH &&, customer_id WITH <>)
);
CREATE UNIQUE INDEX sip_ip_acl_network ON sip_ip_acl (partner_id, customer_id, network);
CREATE INDEX sip_ip_acl_customer ON sip_ip_acl (partner_id, customer_id, created_at, id);

CREATE TABLE sip_origination_uri (
  partner_id  uuid NOT NULL,
  id          uuid NOT NULL,
  customer_id uuid NOT NULL,
  uri         text NOT NULL,
  transport   text NOT NULL CHECK (transport IN ('udp', 'tcp', 'tls')),
  priority    integer NOT NULL CHECK (priority >= 0),   -- lower first
  weight      integer NOT NULL CHECK (weight >= 0),     -- shares inside one priority
  enabled     boolean NOT NULL,
  description text NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (partner_id, id)
);
CREATE INDEX sip_origination_uri_customer ON sip_origination_uri (partner_id, customer_id, priority, created_at, id);
