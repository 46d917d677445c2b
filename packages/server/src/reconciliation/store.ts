import { sql } from 'kysely';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import type { Figure } from './difference.ts';
import type { CheckCount, CleanState, Run, RunScope, StoredDifference } from './run.ts';

/** Runs of a partner that are kept. */
export const KEPT_RUNS = 90;
/** So long one statement of a check may take. */
const STATEMENT_TIMEOUT = '10min';
/** For the sums of one stretch, so that they are sorted in memory. */
const WORK_MEMORY = '32MB';

/** One picture of everything, while others go on writing: what commits meanwhile is in it as a whole, or not at all. */
export function inSnapshot<T>(db: Database, work: (reader: Reader) => Promise<T>): Promise<T> {
  return db.inTransaction(async (tx) => {
    await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`.execute(tx);
    await sql`SELECT set_config('statement_timeout', ${STATEMENT_TIMEOUT}, true), set_config('work_mem', ${WORK_MEMORY}, true),
      set_config('jit', 'off', true)`.execute(tx);
    return work(tx);
  });
}

/** jsonb has no 64-bit numbers: they are texts. */
interface FigureJson extends Omit<Figure, 'amount' | 'count'> {
  readonly amount: string | null;
  readonly count: string | null;
}

interface DifferenceJson extends Omit<StoredDifference, 'figures' | 'from' | 'before'> {
  readonly from: string | null;
  readonly before: string | null;
  readonly figures: readonly FigureJson[];
}

function toJson(one: StoredDifference): DifferenceJson {
  return {
    ...one,
    from: one.from?.toISOString() ?? null,
    before: one.before?.toISOString() ?? null,
    figures: one.figures.map(({ source, amount, count }) => ({
      source,
      amount: amount?.toString() ?? null,
      count: count?.toString() ?? null,
    })),
  };
}

function fromJson(one: DifferenceJson): StoredDifference {
  const big = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
  const date = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    ...one,
    from: date(one.from),
    before: date(one.before),
    figures: one.figures.map(({ source, amount, count }) => ({
      source,
      amount: big(amount),
      count: big(count),
    })),
  };
}

interface RunRow {
  readonly partner_id: string;
  readonly id: string;
  readonly scope: RunScope;
  readonly window_from: Date;
  readonly window_before: Date;
  readonly started_at: Date;
  readonly finished_at: Date;
  readonly score: number;
  readonly checks: readonly CheckCount[];
  readonly first_difference: DifferenceJson | null;
}

function fromRow(row: RunRow): Run {
  return {
    partnerId: row.partner_id,
    id: row.id,
    scope: row.scope,
    window: { from: row.window_from, before: row.window_before },
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    score: row.score,
    checks: row.checks,
    first: row.first_difference === null ? null : fromJson(row.first_difference),
  };
}

/** Keeps a run, and forgets the oldest beyond the limit. */
export async function insertRun(tx: Tx, run: Run): Promise<void> {
  const first = run.first === null ? null : JSON.stringify(toJson(run.first));
  await sql`INSERT INTO reconciliation_run (partner_id, id, scope, window_from, window_before, started_at, finished_at, score,
      checks, first_difference)
    VALUES (${run.partnerId}, ${run.id}, ${run.scope}, ${run.window.from}, ${run.window.before}, ${run.startedAt},
      ${run.finishedAt}, ${run.score}, ${JSON.stringify(run.checks)}::jsonb, ${first}::jsonb)`.execute(tx);
  await sql`DELETE FROM reconciliation_run WHERE partner_id = ${run.partnerId} AND id < (
    SELECT id FROM reconciliation_run WHERE partner_id = ${run.partnerId}
    ORDER BY id DESC LIMIT 1 OFFSET ${KEPT_RUNS - 1})`.execute(tx);
}

/** The last run that looked at all that was due; null before the first. */
export async function selectLatest(reader: Reader, partnerId: string): Promise<Run | null> {
  const { rows } = await sql<RunRow>`SELECT r.* FROM reconciliation_state s
    JOIN reconciliation_run r ON r.partner_id = s.partner_id AND r.id = s.run_id
    WHERE s.partner_id = ${partnerId}`.execute(reader);
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Newest first. */
export async function selectRuns(
  reader: Reader,
  partnerId: string,
  place: { readonly limit: number; readonly offset: number; readonly afterId: string | null },
): Promise<Run[]> {
  const older = place.afterId === null ? sql`` : sql`AND id < ${place.afterId}::uuid`;
  const { rows } = await sql<RunRow>`SELECT * FROM reconciliation_run WHERE partner_id = ${partnerId} ${older}
    ORDER BY id DESC LIMIT ${place.limit} OFFSET ${place.offset}`.execute(reader);
  return rows.map(fromRow);
}

export async function countRuns(reader: Reader, partnerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM reconciliation_run
    WHERE partner_id = ${partnerId}`.execute(reader);
  return rows[0]?.n ?? 0;
}

/** For the operator: the last run of every partner, the worst first. */
export async function selectWorst(
  reader: Reader,
  place: {
    readonly limit: number;
    readonly offset: number;
    readonly after: { readonly score: number; readonly partnerId: string } | null;
  },
): Promise<Run[]> {
  const { after } = place;
  const beyond =
    after === null ? sql`` : sql`AND (score, partner_id) > (${after.score}, ${after.partnerId}::uuid)`;
  const { rows } = await sql<RunRow>`SELECT r.* FROM (
      SELECT partner_id, run_id, score FROM reconciliation_state WHERE run_id IS NOT NULL ${beyond}
      ORDER BY score, partner_id LIMIT ${place.limit} OFFSET ${place.offset}) s
    JOIN reconciliation_run r ON r.partner_id = s.partner_id AND r.id = s.run_id
    ORDER BY s.score, s.partner_id`.execute(reader);
  return rows.map(fromRow);
}

/** How all partners stand together. */
export interface Standing {
  readonly partners: number;
  readonly differing: number;
  /** Null before the first run. */
  readonly worst: number | null;
  readonly average: number | null;
  /** When the partner was looked at that was longest not. */
  readonly oldest: Date | null;
}

export async function selectStanding(reader: Reader): Promise<Standing> {
  const { rows } =
    await sql<Standing>`SELECT count(*)::int AS partners, (count(*) FILTER (WHERE score < 100))::int AS differing,
      min(score) AS worst, avg(score)::float8 AS average, min(finished_at) AS oldest
    FROM reconciliation_state WHERE run_id IS NOT NULL`.execute(reader);
  return rows[0] ?? { partners: 0, differing: 0, worst: null, average: null, oldest: null };
}

export async function selectState(reader: Reader, partnerId: string): Promise<CleanState> {
  const { rows } = await sql<{ clean_until: Date | null; clean_entry_no: bigint | null }>`
    SELECT clean_until, clean_entry_no FROM reconciliation_state WHERE partner_id = ${partnerId}`.execute(
    reader,
  );
  return { cleanUntil: rows[0]?.clean_until ?? null, cleanEntryNo: rows[0]?.clean_entry_no ?? null };
}

/** Writes what is known after a run; `run`: if it looked at all that was due it is the partner's last one. */
export async function saveState(tx: Tx, run: Run, state: CleanState): Promise<void> {
  const whole = run.scope !== 'window';
  await sql`INSERT INTO reconciliation_state AS s (partner_id, run_id, score, finished_at, clean_until, clean_entry_no)
    VALUES (${run.partnerId}, ${whole ? run.id : null}, ${whole ? run.score : null}, ${whole ? run.finishedAt : null},
      ${state.cleanUntil}, ${state.cleanEntryNo})
    ON CONFLICT (partner_id) DO UPDATE SET run_id = coalesce(excluded.run_id, s.run_id),
      score = coalesce(excluded.score, s.score), finished_at = coalesce(excluded.finished_at, s.finished_at),
      clean_until = excluded.clean_until, clean_entry_no = excluded.clean_entry_no`.execute(tx);
}

/** Takes a partner for a night, for as long as a claim lasts. False where somebody has it, or it is done. */
export async function claimNight(
  reader: Reader,
  partnerId: string,
  night: Date,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`INSERT INTO reconciliation_state AS s (partner_id, claimed_until)
    VALUES (${partnerId}, ${now}::timestamptz + interval '30 minutes')
    ON CONFLICT (partner_id) DO UPDATE SET claimed_until = excluded.claimed_until
      WHERE (s.night IS NULL OR s.night < ${night}) AND (s.claimed_until IS NULL OR s.claimed_until <= ${now})
    RETURNING partner_id`.execute(reader);
  return rows.length > 0;
}

/** The night of a partner is done. */
export async function finishNight(reader: Reader, partnerId: string, night: Date): Promise<void> {
  await sql`UPDATE reconciliation_state SET night = ${night}, claimed_until = NULL
    WHERE partner_id = ${partnerId}`.execute(reader);
}
