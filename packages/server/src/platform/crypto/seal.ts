import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Sealing keeps a secret readable by this product and by nobody who only has the database: AES-256-GCM under a key
 * that lives outside it. `context` is authenticated with the text, so a sealed value cannot be moved to another row.
 */
export interface Sealer {
  seal(plain: string, context: string): Buffer;
  /** Throws when the bytes were altered, the key differs, or the context is not the one it was sealed for. */
  unseal(sealed: Buffer, context: string): string;
  /** A key of its own for another purpose (keyed hashes, JWT), derived from the same master secret. */
  deriveKey(purpose: string): Buffer;
}

const VERSION = 1;

export function createSealer(masterSecret: Buffer): Sealer {
  if (masterSecret.length < 32) throw new Error('The master secret must be at least 32 bytes.');
  const deriveKey = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', masterSecret, Buffer.alloc(0), `partner-portal/${purpose}`, 32));
  const key = deriveKey('seal');
  return {
    deriveKey,
    seal(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
    },
    unseal(sealed, context) {
      if (sealed[0] !== VERSION) throw new Error('Sealed value of an unknown version.');
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(sealed.subarray(13, 29));
      return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8');
    },
  };
}
