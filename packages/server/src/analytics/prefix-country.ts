import { Metadata, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';

/** How many prefixes are remembered: more than the biggest deck has. */
const MOST_REMEMBERED = 400_000;
const remembered = new Map<string, string | null>();
const regions = new Intl.DisplayNames(['en'], { type: 'region' });

/** ISO 3166-1 alpha-2 of the country that a dialled prefix (digits without `+`) leads to; null where it is none's alone. */
export function countryOfPrefix(prefix: string): string | null {
  const known = remembered.get(prefix);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const country = find(prefix);
  remembered.set(prefix, country);
  return country;
}

export function countryName(country: string): string {
  return regions.of(country) ?? country;
}

const callingCodes: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(metadata.country_calling_codes as Readonly<Record<string, readonly string[]>>),
);

function find(prefix: string): string | null {
  const code = [1, 2, 3].map((length) => prefix.slice(0, length)).find((digits) => callingCodes.has(digits));
  if (code === undefined) return null;
  const countries = callingCodes.get(code) ?? [];
  if (countries.length === 1) return countries[0] === '001' ? null : (countries[0] ?? null);
  return ofNumbersUnder(prefix) ?? ofLeadingDigits(prefix.slice(code.length), countries);
}

/** Several countries share a code: the one in which a number can begin so. */
function ofNumbersUnder(prefix: string): string | null {
  for (const digit of ['2', '5', '7', '0', '3', '6', '1', '8', '4', '9']) {
    for (let length = 9; length <= 13; length += 1) {
      if (prefix.length > length) continue;
      const number = parsePhoneNumberFromString(`+${prefix.padEnd(length, digit)}`);
      if (number?.isValid() === true && number.country !== undefined) return number.country;
    }
  }
  return null;
}

/** Else the one whose leading digits these are; the code's main country takes the rest. */
function ofLeadingDigits(national: string, countries: readonly string[]): string | null {
  const facts = new Metadata();
  for (const country of countries) {
    facts.selectNumberingPlan(country as CountryCode);
    const leading = facts.numberingPlan?.leadingDigits();
    if (leading !== undefined && new RegExp(`^(?:${leading})`).test(national)) return country;
  }
  return countries[0] ?? null;
}
