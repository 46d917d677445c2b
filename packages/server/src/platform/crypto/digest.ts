import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export function sha256(input: string | Buffer): Buffer {
  return createHash('sha256').update(input).digest();
}

export function hmacSha256(key: Buffer, input: string | Buffer): Buffer {
  return createHmac('sha256', key).update(input).digest();
}

/** Equal without telling by its duration how much of it was. */
export function equalDigests(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
