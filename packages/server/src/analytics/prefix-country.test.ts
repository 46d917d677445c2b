import { expect, it } from 'vitest';
import { countryOfPrefix } from './prefix-country.ts';

it.each([
  ['91', 'IN'],
  ['9198', 'IN'],
  ['447', 'GB'],
  ['44', 'GB'],
  ['1212', 'US'],
  ['1416', 'CA'],
  ['1876', 'JM'],
  ['1', 'US'],
  ['97150', 'AE'],
  ['7701', 'KZ'],
  ['7495', 'RU'],
  ['393', 'IT'],
  ['870', null],
  ['', null],
  ['0', null],
])('prefix %s leads to %s', (prefix, country) => {
  expect(countryOfPrefix(prefix)).toBe(country);
});
