import { ValidationFailure, notFound } from '../platform/errors/index.ts';
import { replayHeader, routesOf, type Route } from '../platform/http/index.ts';
import { actorOf, callerOf, type RequestOrigin } from './actor.ts';
import type { By } from './by.ts';
import {
  IdParams,
  IssuedTokenSchema,
  NewTokenBody,
  PatchTokenBody,
  RevokedTokenSchema,
  RotateTokenBody,
  TokenListQuery,
  TokenListSchema,
  TokenSchema,
  expiryFaults,
  toApiToken,
} from './contract.ts';
import { grantExceedsOwn, tokenLimitReached, tokenNotLive } from './errors.ts';
import { readAllowList } from './ip-allow-list.ts';
import type { PartnerPrincipal } from './principal.ts';
import type { IdentityRoutesDeps } from './routes.partner.ts';
import { MAX_LIVE_TOKENS } from './tokens.ts';

const example = {
  id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
  label: 'Billing job',
  token: 'sk_live_…a1b2',
  status: 'live',
  scopes: ['read', 'transfer'],
  api_version: '2026-03-25',
  ip_allow_list: ['203.0.113.0/24'],
  max_transfer_per_day: 50000.0,
  expires_at: null,
  overlap_until: null,
  last_used_at: '2026-03-25T10:00:00.000Z',
  rotated_at: null,
  revoked_at: null,
  created_at: '2026-03-25T09:00:00.000Z',
};
const issuedExample = {
  ...example,
  auth_id: 'partner-882abc7d',
  token: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc8Kx2mN5vQ9wR3b7h',
  last_used_at: null,
};

