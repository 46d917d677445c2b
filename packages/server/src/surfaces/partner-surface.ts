import { wrongAccountKind, type Identity, type PartnerPrincipal } from '../identity/index.ts';
import { renderPlainError, type Route, type Surface } from '../platform/http/index.ts';
import { refuseScope, refuseSuspended } from './authorize.ts';
import { presented, refuseForgery } from './presented.ts';

/** `/api/v1/partner`: token pair, login or browser session of a partner. */
export function partnerSurface(
  identity: Identity,
  routes: readonly Route<PartnerPrincipal>[],
): Surface<PartnerPrincipal> {
  const { authenticator, publicUrl } = identity;
  return {
    name: 'partner',
    title: 'Partner API',
    bases: ['/api/v1/partner'],
    routes,
    async authenticate(credentials) {
      const shown = presented(credentials, { basic: false });
      if (shown.kind === 'bearer') return authenticator.byLogin(shown.token, 'partner', credentials.ip);
      if (shown.kind === 'pair') {
        const principal = await authenticator.byPair(shown.authId, shown.token, credentials.ip);
        if (principal.kind === 'partner') return principal;
        throw wrongAccountKind({ message: 'Customer credentials may not be used on partner paths.' });
      }
      const { principal } = await authenticator.bySession(shown.token, credentials.ip);
      if (principal.kind !== 'partner') throw wrongAccountKind();
      refuseForgery(credentials, publicUrl);
      return principal;
    },
    authorize(principal, route) {
      refuseScope(principal.scopes, route);
      refuseSuspended([principal.partner.status], route);
    },
    pinnedVersion: (principal) => principal.apiVersion,
    rateKey: ({ credential }) => credential.userId ?? credential.id,
    tenantKey: ({ partner }) => partner.partnerId,
    logFields: ({ partner, credential }) => ({
      partner: partner.authId,
      credential: credential.id,
      ...(credential.userId === null ? {} : { user: credential.userId }),
    }),
    renderError: renderPlainError,
  };
}
