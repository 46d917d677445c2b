import { expect, it } from 'vitest';
import { compileAllowList, isWithin, parseCidr } from './ip-allow-list.ts';

it('reads addresses and blocks of both families into one spelling, and nothing else', () => {
  expect(parseCidr('10.0.0.1')).toBe('10.0.0.1/32');
  expect(parseCidr(' 10.0.0.0/8 ')).toBe('10.0.0.0/8');
  expect(parseCidr('2001:DB8::/32')).toBe('2001:db8::/32');
  expect(parseCidr('::ffff:10.0.0.1')).toBe('10.0.0.1/32');
  for (const text of [
    '',
    '10.0.0.1/33',
    '10.0.0/8',
    '::1/129',
    'fe80::1%eth0',
    '10.0.0.1/',
    '10.0.0.1/8/8',
    '10.0.0.1/-1',
    'home',
  ])
    expect(parseCidr(text)).toBeNull();
});

it('lets in what is in a block; no block lets everybody in', () => {
  expect(compileAllowList([])).toBeNull();
  const allows = compileAllowList(['10.1.0.0/16', '2001:db8::/32'])!;
  expect([
    allows('10.1.255.255'),
    allows('10.2.0.0'),
    allows('2001:db8:ffff::1'),
    allows('2001:db9::'),
  ]).toEqual([true, false, true, false]);
  expect(allows('not an address')).toBe(false);
});

it('knows a block within a block', () => {
  expect(isWithin('10.1.2.0/24', ['10.1.0.0/16'])).toBe(true);
  expect(isWithin('10.1.0.0/15', ['10.1.0.0/16'])).toBe(false);
  expect(isWithin('2001:db8::/48', ['10.0.0.0/8', '2001:db8::/32'])).toBe(true);
  expect(isWithin('10.0.0.1/32', ['::/0'])).toBe(false);
});
