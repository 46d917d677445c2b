/** Which numbers a text means, as far as the search needs to know. */
export interface NumberPattern {
  /** For LIKE; nothing in it is taken for a wildcard that was not one of ours. */
  readonly like: string;
  /** False where it asks for what stands in no number. */
  readonly possible: boolean;
}

/** Longest text of a pattern: a number, its `+`, and a few wildcards. */
export const MAX_PATTERN_LENGTH = 24;

function escaped(literal: string): string {
  return literal.replace(/[\\%_]/g, String.raw`\$&`);
}

/** `words` are the literal pieces between wildcards. */
function patternOf(like: string, words: readonly string[]): NumberPattern {
  return {
    like,
    possible: words.every((word) => /^\+?\d*$/.test(word)) && /^[%_]*\+?[^+]*$/.test(like),
  };
}

/** Numbers with this text anywhere. */
export function containing(text: string): NumberPattern {
  return patternOf(`%${escaped(text)}%`, [text]);
}

/** Numbers that begin with this text; the `+` may be left out. */
export function startingWith(text: string): NumberPattern {
  const start = text.startsWith('+') ? text : `+${text}`;
  return patternOf(`${escaped(start)}%`, [start]);
}

export function endingWith(text: string): NumberPattern {
  return patternOf(`%${escaped(text)}`, [text]);
}

/**
 * Reads a pattern with `*` for any digits and `?` for one; it is about the whole number, whose `+` may be left out.
 * Without either it is a piece of the number, wherever it stands. Every other character means itself.
 */
export function readPattern(text: string): NumberPattern {
  if (!/[*?]/.test(text)) return containing(text);
  const whole = /^[+*]/.test(text) ? text : `+${text}`;
  const words = whole.split(/[*?]+/);
  const like = escaped(whole).replaceAll('*', '%').replaceAll('?', '_');
  return patternOf(like, words);
}
