import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';

const DIGITS = /^\+?([0-9]{1,15})$/;
const E164_DIGITS = /^[1-9][0-9]{6,14}$/;
/** Longest number that may be one of an emergency, and longest code of a country. */
const LONGEST_SHORT_NUMBER = 6;
const LONGEST_COUNTRY_CODE = 3;
const EMERGENCY_DIGITS = /^[0-9]{2,6}$/;

/** The digits of what was dialled; '' where it is no number at all. */
export function digitsOf(text: string): string {
  return DIGITS.exec(text.trim())?.[1] ?? '';
}

export function isE164Digits(digits: string): boolean {
  return E164_DIGITS.test(digits);
}

/** Why digits that are no emergency number cannot be dialled; null where they can. */
export function whyNotDialled(digits: string): 'invalid_number' | 'incomplete_number' | null {
  if (isE164Digits(digits)) return null;
  return digits !== '' && digits.length <= LONGEST_SHORT_NUMBER ? 'incomplete_number' : 'invalid_number';
}

/** A caller's number as E.164 with its plus; null where it is none. */
export function callerOf(text: string | null): string | null {
  const digits = text === null ? '' : digitsOf(text);
  return isE164Digits(digits) ? `+${digits}` : null;
}

/** Whether a number has the form of an emergency number. */
export function isEmergencyDigits(digits: string): boolean {
  return EMERGENCY_DIGITS.test(digits);
}

/** Digits of the code of a country; '' where it has none. */
export function callingCode(country: string): string {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : '';
}

/** A short number of a country that was dialled with the country's code before it, without that; null: it was not. */
export function shortNumberOf(digits: string, country: string): string | null {
  if (digits.length > LONGEST_COUNTRY_CODE + LONGEST_SHORT_NUMBER) return null;
  const code = callingCode(country);
  if (code === '' || !digits.startsWith(code)) return null;
  const rest = digits.slice(code.length);
  return isEmergencyDigits(rest) ? rest : null;
}
