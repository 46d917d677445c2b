import type { Actor } from '../audit/index.ts';
import type { Services } from '../create-services.ts';
import type { Partner } from '../partners/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import type { DemoServices } from './demo-services.ts';
import type { ProgressOutput } from './progress.ts';
import { DEMO_DAYS } from './step.ts';

const FIRST = { name: 'Acme Telecom', email: 'partner@acmetelecom.com' };
/** Beside a sandbox that is younger than the story. */
const SECOND = { name: 'Acme Telecom Demo', email: 'partner@acmetelecom.example' };
const STARTING_BALANCE = 1_000_000_000n;

/** When a story that ends at `now` begins: ninety days ago, at the beginning of a UTC day. */
export function demoStart(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - DEMO_DAYS * DAY_MS);
}

/** Only who was made for the story began with a day. */
function isOfStory({ name, createdAt }: Partner): boolean {
  return (name === FIRST.name || name === SECOND.name) && createdAt.getTime() % DAY_MS === 0;
}

/**
 * The partner of the test world that is as old as the story; else a new one. A sandbox that somebody works with already is
 * left alone: its books cannot begin before it did.
 */
export async function findSandbox(
  { db }: Services,
  demo: DemoServices,
  actor: Actor,
  now: Date,
  output: ProgressOutput,
): Promise<Partner> {
  const { partners } = await demo.partners.list({ search: FIRST.name, mode: 'test', per_page: 100 });
  const all = partners.map(({ partner }) => partner);
  const told = all.find(isOfStory);
  if (told !== undefined) return told;
  const who = all.some(({ name }) => name === FIRST.name) ? SECOND : FIRST;
  const input = { ...who, mode: 'test' as const, startingBalance: STARTING_BALANCE };
  const { partner, token } = await db.inTransaction((tx) =>
    demo.partners.create(tx, input, { actor, at: demoStart(now) }),
  );
  output.write(`  Sandbox made: X-Auth-ID ${partner.authId}  X-Auth-Token ${token} (shown once)\n`);
  return partner;
}
