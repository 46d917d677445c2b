import parsePhoneNumber, { type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';
import type { NumberType } from '../pricing/index.ts';

/** A number as somebody wrote it, brought to what prices are found by. */
export interface DialledNumber {
  /** Without `+`. */
  readonly digits: string;
  readonly e164: string;
  /** ISO 3166-1 alpha-2; null where the number belongs to no country that is known. */
  readonly country: string | null;
  readonly countryName: string | null;
  /** For inbound prices; what is neither mobile nor free nor tied to a place is national. */
  readonly type: NumberType;
  /** Whether such a number can have been given out. */
  readonly isPossible: boolean;
  /** How it was understood. */
  readonly readAs: 'international' | 'national';
}

const regions = new Intl.DisplayNames(['en'], { type: 'region' });

function typeOf(number: PhoneNumber | undefined): NumberType {
  switch (number?.getType()) {
    case 'MOBILE':
      return 'mobile';
    case 'TOLL_FREE':
      return 'toll_free';
    case 'FIXED_LINE':
    case 'FIXED_LINE_OR_MOBILE':
      return 'local';
    default:
      return 'national';
  }
}

/** In a query `+` is a blank; a number never begins with one. */
function tidy(text: string): string {
  return text.startsWith(' ') ? `+${text.trim()}` : text.trim();
}

function international(digits: string): DialledNumber | null {
  if (!/^[1-9]\d{6,14}$/.test(digits)) return null;
  return dialled(parsePhoneNumber(`+${digits}`), digits, 'international');
}

function dialled(
  number: PhoneNumber | undefined,
  digits: string,
  readAs: DialledNumber['readAs'],
): DialledNumber {
  const country = number?.country ?? null;
  return {
    digits,
    e164: `+${digits}`,
    country,
    countryName: country === null ? null : (regions.of(country) ?? null),
    type: typeOf(number),
    isPossible: number?.isValid() ?? false,
    readAs,
  };
}

/**
 * Reads a number in any of the usual spellings. With `+` or `00` it is international; else a national one of `country`,
 * where it makes one; else its digits are taken as international. Null for what is no number at all.
 */
export function readDialledNumber(text: string, country: string): DialledNumber | null {
  const tidied = tidy(text);
  if (!/^\+?[\d\s().\-/]{1,40}$/.test(tidied)) return null;
  const digits = tidied.replaceAll(/\D/g, '');
  if (tidied.startsWith('+')) return international(digits);
  if (digits.startsWith('00')) return international(digits.slice(2));
  const national = parsePhoneNumber(tidied, country as CountryCode);
  if (national?.isValid() === true) return dialled(national, national.number.slice(1), 'national');
  return international(digits);
}
