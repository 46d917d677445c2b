import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, TEST_ACTOR, type TestApp } from '../../test/app.ts';
import { ensureFirstStart } from '../first-start.ts';
import { demoStart } from './fill.ts';
import { demoSandbox, fillWithDemoData } from './index.ts';
import { DEMO_CUSTOMERS } from './people.ts';
import { demoPlan } from './plan.ts';

let app: TestApp;
let partnerId: string;
const output: string[] = [];

async function fill(): Promise<string> {
  output.length = 0;
  await fillWithDemoData(app.composition, { write: (text) => output.push(text) });
  return output.join('');
}

async function sandbox(): Promise<string> {
  const { partners } = await app.services.partners.list({ search: 'Acme Telecom' });
  expect(partners).toHaveLength(1);
  return partners[0]!.partner.partnerId;
}

/** Everything that a second run could have added to. */
async function counts(): Promise<Record<string, number | bigint>> {
  const { services, db } = app;
  const [accounts, requests, carriers, tokens, team, entries] = await Promise.all([
    services.customers.list(partnerId, {}),
    services.partners.listAccessRequests({}, app.clock.now()),
    services.carriers.list({}),
    services.identity.tokens.list(db.kysely, partnerId, { revoked: true }),
    services.identity.team.list(partnerId),
    services.ledger.verifyLedger(db.kysely),
  ]);
  return {
    accounts: accounts.total,
    requests: requests.total,
    carriers: carriers.total,
    tokens: tokens.length,
    team: team.length,
    transfers: entries.transfers,
  };
}

beforeAll(async () => {
  app = await startTestApp();
  const first = await fill();
  expect(first).toMatch(/Sandbox made: X-Auth-ID partner-/);
  expect(first).toMatch(/Demo data: 25 customers, \d+ movements, 5 access requests, 2 simulated carriers\./);
  partnerId = await sandbox();
}, 60_000);

describe('the demo story', () => {
  it('is the same in every run, and in the order of its time', () => {
    const plan = demoPlan();
    expect(plan).toEqual(demoPlan());
    const offsets = plan.map((step) => step.offsetMs);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(offsets.at(-1)! / 86_400_000).toBeLessThan(90);
    const references = plan.flatMap((step) => ('reference' in step ? [step.reference] : []));
    expect(new Set(references).size).toBe(references.length);
    expect(new Set(DEMO_CUSTOMERS.map(({ email }) => email)).size).toBe(25);
  });

  it('leaves books that verify, spread over ninety days', async () => {
    const { ledger } = app.services;
    expect(await ledger.verifyLedger(app.db.kysely)).toMatchObject({ ok: true, problems: [] });
    const { entries } = await ledger.listEntries(
      app.db.kysely,
      partnerId,
      { kinds: ['master'] },
      { limit: 200, offset: 0 },
    );
    expect(entries).toHaveLength(200);
    for (const { transfer } of entries) expect(transfer.postedAt).toEqual(transfer.eventAt);
    const now = app.clock.now();
    const halfWay = new Date((demoStart(now).getTime() + now.getTime()) / 2);
    const master = await ledger.getAccountByKind(app.db.kysely, partnerId, 'master', 'INR');
    const before = await ledger.balanceAt(app.db.kysely, partnerId, master!.id, halfWay);
    expect(before).toBeGreaterThan(0n);
    expect(before).not.toBe(master!.balance);
  });

  it('holds customers of every kind: funded, low, empty, suspended, closed', async () => {
    const { accounts, total } = await app.services.customers.list(partnerId, { per_page: 100 });
    expect(total).toBe(25);
    const balances = accounts.map(({ wallet }) => wallet.balance);
    expect(balances.filter((balance) => balance > 100_000_000n).length).toBeGreaterThan(10);
    expect(balances.filter((balance) => balance === 1_250_000n)).toHaveLength(2);
    expect(balances.filter((balance) => balance === 0n)).toHaveLength(3);
    const statuses = accounts.map(({ customer }) => customer.status);
    expect(statuses.filter((status) => status === 'suspended')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'closed')).toHaveLength(1);
    expect(new Set(accounts.map(({ customer }) => customer.country)).size).toBeGreaterThan(3);
  });

  it('holds access requests in every state', async () => {
    const now = app.clock.now();
    const { requests } = await app.services.partners.listAccessRequests({}, now);
    const states = requests.map(({ status }) => status).sort();
    expect(states).toEqual(['approved', 'declined', 'in_review', 'new', 'new']);
    const overdue = await app.services.partners.listAccessRequests({ overdue: true }, now);
    expect(overdue.requests.map(({ status }) => status)).toEqual(['new']);
  });

  it('writes to nobody', async () => {
    const { rows } = await app.db.pool.query(`SELECT 1 FROM outbox WHERE topic = 'mail.send'`);
    expect(rows).toEqual([]);
  });

  it('adds nothing the second time', async () => {
    const before = await counts();
    expect(await fill()).toBe('  Demo data: there already.\n');
    app.clock.advanceMs(86_400_000);
    expect(await fill()).toBe('  Demo data: there already.\n');
    expect(await counts()).toEqual(before);
  });
});

describe('a sandbox that is younger than the story', () => {
  it('gets the whole story in the time that there is', async () => {
    const young = await startTestApp();
    const { services, db, clock } = young;
    const { partner } = await db.inTransaction((tx) =>
      services.partners.create(
        tx,
        { name: 'Acme Telecom', email: 'young@example.com', mode: 'test', startingBalance: 1n },
        { actor: TEST_ACTOR, at: clock.now() },
      ),
    );
    clock.advanceMs(60_000);
    await fillWithDemoData(young.composition, { write: () => true });
    expect((await services.customers.list(partner.partnerId, {})).total).toBe(25);
    expect(await services.ledger.verifyLedger(db.kysely)).toMatchObject({ ok: true });
  }, 60_000);
});

describe('the sandbox of a first start', () => {
  it('begins with the story, so that money is posted over ninety days', async () => {
    const fresh = await startTestApp();
    const { services, db, clock } = fresh;
    const first = await ensureFirstStart(services, demoSandbox(services));
    const lines: string[] = [];
    await fillWithDemoData(fresh.composition, { write: (text) => lines.push(text) });
    expect(lines.join('')).not.toContain('Sandbox made');
    const { partner } = await services.partners.read(first!.sandbox.authId);
    const page = { limit: 200, offset: 200 };
    const { entries } = await services.ledger.listEntries(db.kysely, partner.partnerId, {}, page);
    const days = new Set(entries.map(({ transfer }) => transfer.postedAt.toISOString().slice(0, 10)));
    expect(days.size).toBeGreaterThan(20);
    expect(lines.join('')).toContain(`To log in as ${partner.email}, set a password: http`);
    expect(partner.createdAt).toEqual(demoStart(clock.now()));
  }, 60_000);
});
