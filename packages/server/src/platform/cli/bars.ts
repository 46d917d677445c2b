const HEIGHTS = '▁▂▃▄▅▆▇█';
const BAR = 16;
/** More points than fit into a line are joined. */
const LINE = 72;

/** A bar that is as long as a value is of the most; what is there at all is seen. */
export function bar(value: number, most: number): string {
  if (most <= 0 || value <= 0) return '';
  return '█'.repeat(Math.max(1, Math.round((value / most) * BAR)));
}

/** Values over time in one line, the highest as high as the line; many are joined, the highest of each group. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(0, ...values);
  const width = Math.ceil(values.length / LINE) || 1;
  const groups = Array.from({ length: Math.ceil(values.length / width) }, (_, n) =>
    Math.max(...values.slice(n * width, (n + 1) * width)),
  );
  const heightOf = (value: number): number =>
    most === 0 ? 0 : Math.round((Math.max(0, value) / most) * (HEIGHTS.length - 1));
  return groups.map((value) => HEIGHTS[heightOf(value)] ?? '').join('');
}
