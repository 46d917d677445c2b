import type { Identity, SessionPrincipal } from '../identity/index.ts';
import { unauthorized } from '../platform/errors/index.ts';
import { DEFAULT_API_VERSION, renderPlainError, type Route, type Surface } from '../platform/http/index.ts';
import { presented, refuseForgery } from './presented.ts';

/** `/api/v1/session`: the browser login itself. */
export function sessionSurface(
  identity: Identity,
  routes: readonly Route<SessionPrincipal>[],
): Surface<SessionPrincipal> {
  return {
    name: 'session',
    title: 'Browser session',
    bases: ['/api/v1/session'],
    routes,
    async authenticate(credentials) {
      const shown = presented(credentials, { basic: false });
      if (shown.kind !== 'cookie') throw unauthorized();
      const session = await identity.authenticator.bySession(shown.token, credentials.ip);
      refuseForgery(credentials, identity.publicUrl);
      return session;
    },
    authorize: () => undefined,
    pinnedVersion: () => DEFAULT_API_VERSION,
    rateKey: ({ user }) => user.userId,
    logFields: ({ user, sessionId }) => ({ user: user.userId, session: sessionId }),
    renderError: renderPlainError,
  };
}
