import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '..');
const run = promisify(execFile);

let directory: string;
let server: ChildProcess;
let port: number;
let env: NodeJS.ProcessEnv;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: found } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return found;
}

/** The lines between the marks, block by block, exactly as a reader pastes them; only the port is another one. */
async function readWalk(name: string): Promise<string[]> {
  const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
  const from = readme.indexOf(`<!-- ${name}:start -->`);
  const to = readme.indexOf(`<!-- ${name}:end -->`);
  expect(from, name).toBeGreaterThan(0);
  return [...readme.slice(from, to).matchAll(/```sh\n(.*?)```/gs)].map((block) =>
    block[1]!.replaceAll(':8080', `:${port}`),
  );
}

/** One terminal: what a walk leaves in its variables is there for the next. Answers what each block printed. */
async function walk(...names: readonly string[]): Promise<string[][]> {
  const walks = await Promise.all(names.map(readWalk));
  const marked = walks
    .flatMap((blocks, n) => blocks.map((block, index) => `echo '=== ${n}.${index}'\n${block}\necho`))
    .join('\n');
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', marked], {
    env,
    cwd: PROJECT,
    maxBuffer: 1 << 24,
  });
  const outputs = stdout.split(/^=== \d+\.\d+$/m).slice(1);
  return walks.map((blocks) => outputs.splice(0, blocks.length));
}

