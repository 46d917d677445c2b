import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatIpv4Network,
  networkOf,
  networksOverlap,
  parseIpv4Network,
  reachOf,
  readPublicUrl,
} from './index.ts';

const network = fc
  .record({ address: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: 0, max: 32 }) })
  .map(networkOf);

describe('an IPv4 network', () => {
  it('reads back as what was printed', () => {
    fc.assert(
      fc.property(network, (one) => {
        expect(parseIpv4Network(formatIpv4Network(one))).toEqual(one);
      }),
    );
  });

  it('overlaps another exactly where they share an address, whichever is named first', () => {
    const last = ({ address, prefix }: { address: number; prefix: number }) =>
      address + 2 ** (32 - prefix) - 1;
    fc.assert(
      fc.property(network, network, (a, b) => {
        const shared = a.address <= last(b) && b.address <= last(a);
        expect(networksOverlap(a, b)).toBe(shared);
        expect(networksOverlap(b, a)).toBe(shared);
      }),
    );
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.04',
    '1.2.3.4/33',
    '1.2.3.4/',
    '::1',
    '1.2.3.4/024',
  ])('is not %j', (text) => {
    expect(parseIpv4Network(text)).toBeNull();
  });

  it.each([
    ['8.8.8.8', 'global'],
    ['192.175.48.0/24', 'global'],
    ['10.1.2.3', 'local'],
    ['172.31.255.255', 'local'],
    ['172.32.0.0', 'global'],
    ['100.127.0.1', 'local'],
    ['169.254.169.254', 'local'],
    ['203.0.113.0/24', 'local'],
    ['127.0.0.1', 'local'],
    ['0.0.0.0/0', 'none'],
    ['224.0.0.1', 'none'],
    ['255.255.255.255', 'none'],
  ])('%s reaches: %s', (text, reach) => {
    expect(reachOf(parseIpv4Network(text)!)).toBe(reach);
  });
});

describe('a URL that may be called for somebody else', () => {
  it.each([
    'https://hooks.example.com/calls',
    'http://hooks.example.com:8080/a?b=c',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
  ])('is %s', (text) => {
    expect(readPublicUrl(text)?.href).toBe(new URL(text).href);
  });

  it.each([
    'ftp://example.com',
    'https://user:secret@example.com',
    'https://user@example.com',
    'http://localhost/x',
    'http://localhost./x',
    'http://api.localhost/x',
    'http://printer.local',
    'http://db.internal',
    'http://intranet/x',
    'http://127.0.0.1',
    'http://127.1',
    'http://0x7f000001',
    'http://2130706433',
    'http://0177.0.0.1',
    'http://10.0.0.1',
    'http://172.16.5.5',
    'http://192.168.1.1',
    'http://169.254.169.254/latest/meta-data',
    'http://100.100.100.200',
    'http://0.0.0.0',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:10.0.0.1]',
    'http://[64:ff9b::a00:1]',
    'http://[2002:a00:1::]',
    'http://[2001:db8::1]',
    'http://[2001::1]',
    'http://[fd00::1]',
    'http://[fe80::1]',
    'http://[ff02::1]',
    'not a url',
    '',
  ])('is not %s', (text) => {
    expect(readPublicUrl(text)).toBeNull();
  });
});
