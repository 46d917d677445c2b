import { sql } from 'kysely';
import type { Actor } from './audit/index.ts';
import type { Services } from './create-services.ts';
import type { HashedPassword } from './identity/index.ts';
import type { NewPartnerInput, Partners } from './partners/index.ts';
import { randomBase62 } from './platform/crypto/index.ts';
import type { Reader, Tx } from './platform/db/index.ts';
import { ensureDefaultTiers, ensureSampleDecks } from './pricing/index.ts';

/** Shown once, after the very first start. */
export interface FirstStart {
  readonly operator: { readonly email: string; readonly password: string };
  readonly sandbox: { readonly name: string; readonly authId: string; readonly token: string };
}

/** Who makes the sandbox partner, and as of when. */
export interface SandboxMaker {
  readonly partners: Pick<Partners, 'create'>;
  readonly at: Date;
}

/** Several processes may start at once on one empty database; one of them sets it up. */
const FIRST_START_LOCK = 7_266_512_002;

const SYSTEM: Actor = {
  kind: 'system',
  id: 'first-start',
  label: 'first start',
  ip: null,
  userAgent: null,
  requestId: null,
};

/** The published example of a profile, as a partner of the test world. */
const SANDBOX: NewPartnerInput = {
  name: 'Acme Telecom',
  email: 'partner@acmetelecom.com',
  phone: '9876543210',
  company: 'Acme Telecom Private Limited',
  country: 'IN',
  gstin: '27AAPFU0939F1ZV',
  gstStatus: 'active',
  mode: 'test',
  startingBalance: 4_825_000_000n,
};

/** Meets the password rule whatever is drawn. */
function firstPassword(): string {
  return `${randomBase62(14)}-${randomBase62(4)}7`;
}

/**
 * On an empty database: the operator's first login and a sandbox partner, in one transaction. Null ever after. The default
 * price tiers of the configured currencies, with a sample deck each, are made whenever they are missing. `sandbox` lets the sandbox begin earlier
 * than now, for a story that is to be told of it.
 */
export async function ensureFirstStart(
  services: Services,
  sandbox?: SandboxMaker,
): Promise<FirstStart | null> {
  const { db, config, clock } = services;
  await db.inTransaction((tx) => ensureDefaultTiers(tx, config.operator.currencies, clock.now()));
  const [first] = await Promise.all([
    setUpEmpty(services, sandbox),
    ensureSampleDecks(services, config.operator.currencies),
  ]);
  return first;
}

async function setUpEmpty(services: Services, sandbox: SandboxMaker | undefined): Promise<FirstStart | null> {
  const { db, identity } = services;
  if (!(await isEmpty(db.kysely))) return null;
  const password = firstPassword();
  const hashed = await identity.users.hashPassword(password);
  return db.inTransaction(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${FIRST_START_LOCK})`.execute(tx);
    return (await isEmpty(tx)) ? setUp(tx, services, password, hashed, sandbox) : null;
  });
}

async function isEmpty(reader: Reader): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    SELECT EXISTS (SELECT FROM app_user) OR EXISTS (SELECT FROM partner) AS any`.execute(reader);
  return rows[0]?.any !== true;
}

async function setUp(
  tx: Tx,
  { identity, partners, config, clock }: Services,
  password: string,
  hashed: HashedPassword,
  sandbox: SandboxMaker | undefined,
): Promise<FirstStart> {
  const by = { actor: SYSTEM, at: clock.now() };
  const { email } = config.operator;
  await identity.users.create(
    tx,
    { account: { kind: 'operator' }, email, name: 'Operator', role: 'admin', password: hashed },
    by,
  );
  const { partner, token } = await (sandbox?.partners ?? partners).create(tx, SANDBOX, {
    ...by,
    at: sandbox?.at ?? by.at,
  });
  return { operator: { email, password }, sandbox: { name: partner.name, authId: partner.authId, token } };
}
