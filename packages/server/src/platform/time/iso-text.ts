let lastMs = NaN;
let lastText = '';

/** `Date.toISOString`, which is dear, and asked for the same moment many times over: by what arrives or is posted together. */
export function isoText(at: Date): string {
  const ms = at.getTime();
  if (ms !== lastMs) {
    lastText = at.toISOString();
    lastMs = ms;
  }
  return lastText;
}
