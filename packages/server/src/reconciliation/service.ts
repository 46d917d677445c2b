import type { PartnerName } from '../partners/index.ts';
import { ID_CURSOR, decodeCursor, encodeCursor, type PageRequest } from '../platform/http/index.ts';
import type { Schedule } from '../platform/jobs/index.ts';
import { localDay, startOfDay } from '../platform/time/index.ts';
import { WORST_CURSOR } from './contract.ts';
import { reconcilePartner, type Asked } from './reconcile-partner.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';
import { lastNight, type Run } from './run.ts';
import {
  claimNight,
  countRuns,
  finishNight,
  selectLatest,
  selectRuns,
  selectStanding,
  selectWorst,
  type Standing,
} from './store.ts';

/** Partners of which a job knows the names at once. */
const PAGE = 500;
/** Of the errors of one night, these are told in full. */
const ERRORS_TOLD = 10;

export interface RunPage {
  readonly runs: readonly Run[];
  readonly total: number;
  readonly nextCursor: string | null;
}

export interface NamedRun {
  readonly partner: PartnerName;
  readonly run: Run;
}

/** The door to reconciliation. It reads through the doors of other rooms and writes nothing but what it found. */
export interface Reconciliation {
  /** One partner (UUID or partner id, 404), or all of them one after the other, as they are done. */
  run(partner: string | null, asked: Asked): AsyncIterable<NamedRun>;
  /** The last look at all that was due; null before the first. */
  latest(partnerId: string): Promise<Run | null>;
  history(partnerId: string, page: PageRequest): Promise<RunPage>;
  /** For the operator: the last run of every partner, the worst first. */
  worst(
    page: PageRequest,
  ): Promise<{ readonly results: readonly NamedRun[]; readonly nextCursor: string | null }>;
  standing(): Promise<Standing>;
  /** Looks at every partner of which last night is not done. Gives how many. */
  nightly(): Promise<number>;
  readonly schedule: Schedule;
}

export function createReconciliation(deps: ReconciliationDeps): Reconciliation {
  const reader = deps.db.kysely;
  const nightly = (): Promise<number> => reconcileNight(deps);
  return {
    async *run(partner, asked) {
      if (partner === null) {
        for await (const one of everyPartner(deps))
          yield { partner: one, run: await reconcilePartner(deps, one.partnerId, asked) };
        return;
      }
      const found = await deps.partners.find(reader, partner);
      yield { partner: found, run: await reconcilePartner(deps, found.partnerId, asked) };
    },
    latest: (partnerId) => selectLatest(reader, partnerId),
    async history(partnerId, page) {
      const [afterId = null] = page.cursor === null ? [] : decodeCursor(page.cursor, ID_CURSOR);
      const place = { limit: page.limit + 1, offset: page.offset, afterId };
      const found = await selectRuns(reader, partnerId, place);
      const runs = found.slice(0, page.limit);
      const last = runs.at(-1);
      const nextCursor = found.length > runs.length && last !== undefined ? encodeCursor([last.id]) : null;
      return { runs, total: await countRuns(reader, partnerId), nextCursor };
    },
    async worst(page) {
      const [score, partnerId] = page.cursor === null ? [] : decodeCursor(page.cursor, WORST_CURSOR);
      const after = partnerId === undefined ? null : { score: Number(score), partnerId };
      const found = await selectWorst(reader, { limit: page.limit + 1, offset: page.offset, after });
      const runs = found.slice(0, page.limit);
      const names = await deps.partners.namesOf(
        reader,
        runs.map((run) => run.partnerId),
      );
      const results = runs.flatMap((run) => {
        const partner = names.get(run.partnerId);
        return partner === undefined ? [] : [{ partner, run }];
      });
      const last = runs.at(-1);
      const more = found.length > runs.length && last !== undefined;
      return { results, nextCursor: more ? encodeCursor([String(last.score), last.partnerId]) : null };
    },
    standing: () => selectStanding(reader),
    nightly,
    // Every ten minutes, so that a night that no worker was up for is made up as soon as one is.
    schedule: {
      name: 'reconciliation.nightly',
      cron: '*/10 * * * *',
      run: async () => {
        await nightly();
      },
    },
  };
}

async function* everyPartner({ db, partners }: ReconciliationDeps): AsyncGenerator<PartnerName> {
  let afterId: string | null = null;
  for (;;) {
    const page: readonly PartnerName[] = await partners.names(db.kysely, { afterId, limit: PAGE });
    yield* page;
    afterId = page.at(-1)?.partnerId ?? null;
    if (page.length < PAGE) return;
  }
}

/** One after the other; whoever cannot be looked at keeps none of the others from it, and comes again with the next run. */
async function reconcileNight(deps: ReconciliationDeps): Promise<number> {
  const { db, clock, timeZone } = deps;
  const now = clock.now();
  const night = lastNight(now, (at) => startOfDay(localDay(at.getTime(), timeZone), timeZone));
  const errors: unknown[] = [];
  let done = 0;
  for await (const { partnerId } of everyPartner(deps)) {
    if (!(await claimNight(db.kysely, partnerId, night, clock.now()))) continue;
    try {
      await reconcilePartner(deps, partnerId, null);
      await finishNight(db.kysely, partnerId, night);
      done += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0)
    throw new AggregateError(
      errors.slice(0, ERRORS_TOLD),
      `${errors.length} partners could not be reconciled`,
    );
  return done;
}
