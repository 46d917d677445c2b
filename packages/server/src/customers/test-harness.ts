import { pino } from 'pino';
import { afterAll } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { createIdentity, type AccountDirectory } from '../identity/index.ts';
import { createLedger, type LedgerAccount } from '../ledger/index.ts';
import { createMailQueue, mailHandler, type Mail } from '../notifications/index.ts';
import {
  createOwnerAccess,
  createPartnerDirectory,
  createPartners,
  type By,
  type NewPartnerInput,
  type Partner,
} from '../partners/index.ts';
import { createSealer, randomLower } from '../platform/crypto/index.ts';
import { createIdempotency } from '../platform/idempotency/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { fixedClock } from '../platform/time/index.ts';
import { ensureDefaultTiers } from '../pricing/index.ts';
import { createCustomerAccess, createCustomerDirectory, createCustomers, nothingToEnd } from './index.ts';
import { serveRoutes } from './test-http.ts';
import { createNews } from '../platform/news/index.ts';

export { STRICT } from './test-http.ts';
export const PASSWORD = 'Correct-horse-7';
const PUBLIC_URL = 'https://portal.example';
const OPERATOR = {
  name: 'Vobiz',
  email: 'desk@operator.example',
  address: '',
  country: 'IN',
  taxId: '',
  timeZone: 'Asia/Kolkata',
  weekend: [6, 0],
  holidays: [],
  currencies: ['INR', 'USD', 'EUR'] as [string, ...string[]],
};

export function accountBody(): Record<string, unknown> {
  return {
    name: 'Nimbus Support',
    email: `ops-${randomLower(10)}@nimbus.example`,
    password: PASSWORD,
    phone: '+919431538535',
    country: 'IN',
  };
}

/** The room with the real rooms below it, on a database of its own. */
async function build() {
  const db = await testDatabase();
  const clock = fixedClock(new Date('2026-03-25T10:00:00Z'));
  const sealer = createSealer(Buffer.alloc(32, 7));
  await db.inTransaction((tx) => ensureDefaultTiers(tx, OPERATOR.currencies, clock.now()));
  const partnerDirectory = createPartnerDirectory(db.kysely);
  const directory: AccountDirectory = {
    ...partnerDirectory,
    ...createCustomerDirectory(db.kysely, partnerDirectory),
  };
  const identity = createIdentity({
    db,
    news: createNews({ db, databaseUrl: db.url, log: pino({ level: 'silent' }) }),
    sealer,
    clock,
    log: pino({ level: 'silent' }),
    directory,
    publicUrl: PUBLIC_URL,
    issuer: OPERATOR.name,
    sendInvitation: async () => undefined,
  });
  afterAll(() => identity.close());
  const ledger = createLedger({ db, clock });
  const mail = createMailQueue({ sealer });
  const ownerAccess = createOwnerAccess(identity);
  const partners = createPartners({ db, clock, ledger, mail, ownerAccess, operator: OPERATOR });
  const access = createCustomerAccess(identity);
  const deps = { db, ledger, partners, access, mail, ending: nothingToEnd, portalUrl: PUBLIC_URL };
  return { ...deps, clock, customers: createCustomers(deps), directory, identity, sealer };
}

type World = Awaited<ReturnType<typeof build>>;

function by({ clock }: World): By {
  const actor = {
    kind: 'operator',
    id: 'staff-1',
    label: 'anna',
    ip: null,
    userAgent: null,
    requestId: null,
  } as const;
  return { actor, at: clock.now() };
}

async function masterOf({ db, ledger }: World, partner: Partner, currency: string): Promise<LedgerAccount> {
  const master = await ledger.getAccountByKind(db.kysely, partner.partnerId, 'master', currency);
  if (master === null) throw new Error('no master account');
  return master;
}

/** Moves units from the master account to a wallet. */
async function fund(world: World, partner: Partner, authId: string, amount: bigint): Promise<void> {
  const wallet = await world.customers.walletRef(partner.partnerId, authId);
  const master = await masterOf(world, partner, wallet.currency);
  const result = await world.ledger.submit({
    kind: 'transfer',
    partnerId: partner.partnerId,
    id: uuidv7(),
    at: world.clock.now(),
    debitAccountId: master.id,
    creditAccountId: wallet.walletAccountId,
    currency: wallet.currency,
    amount,
    code: 'transfer',
    reference: null,
    description: null,
  });
  if (result.outcome !== 'posted')
    throw new Error(result.outcome === 'refused' ? result.reason : result.outcome);
}

/** What the worker would send, oldest first. */
async function sentMails({ db, sealer }: World): Promise<Mail[]> {
  const { rows } = await db.pool.query<{
    id: string;
    partner_id: string | null;
    payload: Record<string, unknown>;
  }>(`SELECT id, partner_id, payload FROM outbox WHERE topic = 'mail.send' ORDER BY id`);
  const sent: Mail[] = [];
  const port = { send: async (one: Mail) => void sent.push(one), close: async () => undefined };
  const handler = mailHandler({ sealer, port });
  for (const row of rows)
    await handler.handle({ id: row.id, partnerId: row.partner_id, payload: row.payload });
  return sent;
}

/** The room behind a real HTTP server, with makers of what tests begin with. */
export async function harness() {
  const world = await build();
  const { clock, customers, db, partners, sealer } = world;
  const { ask, missing } = await serveRoutes({
    customers,
    clock,
    directory: world.directory,
    idempotency: createIdempotency({ db, sealer }),
    // Ids carry their time: what comes later has a greater one.
    passTime: () => {
      clock.advanceMs(1);
    },
  });
  return {
    ...world,
    ask,
    missing,
    by: () => by(world),
    fund: (partner: Partner, authId: string, amount: bigint) => fund(world, partner, authId, amount),
    sentMails: () => sentMails(world),
    makePartner: async (input: Partial<NewPartnerInput> = {}): Promise<Partner> => {
      const email = `owner-${randomLower(8)}@acme.example`;
      const wanted = { name: 'Acme Telecom', email, startingBalance: 100_000_000n, ...input };
      return (await db.inTransaction((tx) => partners.create(tx, wanted, by(world)))).partner;
    },
    /** Creates an account over HTTP; its `auth_id`. */
    makeAccount: async (partner: Partner, body: Record<string, unknown> = {}): Promise<string> => {
      const answer = await ask(partner.authId, 'POST', '/partner/accounts', {
        body: { ...accountBody(), ...body },
      });
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body['auth_id'] as string;
    },
    masterBalance: async (partner: Partner): Promise<{ balance: bigint; held: bigint }> => {
      const { balance, held } = await masterOf(world, partner, partner.currency);
      return { balance, held };
    },
  };
}
