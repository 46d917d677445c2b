import { createHash, createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

export function sha256(input: string | Buffer): Buffer {
  return createHash('sha256').update(input).digest();
}

/** The key is an object that is made once: out of bytes it costs Node five times the hash itself, each time. */
export function hmacSha256(key: KeyObject, input: string | Buffer): Buffer {
  return createHmac('sha256', key).update(input).digest();
}

/** Equal without telling by its duration how much of it was. */
export function equalDigests(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
