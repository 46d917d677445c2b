/**
 * Ten million call records of one partner with 2,000 customers over thirteen months: every list, filter, summary, search, dashboard,
 * table and forecast over HTTP, against the same questions over a tenth of the calls; what settling a call costs beside none and
 * beside all of them; and what one partner's heaviest questions do to another's calls.
 *
 *   node bench/cdr-millions.ts [--calls 1000000,10000000] [--rounds 20] [--seconds 10] [--only questions,settling,beside] [--ask name]
 *                              [--markdown] [--keep directory]
 *
 * The data is built first, with progress: calls, rollups and indexes by SQL, the sums of closed periods by the product's own
 * functions, which hold them against the rollups. Both sizes are asked in turns, each question another one every time.
 * `--markdown` prints the questions as a table once more at the end. `--keep` leaves the data in a directory for the next run, which
 * then builds none; settling adds to it.
 */
import { parseArgs } from 'node:util';
import { measureBeside } from './parts/beside-calls.ts';
import { WORLD_SECRET } from './parts/call-world.ts';
import { BUILD_WITHIN_SECONDS, buildCdrWorld, type CdrWorld } from './parts/cdr-data.ts';
import { Chance, QUESTIONS, subjectOf, type Question, type Subject } from './parts/cdr-questions.ts';
import { printSizes } from './parts/cdr-sizes.ts';
import type { ServerProcess } from './parts/child.ts';
import { machine } from './parts/compare.ts';
import { cpuMsOf } from './parts/processes.ts';
import { startProduct, throughputSettings } from './parts/product.ts';
import { measureSettling } from './parts/settling.ts';

const MOST_GROWTH = 1.3;
/** Of what takes less than this at ten million, growth says nothing: an answer without any call takes half of it. */
const NEGLIGIBLE_MS = 5;
const WARM_UP = 4;
/** What takes longer than this is asked less often: its 95th of a hundred says nothing that its median does not. */
const SLOW_MS = 1_000;
const SLOW_ROUNDS = 5;
const { values: options } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000000,10000000' },
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '10' },
    only: { type: 'string', default: 'questions,settling,beside' },
    ask: { type: 'string', default: '' },
    markdown: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const parts = new Set(options.only.split(','));

interface Asked {
  readonly world: CdrWorld;
  readonly product: ServerProcess;
  readonly subject: Subject;
}

interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly cpu: number;
}

async function askOnce({ world, product }: Asked, path: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`http://127.0.0.1:${product.port}/api/v1/partner${path}`, {
    headers: world.partners[0]?.headers ?? {},
  });
  const text = await answer.text();
  const ms = performance.now() - started;
  if (answer.status === 503) console.log(`${path}: stopped after ${ms.toFixed(0)} ms: ${text}`);
  else if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
  return ms;
}

const cpuMs = async ({ world, product }: Asked): Promise<number> =>
  (await cpuMsOf(product.pid)) + (await cpuMsOf(world.pid));

/** All sizes in turns; each asks the same questions in the same order. */
async function measure(question: Question, sizes: readonly Asked[]): Promise<Times[]> {
  const chances = sizes.map(() => new Chance());
  const times: number[][] = sizes.map(() => []);
  const cpu = sizes.map(() => 0);
  let slowest = 0;
  for (
    let round = -WARM_UP;
    round < (slowest > SLOW_MS ? Math.min(SLOW_ROUNDS, rounds) : rounds);
    round += 1
  ) {
    for (const [place, size] of sizes.entries()) {
      const before = await cpuMs(size);
      const path = question.ask(size.subject, chances[place] ?? new Chance());
      const ms = await askOnce(size, path);
      // One slow answer among quick ones is no slow question.
      if (round === -1) slowest = Math.max(slowest, ms);
      if (round < 0) continue;
      times[place]?.push(ms);
      cpu[place] = (cpu[place] ?? 0) + (await cpuMs(size)) - before;
    }
  }
  return times.map((one, place) => {
    const sorted = one.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
    return { p50: at(0.5), p95: at(0.95), cpu: (cpu[place] ?? 0) / sorted.length };
  });
}

