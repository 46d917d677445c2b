import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, it, onTestFailed } from 'vitest';
import { CallLoad, moveMoney, type CallSource, type SeenCall } from './call-load.ts';
import { askOk, makeCustomer, makePartner, type PartnerAccess } from './partner-client.ts';
import {
  embeddedUrl,
  freePort,
  postmasterOf,
  runPortalJson,
  servePortal,
  temporaryDataDir,
  until,
  type PortalProcess,
} from './portal-process.ts';
import { seededRandom } from './seeded-random.ts';

// The zero-overspend test, second half: edges whose server and database are killed at random moments of full work, while money
// comes and goes. calls/overspend.test.ts has the first one: what edges say wrong, late, double or not at all.

const KILLS = 8;
const EDGES = 48;
const FROM = '+912235678900';
const TO = '+919812345678';

const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));

interface Wallet extends CallSource {
  readonly authId: string;
}

/** A customer with a thin wallet, a trunk, a number that it may show, and no limit that would keep its calls from its money. */
async function makeCaller(
  base: string,
  access: PartnerAccess,
  client: pg.Client,
  amount: number,
  tierId: string | null,
): Promise<Wallet> {
  const authId = await makeCustomer(base, access);
  const { auth_token: token } = await askOk(base, access, { path: `/accounts/${authId}` });
  const trunk = await fetch(`${base}/api/v1/Account/${authId}/trunks`, {
    method: 'POST',
    headers: { 'x-auth-id': authId, 'x-auth-token': String(token), 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Trunk' }),
  });
  const { trunk_id } = (await trunk.json()) as { trunk_id: string };
  await askOk(base, access, { path: `/accounts/${authId}/approved-clis`, body: { e164: FROM, note: '' } });
  if (tierId !== null)
    await askOk(base, access, {
      method: 'PATCH',
      path: `/accounts/${authId}`,
      body: { pricing_tier_id: tierId },
    });
  if (amount > 0)
    await askOk(base, access, {
      path: `/accounts/${authId}/transfer-balance`,
      body: { amount, currency: 'INR' },
    });
  await client.query(
    `UPDATE customer SET base_cps_limit = 10000, cps_limit = 10000, base_concurrent_calls_limit = 10000,
       concurrent_calls_limit = 10000 WHERE auth_id = $1`,
    [authId],
  );
  await client.query(
    'UPDATE sip_trunk SET concurrent_calls_limit = 10000, cps_limit = 10000 WHERE trunk_id = $1',
    [trunk_id],
  );
  const { rows } = await client.query<{ partner_id: string; customer_id: string }>(
    'SELECT partner_id, customer_id FROM customer WHERE auth_id = $1',
    [authId],
  );
  await client.query(
    `INSERT INTO capacity_pool VALUES ($1, 10000, 10000, 0, 0, true, now())
     ON CONFLICT (partner_id) DO UPDATE SET concurrent_calls = 10000, cps = 10000`,
    [rows[0]!.partner_id],
  );
  return { authId, trunk_id, ...rows[0]! };
}

/** Nothing is up or held, every call is one record, and money, records and sums tell one story. */
async function expectOneStory(client: pg.Client, seen: readonly SeenCall[]): Promise<void> {
  const one = async (text: string): Promise<Record<string, string>> =>
    (await client.query<Record<string, string>>(text)).rows[0]!;
  expect(
    await one(`SELECT (SELECT count(*) FROM live_call) AS live, (SELECT sum(live) FROM call_counter) AS counted,
      (SELECT sum(held) FROM call_counter) AS money, (SELECT sum(held) FROM ledger_account_balance) AS held,
      (SELECT count(*) FROM ledger_hold WHERE purpose = 'call' AND ended_at IS NULL) AS holds`),
  ).toEqual({ live: '0', counted: '0', money: '0', held: '0', holds: '0' });

  const { rows: cdrs } = await client.query<{ id: string; cost: string; failure_code: string | null }>(
    'SELECT id, cost, failure_code FROM cdr',
  );
  const byId = new Map(cdrs.map((cdr) => [cdr.id, cdr]));
  expect(byId.size, 'a call has two records').toBe(cdrs.length);
  expect([...byId.keys()].toSorted()).toEqual(seen.map(({ callId }) => callId).toSorted());
  for (const { callId, refusal, cost } of seen) {
    expect(byId.get(callId)?.failure_code).toBe(refusal);
    if (cost !== null) expect(Number(byId.get(callId)?.cost)).toBe(cost);
  }

  const { rows: wallets } = await client.query<{ lowest: string; paid: string; cost: string }>(`
    SELECT coalesce((SELECT min(debit_balance_after) FROM ledger_transfer t
        WHERE t.debit_account_id = c.wallet_account_id), 0) AS lowest,
      coalesce((SELECT sum(amount) FROM ledger_transfer t
        WHERE t.debit_account_id = c.wallet_account_id AND t.reference LIKE 'cdr:%'), 0) AS paid,
      coalesce((SELECT sum(cost) FROM cdr WHERE cdr.customer_id = c.customer_id), 0) AS cost
    FROM customer c`);
  for (const { lowest, paid, cost } of wallets) {
    expect(Number(lowest), 'a wallet passed its floor').toBeGreaterThanOrEqual(0);
    expect(paid).toBe(cost);
  }
  const sums = await one(`SELECT sum(wholesale_cost) AS wholesale, sum(cost) AS cost, sum(margin) AS margin,
    (SELECT sum(balance) FROM ledger_account_balance WHERE kind = 'usage_revenue') AS booked FROM cdr`);
  expect(sums['booked']).toBe(sums['wholesale']);
  expect(Number(sums['cost'])).toBeGreaterThan(0);
  expect(Number(sums['margin'])).toBe(Number(sums['cost']) - Number(sums['wholesale']));
}

async function rollups(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query<{ r: unknown }>(`
    SELECT to_jsonb(r) AS r FROM cdr_rollup r WHERE attempts <> 0
    UNION ALL SELECT to_jsonb(d) FROM cdr_rollup_day d WHERE attempts <> 0 ORDER BY 1`);
  return rows.map(({ r }) => r);
}

describe(`kill -9 under calls (FAULT_SEED=${seed})`, () => {
  it('lets no wallet pass its floor, and leaves every call one record and one charge', async () => {
    const random = seededRandom(seed);
    const dataDir = await temporaryDataDir();
    const settings = { PORTAL_DATA_DIR: dataDir, PORT: String(await freePort()) };
    let server: PortalProcess = servePortal(settings);
    onTestFailed(() => {
      for (const line of (server.stdout() + server.stderr()).split('\n').slice(-20))
        console.error(line.slice(0, 300));
    });
    await server.ready();
    const access = await makePartner(settings, [
      ...['--starting-balance', '100000', '--mode', 'test', '--can-create-pricing-tiers', 'yes'],
    ]);
    const { secret } = await runPortalJson(settings, [
      ...['edge', 'create', '--name', 'edge-1', '--networks', '127.0.0.1'],
    ]);
    const preparing = new pg.Client(await embeddedUrl(dataDir));
    await preparing.connect();
    const { base } = server;
    await askOk(base, access, { method: 'PATCH', path: '/call-limits', body: { allow_loss: true } });
    const tier = async (name: string, rate: number, initial: number): Promise<string> => {
      const body = { name, currency: 'INR', rate_per_minute: rate, initial_increment_seconds: initial };
      const made = await askOk(base, access, {
        path: '/pricing-tiers',
        body: { ...body, billing_increment_seconds: 1, minimum_duration_seconds: 0 },
      });
      return String(made['id']);
    };
    // Above cost, below it, and at the operator's own price with nothing to begin with.
    const wallets = [
      await makeCaller(base, access, preparing, 6, await tier('Above', 0.9, 1)),
      await makeCaller(base, access, preparing, 4, await tier('Below', 0.4, 30)),
      await makeCaller(base, access, preparing, 0, null),
    ];
    await preparing.end();

    const sources = wallets.map(({ partner_id, customer_id, trunk_id }) => ({
      partner_id,
      customer_id,
      trunk_id,
    }));
    const load = new CallLoad({ base, secret: String(secret), sources, from: FROM, to: TO, random });
    load.start(EDGES);
    let stopping = false;
    const authIds = wallets.map(({ authId }) => authId);
    const moving = moveMoney(base, access, authIds, random, () => stopping);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await load.answers(random.integer(60, 250));
      await sleep(random.integer(0, 40));
      if (kill % 2 === 0) {
        expect(await server.end('SIGKILL')).toBe('SIGKILL');
        server = servePortal(settings);
      } else {
        const pid = await until('PostgreSQL lives', () => postmasterOf(dataDir));
        process.kill(pid, 'SIGKILL');
        await until('the supervisor started another PostgreSQL', async () => {
          const now = await postmasterOf(dataDir);
          return now !== null && now !== pid;
        });
      }
      await load.answers(1);
      expect(server.running(), server.stderr()).toBe(true);
    }
    await load.answers(200);
    stopping = true;
    const moved = await moving;
    const seen = await load.finish();
    const reasons = [...new Set(seen.flatMap(({ refusal }) => refusal ?? []))];
    console.log(`FAULT_SEED=${seed}: ${JSON.stringify({ ...load.counts, moved, reasons })}`);
    // The story must have been one: money was short, answers were lost, and messages said again found what was done.
    for (const name of ['allowed', 'refused', 'unanswered', 'notGranted'] as const)
      expect(load.counts[name], name).toBeGreaterThan(0);
    expect(moved).toBeGreaterThan(0);
    expect(reasons).toContain('insufficient_balance');

    const client = new pg.Client(await embeddedUrl(dataDir));
    await client.connect();
    try {
      await expectOneStory(client, seen);
      const written = await rollups(client);
      await runPortalJson(settings, ['cdr', 'rebuild-rollups']);
      expect(await rollups(client)).toEqual(written);
    } finally {
      await client.end();
    }
    expect(await runPortalJson(settings, ['ledger', 'verify'])).toMatchObject({ ok: true, problems: [] });
    expect(await server.end('SIGTERM')).toBe(0);
  }, 480_000);
});
