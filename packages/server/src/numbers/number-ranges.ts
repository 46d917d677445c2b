import { behindPrefix } from './number-pattern.ts';

/** Numbers from one text up to, not including, another, in the order of bytes. */
export interface NumberRange {
  readonly from: string;
  readonly to: string;
}

const EVERYTHING: NumberRange = { from: '+', to: behindPrefix('+') };

const rangeOf = (prefix: string): NumberRange => ({ from: prefix, to: behindPrefix(prefix) });

/** Sorted, and one range where several touch. */
function joined(ranges: readonly NumberRange[]): NumberRange[] {
  const result: NumberRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last === undefined || last.to < range.from) result.push(range);
    else if (range.to > last.to) result[result.length - 1] = { from: last.from, to: range.to };
  }
  return result;
}

function without(ranges: readonly NumberRange[], gap: NumberRange): NumberRange[] {
  return ranges.flatMap(({ from, to }) =>
    [
      { from, to: to < gap.from ? to : gap.from },
      { from: from > gap.to ? from : gap.to, to },
    ].filter((piece) => piece.from < piece.to),
  );
}

/**
 * Where numbers can be that begin with one of some prefixes (`null`: with anything) and with none of others; in order,
 * apart from each other.
 */
export function rangesOf(prefixes: readonly string[] | null, excluded: readonly string[]): NumberRange[] {
  const all = prefixes === null ? [EVERYTHING] : joined(prefixes.map(rangeOf));
  return excluded.map(rangeOf).reduce(without, all);
}
