-- What looking at a partner's books, call records, sums, holds and numbers side by side found.
CREATE TABLE reconciliation_run (
  partner_id       uuid NOT NULL,
  id               uuid NOT NULL,
  scope            text NOT NULL CHECK (scope IN ('since_clean', 'all', 'window')),
  window_from      timestamptz NOT NULL,   -- calls that began from then
  window_before    timestamptz NOT NULL,   -- until then
  started_at       timestamptz NOT NULL,
  finished_at      timestamptz NOT NULL,
  score            integer NOT NULL CHECK (score BETWEEN 0 AND 100),
  checks           jsonb NOT NULL,         -- how many things each check compared, and how many differ
  first_difference jsonb,                  -- null: all agrees
  PRIMARY KEY (partner_id, id)
);

-- How far a partner is known to be right, and whose turn it is tonight.
CREATE TABLE reconciliation_state (
  partner_id     uuid NOT NULL PRIMARY KEY,
  run_id         uuid,                     -- the last that looked at all that was due
  score          integer,
  finished_at    timestamptz,
  clean_until    timestamptz,              -- calls until then were found right
  clean_entry_no bigint,                   -- and ledger entries up to this one
  night          timestamptz,              -- the last night that is done
  claimed_until  timestamptz               -- somebody is at it; when it has passed another takes over
);

-- Months of call records that were written to a file and dropped, and how far it is with the one at hand.
CREATE TABLE cdr_archive (
  id          uuid NOT NULL PRIMARY KEY,
  month       date NOT NULL,
  state       text NOT NULL CHECK (state IN ('exporting', 'exported', 'detached', 'dropped')),
  file        text,                        -- in the directory of archives; null: the month had no calls
  manifest    jsonb,                       -- what the file holds
  started_at  timestamptz NOT NULL,
  finished_at timestamptz                  -- dropped
);
CREATE UNIQUE INDEX cdr_archive_at_hand ON cdr_archive (month) WHERE state <> 'dropped';

-- From when on call records are kept: what began before is in an archive. Null: everything is there.
CREATE FUNCTION cdr_kept_since() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT (max(month) + interval '1 month') AT TIME ZONE 'UTC' FROM cdr_archive WHERE state IN ('detached', 'dropped')
$$;
