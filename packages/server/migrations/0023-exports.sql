-- Tables that somebody asked to have as a file: made by a worker, kept for a week, in pieces beside each other so that
-- every node can hand them out.
CREATE TABLE export (
  partner_id   uuid NOT NULL,
  id           uuid NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('cdrs', 'transactions')),
  filters      jsonb NOT NULL,             -- as they were asked
  account_id   text,                       -- auth_id of one customer; null: of all
  status       text NOT NULL CHECK (status IN ('queued', 'running', 'ready', 'failed', 'cancelled', 'expired')),
  requested_by text NOT NULL,
  rows_total   bigint,                     -- expected; null until it is known
  rows_done    bigint NOT NULL,
  bytes        bigint NOT NULL,            -- compressed
  truncated    boolean NOT NULL,           -- there was more than a file holds
  failure      text,
  attempts     integer NOT NULL,
  lease_until  timestamptz,                -- of the worker that makes it; when it has passed another begins anew
  created_at   timestamptz NOT NULL,
  started_at   timestamptz,
  finished_at  timestamptz,
  expires_at   timestamptz,                -- of the file
  PRIMARY KEY (partner_id, id)
);
CREATE INDEX export_waiting ON export (created_at) WHERE status IN ('queued', 'running');
CREATE INDEX export_expiry ON export (expires_at) WHERE status = 'ready';
CREATE INDEX export_id ON export (id);

CREATE TABLE export_piece (
  partner_id uuid NOT NULL,
  export_id  uuid NOT NULL,
  piece      integer NOT NULL,
  data       bytea NOT NULL,
  PRIMARY KEY (partner_id, export_id, piece)
);
-- It is compressed already.
ALTER TABLE export_piece ALTER COLUMN data SET STORAGE EXTERNAL;
