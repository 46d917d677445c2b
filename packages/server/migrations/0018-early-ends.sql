-- What an edge said of the end of a call that nobody knew: its authorisation may commit in the same instant. Where it does, the
-- sweep settles the call by this.
ALTER TABLE ended_call ADD COLUMN report jsonb;
CREATE INDEX ended_call_early ON ended_call (ended_at) WHERE report IS NOT NULL AND partner_id IS NULL;
