/**
 * Search in a stock of a million numbers through the product’s HTTP API: every filter, every order, with its total.
 *
 *   node bench/number-search.ts [--numbers 1000000] [--searches 60]
 *
 * Each search asks for something else (another country, other digits), so that nothing is remembered. The reference is
 * the same partner’s `GET /partner/me`: what a request costs that looks for nothing. *Processor time* is that of server
 * and database together, the mean of a search: on a machine that others use too, it moves far less than the clock.
 * `DATABASE_URL` names another server, filled if it is empty (`--database-pid`: its first process).
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callingPrefix } from '../packages/server/src/numbers/calling-code.ts';
import { fillShelves } from '../packages/server/src/numbers/shelves.ts';
import { isCountryCode } from '../packages/server/src/partners/index.ts';
import { migrate, openDatabase } from '../packages/server/src/platform/db/index.ts';
import { machine } from './parts/compare.ts';
import { startEmbeddedDatabase, type EmbeddedDatabase } from './parts/embedded-database.ts';
import { cpuMsOf } from './parts/processes.ts';
import { makePartner, startProduct, throughputSettings } from './parts/product.ts';

const TARGET_P95_MS = 30;
const WARM_UP = 5;
const MIGRATIONS = join(import.meta.dirname, '../packages/server/migrations');
const { values: options } = parseArgs({
  options: {
    numbers: { type: 'string', default: '1000000' },
    searches: { type: 'string', default: '60' },
    'database-pid': { type: 'string', default: '0' },
  },
});
const stock = Number(options.numbers);
const searches = Number(options.searches);

/** A few countries have most numbers, a long tail has a few thousand each. */
const SHARES: Readonly<Record<string, number>> = {
  IN: 0.26,
  US: 0.18,
  GB: 0.1,
  DE: 0.07,
  FR: 0.05,
  BR: 0.04,
  AU: 0.03,
};
const CURRENCIES: Readonly<Record<string, string>> = {
  IN: 'INR',
  GB: 'GBP',
  DE: 'EUR',
  FR: 'EUR',
  BR: 'BRL',
};
const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const rest = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  .filter((country) => isCountryCode(country) && callingPrefix(country) !== null)
  .filter((country) => SHARES[country] === undefined)
  .slice(0, 140);
const COUNTRIES = [...Object.keys(SHARES), ...rest];

