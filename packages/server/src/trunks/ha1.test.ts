import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeHa1, type Ha1 } from './ha1.ts';

/** The answer of a client that has these hashes, by RFC 7616, 3.4.1 with qop=auth. */
function response(algorithm: string, ha1: string): string {
  const hash = (text: string) => createHash(algorithm).update(text).digest('hex');
  const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
  const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
  return hash(`${ha1}:${nonce}:00000001:${cnonce}:auth:${hash('GET:/dir/index.html')}`);
}

it('the hashes give the answers of the example in RFC 7616, section 3.9.1', () => {
  const ha1: Ha1 = makeHa1('Mufasa', 'http-auth@example.org', 'Circle of Life');
  expect(response('md5', ha1.md5)).toBe('8ca523f5e9506fed4657c9700eebdbec');
  expect(response('sha256', ha1.sha256)).toBe(
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  );
});

it('a password is taken as UTF-8', () => {
  const expected = createHash('md5').update(Buffer.from('a:b:pä$s wörd', 'utf8')).digest('hex');
  expect(makeHa1('a', 'b', 'pä$s wörd').md5).toBe(expected);
});
