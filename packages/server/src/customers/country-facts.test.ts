import { describe, expect, it } from 'vitest';
import { isCountryCode } from '../partners/index.ts';
import { allCountries, countryFacts } from './country-facts.ts';

describe('country facts', () => {
  it('knows the 249 countries of ISO 3166-1 and Kosovo, each once: the very ones that requests may name', () => {
    expect(allCountries()).toHaveLength(250);
    expect(allCountries().filter(({ code }) => !isCountryCode(code))).toEqual([]);
    for (const text of ['', 'XX', 'UK', 'EU', 'ZZ', 'in', 'IND', '__proto__'])
      expect(countryFacts(text)).toBeNull();
  });

  it('gives each a currency of ISO 4217 and a time zone that the runtime knows', () => {
    const currencies = new Set(Intl.supportedValuesOf('currency'));
    for (const { currency, timeZone } of allCountries()) {
      expect(currencies, currency).toContain(currency);
      expect(() => new Intl.DateTimeFormat('en', { timeZone }), timeZone).not.toThrow();
    }
    expect(countryFacts('IN')).toEqual({ code: 'IN', currency: 'INR', timeZone: 'Asia/Kolkata' });
  });
});
