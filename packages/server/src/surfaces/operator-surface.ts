import { wrongAccountKind, type Identity, type OperatorPrincipal } from '../identity/index.ts';
import { DEFAULT_API_VERSION, renderPlainError, type Route, type Surface } from '../platform/http/index.ts';
import { refuseScope } from './authorize.ts';
import { presented, refuseForgery } from './presented.ts';

/** `/api/v1/operator`: login or browser session of the operator's staff. */
export function operatorSurface(
  identity: Identity,
  routes: readonly Route<OperatorPrincipal>[],
): Surface<OperatorPrincipal> {
  const { authenticator, publicUrl } = identity;
  return {
    name: 'operator',
    title: 'Operator API',
    bases: ['/api/v1/operator'],
    routes,
    async authenticate(credentials) {
      const shown = presented(credentials, { basic: false });
      if (shown.kind === 'bearer') return authenticator.byLogin(shown.token, 'operator', credentials.ip);
      if (shown.kind === 'pair') {
        await authenticator.byPair(shown.authId, shown.token, credentials.ip);
        throw wrongAccountKind({ message: 'API tokens may not be used on operator paths.' });
      }
      const { principal } = await authenticator.bySession(shown.token, credentials.ip);
      if (principal.kind !== 'operator') throw wrongAccountKind();
      refuseForgery(credentials, publicUrl);
      return principal;
    },
    authorize(principal, route) {
      refuseScope(principal.scopes, route);
    },
    pinnedVersion: () => DEFAULT_API_VERSION,
    rateKey: (principal) => principal.userId,
    logFields: (principal) => ({ operator: principal.userId }),
    renderError: renderPlainError,
  };
}
