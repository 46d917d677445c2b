import { randomFillSync } from 'node:crypto';

const BYTES = 12;
/** Asking the system for random bytes costs more than the bytes: they are fetched for many ids at once. */
const pool = Buffer.alloc(BYTES * 256);
let offset = pool.length;

/** `req_…` with 96 random bits: tells nothing of the request, and is the same for nobody else. */
export function newRequestId(): string {
  if (offset === pool.length) {
    randomFillSync(pool);
    offset = 0;
  }
  offset += BYTES;
  return `req_${pool.toString('base64url', offset - BYTES, offset)}`;
}
