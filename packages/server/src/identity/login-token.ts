import { SignJWT, errors, jwtVerify } from 'jose';
import type { Sealer } from '../platform/crypto/index.ts';
import { unauthorized } from '../platform/errors/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { credentialExpired } from './errors.ts';
import type { User } from './user.ts';

/** Which surface a login is for. */
export type Audience = 'partner' | 'operator';

export const LOGIN_SECONDS = 3_600;
const ISSUER = 'partner-portal';

export interface LoginClaims {
  readonly partnerId: string;
  readonly userId: string;
  readonly sessionVersion: number;
}

/**
 * Signed access tokens of a login (JWT, HS256, one hour). They carry the user's session version: what changes the
 * user's password, role or status grows it, and the token is dead before its hour is over.
 */
export class LoginTokens {
  readonly #key: Uint8Array;

  constructor(sealer: Sealer) {
    this.#key = sealer.deriveKey('jwt');
  }

  async issue(user: User, audience: Audience, at: Date): Promise<string> {
    const issuedAt = Math.floor(at.getTime() / 1_000);
    return new SignJWT({ pid: user.partnerId, sv: user.sessionVersion })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(user.userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LOGIN_SECONDS)
      .sign(this.#key);
  }

  /** Throws 401: `credential_expired` after its hour, `unauthorized` for anything else that is not ours. */
  async read(token: string, audience: Audience, at: Date): Promise<LoginClaims> {
    if (token.length > 2_000) throw unauthorized();
    const options = { algorithms: ['HS256'], issuer: ISSUER, audience, currentDate: at };
    const { payload } = await jwtVerify(token, this.#key, options).catch((error: unknown) => {
      throw error instanceof errors.JWTExpired ? credentialExpired() : unauthorized();
    });
    const { sub, pid, sv } = payload as { sub?: unknown; pid?: unknown; sv?: unknown };
    if (
      typeof sub !== 'string' ||
      !isUuid(sub) ||
      typeof pid !== 'string' ||
      !isUuid(pid) ||
      typeof sv !== 'number'
    )
      throw unauthorized();
    return { partnerId: pid, userId: sub, sessionVersion: sv };
  }
}
