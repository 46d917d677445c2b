import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyedHash } from './index.ts';

it('a keyed hash is HMAC-SHA-256, whatever the key and the text', () => {
  const key = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary', minLength: 1_000, maxLength: 3_000 }),
  );
  fc.assert(
    fc.property(key, fc.array(text, { minLength: 1, maxLength: 3 }), (bytes, texts) => {
      const keyedHash = createKeyedHash(bytes);
      for (const one of texts) {
        expect(keyedHash(one)).toEqual(createHmac('sha256', bytes).update(one).digest());
      }
    }),
  );
});

it('a text at the limit of what is hashed in place, and one beyond it, are hashed whole', () => {
  const key = randomBytes(32);
  const keyedHash = createKeyedHash(key);
  for (const length of [1_364, 1_365, 1_366, 4_096, 100_000]) {
    const text = '€'.repeat(length);
    expect(keyedHash(text)).toEqual(createHmac('sha256', key).update(text).digest());
  }
});
