import { pino } from 'pino';
import { createSealer } from '../platform/crypto/index.ts';
import { createIdempotency, type Idempotency } from '../platform/idempotency/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { fixedClock } from '../platform/time/index.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import {
  createIdentity,
  type AccountDirectory,
  type By,
  type CustomerFacts,
  type Identity,
  type IdentityDeps,
  type IdentityLimits,
  type Invitation,
  type PartnerFacts,
} from './index.ts';
import { createNews } from '../platform/news/index.ts';

/** What the rooms of partners and customers would know. */
export class TestDirectory implements AccountDirectory {
  readonly partners = new Map<string, PartnerFacts>();
  readonly customers = new Map<string, CustomerFacts>();
  /** Readings: what is remembered is not asked for. */
  reads = 0;

  async partnerByAuthId(authId: string): Promise<PartnerFacts | null> {
    this.reads += 1;
    return this.partners.get(authId) ?? null;
  }

  async partnerById(partnerId: string): Promise<PartnerFacts | null> {
    return [...this.partners.values()].find((partner) => partner.partnerId === partnerId) ?? null;
  }

  async customerByAuthId(authId: string): Promise<CustomerFacts | null> {
    this.reads += 1;
    const customer = this.customers.get(authId);
    const partner = this.partners.get(customer?.partner.authId ?? '');
    return customer === undefined || partner === undefined ? null : { ...customer, partner };
  }
}

export const PASSWORD = 'correct-horse-7';

export interface IdentityKit {
  readonly db: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly directory: TestDirectory;
  readonly identity: Identity;
  readonly idempotency: Idempotency;
  readonly invitations: Invitation[];
  by(): By;
  /** Another process on the same database. */
  node(limits?: IdentityLimits): Identity;
  partner(
    change?: Partial<PartnerFacts>,
  ): Promise<{ facts: PartnerFacts; token: string; link: string; email: string }>;
  customer(partner: PartnerFacts): Promise<{ facts: CustomerFacts; token: string; email: string }>;
  operator(): Promise<{ email: string; userId: string }>;
}

const SEALER = createSealer(Buffer.alloc(32, 5));
let count = 0;

/** A real identity on a real database, with makers for what most tests begin with. */
export async function identityKit(
  limits: IdentityLimits = {},
  ports: Pick<IdentityDeps, 'noteCustomerLogin'> = {},
): Promise<IdentityKit> {
  const db = await testDatabase();
  const clock = fixedClock(new Date('2026-03-25T10:00:00Z'));
  const directory = new TestDirectory();
  const invitations: Invitation[] = [];
  const node = (own: IdentityLimits = limits): Identity =>
    createIdentity({
      db,
      news: createNews({ db, databaseUrl: db.url, log: pino({ level: 'silent' }) }),
      sealer: SEALER,
      clock,
      log: pino({ level: 'silent' }),
      directory,
      publicUrl: 'https://portal.example',
      issuer: 'Vobiz',
      sendInvitation: async (_tx, _at, invitation) => {
        invitations.push(invitation);
      },
      limits: own,
      ...ports,
    });
  const identity = node();
  const by = (): By => ({
    at: clock.now(),
    actor: { kind: 'system', id: 'test', label: 'test', ip: null, userAgent: null, requestId: null },
  });
  return {
    db,
    clock,
    directory,
    identity,
    invitations,
    node,
    by,
    idempotency: createIdempotency({ db, sealer: SEALER }),
    ...makers(db, directory, identity, by),
  };
}

function makers(
  db: TestDatabase,
  directory: TestDirectory,
  identity: Identity,
  by: () => By,
): Pick<IdentityKit, 'partner' | 'customer' | 'operator'> {
  const numbered = (): string => String((count += 1)).padStart(8, '0');
  return {
    async partner(change = {}) {
      const number = numbered();
      const facts: PartnerFacts = {
        partnerId: uuidv7(),
        authId: `partner-${number}`,
        name: `Partner ${number}`,
        status: 'active',
        mode: 'live',
        currency: 'INR',
        canCreateAccounts: true,
        canTransferBalance: true,
        canViewCdrs: true,
        canCreatePricingTiers: true,
        ...change,
      };
      directory.partners.set(facts.authId, facts);
      const email = `owner${number}@acme.example`;
      const access = await db.inTransaction((tx) =>
        identity.openPartnerAccess(tx, { ...facts, email }, by()),
      );
      return { facts, token: access.apiToken, link: access.token, email };
    },
    async customer(partner) {
      const number = numbered();
      const facts: CustomerFacts = {
        customerId: uuidv7(),
        authId: `MA_${number}`,
        name: `Customer ${number}`,
        status: 'active',
        currency: 'INR',
        partner,
      };
      directory.customers.set(facts.authId, facts);
      const email = `customer${number}@acme.example`;
      const { partnerId, mode } = partner;
      const { customerId, authId } = facts;
      const token = await db.inTransaction(async (tx) => {
        const account = { kind: 'customer', partnerId, customerId, authId } as const;
        await identity.users.create(
          tx,
          { account, email, name: facts.name, role: 'customer', password: PASSWORD },
          by(),
        );
        return (await identity.customerTokens.issue(tx, { partnerId, customerId, authId, mode }, by())).token;
      });
      return { facts, token, email };
    },
    async operator() {
      const email = `staff${numbered()}@operator.example`;
      const account = { kind: 'operator' } as const;
      const user = await db.inTransaction((tx) =>
        identity.users.create(tx, { account, email, name: 'Staff', role: 'admin', password: PASSWORD }, by()),
      );
      return { email, userId: user.userId };
    },
  };
}
