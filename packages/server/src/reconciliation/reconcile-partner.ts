import { uuidv7 } from '../platform/ids/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { checkBooks } from './check-books.ts';
import { checkCharges } from './check-charges.ts';
import { checkHolds } from './check-holds.ts';
import { checkNumbers } from './check-numbers.ts';
import { toCheck } from './check-sums.ts';
import { scoreOf, together, type CheckResult, type Difference } from './difference.ts';
import type { ReconciliationDeps, Window } from './reconciliation-deps.ts';
import {
  AGAIN_MS,
  stateAfter,
  type CleanState,
  type Run,
  type RunScope,
  type StoredDifference,
} from './run.ts';
import { inSnapshot, insertRun, saveState, selectState } from './store.ts';
import { daysOf, monthsOf, startOfUtcDay } from './stretches.ts';

/** What is to be looked at: null, what is new since all was right; `all`; or calls of some UTC days. */
export type Asked = null | 'all' | { readonly from: Date | null; readonly before: Date | null };

/** Looks at one partner, and keeps what it found. */
export async function reconcilePartner(
  deps: ReconciliationDeps,
  partnerId: string,
  asked: Asked,
): Promise<Run> {
  const { db, clock } = deps;
  const startedAt = clock.now();
  const known = await selectState(db.kysely, partnerId);
  const scope: RunScope = asked === null ? 'since_clean' : asked === 'all' ? 'all' : 'window';
  const window = await windowOf(deps, partnerId, asked, known, startedAt);
  const books = await inSnapshot(db, (reader) =>
    checkBooks(deps.ledger, reader, partnerId, scope === 'all' ? 0n : (known.cleanEntryNo ?? 0n)),
  );
  const results: CheckResult[] = [
    books,
    await charges(deps, partnerId, window),
    await sums(deps, partnerId, window),
    await inSnapshot(db, (reader) => checkHolds(deps, reader, partnerId)),
    await inSnapshot(db, (reader) => checkNumbers(deps, reader, partnerId, startedAt)),
  ];
  const first = results.find((one) => one.first !== null)?.first ?? null;
  const run: Run = {
    partnerId,
    id: uuidv7(startedAt),
    scope,
    window,
    startedAt,
    finishedAt: clock.now(),
    score: scoreOf(results),
    checks: results.map(({ check, checked, differing }) => ({ check, checked, differing })),
    first: first === null ? null : await named(deps, partnerId, first),
  };
  await db.inTransaction(async (tx) => {
    await insertRun(tx, run);
    await saveState(tx, run, stateAfter(known, run, books.lastEntry));
  });
  return run;
}

/** From where the partner is known to be right, or as far back as there are calls, to the end of today. */
async function windowOf(
  { db, cdrs }: ReconciliationDeps,
  partnerId: string,
  asked: Asked,
  known: CleanState,
  now: Date,
): Promise<Window> {
  const oldest = (await cdrs.checks.oldest(db.kysely, partnerId)) ?? now;
  const everything = { from: startOfUtcDay(oldest), before: new Date(startOfUtcDay(now).getTime() + DAY_MS) };
  if (asked === 'all') return everything;
  if (asked !== null) {
    const from = asked.from !== null && asked.from > everything.from ? asked.from : everything.from;
    const before =
      asked.before !== null && asked.before < everything.before ? asked.before : everything.before;
    return { from, before: before > from ? before : from };
  }
  if (known.cleanUntil === null) return everything;
  const again = startOfUtcDay(new Date(known.cleanUntil.getTime() - AGAIN_MS));
  return again > everything.from ? { ...everything, from: again } : everything;
}

/** A month in a snapshot of its own, so that none lasts long. */
async function charges(deps: ReconciliationDeps, partnerId: string, window: Window): Promise<CheckResult> {
  const parts: Omit<CheckResult, 'check'>[] = [];
  for (const month of monthsOf(window))
    parts.push(await inSnapshot(deps.db, (reader) => checkCharges(deps, reader, partnerId, month)));
  return together('charges', parts);
}

/** So many calls are added up in one statement, or as many as one day has. */
const CALLS_AT_ONCE = 20_000;
const DAYS_AT_ONCE = 31;

/** Days together until they have enough calls. */
export function stretchesOf(window: Window, callsOf: ReadonlyMap<number, number>): Window[] {
  const stretches: Window[] = [];
  let calls = 0;
  for (const day of daysOf(window)) {
    const more = callsOf.get(day.from.getTime()) ?? 0;
    const last = stretches.at(-1);
    const fits =
      calls + more <= CALLS_AT_ONCE && Number(day.before) - Number(last?.from) <= DAYS_AT_ONCE * DAY_MS;
    if (last !== undefined && fits) stretches[stretches.length - 1] = { from: last.from, before: day.before };
    else stretches.push(day);
    calls = last !== undefined && fits ? calls + more : more;
  }
  return stretches;
}

/** Some days at a time, so that what the database holds in memory is bounded. */
async function sums(deps: ReconciliationDeps, partnerId: string, window: Window): Promise<CheckResult> {
  const { checks } = deps.cdrs;
  const parts: Omit<CheckResult, 'check'>[] = [];
  const calls = await checks.callsByDay(deps.db.kysely, partnerId, window);
  for (const days of stretchesOf(window, calls)) {
    const found = await inSnapshot(deps.db, (reader) => checks.sumsOfDays(reader, partnerId, days));
    parts.push(toCheck(found));
  }
  for (const { from } of monthsOf(window)) {
    const month = {
      from: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1)),
      before: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)),
    };
    const found = await inSnapshot(deps.db, (reader) => checks.sumsOfMonth(reader, partnerId, month));
    parts.push(toCheck([found]));
  }
  return together('sums', parts);
}

async function named(
  { db, customers }: ReconciliationDeps,
  partnerId: string,
  first: Difference,
): Promise<StoredDifference> {
  const { customerId } = first;
  if (customerId === null) return { ...first, accountId: null };
  const found = await customers.byIds(db.kysely, partnerId, [customerId]);
  return { ...first, accountId: found.get(customerId)?.authId ?? null };
}
