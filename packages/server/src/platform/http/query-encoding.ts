import type { FoundFault } from './fault-order.ts';

const NONE: readonly FoundFault[] = [];

/** Null for what no percent-encoding of UTF-8 spells. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/**
 * The fields of a URL's query that are not UTF-8 in percent-encoding. The parser of queries takes such a text as it stands,
 * so that `%FF` would be looked for by its letters.
 */
export function queryFaults(url: string): readonly FoundFault[] {
  const start = url.indexOf('?');
  if (start === -1 || !url.includes('%', start)) return NONE;
  return url
    .slice(start + 1)
    .split('&')
    .flatMap((pair): FoundFault[] => {
      if (!pair.includes('%')) return [];
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const key = decoded(name);
      if (key !== null && decoded(pair) !== null) return [];
      const text = 'Input is not UTF-8 in percent-encoding';
      return [{ at: [key ?? name], type: 'unicode_decode_error', text }];
    });
}
