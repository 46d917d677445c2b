import { appendAudit } from '../audit/index.ts';
import type { Sealer } from '../platform/crypto/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import type { ApiVersion } from '../platform/http/index.ts';
import type { AuthNews } from './auth-news.ts';
import type { By } from './by.ts';
import type { ApiCredential } from './credential.ts';
import {
  insertCredential,
  lockCustomerCredentials,
  selectCustomerCredentials,
  updateCredential,
} from './credential-store.ts';
import type { Mode } from './principal.ts';
import { freshCredential, revokedAt, rotated } from './token-record.ts';
import type { IssuedToken } from './tokens.ts';
import { newToken } from './token-text.ts';

export interface CustomerTokenOwner {
  readonly partnerId: string;
  readonly customerId: string;
  /** The customer's own. */
  readonly authId: string;
  readonly mode: Mode;
}

/** The one token of each customer account. Unlike a partner's it can be read again: the published contract lets partners. */
export interface CustomerTokens {
  issue(tx: Tx, owner: CustomerTokenOwner, by: By, apiVersion?: ApiVersion): Promise<IssuedToken>;
  rotate(tx: Tx, owner: CustomerTokenOwner, overlapSeconds: number, by: By): Promise<IssuedToken>;
  /** The token in clear, and an entry in the audit log that it was shown, each time. Throws 404 when there is none. */
  reveal(
    tx: Tx,
    owner: Pick<CustomerTokenOwner, 'partnerId' | 'customerId' | 'authId'>,
    by: By,
  ): Promise<string>;
  /** Masked tokens by customer id, for lists. */
  masked(
    reader: Reader,
    partnerId: string,
    customerIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Ends it for good: the account is closed. */
  revoke(
    tx: Tx,
    owner: Pick<CustomerTokenOwner, 'partnerId' | 'customerId' | 'authId'>,
    by: By,
  ): Promise<void>;
}

const REVEALED = 'account.token_revealed';

/** Binds a sealed token to its row and to this secret of it. */
function sealContext(credentialId: string): string {
  return `api_credential/${credentialId}`;
}

export function createCustomerTokens({
  sealer,
  news,
}: {
  readonly sealer: Sealer;
  readonly news: AuthNews;
}): CustomerTokens {
  const current = async (tx: Tx, partnerId: string, customerId: string): Promise<ApiCredential> => {
    const credential = (await lockCustomerCredentials(tx, partnerId, customerId)).at(-1);
    if (credential === undefined) throw notFound();
    return credential;
  };
  const log = async (
    tx: Tx,
    credential: ApiCredential,
    action: string,
    by: By,
    was: string | null,
    is: string | null,
  ): Promise<void> => {
    const { partnerId, authId: objectId } = credential;
    const changes = was === is ? [] : [{ field: 'auth_token', from: was, to: is }];
    await appendAudit(tx, [
      { partnerId, at: by.at, actor: by.actor, action, objectType: 'account', objectId, changes },
    ]);
  };
  return {
    async issue(tx, owner, by, apiVersion) {
      const token = newToken(owner.mode);
      const fresh = freshCredential(owner, token, by.at);
      const credential: ApiCredential = {
        ...fresh,
        label: owner.authId,
        secretSealed: sealer.seal(token, sealContext(fresh.credentialId)),
        apiVersion: apiVersion ?? fresh.apiVersion,
      };
      await insertCredential(tx, credential);
      await news.announce(tx, [{ authId: owner.authId }]);
      await log(tx, credential, 'account.token_created', by, null, credential.masked);
      return { credential, token };
    },
    async rotate(tx, owner, overlapSeconds, by) {
      const credential = await current(tx, owner.partnerId, owner.customerId);
      const token = newToken(owner.mode);
      const next = {
        ...rotated(credential, token, overlapSeconds, by.at),
        secretSealed: sealer.seal(token, sealContext(credential.credentialId)),
      };
      await updateCredential(tx, next);
      await news.announce(tx, [{ authId: owner.authId }]);
      await log(tx, credential, 'account.token_rotated', by, credential.masked, next.masked);
      return { credential: next, token };
    },
    async reveal(tx, { partnerId, customerId }, by) {
      const [credential] = (await selectCustomerCredentials(tx, partnerId, [customerId])).slice(-1);
      if (credential?.secretSealed == null) throw notFound();
      await log(tx, credential, REVEALED, by, null, null);
      return sealer.unseal(credential.secretSealed, sealContext(credential.credentialId));
    },
    async masked(reader, partnerId, customerIds) {
      if (customerIds.length === 0) return new Map();
      const credentials = await selectCustomerCredentials(reader, partnerId, customerIds);
      return new Map(credentials.map((credential) => [credential.customerId ?? '', credential.masked]));
    },
    async revoke(tx, { partnerId, customerId, authId }, by) {
      for (const credential of await lockCustomerCredentials(tx, partnerId, customerId)) {
        const dead = { ...revokedAt(credential, by.at), secretSealed: null };
        await updateCredential(tx, dead);
        await log(tx, credential, 'account.token_revoked', by, credential.masked, null);
      }
      await news.announce(tx, [{ authId }]);
    },
  };
}
