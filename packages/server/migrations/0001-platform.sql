-- What the platform needs for every module: answers to be replayed, and events on their way to the jobs.

-- The first answer to a keyed request, stored in the transaction that did the work.
CREATE TABLE idempotency_record (
  partner_id uuid NOT NULL,
  scope      text NOT NULL,          -- method and path
  key        text NOT NULL,
  input_hash bytea NOT NULL,         -- keyed hash of the input: the table tells nothing about it
  status     integer,                -- null only while the transaction that made the row is open
  result     jsonb,
  sealed     bytea,                  -- secrets of the result, readable for 24 hours
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (partner_id, scope, key)
);
CREATE INDEX idempotency_record_expiry ON idempotency_record (expires_at);
CREATE INDEX idempotency_record_secret ON idempotency_record (created_at) WHERE sealed IS NOT NULL;

-- Events leave the money path through this table; a relay feeds them to the jobs and then deletes them.
CREATE TABLE outbox (
  id         uuid PRIMARY KEY,
  partner_id uuid,
  topic      text NOT NULL,
  payload    jsonb NOT NULL,
  created_at timestamptz NOT NULL
);
