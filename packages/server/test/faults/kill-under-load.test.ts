import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFailed } from 'vitest';
import { Load, type Done } from './load.ts';
import { askOk, listAll, makeCustomer, makePartner, unitsOf, type PartnerAccess } from './partner-client.ts';
import {
  freePort,
  postmasterOf,
  runPortalJson,
  servePortal,
  temporaryDataDir,
  until,
  type PortalProcess,
} from './portal-process.ts';
import { seededRandom } from './seeded-random.ts';

const KILLS = 20;
const CLIENTS = 12;
const CUSTOMERS = 5;
const STARTING_BALANCE = 1_000_000;
const UNITS = 100_000;

const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));

/** Checks what the product says of the money against what its clients know. All amounts are units. */
async function expectTheBooks(
  base: string,
  access: PartnerAccess,
  wallets: readonly string[],
  done: readonly Done[],
): Promise<void> {
  const moved = new Map(done.map((one) => [one.transactionId, one]));
  expect(moved.size, 'two keys were answered with one transfer').toBe(done.length);

  const transfers = await listAll(base, access, '/transfers', 'transfers');
  const key = (one: Record<string, unknown>): string => String(one['reference']);
  expect(new Set(transfers.map(key)).size, 'a key moved money twice').toBe(transfers.length);
  const listed = transfers.map((one) => [String(one['transaction_id']), key(one), unitsOf(one['amount'])]);
  const expected = done.map((one) => [one.transactionId, one.key, one.units]);
  expect(listed.sort()).toEqual(expected.sort());

  const master = await listAll(base, access, '/me/transactions', 'transactions');
  const inMaster = master.filter((row) => moved.has(String(row['transaction_id'])));
  const inWallets: Record<string, unknown>[] = [];
  for (const wallet of wallets) {
    const rows = await listAll(base, access, `/accounts/${wallet}/transactions`, 'transactions');
    const net = done.reduce((sum, one) => (one.wallet === wallet ? sum + one.toWallet : sum), 0);
    const account = await askOk(base, access, { path: `/accounts/${wallet}/balance` });
    expect(unitsOf(account['balance']), `balance of ${wallet}`).toBe(net);
    if (rows[0] !== undefined) expect(unitsOf(rows[0]['balance_after'])).toBe(net);
    inWallets.push(...rows);
  }
  const view = (row: Record<string, unknown>, credit: string): [string, number] => [
    String(row['transaction_id']),
    row['type'] === credit ? unitsOf(row['amount']) : -unitsOf(row['amount']),
  ];
  expect(inMaster.map((row) => view(row, 'debit')).sort()).toEqual(
    inWallets.map((row) => view(row, 'credit')).sort(),
  );

  const out = done.reduce((sum, one) => sum + one.toWallet, 0);
  const me = await askOk(base, access, { path: '/me' });
  expect(unitsOf(me['balance'])).toBe(STARTING_BALANCE * UNITS - out);
  expect(unitsOf(master[0]!['balance_after'])).toBe(STARTING_BALANCE * UNITS - out);
}

describe(`kill -9 under load (FAULT_SEED=${seed})`, () => {
  it('loses no acknowledged transfer, makes none twice, and comes back by itself', async () => {
    const random = seededRandom(seed);
    const dataDir = await temporaryDataDir();
    const settings = { PORTAL_DATA_DIR: dataDir, PORT: String(await freePort()) };
    let server: PortalProcess = servePortal(settings);
    const recoveries: string[] = [];
    onTestFailed(() => {
      const said = (server.stdout() + server.stderr()).split('\n').slice(-20);
      console.error(`Back after (ms): ${recoveries.join(', ')}. The server's last words, shortened:`);
      for (const line of said) console.error(line.slice(0, 300));
    });
    await server.ready();
    const access = await makePartner(settings, ['--starting-balance', String(STARTING_BALANCE)]);
    const wallets: string[] = [];
    for (let made = 0; made < CUSTOMERS; made += 1) wallets.push(await makeCustomer(server.base, access));

    const load = new Load({ base: server.base, access, wallets, random });
    load.start(CLIENTS);
    for (let kill = 0; kill < KILLS; kill += 1) {
      // At a random moment of full work, which is proved by so many answers since the last one.
      await load.answers(random.integer(5, 60));
      await sleep(random.integer(0, 40));
      const from = performance.now();
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
      const tookMs = Math.round(performance.now() - from);
      recoveries.push(`${kill % 2 === 0 ? 'api' : 'pg'} ${tookMs}`);
    }
    const done = await load.finish();
    console.log(`FAULT_SEED=${seed}: ${load.summary()}; back after (ms): ${recoveries.join(', ')}`);

    await expectTheBooks(server.base, access, wallets, done);
    const verified = await runPortalJson(settings, ['ledger', 'verify']);
    expect(verified).toMatchObject({ ok: true, problems: [] });
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await postmasterOf(dataDir)).toBeNull();
  }, 480_000);
});
