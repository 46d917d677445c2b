import { OPERATOR_BOOKS, appendAudit } from '../audit/index.ts';
import type { Sealer } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { forbidden, notFound } from '../platform/errors/index.ts';
import type { AuthNews } from './auth-news.ts';
import type { By } from './by.ts';
import { totpAlreadyEnrolled, totpInvalid, totpNotEnrolled } from './errors.ts';
import { acceptTotp, newTotpSecret, sealTotpSecret, totpStep, totpUri } from './totp.ts';
import { hasTotp, type User } from './user.ts';
import { lockUser, updateTotp } from './user-store.ts';

/** A second factor that waits for its first code. */
export interface TotpEnrolment {
  /** Base32, for typing in. */
  readonly secret: string;
  /** For a QR code. */
  readonly uri: string;
}

export interface SecondFactorsDeps {
  readonly sealer: Sealer;
  readonly news: AuthNews;
  /** Name under which an authenticator app shows the login. */
  readonly issuer: string;
}

/** Second factors of the operator's staff. */
export interface SecondFactors {
  /** The secret is shown here and never again; codes count once the first one is confirmed. Throws 409. */
  begin(tx: Tx, userId: string, by: By): Promise<TotpEnrolment>;
  /** Throws 401 `totp_invalid`, 409 `totp_not_enrolled`, `totp_already_enrolled`. */
  confirm(tx: Tx, userId: string, code: string, by: By): Promise<void>;
  /** Asks for a current code, so that an unattended screen is not enough. */
  remove(tx: Tx, userId: string, code: string, by: By): Promise<void>;
}

const NO_TOTP = { secret: null, confirmedAt: null, lastStep: null };

export function createSecondFactors(deps: SecondFactorsDeps): SecondFactors {
  const { sealer, news } = deps;
  const locked = async (tx: Tx, userId: string): Promise<User> => {
    const user = await lockUser(tx, OPERATOR_BOOKS, userId);
    if (user === null) throw notFound();
    return user;
  };
  return {
    async begin(tx, userId, by) {
      const user = await locked(tx, userId);
      if (hasTotp(user)) throw totpAlreadyEnrolled();
      const secret = newTotpSecret();
      await updateTotp(tx, user, { ...NO_TOTP, secret: sealTotpSecret(sealer, userId, secret) }, by.at);
      await log(tx, news, user, 'user.totp_begun', by);
      return { secret, uri: totpUri(secret, user.email, deps.issuer) };
    },
    async confirm(tx, userId, code, by) {
      const user = await locked(tx, userId);
      if (hasTotp(user)) throw totpAlreadyEnrolled();
      if (user.totpSecret === null) throw totpNotEnrolled();
      const step = totpStep(sealer, user, code, by.at);
      if (step === null) throw totpInvalid();
      await updateTotp(tx, user, { secret: user.totpSecret, confirmedAt: by.at, lastStep: step }, by.at);
      await log(tx, news, user, 'user.totp_enrolled', by);
    },
    async remove(tx, userId, code, by) {
      const user = await locked(tx, userId);
      if (!hasTotp(user)) throw totpNotEnrolled();
      if (!(await acceptTotp(tx, sealer, user, code, by.at))) throw totpInvalid();
      await updateTotp(tx, user, NO_TOTP, by.at);
      await log(tx, news, user, 'user.totp_removed', by);
    },
  };
}

/** For a device that is lost; somebody else has to do it, or a stolen session could. */
export async function resetTotp(tx: Tx, news: AuthNews, user: User, by: By): Promise<User> {
  if (by.actor.id === user.userId)
    throw forbidden({ message: 'Remove your own second factor with a code, or ask another administrator.' });
  await updateTotp(tx, user, NO_TOTP, by.at);
  await log(tx, news, user, 'user.totp_reset', by);
  return { ...user, totpSecret: null, totpConfirmedAt: null };
}

async function log(tx: Tx, news: AuthNews, user: User, action: string, by: By): Promise<void> {
  const { userId: objectId } = user;
  await news.announce(tx, [{ userId: objectId }]);
  await appendAudit(tx, [
    { partnerId: OPERATOR_BOOKS, at: by.at, actor: by.actor, action, objectType: 'user', objectId },
  ]);
}
