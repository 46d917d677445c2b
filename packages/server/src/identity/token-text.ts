import { randomBase62, sha256 } from '../platform/crypto/index.ts';
import type { Mode } from './principal.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 34;
const CHECKSUM_LENGTH = 6;
const BODY = new RegExp(`^[0-9A-Za-z]{${String(RANDOM_LENGTH + CHECKSUM_LENGTH)}}$`);

function checksum(text: string): string {
  let rest = sha256(text).readUIntBE(0, 6);
  let out = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    out += BASE62[rest % 62] ?? '';
    rest = Math.floor(rest / 62);
  }
  return out;
}

/** A new secret: a prefix that says what it opens, 34 random base62 characters and 6 of checksum. */
export function newSecret(prefix: string): string {
  const body = prefix + randomBase62(RANDOM_LENGTH);
  return body + checksum(body);
}

/** Whether a text can be a secret with this prefix. */
export function isSecretText(prefix: string, text: string): boolean {
  return (
    text.startsWith(prefix) &&
    BODY.test(text.slice(prefix.length)) &&
    checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH)
  );
}

/**
 * A new token: `sk_live_` or `sk_test_`, 34 random base62 characters (202 bits), 6 of checksum. The checksum lets a
 * mistyped token, or a made-up one, be refused without asking the database, and lets secret scanners tell a token
 * from any other text.
 */
export function newToken(mode: Mode): string {
  return newSecret(`sk_${mode}_`);
}

/** Whether a text can be a token at all. */
export function isTokenText(text: string): boolean {
  return isSecretText('sk_live_', text) || isSecretText('sk_test_', text);
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
