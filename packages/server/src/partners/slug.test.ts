import { expect, test } from 'vitest';
import { clientNetwork } from './client-network.ts';
import { isCountryCode } from './country.ts';
import { slugOf } from './slug.ts';

test.each([
  ['Acme Telecom Pvt. Ltd.', 'acme-telecom-pvt-ltd'],
  ['  Ünïcode & Söhne  ', 'unicode-sohne'],
  ['--', ''],
  ['電話', ''],
  ['x'.repeat(80), 'x'.repeat(48)],
  [`${'a'.repeat(47)} b`, 'a'.repeat(47)],
])('a name becomes a readable address: %s', (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('addresses of one network count as one: %s', (ip, network) => {
  expect(clientNetwork(ip)).toBe(network);
});

test('only countries that exist are countries', () => {
  expect(['IN', 'US', 'DE', 'GB', 'AE'].every(isCountryCode)).toBe(true);
  expect(['XX', 'ZZ', 'EU', 'in', 'IND', '', 'QQ', 'XA', 'UN', 'UK', 'AA'].filter(isCountryCode)).toEqual([]);
});
