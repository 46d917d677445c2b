import { availableParallelism, loadavg } from 'node:os';
import type { LoadGenerator, LoadOrder, LoadResult } from './load.ts';

const WARM_UP_MS = 3_000;

export interface Contestant {
  readonly name: string;
  readonly order: Omit<LoadOrder, 'forMs'>;
}

export interface Comparison {
  readonly reference: Contestant;
  readonly measured: Contestant;
  readonly rounds: number;
  /** Of each contestant in each round. */
  readonly secondsPerTurn: number;
  readonly targetRatio: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle - 1)] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

function perSecond(result: LoadResult): number {
  return (result.answered * 1_000) / result.ms;
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
  const pairs: { reference: LoadResult; measured: LoadResult }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({
      reference: await load.run({ ...reference.order, forMs }),
      measured: await load.run({ ...measured.order, forMs }),
    });
  }
  const ratios = pairs.map((pair) => perSecond(pair.measured) / perSecond(pair.reference));
  const ratio = median(ratios);
  const references = pairs.map((pair) => pair.reference);
  const results = pairs.map((pair) => pair.measured);
  console.log(line(reference.name, references));
  console.log(line(measured.name, results));
  console.log(`rounds ${ratios.map((one) => one.toFixed(2)).join(' ')}`);
  console.log(`ratio ${ratio.toFixed(2)} (at least ${targetRatio})`);
  if (!(ratio >= targetRatio)) process.exitCode = 1;
}
