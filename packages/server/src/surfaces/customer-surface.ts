import {
  accountMismatch,
  wrongAccountKind,
  type CustomerPrincipal,
  type Identity,
} from '../identity/index.ts';
import { unauthorized } from '../platform/errors/index.ts';
import type { Credentials, RenderedError, Route, Surface } from '../platform/http/index.ts';
import { refuseScope, refuseSuspended } from './authorize.ts';
import { presented, refuseForgery } from './presented.ts';

const NO_SCOPES: ReadonlySet<string> = new Set();

/**
 * The published forms of the customer side: its gateway answers 401 and 403 with a nested code and message, everything
 * behind it with a plain text. The stable code is in the header `X-Error-Code`; 422 also lists all faults.
 */
export function renderCustomerError(error: RenderedError): unknown {
  if (error.status === 401 || error.status === 403)
    return { error: { code: error.status, message: error.message } };
  return error.details === undefined
    ? { error: error.message }
    : { error: error.message, details: error.details };
}

async function authenticate(identity: Identity, credentials: Credentials): Promise<CustomerPrincipal> {
  const { authenticator, publicUrl } = identity;
  const shown = presented(credentials, { basic: true });
  // No customer has an access token; one that comes alone opens nothing.
  if (shown.kind === 'bearer') throw unauthorized();
  if (shown.kind === 'pair') {
    const principal = await authenticator.byPair(shown.authId, shown.token, credentials.ip);
    if (principal.kind === 'customer') return principal;
    throw wrongAccountKind({ message: 'Partner credentials may not be used on customer paths.' });
  }
  const { principal } = await authenticator.bySession(shown.token, credentials.ip);
  if (principal.kind !== 'customer') throw wrongAccountKind();
  refuseForgery(credentials, publicUrl);
  return principal;
}

function surface(
  identity: Identity,
  shape: Pick<Surface<CustomerPrincipal>, 'name' | 'title' | 'bases' | 'routes'>,
): Surface<CustomerPrincipal> {
  return {
    ...shape,
    async authenticate(credentials) {
      const principal = await authenticate(identity, credentials);
      const named = credentials.params['auth_id'];
      if (named !== undefined && named.toUpperCase() !== principal.customer.authId) throw accountMismatch();
      return principal;
    },
    authorize({ customer }, route) {
      refuseScope(NO_SCOPES, route);
      refuseSuspended([customer.status, customer.partner.status], route);
    },
    pinnedVersion: (principal) => principal.apiVersion,
    rateKey: ({ credential }) => credential.userId ?? credential.id,
    logFields: ({ customer, credential }) => ({
      partner: customer.partner.authId,
      customer: customer.authId,
      credential: credential.id,
    }),
    renderError: renderCustomerError,
  };
}

/** `/api/v1/Account/{auth_id}`, in every spelling that is published for it. */
export function customerSurface(
  identity: Identity,
  routes: readonly Route<CustomerPrincipal>[],
): Surface<CustomerPrincipal> {
  const bases = ['/api/v1/Account/:auth_id', '/api/v1/account/:auth_id', '/api/v1/accounts/:auth_id'];
  return surface(identity, { name: 'customer', title: 'Customer API', bases, routes });
}

/** Customer paths that name no account: `/api/v1/auth/me`. */
export function customerSelfSurface(
  identity: Identity,
  routes: readonly Route<CustomerPrincipal>[],
): Surface<CustomerPrincipal> {
  return surface(identity, { name: 'customer-self', title: 'Customer API', bases: ['/api/v1'], routes });
}
