import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isCountryCode } from '../partners/index.ts';
import { callingPrefix } from './calling-code.ts';
import type { Capabilities, StockNumber } from './number-stock.ts';
import { CAPABILITIES, type Capability } from './number-stock.ts';

/** What the operator says of a number when it comes into stock. */
export type NewStockNumber = Omit<
  StockNumber,
  'state' | 'reservation' | 'quarantinedUntil' | 'createdAt' | 'updatedAt'
>;

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217, as far as the runtime knows it. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** The country that a number’s digits say; null where they do not say one. */
export function countryOf(e164: string): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

/** Why a number cannot be one of a country; null where it can. */
export function countryFault(e164: string, country: string): string | null {
  const prefix = isCountryCode(country) ? callingPrefix(country) : null;
  if (prefix === null) return `${country} has no numbers of its own`;
  return e164.startsWith(prefix) ? null : `Numbers of ${country} begin with ${prefix}`;
}

export function capabilitiesOf(names: readonly Capability[]): Capabilities {
  const [voice, sms, mms, fax] = CAPABILITIES.map((one) => names.includes(one));
  return { voice: voice === true, sms: sms === true, mms: mms === true, fax: fax === true };
}
