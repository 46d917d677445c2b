import type { Actor } from '../audit/index.ts';
import { closePeriods } from '../cdrs/index.ts';
import type { Services } from '../create-services.ts';
import type { SandboxMaker } from '../first-start.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Partner } from '../partners/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { fillAccessRequests } from './access-requests.ts';
import { fillCarriers } from './carriers.ts';
import { createDemoServices, type DemoServices } from './demo-services.ts';
import { demoPlan } from './plan.ts';
import { ensureRetailTier, readPrices } from './prices.ts';
import { createProgress, type ProgressOutput } from './progress.ts';
import { demoStart, findSandbox } from './sandbox.ts';
import { DEMO_DAYS, LAST_REFERENCE, REFERENCE_PREFIX, type DemoStep } from './step.ts';
import { Storyteller } from './storyteller.ts';
import { tellAlone } from './story-store.ts';

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

export interface Filled {
  readonly partner: Partner;
  /** False where it was there already, or somebody wanted it to end before. */
  readonly filled: boolean;
  readonly customers: number;
  readonly movements: number;
  readonly calls: number;
}

export interface FillOptions {
  readonly output: ProgressOutput;
  /** Ends the telling after the step that is under way; the next run goes on from there. */
  readonly signal?: AbortSignal;
}

/** Makes the sandbox of a first start as of the beginning of the story: its books too begin then. */
export function demoSandbox(services: Services): SandboxMaker {
  const at = demoStart(services.clock.now());
  return { partners: createDemoServices(services, at).partners, at };
}

/**
 * Fills a sandbox partner with ninety days of plausible life, through the rooms' own rules; every run tells the same story.
 * What is there already is left alone, so a second run adds nothing and one that was cut off is continued. Money is posted
 * in the order of its time; every call is charged and recorded at once. Null where another process is at it.
 */
export async function fillWithDemoData(services: Services, options: FillOptions): Promise<Filled | null> {
  const filled = await tellAlone(services.db, () => fill(services, options));
  if (filled === null) options.output.write(`  ${TITLE}: another process is at it.\n`);
  return filled;
}

async function fill(services: Services, { output, signal }: FillOptions): Promise<Filled> {
  const now = services.clock.now();
  const demo = createDemoServices(services, demoStart(now));
  const partner = await findSandbox(services, demo, OPERATOR, now, output);
  const done = await movementsDone(demo.ledger, services, partner.partnerId);
  if (done.has(LAST_REFERENCE)) {
    output.write(`  ${TITLE}: there already.\n`);
    return { partner, filled: false, customers: 0, movements: 0, calls: 0 };
  }
  const actor: Actor = { ...OPERATOR, kind: 'partner', label: 'Kavita Rao (demo)' };
  const start = partner.createdAt;
  const plan = await planFor(services, demo, partner, actor, now);
  const continues =
    (await services.cdrs.countCalls(partner.partnerId, { window: ALL, customerId: null })) > 0;
  const deps = { services, demo, partner, partnerActor: actor, operator: OPERATOR, done, continues };
  const story = new Storyteller(deps);
  const progress = createProgress(output, TITLE, plan.length + 1);
  await fillAccessRequests(services, demo, OPERATOR, now);
  await fillCarriers(services, OPERATOR, now);
  progress.step();
  for (const step of plan) {
    if (signal?.aborted === true) break;
    await story.tell(step, new Date(start.getTime() + step.offsetMs));
    progress.step();
  }
  await story.pause();
  await closePeriods(services.db, now);
  const customers = plan.filter(({ kind }) => kind === 'join').length;
  const facts = {
    partner,
    filled: signal?.aborted !== true,
    customers,
    movements: done.size,
    calls: story.callsTold,
  };
  if (!facts.filled) {
    progress.end('not finished; the next start with --demo goes on.');
    return facts;
  }
  progress.end(`${customers} customers, ${done.size} movements, ${facts.calls.toLocaleString('en')} calls.`);
  await offerLogin(services, partner, now, output);
  return facts;
}

const ALL = { from: null, before: null };

/** Partitions, prices, and what follows from them. */
async function planFor(
  services: Services,
  demo: DemoServices,
  partner: Partner,
  actor: Actor,
  now: Date,
): Promise<DemoStep[]> {
  const start = partner.createdAt;
  await services.cdrs.ensurePartitions(start, now);
  demo.clock.set(start);
  const tierId = await ensureRetailTier(services, demo, partner, actor, start);
  const priceOf = await readPrices(services, partner, tierId);
  // A story that is finished later than it was begun ends with its own last day.
  const last = start.getTime() + (DEMO_DAYS + 1) * DAY_MS - 1;
  const end = new Date(Math.min(now.getTime(), last));
  return demoPlan({ start, end, currency: partner.currency, priceOf });
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
