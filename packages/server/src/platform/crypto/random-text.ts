import { randomInt } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const UPPER = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LOWER = '0123456789abcdefghijkmnopqrstuvwxyz';

function randomFrom(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)] ?? '').join('');
}

export function randomBase62(length: number): string {
  return randomFrom(BASE62, length);
}

/** Upper-case letters and digits without those that people confuse. */
export function randomUpper(length: number): string {
  return randomFrom(UPPER, length);
}

export function randomLower(length: number): string {
  return randomFrom(LOWER, length);
}
