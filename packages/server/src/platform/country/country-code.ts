const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that the runtime's tables know beside those of ISO 3166-1: groups, exceptional reservations, test codes. */
const NO_COUNTRIES = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'ZZ',
]);

/** True for a code of ISO 3166-1 alpha-2 in capitals (and XK, as which Kosovo is known everywhere). */
export function isCountryCode(code: string): boolean {
  return (
    /^[A-Z]{2}$/.test(code) &&
    !NO_COUNTRIES.has(code) &&
    regions.of(code) !== undefined &&
    // A code that was given up is known as an alias of its successor.
    new Intl.Locale(`und-${code}`).region === code
  );
}
