import { availableParallelism, loadavg } from 'node:os';
import { cpuMsOf } from './processes.ts';
import type { LoadGenerator, LoadOrder, LoadResult } from './load.ts';

const WARM_UP_MS = 3_000;

export interface Contestant {
  readonly name: string;
  readonly order: Omit<LoadOrder, 'forMs'>;
  /** Whose processor time is counted, by what they are: it says more than the rate on a machine that others use too. */
  readonly processes: Readonly<Record<string, number>>;
}

/** One turn of a contestant. */
interface Turn extends LoadResult {
  /** Milliseconds, by process tree. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

export interface Comparison {
  readonly reference: Contestant;
  readonly measured: Contestant;
  readonly rounds: number;
  /** Of each contestant in each round. */
  readonly secondsPerTurn: number;
  /** Null: the ratio is printed, and nothing is asked of it. */
  readonly targetRatio: number | null;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle - 1)] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

function perSecond(result: LoadResult): number {
  return (result.answered * 1_000) / result.ms;
}

async function cpuOf(processes: Readonly<Record<string, number>>): Promise<Record<string, number>> {
  const entries = Object.entries(processes).map(async ([name, pid]) => [name, await cpuMsOf(pid)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function takeTurn(load: LoadGenerator, contestant: Contestant, forMs: number): Promise<Turn> {
  const before = await cpuOf(contestant.processes);
  const result = await load.run({ ...contestant.order, forMs });
  const after = await cpuOf(contestant.processes);
  const used = Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)] as const);
  return { ...result, cpuMs: Object.fromEntries(used) };
}

/** Microseconds of processor time that one request took, by process. */
function cpuLine(turns: readonly Turn[]): string {
  const names = Object.keys(turns[0]?.cpuMs ?? {});
  const each = names.map((name) => {
    const microseconds = median(turns.map(({ cpuMs, answered }) => ((cpuMs[name] ?? 0) * 1_000) / answered));
    return `${name} ${microseconds.toFixed(0)} µs`;
  });
  return `  processor time of a request: ${each.join(', ')}`;
}

function line(name: string, results: readonly LoadResult[]): string {
  const rate = median(results.map(perSecond)).toFixed(0).padStart(7);
  const [p50, p99] = [median(results.map((one) => one.p50Ms)), median(results.map((one) => one.p99Ms))];
  return `${name.padEnd(46)} ${rate}/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`;
}

/** What the figures depend on beside the code. */
export function machine(): string {
  return `Node ${process.version}, ${availableParallelism()} cores, load average ${loadavg()[0]?.toFixed(1) ?? '?'} at the start`;
}

/**
 * Both in turns, so that whatever else the machine does meets both; the ratio is the median of the rounds' ratios.
 * Prints the figures and sets the exit code when the ratio is below its target.
 */
export async function compare(load: LoadGenerator, comparison: Comparison): Promise<void> {
  const { reference, measured, rounds, secondsPerTurn, targetRatio } = comparison;
  const forMs = secondsPerTurn * 1_000;
  for (const { order } of [reference, measured]) await load.run({ ...order, forMs: WARM_UP_MS });
  const pairs: { reference: Turn; measured: Turn }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({
      reference: await takeTurn(load, reference, forMs),
      measured: await takeTurn(load, measured, forMs),
    });
  }
  const ratios = pairs.map((pair) => perSecond(pair.measured) / perSecond(pair.reference));
  const ratio = median(ratios);
  const references = pairs.map((pair) => pair.reference);
  const results = pairs.map((pair) => pair.measured);
  console.log(`${line(reference.name, references)}\n${cpuLine(references)}`);
  console.log(`${line(measured.name, results)}\n${cpuLine(results)}`);
  console.log(`rounds ${ratios.map((one) => one.toFixed(2)).join(' ')}`);
  console.log(`ratio ${ratio.toFixed(2)}${targetRatio === null ? '' : ` (at least ${targetRatio})`}`);
  if (targetRatio !== null && !(ratio >= targetRatio)) process.exitCode = 1;
}
