import { fieldChanges, type FieldChange } from '../audit/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound, unauthorized } from '../platform/errors/index.ts';
import { DEFAULT_API_VERSION, type ApiVersion } from '../platform/http/index.ts';
import type { AuthNews } from './auth-news.ts';
import type { By } from './by.ts';
import { credentialStatus, type ApiCredential } from './credential.ts';
import {
  countLiveTokens,
  insertCredential,
  lockPartnerToken,
  lockTokens,
  selectCredential,
  selectPartnerTokens,
  updateCredential,
} from './credential-store.ts';
import { inheritedLimits, refuseExcess, type Grantor } from './delegation.ts';
import { tokenLimitReached, tokenNotLive } from './errors.ts';
import { PARTNER_SCOPES, type PartnerFacts, type PartnerPrincipal, type PartnerScope } from './principal.ts';
import { freshCredential, logToken, loggableToken, revokedAt, rotated } from './token-record.ts';
import { newToken } from './token-text.ts';

export const MAX_LIVE_TOKENS = 50;
const MAX_REVOKED_SHOWN = 100;

export interface NewToken {
  readonly label: string;
  /** Default: all that the maker holds. */
  readonly scopes?: readonly PartnerScope[] | undefined;
  readonly apiVersion?: ApiVersion | undefined;
  /** CIDR, as `parseCidr` spells it. */
  readonly ipAllowList?: readonly string[] | undefined;
  /** Units of 10⁻⁵. */
  readonly maxTransferPerDay?: bigint | null | undefined;
  readonly expiresAt?: Date | null | undefined;
}

/** A token with its secret, which nobody can read again. */
export interface IssuedToken {
  readonly credential: ApiCredential;
  readonly token: string;
}

export interface RevokedToken {
  readonly credential: ApiCredential;
  /** True when no live token of the partner may manage tokens any more; a login still can. */
  readonly lastWithTokensScope: boolean;
}

export interface TokensDeps {
  readonly news: AuthNews;
}

/** Whose tokens, and which world they work in. */
export type TokenOwner = Pick<PartnerFacts, 'partnerId' | 'authId' | 'mode'>;

/** A partner's own tokens. */
export interface Tokens {
  /** Without a maker (the operator's doing) nothing but the number of tokens limits it. */
  issue(tx: Tx, owner: TokenOwner, input: NewToken, by: By, maker?: PartnerPrincipal): Promise<IssuedToken>;
  list(reader: Reader, partnerId: string, options: { readonly revoked: boolean }): Promise<ApiCredential[]>;
  get(reader: Reader, partnerId: string, credentialId: string): Promise<ApiCredential>;
  patch(
    tx: Tx,
    owner: TokenOwner,
    id: string,
    patch: { label?: string | undefined; apiVersion?: ApiVersion | undefined },
    by: By,
  ): Promise<ApiCredential>;
  /** The secret before keeps working for `overlapSeconds`; with 0 it is dead at once. */
  rotate(
    tx: Tx,
    owner: TokenOwner,
    id: string,
    overlapSeconds: number,
    by: By,
    maker?: PartnerPrincipal,
  ): Promise<IssuedToken>;
  /** Revoking twice is revoking once. */
  revoke(tx: Tx, owner: TokenOwner, id: string, by: By): Promise<RevokedToken>;
}

