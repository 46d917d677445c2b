import { unauthorized } from '../platform/errors/index.ts';
import { DEFAULT_API_VERSION, renderPlainError, type Route, type Surface } from '../platform/http/index.ts';
import type { EdgePrincipal, Edges } from '../edges/index.ts';

/** `/edge/v1`: the operator's own edge nodes, each with its secret, from its own addresses. */
export function edgeSurface(
  { authenticator }: Pick<Edges, 'authenticator'>,
  routes: readonly Route<EdgePrincipal>[],
): Surface<EdgePrincipal> {
  return {
    name: 'edge',
    title: 'Edge API',
    bases: ['/edge/v1'],
    routes,
    async authenticate({ headers, ip }) {
      const secret = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
      if (secret === undefined) throw unauthorized();
      return authenticator.bySecret(secret, ip);
    },
    // A node may do everything of its surface; what it says of calls is checked call by call.
    authorize: () => undefined,
    pinnedVersion: () => DEFAULT_API_VERSION,
    rateKey: ({ nodeId }) => nodeId,
    logFields: ({ name }) => ({ edge_node: name }),
    renderError: renderPlainError,
  };
}
