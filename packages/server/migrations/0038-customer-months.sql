-- What is asked of one customer was read from a row or more for each of its days, or from its calls: a year of ten million calls lies in
-- as many pages. A customer's closed days are packed into one row a month, by a job that adds a day when it is closed
-- (customer-month-codec.ts says how). A call writes nothing here.

-- As before, with the product.
CREATE OR REPLACE VIEW cdr_traffic AS
SELECT partner_id, id, customer_id, call_direction, currency,
  CASE call_direction WHEN 'outbound' THEN coalesce(wholesale_prefix, selling_prefix, '') ELSE '' END AS destination,
  trunk_id::text AS trunk,
  nullif(CASE call_direction WHEN 'outbound' THEN caller_id_number ELSE destination_number END, '') AS own_number,
  coalesce(CASE cause_class WHEN 'refused' THEN failure_code ELSE hangup_cause END, '') AS cause,
  (cause_class = 'refused')::int AS refused,
  (cause_class = 'answered')::int AS answered,
  (cause_class IN ('answered', 'busy', 'no_answer', 'cancelled', 'rejected'))::int AS reached,
  (cause_class = 'answered' AND billsec <= 6)::int AS short_calls,
  duration AS duration_seconds, billsec AS talk_seconds, selling_billed_seconds AS billed_seconds,
  cost + streaming_cost AS cost, wholesale_cost, margin,
  coalesce(pdd_ms, 0) AS pdd_ms, (pdd_ms IS NOT NULL)::int AS pdd_count,
  coalesce(mos_hundredths, 0) AS mos, (mos_hundredths IS NOT NULL)::int AS mos_count,
  context
FROM cdr;

CREATE TABLE cdr_customer_month (
  partner_id  uuid NOT NULL,
  month       date NOT NULL,
  customer_id uuid NOT NULL,
  days        integer NOT NULL,   -- which days are in it: the lowest bit is the first
  quarters    bytea NOT NULL,     -- sums by quarter of an hour, direction, product and currency
  places      bytea NOT NULL,     -- sums by day, direction, currency, destination and cause: places of cdr_running_place
  PRIMARY KEY (partner_id, month, customer_id)
);
-- They are packed already.
ALTER TABLE cdr_customer_month ALTER COLUMN quarters SET STORAGE EXTERNAL, ALTER COLUMN places SET STORAGE EXTERNAL;

-- Whether a closed day's calls stand in the months of their customers. Who opens a day takes this away with it; the job makes what is missing.
ALTER TABLE cdr_period ADD COLUMN packed boolean NOT NULL DEFAULT false;
