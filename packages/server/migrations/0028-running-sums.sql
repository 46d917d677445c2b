-- What each customer, destination, trunk and number came to from the beginning of a year (UTC) up to the end of a closed day, so that
-- a stretch of days is the difference of two days and not the sum of all between them. All keys of a dimension are packed into one
-- value by a job that adds a day to the day before (running-codec.ts says how): read row by row, a year of 2,000 customers takes
-- a quarter of a second of the database, most of it for the rows themselves.

-- Days whose running sums hold: all calls of their year up to their end are in closed days and stand in them.
CREATE TABLE cdr_running (
  partner_id uuid NOT NULL,
  day        date NOT NULL,
  PRIMARY KEY (partner_id, day)
);

-- Which place of the packed sums is whose. A place is given once and kept.
CREATE TABLE cdr_running_place (
  partner_id  uuid NOT NULL,
  dimension   text NOT NULL CHECK (dimension IN ('customer', 'destination', 'trunk', 'number')),
  place       integer NOT NULL CHECK (place >= 0),
  customer_id uuid NOT NULL,
  key         text NOT NULL,
  cause       text NOT NULL,
  PRIMARY KEY (partner_id, dimension, place),
  UNIQUE (partner_id, dimension, customer_id, key, cause)
);

-- What does not stand in cdr_running is left over, and replaced when its day is added up again.
CREATE TABLE cdr_running_sum (
  partner_id     uuid NOT NULL,
  dimension      text NOT NULL,
  day            date NOT NULL,
  currency       text NOT NULL,
  call_direction text NOT NULL CHECK (call_direction IN ('', 'inbound')),  -- '': both
  attempts       bigint NOT NULL,                                           -- of all places
  sums           bytea NOT NULL,
  PRIMARY KEY (partner_id, dimension, day, currency, call_direction)
);
-- It is packed already.
ALTER TABLE cdr_running_sum ALTER COLUMN sums SET STORAGE EXTERNAL;

-- As before; whoever opens a day or a month again takes away the running sums that its calls stand in. Of calls of today, which is not
-- over, there is nothing to take away and nothing is looked for.
CREATE OR REPLACE FUNCTION cdr_reopen_periods(added cdr[], removed cdr[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  opened record;
BEGIN
  FOR opened IN
    WITH touched AS (
      SELECT DISTINCT c.partner_id, h.hour FROM unnest(added || removed) c CROSS JOIN LATERAL generate_series(
        cdr_period_start('hour', cdr_time(c.id)), least(c.end_time, cdr_time(c.id) + interval '13 hours'), '1 hour') AS h(hour))
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
END $$;
