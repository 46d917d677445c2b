import { isSecretText, newSecret, tokenHash } from '../identity/index.ts';

const PREFIX = 'edge_';

/** `edge_`, 34 random base62 characters, 6 of checksum. */
export function newEdgeSecret(): string {
  return newSecret(PREFIX);
}

export function isEdgeSecret(text: string): boolean {
  return isSecretText(PREFIX, text);
}

export const secretHash = tokenHash;

/** What may be shown of a secret: `edge_…a1b2`. */
export function maskSecret(secret: string): string {
  return `${PREFIX}…${secret.slice(-4)}`;
}
