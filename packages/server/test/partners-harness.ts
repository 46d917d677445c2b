import { sql } from 'kysely';
import { pino } from 'pino';
import { testDatabase } from './database.ts';
import { createIdentity } from '../src/identity/index.ts';
import { createLedger } from '../src/ledger/index.ts';
import { createMailQueue, mailHandler, type Mail } from '../src/notifications/index.ts';
import { createSealer } from '../src/platform/crypto/index.ts';
import { fixedClock } from '../src/platform/time/index.ts';
import { ensureDefaultTiers } from '../src/pricing/index.ts';
import {
  createOwnerAccess,
  createPartnerDirectory,
  createPartners,
  type By,
  type CreatedPartner,
  type NewPartnerInput,
  type Partners,
} from '../src/partners/index.ts';
import { createNews } from '../src/platform/news/index.ts';

type Harness = Awaited<ReturnType<typeof build>>;
let current: Harness | null = null;
let emails = 0;

async function build() {
  const db = await testDatabase();
  const clock = fixedClock(new Date('2026-03-25T10:00:00Z'));
  const sealer = createSealer(Buffer.alloc(32, 7));
  await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR', 'USD', 'EUR'], clock.now()));
  const identity = createIdentity({
    db,
    news: createNews({ db, databaseUrl: db.url, log: pino({ level: 'silent' }) }),
    sealer,
    clock,
    log: pino({ level: 'silent' }),
    directory: { ...createPartnerDirectory(db.kysely), customerByAuthId: async () => null },
    publicUrl: 'https://portal.example',
    issuer: 'Vobiz',
    sendInvitation: async () => undefined,
  });
  const partners: Partners = createPartners({
    db,
    clock,
    ledger: createLedger({ db, clock }),
    mail: createMailQueue({ sealer }),
    ownerAccess: createOwnerAccess(identity),
    operator: {
      name: 'Vobiz',
      email: 'desk@operator.example',
      address: '',
      country: 'IN',
      taxId: '',
      timeZone: 'Asia/Kolkata',
      weekend: [6, 0],
      holidays: [],
      currencies: ['INR', 'USD', 'EUR'],
    },
  });

  /** Balance of each book account of a partner's primary currency. */
  async function balances(partnerId: string): Promise<Record<string, bigint>> {
    const { rows } = await sql<{ kind: string; balance: bigint }>`
      SELECT kind, balance FROM ledger_account_balance WHERE partner_id = ${partnerId} AND currency = 'INR'`.execute(
      db.kysely,
    );
    return Object.fromEntries(rows.map((row) => [row.kind, row.balance]));
  }

  /** What the worker would send, oldest first. */
  async function sentMails(): Promise<Mail[]> {
    const { rows } = await sql<{ id: string; partner_id: string | null; payload: Record<string, unknown> }>`
      SELECT id, partner_id, payload FROM outbox WHERE topic = 'mail.send' ORDER BY id`.execute(db.kysely);
    const sent: Mail[] = [];
    const handler = mailHandler({
      sealer,
      port: { send: async (mail) => void sent.push(mail), close: async () => undefined },
    });
    for (const row of rows)
      await handler.handle({ id: row.id, partnerId: row.partner_id, payload: row.payload });
    return sent;
  }

  return { db, clock, sealer, partners, identity, balances, sentMails };
}

/** The room on a database of its own, with the real rooms below it. */
export async function harness(): Promise<Harness> {
  current = await build();
  return current;
}

export function by(label = 'anna'): By {
  if (current === null) throw new Error('Call harness() first.');
  const actor = {
    kind: 'operator',
    id: 'staff-1',
    label,
    ip: '10.0.0.9',
    userAgent: null,
    requestId: 'req_1',
  } as const;
  return { actor, at: current.clock.now() };
}

export function nextEmail(): string {
  emails += 1;
  return `owner${emails}@acme.example`;
}

export async function createPartner(input: Partial<NewPartnerInput> = {}): Promise<CreatedPartner> {
  if (current === null) throw new Error('Call harness() first.');
  const { db, partners } = current;
  return db.inTransaction((tx) => partners.create(tx, { name: 'Acme', email: nextEmail(), ...input }, by()));
}
