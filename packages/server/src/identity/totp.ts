import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Sealer } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { User } from './user.ts';
import { takeTotpStep } from './user-store.ts';

/** A code of the step before or after also passes: clocks differ. */
const TOLERANCE_SECONDS = 30;

export function newTotpSecret(): string {
  return generateSecret();
}

/** What an authenticator app reads, usually as a QR code. */
export function totpUri(secret: string, email: string, issuer: string): string {
  return generateURI({ strategy: 'totp', secret, label: email, issuer });
}

function sealContext(userId: string): string {
  return `app_user/${userId}/totp`;
}

export function sealTotpSecret(sealer: Sealer, userId: string, secret: string): Buffer {
  return sealer.seal(secret, sealContext(userId));
}

/** The time step of a code (RFC 6238) of the user's secret; null for a wrong one. */
export function totpStep(sealer: Sealer, user: User, code: string, at: Date): number | null {
  if (user.totpSecret === null || !/^\d{6}$/.test(code)) return null;
  const secret = sealer.unseal(user.totpSecret, sealContext(user.userId));
  const epoch = Math.floor(at.getTime() / 1_000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** Whether the code is right and was never accepted before, on any node. */
export async function acceptTotp(
  tx: Tx,
  sealer: Sealer,
  user: User,
  code: string,
  at: Date,
): Promise<boolean> {
  const step = totpStep(sealer, user, code, at);
  return step !== null && (await takeTotpStep(tx, user, step));
}
