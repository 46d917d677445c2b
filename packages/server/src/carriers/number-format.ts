/**
 * How a carrier wants numbers to look: an E.164 number that begins with the digits `strip` is `prepend` and what follows
 * them, any other is `otherwise` and all of its digits. `{strip: '91', prepend: '0', otherwise: '00'}` is what one dials
 * in India.
 */
export interface NumberFormat {
  readonly strip: string;
  readonly prepend: string;
  readonly otherwise: string;
}

/** E.164 with its plus. */
export const PLAIN_E164: NumberFormat = { strip: '', prepend: '+', otherwise: '+' };

/** An E.164 number's digits as they go over the wire. */
export function formatNumber(format: NumberFormat, digits: string): string {
  return digits.startsWith(format.strip)
    ? format.prepend + digits.slice(format.strip.length)
    : format.otherwise + digits;
}
