import type { Actor } from '../audit/index.ts';
import type { Composition, Services } from '../compose.ts';
import type { SandboxMaker } from '../first-start.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Partner } from '../partners/index.ts';
import { DEMO_CARRIERS, fillCarriers } from './carriers.ts';
import { DEMO_REQUESTS, fillAccessRequests } from './access-requests.ts';
import { createDemoServices, type DemoServices } from './demo-services.ts';
import { DAY_MS, DEMO_DAYS, REFERENCE_PREFIX, demoPlan } from './plan.ts';
import { createProgress, type ProgressOutput } from './progress.ts';
import { Storyteller } from './storyteller.ts';

const SANDBOX = { name: 'Acme Telecom', email: 'partner@acmetelecom.com' };
const STARTING_BALANCE = 4_825_000_000n;
const TITLE = 'Demo data';
const PAGE = 200;

const OPERATOR: Actor = {
  kind: 'operator',
  id: 'demo',
  label: 'Operator (demo)',
  ip: null,
  userAgent: null,
  requestId: null,
};

/** When a story that ends at `now` begins: ninety days ago, at the beginning of a UTC day. */
export function demoStart(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - DEMO_DAYS * DAY_MS);
}

/** Makes the sandbox of a first start as of the beginning of the story: its books too begin then. */
export function demoSandbox(services: Services): SandboxMaker {
  const at = demoStart(services.clock.now());
  return { partners: createDemoServices(services, at).partners, at };
}

/**
 * Fills the sandbox partner with ninety days of plausible life, through the rooms' own rules; every run tells the same
 * story. What is there already is left alone, so a second run adds nothing and one that was cut off is continued.
 * Money is posted in the order of its time, and never before what the sandbox's books hold already: where the sandbox
 * is younger than ninety days, the story is as much shorter.
 */
export async function fillWithDemoData(
  { services }: Composition,
  output: ProgressOutput = process.stderr,
): Promise<void> {
  const now = services.clock.now();
  const demo = createDemoServices(services, demoStart(now));
  const partner = await findSandbox(services, demo, now, output);
  const plan = demoPlan();
  const done = await movementsDone(demo.ledger, services, partner.partnerId);
  const last = plan.findLast((step) => 'reference' in step);
  if (last !== undefined && 'reference' in last && done.has(last.reference)) {
    output.write(`  ${TITLE}: there already.\n`);
    return;
  }
  const actor: Actor = { ...OPERATOR, kind: 'partner', label: 'Kavita Rao (demo)' };
  const story = new Storyteller({ services, demo, partner, partnerActor: actor, operator: OPERATOR, done });
  const timeOf = timeline(await beginning(demo.ledger, services, partner, now), now);
  const progress = createProgress(output, TITLE, plan.length + 1);
  await fillAccessRequests(services, demo, OPERATOR, now);
  await fillCarriers(services, OPERATOR, now);
  progress.step();
  for (const step of plan) {
    await story.tell(step, timeOf(step.offsetMs));
    progress.step();
  }
  const customers = plan.filter(({ kind }) => kind === 'join').length;
  progress.end(
    `${customers} customers, ${done.size} movements, ${DEMO_REQUESTS} access requests, ${DEMO_CARRIERS} simulated carriers.`,
  );
  await offerLogin(services, partner, now, output);
}

/** The partner of the test world that the first start made; a new one where it was never made. */
async function findSandbox(
  services: Services,
  demo: DemoServices,
  now: Date,
  output: ProgressOutput,
): Promise<Partner> {
  const { partners } = await demo.partners.list({ search: SANDBOX.name, mode: 'test', per_page: 100 });
  const named = partners.filter(({ partner }) => partner.name === SANDBOX.name);
  const oldest = named.sort((a, b) => a.partner.createdAt.getTime() - b.partner.createdAt.getTime())[0];
  if (oldest !== undefined) return oldest.partner;
  const at = demoStart(now);
  const input = { ...SANDBOX, mode: 'test' as const, startingBalance: STARTING_BALANCE };
  const { partner, token } = await services.db.inTransaction((tx) =>
    demo.partners.create(tx, input, { actor: OPERATOR, at }),
  );
  output.write(`  Sandbox made: X-Auth-ID ${partner.authId}  X-Auth-Token ${token} (shown once)\n`);
  return partner;
}

/** The story's movements that the books hold already. */
async function movementsDone(
  ledger: Ledger,
  { db }: Services,
  partnerId: string,
): Promise<Map<string, string>> {
  const done = new Map<string, string>();
  const filter = { kinds: ['master' as const], reference: REFERENCE_PREFIX };
  let cursor: string | null = null;
  do {
    const page = await ledger.listEntries(db.kysely, partnerId, filter, {
      limit: PAGE,
      cursor,
      summary: false,
    });
    for (const { transfer } of page.entries)
      if (transfer.reference?.startsWith(REFERENCE_PREFIX) === true)
        done.set(transfer.reference, transfer.id);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return done;
}

/** Posting time never goes back, so nothing can be told of the time before the latest entry. */
async function beginning(ledger: Ledger, { db }: Services, partner: Partner, now: Date): Promise<Date> {
  const page = { limit: 1, cursor: null, summary: false };
  const { entries } = await ledger.listEntries(db.kysely, partner.partnerId, {}, page);
  const latest = Math.max(entries[0]?.transfer.postedAt.getTime() ?? 0, partner.createdAt.getTime());
  return new Date(Math.min(Math.max(latest, demoStart(now).getTime()), now.getTime()));
}

/** Days of the story on the days there are; shorter where there are fewer than ninety. */
function timeline(start: Date, now: Date): (offsetMs: number) => Date {
  const span = now.getTime() - start.getTime();
  const scale = Math.min(1, span / (DEMO_DAYS * DAY_MS));
  return (offsetMs) => new Date(start.getTime() + Math.floor(offsetMs * scale));
}

/** The link of the sandbox's first day is long over; its owner gets another. */
async function offerLogin(
  { db, identity }: Services,
  partner: Partner,
  now: Date,
  output: ProgressOutput,
): Promise<void> {
  const owner = await identity.users.byEmail(db.kysely, partner.email);
  if (owner === null || owner.passwordHash !== null) return;
  const { url } = await db.inTransaction((tx) =>
    identity.links.create(tx, { purpose: 'password_reset', user: owner }, { actor: OPERATOR, at: now }),
  );
  output.write(`  To log in as ${owner.email}, set a password: ${url}\n`);
}
