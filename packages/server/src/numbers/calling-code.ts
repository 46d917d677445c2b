import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';

/** What the numbers of a country begin with, `+91`; null where it has none. Several countries share one. */
export function callingPrefix(country: string): string | null {
  return isSupportedCountry(country) ? `+${getCountryCallingCode(country)}` : null;
}
