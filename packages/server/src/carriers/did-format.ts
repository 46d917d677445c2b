import { e164Digits } from './e164.ts';

/** How a carrier writes the number that was called, on calls that it brings us. */
export interface DidFormat {
  /** Digits or signs that it puts before each number; taken off where they are. */
  readonly strip: string;
  /** `international`: its digits begin with the country's code. `national`: they do not. A plus or 00 is international in either. */
  readonly form: 'international' | 'national';
  /** Calling code of the country whose national numbers come, e.g. `91`. */
  readonly callingCode: string | null;
}

export const PLAIN_DID: DidFormat = { strip: '', form: 'international', callingCode: null };

/** The called number as E.164 with its plus; null where the text is none in this format. */
export function readDid(format: DidFormat, text: string): string | null {
  const plain = text.trim().replace(/[\s().-]/g, '');
  const bare = plain.startsWith(format.strip) ? plain.slice(format.strip.length) : plain;
  const international = /^(?:\+|00)(.*)$/.exec(bare)?.[1];
  if (international !== undefined) return e164(international);
  if (format.form === 'international' || format.callingCode === null) return e164(bare);
  return e164(format.callingCode + bare.replace(/^0/, ''));
}

function e164(digits: string): string | null {
  const read = digits.startsWith('+') ? null : e164Digits(digits);
  return read === null ? null : `+${read}`;
}
