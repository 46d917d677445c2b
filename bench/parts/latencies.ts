/** Milliseconds below which half of all lie, and 99 of a hundred. NaN: there are none. */
export function p50And99(latencies: readonly number[]): { readonly p50Ms: number; readonly p99Ms: number } {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Begins so many a second, evenly, until a moment of `performance.now()`, and waits for nothing but the time. */
export async function evenly(perSecond: number, until: number, begin: () => void): Promise<void> {
  const first = performance.now();
  for (let begun = 0; performance.now() < until;) {
    const due = Math.floor(((performance.now() - first) * perSecond) / 1_000);
    for (; begun < due; begun += 1) begin();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
