import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { LinkParams, LinkSchema, UseLinkBody, UsedLinkSchema } from './contract.ts';
import { linkExpired, linkUsed } from './errors.ts';
import type { Identity } from './identity.ts';
import { PASSWORD_RULE, newPasswordFaults } from './password-rule.ts';
import type { AnonymousPrincipal } from './principal.ts';

const NEXT_STEP = `POST {"password": "…"} to this address: ${PASSWORD_RULE} It works once.`;

/** One-time links of e-mails: who holds one needs no other credential. */
export function identityPublicRoutes({
  identity,
}: {
  readonly identity: Identity;
}): Route<AnonymousPrincipal>[] {
  const { links } = identity;
  const route = routesOf<AnonymousPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/links/:token',
      operationId: 'previewLink',
      tag: 'Links',
      summary: 'What a one-time link is for',
      description:
        'Tells what the link will do, and for whom. Does not use it: mail programs that look into links do no harm.',
      scope: null,
      open: true,
      params: LinkParams,
      success: {
        status: 200,
        description: 'The link works.',
        schema: LinkSchema,
        example: {
          purpose: 'partner_welcome',
          email: 'o•••@acmetelecom.com',
          expires_at: '2026-04-01T10:00:00.000Z',
          next_step: NEXT_STEP,
        },
      },
      errors: [notFound, linkUsed, linkExpired],
      handler: async ({ params }) => {
        const { purpose, email, expiresAt } = await links.preview(params.token);
        return { body: { purpose, email, expires_at: expiresAt, next_step: NEXT_STEP } };
      },
    }),
    route({
      method: 'POST',
      path: '/links/:token',
      operationId: 'useLink',
      tag: 'Links',
      summary: 'Set the password of a one-time link',
      description:
        'Sets the password and, on a partner’s welcome link, shows the first API token. Exactly one request succeeds, however many ' +
        'come at the same instant; every later one is 410 `link_used`.',
      scope: null,
      open: true,
      rateCost: 5,
      params: LinkParams,
      body: UseLinkBody,
      example: { password: 'correct-horse-7' },
      success: {
        status: 200,
        description: 'The password is set.',
        schema: UsedLinkSchema,
        example: {
          purpose: 'partner_welcome',
          kind: 'partner',
          email: 'owner@acmetelecom.com',
          auth_id: 'partner-882abc7d',
          token: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc8Kx2mN5vQ9wR3b7h',
        },
      },
      errors: [notFound, linkUsed, linkExpired],
      storedFaults: ({ body }) => newPasswordFaults(body.password),
      handler: async (call) => {
        const { authId, ...outcome } = await links.use(call.params.token, call.body.password, call);
        return { body: { ...outcome, auth_id: authId } };
      },
    }),
  ];
}