/** A generator of its own, so that two runs ask the same. */
let state = 20_261_126;
function chance(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const oneOf = <T>(values: readonly T[]): T => values[chance(values.length)] as T;
const digits = (count: number): string => Array.from({ length: count }, () => String(chance(10))).join('');

/** Blocks of a hundred to a thousand neighbours, as carriers hand them out. */
async function fill(url: string): Promise<void> {
  const db = openDatabase({ url, maxConnections: 2, applicationName: 'bench', statementTimeoutMs: 0 });
  try {
    await migrate(db.pool, MIGRATIONS);
    const { rows } = await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM number_stock');
    if ((rows[0]?.n ?? 0) > 0) return;
    const started = performance.now();
    for (const country of COUNTRIES) {
      const share = SHARES[country] ?? (1 - Object.values(SHARES).reduce((a, b) => a + b)) / rest.length;
      const code = callingPrefix(country)?.slice(1) ?? '';
      await db.pool.query(FILL, [
        country,
        code,
        Math.ceil(stock * share),
        CURRENCIES[country] ?? 'USD',
        11 - code.length,
        COUNTRIES.indexOf(country),
      ]);
    }
    const filled = performance.now();
    // What the worker does each minute, and an import at its end.
    await db.inTransaction((tx) => fillShelves(tx, { wait: true }));
    const shelved = performance.now();
    await db.pool.query(
      'VACUUM (ANALYZE) number_stock, number_shelf, number_plane, number_shelf_page, number_shelf_change',
    );
    const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;
    console.log(
      `stock filled in ${seconds(filled - started)}, put on shelves in ${seconds(shelved - filled)}`,
    );
  } finally {
    await db.close();
  }
}

const FILL = `
  INSERT INTO number_stock (e164, country, region, number_type, voice_enabled, sms_enabled, mms_enabled, fax_enabled,
    provider, currency, setup_fee, monthly_fee, kyc_requirement, minimum_commitment_months, state, created_at, updated_at)
  SELECT e164, $1, $1 || ' region ' || (block % 16), (ARRAY['local','local','local','mobile','mobile','national','toll_free'])[1 + block % 7],
    h % 40 > 0, (h / 40) % 3 = 0, (h / 120) % 50 = 0, (h / 6000) % 20 = 0, 'Carrier ' || block % 9, $4,
    (ARRAY[0, 100, 200, 1000])[1 + (h / 7) % 4] * 100000::bigint, (1 + (h / 31) % 400) * 25000::bigint, 'none', 0,
    CASE WHEN h % 25 = 0 THEN 'withdrawn' ELSE 'available' END, now(), now()
  FROM (
    SELECT '+' || $2::text || lpad((2 * 10 ^ ($5::int - 1) + ((block * 7919 + $6::int * 101) % 70000) * 10 ^ ($5::int - 6) + n % 500)::bigint::text, $5::int, '0') AS e164,
      block, abs(hashtext($1 || n)::bigint) AS h
    FROM (SELECT n, n / 500 AS block FROM generate_series(0, $3::int - 1) AS n) AS numbers
  ) AS made
  ON CONFLICT DO NOTHING`;

const big = (): string => oneOf(['IN', 'US', 'GB', 'DE']);
const any = (): string => oneOf(COUNTRIES);
const currencyOf = (country: string): string => CURRENCIES[country] ?? 'USD';

/** Every filter and order that there is, alone and together; each call asks for something else. */
const ASKED: Readonly<Record<string, () => Record<string, string>>> = {
  nothing: () => ({}),
  'country, large': () => ({ country: big() }),
  'country, any': () => ({ country: any() }),
  region: () => ({ region: `${any()} region ${String(chance(16))}` }),
  type: () => ({ number_type: oneOf(['local', 'mobile', 'national', 'toll_free']) }),
  'country + type': () => ({ country: big(), number_type: oneOf(['local', 'mobile', 'toll_free']) }),
  'country + region + type': () => {
    const country = big();
    return { country, region: `${country} region ${String(chance(16))}`, number_type: 'toll_free' };
  },
  currency: () => ({ currency: oneOf(['INR', 'USD', 'GBP', 'EUR', 'BRL']) }),
  'capability sms': () => ({ capabilities: 'sms' }),
  'capability mms, rare': () => ({ capabilities: 'mms' }),
  'capabilities mms + fax, very rare': () => ({ capabilities: 'mms,fax' }),
  'country + capabilities, rare': () => ({
    country: big(),
    capabilities: oneOf(['sms,fax', 'mms', 'voice,mms']),
  }),
  'highest monthly fee': () => ({ currency: oneOf(['INR', 'USD']), max_monthly_fee: String(1 + chance(90)) }),
  'highest monthly fee, very low': () => ({ currency: oneOf(['INR', 'USD', 'GBP']), max_monthly_fee: '0.5' }),
  'highest setup fee': () => ({ currency: oneOf(['INR', 'USD']), max_setup_fee: String(chance(300)) }),
  'country + both fees': () => {
    const country = big();
    return {
      country,
      currency: currencyOf(country),
      max_monthly_fee: String(2 + chance(40)),
      max_setup_fee: '100',
    };
  },
  'one digit anywhere': () => ({ contains: digits(1) }),
  'two digits anywhere': () => ({ contains: digits(2) }),
  'three digits anywhere': () => ({ contains: digits(3) }),
  'four digits anywhere': () => ({ contains: digits(4) }),
  'six digits anywhere': () => ({ contains: digits(6) }),
  'digits of a calling code anywhere': () => ({ contains: oneOf(['912', '1200', '4420', '9120']) }),
  'first digits': () => ({ starts_with: `${oneOf(['91', '1', '44', '49'])}2${digits(chance(4))}` }),
  'last two digits': () => ({ ends_with: digits(2) }),
  'last four digits': () => ({ ends_with: digits(4) }),
  'first and last (91*77)': () => ({ pattern: `${oneOf(['91', '1', '44'])}*${digits(2)}` }),
  'gaps (*123?5*)': () => ({ pattern: `*${digits(3)}?${digits(1)}*` }),
  'country + three digits': () => ({ country: big(), contains: digits(3) }),
  'country + type + four digits': () => ({ country: big(), number_type: 'mobile', contains: digits(4) }),
  'region + two digits + fee': () => {
    const country = big();
    return {
      region: `${country} region 3`,
      currency: currencyOf(country),
      contains: digits(2),
      max_monthly_fee: '50',
    };
  },
  'by monthly fee': () => ({ sort: oneOf(['monthly_fee', '-monthly_fee']), currency: oneOf(['INR', 'USD']) }),
  'by setup fee': () => ({ sort: oneOf(['setup_fee', '-setup_fee']), currency: oneOf(['INR', 'USD']) }),
  'country by monthly fee': () => {
    const country = any();
    return { country, currency: currencyOf(country), sort: oneOf(['monthly_fee', '-monthly_fee']) };
  },
  'country + type by setup fee': () => {
    const country = big();
    return { country, number_type: 'mobile', currency: currencyOf(country), sort: '-setup_fee' };
  },
  'digits by monthly fee': () => ({ contains: digits(3), sort: 'monthly_fee', currency: 'INR' }),
  'largest numbers first': () => ({ sort: '-number', number_type: oneOf(['local', 'mobile']) }),
  'page 1,000': () => ({ page: '1000', country: big() }),
  'page 5,000, the last reachable': () => ({ page: '5000' }),
};

const external = process.env['DATABASE_URL'];
const database: EmbeddedDatabase =
  external === undefined
    ? await startEmbeddedDatabase()
    : {
        url: external,
        pid: Number(options['database-pid']),
        printStatements: async () => undefined,
        printLeast: async () => undefined,
        stop: async () => undefined,
      };
await fill(database.url);
const settings = throughputSettings(database.url);
const product = await startProduct(settings);
const partner = await makePartner(settings);

async function timed(path: string): Promise<{ ms: number; body: Record<string, unknown> }> {
  const started = performance.now();
  const answer = await fetch(`http://127.0.0.1:${product.port}/api/v1/partner${path}`, {
    headers: partner.headers,
  });
  const text = await answer.text();
  const ms = performance.now() - started;
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
  return { ms, body: JSON.parse(text) as Record<string, unknown> };
}

/** Processor time of server and database so far. */
async function cpuMs(): Promise<number> {
  const [server, data] = await Promise.all([product.pid, database.pid].map(cpuMsOf));
  return (server ?? 0) + (data ?? 0);
}

interface Measured {
  readonly p50: number;
  readonly p95: number;
  /** Of one request. */
  readonly cpu: number;
  /** Rows of one answer. */
  readonly rows: number;
}

async function measure(path: () => string): Promise<Measured> {
  // The first ones bring the pages in.
  for (let run = 0; run < WARM_UP; run += 1) await timed(path());
  const before = await cpuMs();
  const times: number[] = [];
  let rows = 0;
  for (let run = 0; run < searches; run += 1) {
    const { ms, body } = await timed(path());
    times.push(ms);
    rows += Array.isArray(body['items']) ? body['items'].length : 0;
  }
  const cpu = ((await cpuMs()) - before) / searches;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? NaN;
  return { p50: at(0.5), p95: at(0.95), cpu, rows: rows / searches };
}

function line(name: string, { p50, p95, cpu, rows }: Measured): string {
  const ms = (value: number): string => `${value.toFixed(1).padStart(6)} ms`;
  const verdict = p95 > TARGET_P95_MS ? '  TOO LATE' : '';
  return `${name.padEnd(38)} p95 ${ms(p95)}  p50 ${ms(p50)}  processor ${ms(cpu)}  ${rows.toFixed(0).padStart(2)} rows${verdict}`;
}

try {
  console.log(`${machine()}; ${stock} numbers in ${COUNTRIES.length} countries; ${searches} searches each`);
  console.log(line('GET /partner/me (reference)', await measure(() => '/me')));
  const late: string[] = [];
  for (const [name, query] of Object.entries(ASKED)) {
    const measured = await measure(() => `/numbers/inventory?${new URLSearchParams(query()).toString()}`);
    if (measured.p95 > TARGET_P95_MS) late.push(name);
    console.log(line(name, measured));
  }
  console.log(
    late.length === 0
      ? `every filter within ${TARGET_P95_MS} ms: met`
      : `${late.length} of ${Object.keys(ASKED).length} filters above ${TARGET_P95_MS} ms: missed`,
  );
  process.exitCode = late.length === 0 ? 0 : 1;
} finally {
  await product.stop();
  await database.stop();
}
