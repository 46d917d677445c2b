import type { AnonymousPrincipal } from '../identity/index.ts';
import { DEFAULT_API_VERSION, renderPlainError, type Route, type Surface } from '../platform/http/index.ts';

/** `/api/v1/public`: for whoever asks; limited by address. */
export function publicSurface(routes: readonly Route<AnonymousPrincipal>[]): Surface<AnonymousPrincipal> {
  return {
    name: 'public',
    title: 'Public API',
    bases: ['/api/v1/public'],
    routes,
    authenticate: async () => ({ kind: 'anonymous' }),
    authorize: () => undefined,
    pinnedVersion: () => DEFAULT_API_VERSION,
    rateKey: () => 'anonymous',
    logFields: () => ({}),
    renderError: renderPlainError,
  };
}
