import { routesOf, type Route } from '../platform/http/index.ts';
import { LoginBody, LoginTokenSchema } from './contract.ts';
import { invalidCredentials, tooManyFailedAttempts } from './errors.ts';
import { LOGIN_SECONDS } from './login-token.ts';
import type { PartnerPrincipal } from './principal.ts';
import type { IdentityRoutesDeps } from './routes.partner.ts';

export const loginExample = {
  tokens: {
    access_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIwMTk4In0.4k7pT1yWq0c',
    token_type: 'Bearer',
    expires_in: LOGIN_SECONDS,
  },
};

export function toApiLogin(accessToken: string): Record<string, unknown> {
  return { tokens: { access_token: accessToken, token_type: 'Bearer', expires_in: LOGIN_SECONDS } };
}

export function partnerLoginRoute({ identity }: IdentityRoutesDeps): Route<PartnerPrincipal> {
  const route = routesOf<PartnerPrincipal>();
  return route({
    method: 'POST',
    path: '/login',
    operationId: 'partnerLogin',
    tag: 'Login',
    summary: 'Log in with e-mail and password',
    description:
      'Gives an access token of one hour, for dashboards and other interactive use; send it as `Authorization: Bearer …`. It ' +
      'may do what the role of its user may. Programs use an API token instead, which does not expire by itself. ' +
      'A wrong password and an unknown e-mail get the same answer.',
    scope: null,
    open: true,
    readOnly: true,
    rateCost: 5,
    body: LoginBody,
    example: { email: 'owner@acmetelecom.com', password: 'correct-horse-7' },
    success: { status: 200, description: 'Logged in.', schema: LoginTokenSchema, example: loginExample },
    errors: [invalidCredentials, tooManyFailedAttempts],
    handler: async (call) => ({
      body: toApiLogin(await identity.logins.forToken('partner', call.body, call)),
    }),
  });
}
