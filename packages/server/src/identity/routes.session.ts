import { routesOf, type Route } from '../platform/http/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { ChangePasswordBody, SecondFactorLoginBody, SessionSchema, toApiSession } from './contract.ts';
import { invalidCredentials, tooManyFailedAttempts, totpInvalid, totpRequired } from './errors.ts';
import type { Identity } from './identity.ts';
import { newPasswordFaults } from './password-rule.ts';
import type { SessionPrincipal } from './principal.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';

const example = {
  kind: 'partner',
  user: {
    id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b02',
    email: 'owner@acmetelecom.com',
    name: 'Ravi Menon',
    role: 'owner',
  },
  auth_id: 'partner-882abc7d',
  account_name: 'Acme Telecom',
  account_status: 'active',
  scopes: ['read', 'accounts', 'transfer', 'tokens', 'team', 'audit'],
  expires_at: '2026-03-25T22:00:00.000Z',
};

/** Browser sessions. Login needs no CSRF mark: its body is JSON, which another site's page cannot send here. */
export function identitySessionRoutes(deps: {
  readonly identity: Identity;
  readonly clock: Clock;
}): Route<SessionPrincipal>[] {
  const { logins, publicUrl } = deps.identity;
  const route = routesOf<SessionPrincipal>();
  return [
    route({
      method: 'POST',
      path: '',
      operationId: 'createSession',
      tag: 'Session',
      summary: 'Log in with a browser',
      description:
        'For every kind of user. Sets an HttpOnly cookie that the partner, customer and operator APIs accept; requests that change ' +
        'something must also carry the header `X-Portal-CSRF: 1` or come from a page of this site.',
      scope: null,
      open: true,
      rateCost: 5,
      body: SecondFactorLoginBody,
      example: { email: 'owner@acmetelecom.com', password: 'correct-horse-7' },
      success: { status: 201, description: 'Logged in.', schema: SessionSchema, example },
      errors: [invalidCredentials, totpRequired, totpInvalid, tooManyFailedAttempts],
      handler: async (call) => {
        const session = await logins.forSession(call.body, call);
        const cookie = setSessionCookie(session.token, session.expiresAt, deps.clock.now(), publicUrl);
        return { body: toApiSession(session.principal), headers: { 'set-cookie': cookie } };
      },
    }),
    route({
      method: 'GET',
      path: '',
      operationId: 'getSession',
      tag: 'Session',
      summary: 'Who is logged in',
      description: 'The user of the session cookie, the account it belongs to and what it may do there.',
      scope: null,
      success: { status: 200, description: 'The session.', schema: SessionSchema, example },
      errors: [],
      handler: async ({ principal }) => ({ body: toApiSession(principal) }),
    }),
    route({
      method: 'DELETE',
      path: '',
      operationId: 'deleteSession',
      tag: 'Session',
      summary: 'Log out',
      description: 'Ends the session on the server and takes the cookie back.',
      scope: null,
      success: { status: 204, description: 'Logged out.' },
      errors: [],
      handler: async ({ principal }) => {
        await logins.logout(principal);
        return { headers: { 'set-cookie': clearSessionCookie(publicUrl) } };
      },
    }),
    route({
      method: 'POST',
      path: '/password',
      operationId: 'changePassword',
      tag: 'Session',
      summary: 'Change your password',
      description:
        'Asks for the one before. Every login with it ends, this session too: log in again with the new one. API tokens stay.',
      scope: null,
      rateCost: 5,
      body: ChangePasswordBody,
      example: { current_password: 'correct-horse-7', password: 'another-horse-8' },
      success: { status: 204, description: 'Changed.' },
      errors: [invalidCredentials, tooManyFailedAttempts],
      storedFaults: ({ body }) => newPasswordFaults(body.password),
      handler: async (call) => {
        const { current_password: currentPassword, password } = call.body;
        await logins.changePassword(call.principal, { currentPassword, password }, call);
        return { headers: { 'set-cookie': clearSessionCookie(publicUrl) } };
      },
    }),
  ];
}
