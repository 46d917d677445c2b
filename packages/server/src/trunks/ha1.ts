import { createHash } from 'node:crypto';

/** What digest authentication compares with, one for each algorithm that a phone may answer in. Hexadecimal, lower case. */
export interface Ha1 {
  readonly md5: string;
  readonly sha256: string;
}

/**
 * H(username:realm:password) of RFC 7616, for MD5 and for the SHA-256 that RFC 8760 brings to SIP. Both are made when the
 * password is known, which is never again: so the edge can move to SHA-256 without anybody setting a password anew.
 */
export function makeHa1(username: string, realm: string, password: string): Ha1 {
  const secret = Buffer.from(`${username}:${realm}:${password}`, 'utf8');
  const digest = (algorithm: string): string => createHash(algorithm).update(secret).digest('hex');
  return { md5: digest('md5'), sha256: digest('sha256') };
}