export function createTokens({ news }: TokensDeps): Tokens {
  const owned = async (tx: Tx, owner: TokenOwner, id: string): Promise<ApiCredential> => {
    const credential = await lockPartnerToken(tx, owner.partnerId, id);
    if (credential === null) throw notFound();
    return credential;
  };
  const save = async (
    tx: Tx,
    credential: ApiCredential,
    action: string,
    changes: readonly FieldChange[],
    by: By,
  ): Promise<void> => {
    await updateCredential(tx, credential);
    await news.announce(tx, [{ authId: credential.authId }]);
    await logToken(tx, credential, action, changes, by);
  };
  return {
    issue: (tx, owner, input, by, maker) => issueToken(tx, news, owner, input, by, maker),
    list: (reader, partnerId, { revoked }) =>
      selectPartnerTokens(reader, partnerId, { revoked, limit: MAX_LIVE_TOKENS + MAX_REVOKED_SHOWN }),
    async get(reader, partnerId, id) {
      const credential = await selectCredential(reader, partnerId, id);
      if (credential === null || credential.customerId !== null) throw notFound();
      return credential;
    },
    async patch(tx, owner, id, patch, by) {
      const credential = await owned(tx, owner, id);
      if (credential.revokedAt !== null) throw tokenNotLive();
      const next = {
        ...credential,
        label: patch.label ?? credential.label,
        apiVersion: patch.apiVersion ?? credential.apiVersion,
      };
      const changes = fieldChanges(loggableToken(credential), loggableToken(next));
      if (changes.length > 0) await save(tx, next, 'token.updated', changes, by);
      return next;
    },
    async rotate(tx, owner, id, overlapSeconds, by, maker) {
      const credential = await owned(tx, owner, id);
      if (credentialStatus(credential, by.at) !== 'live') throw tokenNotLive();
      // Who rotates a token gets its rights into the hand.
      const grantor = await grantorOf(tx, maker);
      if (grantor.token?.credentialId !== credential.credentialId) refuseExcess(grantor, credential);
      const token = newToken(owner.mode);
      const next = rotated(credential, token, overlapSeconds, by.at);
      const changes = [
        { field: 'token', from: credential.masked, to: next.masked },
        { field: 'overlap_seconds', from: null, to: overlapSeconds },
      ];
      await save(tx, next, 'token.rotated', changes, by);
      return { credential: next, token };
    },
    async revoke(tx, owner, id, by) {
      await lockTokens(tx, owner.partnerId);
      const credential = await owned(tx, owner, id);
      const dead = revokedAt(credential, by.at);
      const changes = [{ field: 'revoked_at', from: null, to: by.at.toISOString() }];
      if (credential.revokedAt === null) await save(tx, dead, 'token.revoked', changes, by);
      const left = await selectPartnerTokens(tx, owner.partnerId, { revoked: false, limit: 1_000 });
      const manages = (one: ApiCredential): boolean =>
        credentialStatus(one, by.at) === 'live' && one.scopes.includes('tokens');
      return { credential: dead, lastWithTokensScope: !left.some(manages) };
    },
  };
}

async function issueToken(
  tx: Tx,
  news: AuthNews,
  owner: TokenOwner,
  input: NewToken,
  by: By,
  maker: PartnerPrincipal | undefined,
): Promise<IssuedToken> {
  await lockTokens(tx, owner.partnerId);
  const grantor = await grantorOf(tx, maker);
  const wanted = inheritedLimits(grantor, {
    scopes: PARTNER_SCOPES.filter((scope) => (input.scopes ?? [...grantor.scopes]).includes(scope)),
    ipAllowList: input.ipAllowList ?? [],
    maxTransferPerDay: input.maxTransferPerDay ?? null,
    expiresAt: input.expiresAt ?? null,
  });
  refuseExcess(grantor, wanted);
  if ((await countLiveTokens(tx, owner.partnerId, by.at)) >= MAX_LIVE_TOKENS)
    throw tokenLimitReached({ facts: { limit: MAX_LIVE_TOKENS } });
  const token = newToken(owner.mode);
  const credential: ApiCredential = {
    ...freshCredential(owner, token, by.at),
    ...wanted,
    label: input.label,
    apiVersion: input.apiVersion ?? DEFAULT_API_VERSION,
  };
  await insertCredential(tx, credential);
  await news.announce(tx, [{ authId: owner.authId }]);
  await logToken(tx, credential, 'token.created', fieldChanges({}, loggableToken(credential)), by);
  return { credential, token };
}

async function grantorOf(tx: Tx, maker: PartnerPrincipal | undefined): Promise<Grantor> {
  if (maker === undefined) return { scopes: new Set(PARTNER_SCOPES), token: null };
  if (maker.credential.kind !== 'token') return { scopes: maker.scopes, token: null };
  const token = await selectCredential(tx, maker.partner.partnerId, maker.credential.id);
  // Revoked between the moment it was shown and this one.
  if (token === null || token.revokedAt !== null) throw unauthorized();
  return { scopes: maker.scopes, token };
}
