import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sealer } from '../platform/crypto/index.ts';

const SIGNATURE_BYTES = 32;
const TOKEN_BYTES = 16 + 6 + SIGNATURE_BYTES;

/** Signs which file somebody may fetch, and until when; who holds the text needs no other credential. */
export interface DownloadLinks {
  sign(exportId: string, until: Date): string;
  /** The export that a text is for; null where it is none of ours, or its time has passed. */
  read(token: string, now: Date): string | null;
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function createDownloadLinks(sealer: Pick<Sealer, 'deriveKey'>): DownloadLinks {
  const key = sealer.deriveKey('export-link');
  const signatureOf = (bytes: Buffer): Buffer => createHmac('sha256', key).update(bytes).digest();
  return {
    sign(exportId, until) {
      const time = Buffer.alloc(6);
      time.writeUIntBE(until.getTime(), 0, 6);
      const signed = Buffer.concat([idBytes(exportId), time]);
      return Buffer.concat([signed, signatureOf(signed)]).toString('base64url');
    },
    read(token, now) {
      const bytes = Buffer.from(token, 'base64url');
      // Letters that decode to nothing are no part of what was signed.
      if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return null;
      const signed = bytes.subarray(0, 22);
      if (!timingSafeEqual(signatureOf(signed), bytes.subarray(22))) return null;
      return signed.readUIntBE(16, 6) > now.getTime() ? idOf(signed.subarray(0, 16)) : null;
    },
  };
}