export function partnerTokenRoutes(deps: IdentityRoutesDeps): Route<PartnerPrincipal>[] {
  const { identity, idempotency, clock } = deps;
  const { tokens } = identity;
  const route = routesOf<PartnerPrincipal>();
  const byOf = (principal: PartnerPrincipal, origin: RequestOrigin): By => ({
    actor: actorOf(principal, origin),
    at: clock.now(),
  });
  const db = identity.db;
  return [
    route({
      method: 'GET',
      path: '/tokens',
      operationId: 'listTokens',
      tag: 'Tokens',
      summary: 'Your API tokens',
      description:
        'All tokens that were not revoked, newest first, masked. The secret itself is stored hashed and cannot be read again.',
      scope: 'tokens',
      query: TokenListQuery,
      success: {
        status: 200,
        description: 'Tokens.',
        schema: TokenListSchema,
        example: { tokens: [example], limit: MAX_LIVE_TOKENS },
      },
      errors: [],
      handler: async ({ principal, query }) => {
        const revoked = query.include_revoked ?? false;
        const list = await tokens.list(db.kysely, principal.partner.partnerId, { revoked });
        return { body: { tokens: list.map((one) => toApiToken(one, clock.now())), limit: MAX_LIVE_TOKENS } };
      },
    }),
    route({
      method: 'POST',
      path: '/tokens',
      operationId: 'createToken',
      tag: 'Tokens',
      summary: 'Make an API token',
      description:
        'The secret is in this answer and nowhere else. A token can hold only scopes that the credentials of this request hold; ' +
        'made by a token, it inherits that token’s addresses and expiry and cannot exceed them. With an `Idempotency-Key` a ' +
        'request repeated with the same credentials gets the same token back for 24 hours.',
      scope: 'tokens',
      idempotent: true,
      rateCost: 5,
      body: NewTokenBody,
      example: {
        label: 'Billing job',
        scopes: ['read', 'transfer'],
        ip_allow_list: ['203.0.113.0/24'],
        max_transfer_per_day: 50000,
      },
      success: {
        status: 201,
        description: 'The token, with its secret.',
        schema: IssuedTokenSchema,
        example: issuedExample,
      },
      errors: [grantExceedsOwn, tokenLimitReached],
      storedFaults: ({ body }) => expiryFaults(body.expires_at, clock.now()),
      handler: async (call) => {
        const { principal, body } = call;
        const by = byOf(principal, call);
        const input = {
          label: body.label.trim(),
          scopes: body.scopes,
          apiVersion: body.api_version,
          ipAllowList: readAllowList(body.ip_allow_list),
          maxTransferPerDay: body.max_transfer_per_day,
          expiresAt: body.expires_at,
        };
        const { result, replayed } = await idempotency.run(
          call.idempotency,
          { partnerId: principal.partner.partnerId, caller: callerOf(principal), at: by.at },
          async (tx) => {
            const faults = expiryFaults(body.expires_at, by.at);
            if (faults.length > 0) throw new ValidationFailure(faults);
            const { credential, token } = await tokens.issue(tx, principal.partner, input, by, principal);
            return { ...toApiToken(credential, by.at), auth_id: credential.authId, token };
          },
          { sealed: ['token'] },
        );
        return { body: result, headers: replayHeader(replayed) };
      },
    }),
    route({
      method: 'PATCH',
      path: '/tokens/:id',
      operationId: 'updateToken',
      tag: 'Tokens',
      summary: 'Change label or API version of a token',
      description:
        'The API version is the one that requests with this token get when they name none. Scopes and limits stay: make another token.',
      scope: 'tokens',
      params: IdParams,
      body: PatchTokenBody,
      example: { api_version: '2026-05-12' },
      success: {
        status: 200,
        description: 'The token, masked.',
        schema: TokenSchema,
        example: { ...example, api_version: '2026-05-12' },
      },
      errors: [notFound, tokenNotLive],
      handler: async (call) => {
        const { principal, params, body } = call;
        const by = byOf(principal, call);
        const patch = { label: body.label?.trim(), apiVersion: body.api_version };
        const saved = await db.inTransaction((tx) =>
          tokens.patch(tx, principal.partner, params.id, patch, by),
        );
        return { body: toApiToken(saved, by.at) };
      },
    }),
    route({
      method: 'POST',
      path: '/tokens/:id/rotate',
      operationId: 'rotateToken',
      tag: 'Tokens',
      summary: 'Give a token a new secret',
      description:
        'Id, label, scopes and limits stay. The old secret is dead at once on every node, or after `overlap_seconds`; rotating again ' +
        'during an overlap ends it. The new secret is in this answer and nowhere else.',
      scope: 'tokens',
      idempotent: true,
      rateCost: 5,
      params: IdParams,
      body: RotateTokenBody,
      bodyOptional: true,
      example: { overlap_seconds: 3600 },
      success: {
        status: 200,
        description: 'The token, with its new secret.',
        schema: IssuedTokenSchema,
        example: issuedExample,
      },
      errors: [notFound, tokenNotLive, grantExceedsOwn],
      handler: async (call) => {
        const { principal, params, body } = call;
        const by = byOf(principal, call);
        const { result, replayed } = await idempotency.run(
          call.idempotency,
          { partnerId: principal.partner.partnerId, caller: callerOf(principal), at: by.at },
          async (tx) => {
            const overlap = body.overlap_seconds ?? 0;
            const { credential, token } = await tokens.rotate(
              tx,
              principal.partner,
              params.id,
              overlap,
              by,
              principal,
            );
            return { ...toApiToken(credential, by.at), auth_id: credential.authId, token };
          },
          { sealed: ['token'] },
        );
        return { body: result, headers: replayHeader(replayed) };
      },
    }),
    route({
      method: 'DELETE',
      path: '/tokens/:id',
      operationId: 'revokeToken',
      tag: 'Tokens',
      summary: 'Revoke a token',
      description:
        'It is dead at once on every node, for good. Revoking it twice is revoking it once. The last live token that may manage ' +
        'tokens can be revoked too; the answer then says so, and new tokens are made after a login.',
      scope: 'tokens',
      params: IdParams,
      success: {
        status: 200,
        description: 'The token as it was, revoked.',
        schema: RevokedTokenSchema,
        example: { ...example, status: 'revoked', revoked_at: '2026-03-25T11:00:00.000Z', warning: null },
      },
      errors: [notFound],
      handler: async (call) => {
        const { principal, params } = call;
        const by = byOf(principal, call);
        const { credential, lastWithTokensScope } = await db.inTransaction((tx) =>
          tokens.revoke(tx, principal.partner, params.id, by),
        );
        const warning = lastWithTokensScope
          ? 'No live token may manage tokens any more. Log in with e-mail and password to make one.'
          : null;
        return { body: { ...toApiToken(credential, by.at), warning } };
      },
    }),
  ];
}