/** Growth is that of the median: of few rounds on a busy machine the 95th of a hundred is mostly what others did. */
function verdictOf(question: Question, of: readonly Times[]): string[] {
  const [small, large] = [of[0], of.at(-1)];
  if (small === undefined || large === undefined) return [];
  return [
    ...(large.p95 > question.within ? [`above ${question.within} ms`] : []),
    ...(of.length > 1 && large.p50 > NEGLIGIBLE_MS && large.p50 > small.p50 * MOST_GROWTH ? ['grows'] : []),
  ];
}

/** A row of a table in Markdown: milliseconds of the smaller size and the larger. */
function markdownOf(question: Question, of: readonly Times[], verdict: readonly string[]): string {
  const column = (key: keyof Times): string => of.map((one) => one[key].toFixed(0)).join(' and ');
  const growth = (of.at(-1)?.p50 ?? NaN) / (of[0]?.p50 ?? NaN);
  const met = verdict.length === 0 ? 'met' : `**${verdict.join(', ')}**`;
  return `| ${question.name} | ${column('p50')} ms | ${column('p95')} ms | ${column('cpu')} ms | ${growth.toFixed(2)} × | ${met} |`;
}

async function askAll(sizes: readonly Asked[]): Promise<void> {
  let missed = 0;
  const table: string[] = [];
  const asked = QUESTIONS.filter(({ name }) => name.includes(options.ask));
  for (const question of asked) {
    const of = await measure(question, sizes);
    const verdict = verdictOf(question, of);
    if (verdict.length > 0) missed += 1;
    table.push(markdownOf(question, of, verdict));
    const column = (key: keyof Times): string => of.map((one) => one[key].toFixed(1).padStart(7)).join('');
    const growth = (of.at(-1)?.p50 ?? NaN) / (of[0]?.p50 ?? NaN);
    console.log(
      `${question.name.padEnd(46)} p95${column('p95')}  p50${column('p50')}  processor${column('cpu')}  × ${growth.toFixed(2)}  ${verdict.join(', ')}`,
    );
  }
  console.log(`${asked.length - missed} of ${asked.length} questions met`);
  if (missed > 0) process.exitCode = 1;
  if (!options.markdown) return;
  const sizesNamed = sizes.map(({ world }) => world.calls.toLocaleString('en')).join(' and ');
  console.log(`\n| question | p50, ${sizesNamed} calls | p95 | processor | growth of p50 | target |`);
  console.log(['|---|---|---|---|---|---|', ...table].join('\n'));
}

/** The target is that of the largest size; smaller ones are there sooner. */
function printBuilds(worlds: readonly CdrWorld[]): void {
  for (const { calls, buildSeconds } of worlds) {
    const met = buildSeconds <= BUILD_WITHIN_SECONDS;
    if (!met) process.exitCode = 1;
    console.log(
      `build of ${calls} calls: ${buildSeconds.toFixed(0)} s, at most ${BUILD_WITHIN_SECONDS} s: ${met ? 'met' : 'missed'}`,
    );
  }
}

const worlds: CdrWorld[] = [];
const products: ServerProcess[] = [];
try {
  console.log(machine());
  for (const calls of options.calls.split(',').map(Number))
    worlds.push(await buildCdrWorld(calls, options.keep));
  for (const world of worlds) await printSizes(world);
  const sizes: Asked[] = [];
  for (const world of worlds) {
    const product = await startProduct({ ...throughputSettings(world.url), PORTAL_SECRET: WORLD_SECRET });
    products.push(product);
    sizes.push({ world, product, subject: await subjectOf(world) });
  }
  const [full, fullProduct, subject] = [worlds.at(-1), products.at(-1), sizes.at(-1)?.subject];
  if (full === undefined || fullProduct === undefined || subject === undefined) throw new Error('no calls');
  if (parts.has('questions')) await askAll(sizes);
  if (parts.has('beside')) await measureBeside(full, fullProduct, subject, Number(options.seconds));
  if (parts.has('settling')) await measureSettling(full, Number(options.seconds));
  printBuilds(worlds);
} finally {
  for (const product of products) await product.stop();
  for (const world of worlds) await world.stop();
}