/** The JSON values of an output, one after the other. */
function valuesIn(output: string): unknown[] {
  const values: unknown[] = [];
  let begun = '';
  for (const line of output.split('\n')) {
    begun += line;
    try {
      values.push(JSON.parse(begun));
      begun = '';
    } catch {
      // Goes on in the next line.
    }
  }
  return values;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portal-walk-'));
  port = await freePort();
  env = { ...process.env, PORT: String(port), PORTAL_DATA_DIR: join(directory, 'data'), LOG_LEVEL: 'warn' };
  delete env['DATABASE_URL'];
  server = spawn(process.execPath, [join(PROJECT, 'packages/server/src/main.ts'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    if (server.exitCode !== null) throw new Error('The server did not start.');
    await sleep(50);
  }
});

afterAll(async () => {
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
  await rm(directory, { recursive: true, force: true });
});

describe('the walks of the README', () => {
  it('work as printed: from the request for access to verified books, then a number and prices, then calls', async () => {
    const [money = [], telephony = [], calls = []] = await walk('walk', 'walk2', 'walk3');
    expectMoney(money);
    expectTelephony(telephony);
    expectCalls(calls);
  }, 300_000);

  it('work as printed: from demo data to the destination that fails, one call explained, and a file', async () => {
    const [outputs = []] = await walk('walk4');
    expectAnalytics(outputs);
  }, 300_000);
});

function expectMoney(outputs: readonly string[]): void {
  const [asked = '', , profile = '', twice = '', refused = '', ledgers = ''] = outputs;
  expect(JSON.parse(asked)).toMatchObject({ status: 'received' });
  expect(JSON.parse(profile)).toMatchObject({
    name: 'Asha Rao',
    balance: 10_000,
    credit_limit: 2_000,
    available_balance: 12_000,
  });
  const answers = twice.trim().split('\n').join('').split('}{');
  expect(answers).toHaveLength(2);
  expect(`${answers[0]!}}`).toBe(`{${answers[1]!}`);
  expect(JSON.parse(`${answers[0]!}}`)).toMatchObject({
    status: 'completed',
    partner_balance_after: 9_500,
    customer_balance_after: 500,
  });
  expect(JSON.parse(refused)).toMatchObject({
    error: 'insufficient_balance',
    current_balance: 11_500,
    requested_amount: 50_000,
  });
  expect(ledgers).toMatch(/"net_amount": 300/);
  expect(ledgers).toMatch(/"reference_type": "reversal"/);
  expect(ledgers).toMatch(/"balance_after": 9700/);
  expect(ledgers).toContain('The books are right');
}

function expectTelephony(outputs: readonly string[]): void {
  const [imported = '', price = '', bought = '', ledgers = '', deck = '', why = '', trunk = ''] = outputs;
  expect(imported).toMatch(/20 numbers/);
  expect(valuesIn(price)).toEqual([{ country: 'IN', setup_fee: 120, monthly_fee: 350 }]);
  expect(valuesIn(bought)).toMatchObject([
    { customer_balance_after: 800 },
    { status: 'active', setup_fee: 120, monthly_fee: 350 },
    { error: 'number_not_available' },
    { available_balance: 330 },
  ]);
  // What the customer paid, and of it what the operator gets.
  expect(valuesIn(ledgers)).toMatchObject([
    { type: 'debit', amount: 470, reference_type: 'did_purchase' },
    { type: 'debit', amount: 400 },
    { type: 'credit', amount: 470 },
  ]);
  expect(valuesIn(deck)).toEqual([
    { version: 1, status: 'draft', rates: 7, fault_count: 0 },
    { new: 7, dearer: 0, cheaper: 0, terms: 0, gone: 0, unchanged: 0 },
    { version: 1, status: 'live' },
    'Retail',
  ]);
  expect(valuesIn(why)).toMatchObject([{ wholesale: 0.45, margin: { amount: 0.25 } }]);
  expect(why).toContain('The longest prefix of deck version 1 that fits is 919 (India mobile)');
  expect(trunk).toMatch(/"trunk_domain": "[0-9a-f]{8}\./);
  expect(trunk).toContain('The books are right');
}

function expectCalls(outputs: readonly string[]): void {
  const [carrier = '', funded = '', call = '', record = '', refused = ''] = outputs;
  expect(carrier).toContain('Westlink');
  expect(valuesIn(funded)).toEqual([
    { number: '+919431538535', note: 'The mobile of the shop' },
    { amount: 330, customer_balance_after: 0 },
    { customer_balance_after: 5 },
  ]);
  // Money for a minute, then slice after slice, until there is none for another minute.
  expect(call).toMatch(/authorise allowed: ₹0\.50 held for 60 s, 1 gateway$/m);
  expect(call).toMatch(/extend {4}at 50 s: granted up to 180 s, ₹1\.50 held$/m);
  expect(call).toMatch(/not granted \(insufficient_balance\), ends at 600 s$/m);
  expect(call).toMatch(/end {7}ALLOTTED_TIMEOUT: 600 s of talk, charged as 600 s, ₹5\.00$/m);
  expect(call).toMatch(/^balance {3}₹0\.00$/m);
  const [cdr, ...after] = valuesIn(record);
  expect(cdr).toEqual({
    destination_number: '+912261234567',
    billsec: 600,
    cost: 5,
    hangup_cause: 'ALLOTTED_TIMEOUT',
  });
  expect(record).toContain('9122');
  expect(record).toContain('the money that was held for it was used up');
  expect(after).toEqual([]);
  expect(record).toMatch(/"available_balance": 0\b/);
  expect(refused).toContain('refused: insufficient_balance, SIP 402. The wallet does not cover');
  expect(refused).toMatch(/"failure_code": "insufficient_balance"/);
  expect(refused).toContain('The books are right');
}

function expectAnalytics(outputs: readonly string[]): void {
  const [
    ,
    dashboard = '',
    money = '',
    worst = '',
    why = '',
    calls = '',
    explained = '',
    file = '',
    books = '',
  ] = outputs;
  const [glance] = valuesIn(dashboard) as { calls: { total_calls: number; answered_calls: number } }[];
  expect(glance?.calls.total_calls).toBeGreaterThan(3_000);
  expect(glance?.calls.answered_calls).toBeGreaterThan(1_500);
  const names = (valuesIn(money) as { name: string; cost?: number }[]).map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(['Vikram Singh', 'Arjun Reddy']);
  expect(names.slice(3)).toContain('Sarah Whitfield');
  const countries = valuesIn(worst) as { country_name: string; asr: number }[];
  expect(countries).toHaveLength(3);
  expect(countries[0]).toMatchObject({ country_name: 'Nigeria' });
  expect(countries[0]!.asr).toBeLessThan(20);
  expect(countries[1]!.asr).toBeGreaterThan(20);
  expect(valuesIn(why)[0]).toMatchObject({ cause: 'SERVICE_UNAVAILABLE' });
  const failed = valuesIn(calls) as { sip_code: number; carrier_ip: string; destination_number: string }[];
  expect(failed).toHaveLength(3);
  for (const call of failed) expect(call).toMatchObject({ sip_code: 503, carrier_ip: '203.0.113.72' });
  expect(explained).toContain('was not answered: SERVICE_UNAVAILABLE');
  expect(explained).toContain('where prefix 2348 is the longest that matches');
  const [made] = valuesIn(file.slice(0, file.indexOf('}') + 1));
  expect(made).toMatchObject({ status: 'ready' });
  expect(file).toMatch(/^account_id,answer_time,/m);
  expect(file.match(/^MA_.*,SERVICE_UNAVAILABLE,/gm)).toHaveLength(2);
  expect(books).toContain('The books are right');
}
