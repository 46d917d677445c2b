import { ROLLUP_COLUMNS } from '../../packages/server/src/cdrs/traffic-columns.ts';

/** SQL that makes up calls and their sums. Everything is drawn by hashes of the call's number, so that two runs make the same. */

/** A part of a hash as a number below one: `place` 0, 1 or 2. */
const draw = (hash: string, place: number): string =>
  `((${hash} >> ${place * 20}) & 1048575) / 1048576.0::float8`;

/** What calls are made of; in a schema of its own, which goes when they are made. */
export const INGREDIENTS = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.customer (place integer PRIMARY KEY, partner_id uuid, customer_id uuid, trunk_id uuid);
  CREATE TABLE bench.destination (place integer PRIMARY KEY, prefix text, digits integer, selling bigint, wholesale bigint, answered float8);
  INSERT INTO bench.destination
  SELECT place, prefix, 12 - length(prefix), selling * 1000000::bigint, selling * 700000::bigint, answered FROM (VALUES
    (1, '9198', 450, 0.58), (2, '9180', 500, 0.52), (3, '9170', 480, 0.55), (4, '1212', 1200, 0.64), (5, '1415', 1200, 0.61),
    (6, '447', 3333, 0.47), (7, '4420', 900, 0.6), (8, '97150', 14250, 0.09), (9, '6591', 2100, 0.5), (10, '614', 2900, 0.44),
    (11, '4915', 4100, 0.4), (12, '336', 4400, 0.42), (13, '5511', 1900, 0.5), (14, '27', 3600, 0.38), (15, '8180', 5200, 0.36),
    (16, '234', 9800, 0.22)) AS d(place, prefix, selling, answered);
  CREATE TABLE bench.ending (place integer PRIMARY KEY, cause text, code integer, source text, disposition text, sip integer);
  INSERT INTO bench.ending VALUES
    (1, 'NO_ANSWER', 3000, 'Callee', 'send_cancel', 480), (2, 'USER_BUSY', 3010, 'Callee', 'send_refuse', 486),
    (3, 'ORIGINATOR_CANCEL', 1000, 'Caller', 'recv_cancel', 487), (4, 'CALL_REJECTED', 3020, 'Callee', 'send_refuse', 603),
    (5, 'UNALLOCATED_NUMBER', 3050, 'Carrier', 'send_refuse', 404), (6, 'SERVICE_UNAVAILABLE', 3080, 'Carrier', 'send_refuse', 503),
    (7, 'NETWORK_CONGESTION', 3090, 'Carrier', 'send_refuse_late', 503)`;

/** How often each destination and each ending comes: upper ends, of one. */
const DESTINATION_ENDS = '{0.34,0.52,0.62,0.70,0.76,0.82,0.86,0.885,0.91,0.93,0.95,0.965,0.975,0.985,0.993}';
const ENDING_ENDS = '{0.4,0.6,0.78,0.86,0.92,0.999}';

/**
 * Calls from number $1 up to below $2. $3: upper ends of the customers' shares. $4: when the first hour begins, ms; $5: calls up
 * to each hour, of all; $6: calls in each hour. In the order of time, as they come in life.
 */
export const callsInto = (table: string): string => `
  INSERT INTO ${table} (partner_id, id, number, customer_id, call_direction, context, cause_class, caller_id_name, caller_id_number,
    destination_number, progress_time, answer_time, end_time, ring_time, duration, billsec, hangup_cause, hangup_cause_code,
    hangup_source, hangup_disposition, sip_code, refused, failure_code, failure_reason, sip_call_id, bridge_uuid, campaign_id,
    trunk_id, sip_user_agent, network_addr, carrier_ip, codec, region, origination_region, edge_node, mos_hundredths, jitter_us,
    loss_hundredths, pdd_ms, currency, cost, streaming_cost, wholesale_cost, margin, written_off, selling_tier_id,
    selling_deck_version, selling_prefix, selling_rate, selling_connect_fee, selling_initial_increment, selling_next_increment,
    selling_minimum_duration, selling_billed_seconds, wholesale_tier_id, wholesale_deck_version, wholesale_prefix, wholesale_rate,
    wholesale_connect_fee, wholesale_initial_increment, wholesale_next_increment, wholesale_minimum_duration,
    wholesale_billed_seconds, funded_seconds, settled_by, created_at, updated_at)
  SELECT partner_id, id, 1000000 + n, customer_id, CASE WHEN inbound THEN 'inbound' ELSE 'outbound' END,
    CASE WHEN trunked THEN 'sip-trunking' ELSE 'voice-api' END,
    cdr_cause_class(answered, refused, CASE WHEN refused THEN 'CALL_REJECTED' ELSE e.cause END),
    CASE WHEN inbound THEN '' ELSE 'Desk ' || (1 + n % 9) END,
    CASE WHEN inbound THEN other ELSE own END, CASE WHEN inbound THEN own ELSE other END,
    CASE WHEN NOT refused THEN began + interval '1 second' END,
    CASE WHEN answered THEN began + ring * interval '1 second' END, ended, ring, ring + talk, talk,
    CASE WHEN answered THEN 'NORMAL_CLEARING' WHEN refused THEN 'CALL_REJECTED' ELSE e.cause END,
    CASE WHEN answered THEN 4000 WHEN refused THEN 1010 ELSE e.code END,
    CASE WHEN answered THEN CASE WHEN n % 9 < 5 THEN 'Caller' ELSE 'Callee' END WHEN refused THEN 'Platform' ELSE e.source END,
    CASE WHEN answered THEN CASE WHEN n % 9 < 5 THEN 'recv_bye' ELSE 'send_bye' END WHEN refused THEN 'send_refuse' ELSE e.disposition END,
    CASE WHEN answered THEN 200 WHEN refused THEN 402 ELSE e.sip END, refused,
    CASE WHEN refused THEN 'insufficient_funds' END,
    CASE WHEN refused THEN 'The wallet does not hold enough for the first seconds of this call; top it up.' END,
    substr(text, 9) || '@pbx.example', CASE WHEN n % 2 = 0 THEN overlay(id::text PLACING '4' FROM 36)::uuid END,
    CASE WHEN n % 20 = 0 THEN 'campaign-' || (1 + ln(1 - ${draw('d', 0)}) / ln(0.9))::integer END,
    CASE WHEN trunked THEN trunk_id END, 'Asterisk', '198.51.100.' || (1 + n % 254), CASE WHEN NOT inbound THEN '203.0.113.40' END,
    CASE WHEN answered THEN 'PCMU' END, 'ap-south-1', 'mumbai', 'edge-' || (1 + n % 2),
    CASE WHEN measured THEN 310 + (n * 7919 % 140)::integer END, CASE WHEN measured THEN 200 + (n * 104729 % 23800)::integer END,
    CASE WHEN measured THEN (n * 1299709 % 180)::integer END, CASE WHEN NOT refused THEN 300 + (n * 15485863 % 3900)::integer END,
    'INR', cost, 0, wholesale_cost, cost - wholesale_cost, 0, CASE WHEN priced THEN '0199a1b0-0000-7000-8000-00000000000a'::uuid END,
    CASE WHEN priced THEN 3 END, CASE WHEN priced THEN prefix END, CASE WHEN priced THEN selling END, CASE WHEN priced THEN 0 END,
    CASE WHEN priced THEN 60 END, CASE WHEN priced THEN 60 END, CASE WHEN priced THEN 0 END, CASE WHEN priced THEN billed ELSE 0 END,
    CASE WHEN priced THEN '0199a1b0-0000-7000-8000-00000000000b'::uuid END, CASE WHEN priced THEN 1 END,
    CASE WHEN priced THEN prefix END, CASE WHEN priced THEN wholesale END, CASE WHEN priced THEN 0 END, CASE WHEN priced THEN 1 END,
    CASE WHEN priced THEN 1 END, CASE WHEN priced THEN 0 END, CASE WHEN priced THEN talk ELSE 0 END,
    CASE WHEN answered AND NOT inbound THEN 3600 END, 'report', ended, ended
  FROM (
    SELECT *, began + (ring + talk) * interval '1 second' AS ended, answered AND n % 10 > 0 AS measured,
      NOT inbound AND NOT refused AS priced, CASE WHEN inbound THEN 0 ELSE selling * billed / 600000 END AS cost,
      CASE WHEN inbound THEN 0 ELSE wholesale * talk / 600000 END AS wholesale_cost,
      CASE WHEN NOT answered AND NOT refused THEN ending END AS ended_by
    FROM (
      SELECT *, (talk + 59) / 60 * 60 AS billed, '+' || prefix || lpad((abs(d) % (10 ^ digits)::bigint)::text, digits, '0') AS other,
        '+9180' || (45000000 + place * 10 + b % 4) AS own, to_timestamp(ms / 1000.0) AS began,
        (lpad(to_hex(ms), 12, '0') || '7' || substr(text, 1, 3) || '8' || substr(text, 4, 15))::uuid AS id
      FROM (
        SELECT n, text, a, b, d, ms, c.place, c.partner_id, c.customer_id, c.trunk_id, t.prefix, t.digits, t.selling, t.wholesale,
          refused, inbound, ending, b & 3 <> 0 AS trunked, NOT refused AND ${draw('b', 1)} < t.answered AS answered,
          CASE WHEN refused THEN 0 ELSE 1 + (${draw('b', 2)} * 34)::integer END AS ring,
          CASE WHEN NOT refused AND ${draw('b', 1)} < t.answered THEN 1 + (-ln(1 - ${draw('d', 1)}) * 95)::integer ELSE 0 END AS talk
        FROM (
          SELECT n, text, a, abs(b) AS b, d, width_bucket(${draw('a', 0)}, $3::float8[]) + 1 AS customer,
            width_bucket(${draw('a', 1)}, '${DESTINATION_ENDS}'::float8[]) + 1 AS destination,
            width_bucket(${draw('d', 2)}, '${ENDING_ENDS}'::float8[]) + 1 AS ending,
            (a >> 40) % 100 < 3 AS refused, (a >> 48) % 100 < 15 AS inbound,
            ($4 + (hour - 1 + least((at - ($5::float8[])[hour]) / ($6::float8[])[hour], 0.999999)) * 3600000)::bigint AS ms
          FROM (
            SELECT n, n + ${draw('b', 0)} AS at, width_bucket(n + ${draw('b', 0)}, $5::float8[]) AS hour, a, b, d, text
            FROM (SELECT n, hashint8extended(n, 1) AS a, hashint8extended(n, 2) AS b, hashint8extended(n, 3) AS d, md5(n::text) AS text
              FROM generate_series($1::bigint, $2::bigint - 1) AS n OFFSET 0) draws OFFSET 0) timed OFFSET 0) drawn
        JOIN bench.customer c ON c.place = drawn.customer
        JOIN bench.destination t ON t.place = drawn.destination
        OFFSET 0) placed OFFSET 0) told OFFSET 0) settled
  LEFT JOIN bench.ending e ON e.place = ended_by`;

const COLUMNS = ROLLUP_COLUMNS.join(', ');
const SUMS = ROLLUP_COLUMNS.map((name) => `sum(${name})::bigint AS ${name}`).join(', ');
const KEY = 'call_direction, context, cause_class, currency';
const WHOLE = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** What each call of a table adds to the sums: `cdr_measures`, of many at once. */
export const measuresOf = (table: string): string => `
  CREATE TEMP TABLE measure ON COMMIT DROP AS
  SELECT partner_id, customer_id, cdr_bucket(id) AS bucket, ${KEY},
    CASE call_direction WHEN 'outbound' THEN coalesce(wholesale_prefix, selling_prefix, '') END AS prefix, trunk_id::text AS trunk,
    nullif(CASE call_direction WHEN 'outbound' THEN caller_id_number ELSE destination_number END, '') AS number,
    1 AS attempts, (cause_class = 'answered')::integer AS answered, duration AS duration_seconds, billsec AS talk_seconds,
    selling_billed_seconds AS billed_seconds, cost + streaming_cost AS cost, wholesale_cost, margin, coalesce(pdd_ms, 0) AS pdd_ms_sum,
    (pdd_ms IS NOT NULL)::integer AS pdd_count, coalesce(mos_hundredths, 0) AS mos_hundredths_sum,
    (mos_hundredths IS NOT NULL)::integer AS mos_count
  FROM ${table}`;

/** `cdr_roll`, of many calls at once and into tables without them. */
export const ROLL = [
  `CREATE TEMP TABLE quarter ON COMMIT DROP AS
   SELECT partner_id, customer_id, bucket, ${KEY}, ${SUMS} FROM measure GROUP BY partner_id, customer_id, bucket, ${KEY}`,
  `INSERT INTO cdr_rollup (partner_id, customer_id, bucket, ${KEY}, ${COLUMNS})
   SELECT * FROM quarter
   UNION ALL SELECT partner_id, ${WHOLE}, bucket, ${KEY}, ${SUMS} FROM quarter GROUP BY partner_id, bucket, ${KEY}`,
  `CREATE TEMP TABLE day ON COMMIT DROP AS
   SELECT partner_id, customer_id, (bucket AT TIME ZONE 'UTC')::date AS day, ${KEY}, ${SUMS} FROM quarter
   GROUP BY partner_id, customer_id, (bucket AT TIME ZONE 'UTC')::date, ${KEY}`,
  `INSERT INTO cdr_rollup_day (partner_id, customer_id, dimension, day, key, ${KEY}, ${COLUMNS})
   SELECT partner_id, customer_id, 'total', day, '', ${KEY}, ${COLUMNS} FROM day
   UNION ALL SELECT partner_id, ${WHOLE}, 'total', day, '', ${KEY}, ${SUMS} FROM day GROUP BY partner_id, day, ${KEY}`,
  ...['prefix', 'trunk', 'number'].map(
    (
      dimension,
    ) => `INSERT INTO cdr_rollup_day (partner_id, customer_id, dimension, day, key, ${KEY}, ${COLUMNS})
      SELECT partner_id, customer_id, '${dimension}', (bucket AT TIME ZONE 'UTC')::date, ${dimension}, ${KEY}, ${SUMS} FROM measure
      WHERE ${dimension} IS NOT NULL
      GROUP BY partner_id, customer_id, (bucket AT TIME ZONE 'UTC')::date, ${dimension}, ${KEY}`,
  ),
];
