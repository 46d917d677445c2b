import { randomBase62, sha256 } from '../platform/crypto/index.ts';
import type { Mode } from './principal.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 34;
const CHECKSUM_LENGTH = 6;
const SHAPE = /^sk_(?:live|test)_[0-9A-Za-z]{40}$/;

function checksum(text: string): string {
  let rest = sha256(text).readUIntBE(0, 6);
  let out = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    out += BASE62[rest % 62] ?? '';
    rest = Math.floor(rest / 62);
  }
  return out;
}

/**
 * A new token: `sk_live_` or `sk_test_`, 34 random base62 characters (202 bits), 6 of checksum. The checksum lets a
 * mistyped token, or a made-up one, be refused without asking the database, and lets secret scanners tell a token
 * from any other text.
 */
export function newToken(mode: Mode): string {
  const body = `sk_${mode}_${randomBase62(RANDOM_LENGTH)}`;
  return body + checksum(body);
}

/** Whether a text can be a token at all. */
export function isTokenText(text: string): boolean {
  return SHAPE.test(text) && checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

/**
 * What is stored of a token. A plain SHA-256 is right here, where a password needs argon2: 202 random bits cannot be
 * guessed however fast the hash is, and a slow one would be paid on every request.
 */
export function tokenHash(token: string): Buffer {
  return sha256(token);
}

/** What may be shown of a token: `sk_live_…a1b2`. */
export function maskToken(token: string): string {
  return `${token.slice(0, 8)}…${token.slice(-4)}`;
}
