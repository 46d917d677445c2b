import {
  accountMismatch,
  wrongAccountKind,
  type CustomerPrincipal,
  type Identity,
} from '../identity/index.ts';
import { unauthorized } from '../platform/errors/index.ts';
import {
  renderPlainError,
  type Credentials,
  type RenderedError,
  type Route,
  type Surface,
} from '../platform/http/index.ts';
import { refuseScope, refuseSuspended } from './authorize.ts';
import { presented, refuseForgery } from './presented.ts';

const NO_SCOPES: ReadonlySet<string> = new Set();
const BASES = ['/api/v1/Account/:auth_id', '/api/v1/account/:auth_id', '/api/v1/accounts/:auth_id'];

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

/** Published for numbers alone: behind the gateway the code and the message, with facts, as on partner paths. */
function renderNumberError(error: RenderedError): unknown {
  const ofGateway = error.status === 401 || error.status === 403;
  return ofGateway ? renderCustomerError(error) : renderPlainError(error);
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
  shape: Pick<Surface<CustomerPrincipal>, 'name' | 'bases' | 'routes'>,
  renderError = renderCustomerError,
): Surface<CustomerPrincipal> {
  return {
    title: 'Customer API',
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
    tenantKey: ({ customer }) => customer.partner.partnerId,
    logFields: ({ customer, credential }) => ({
      partner: customer.partner.authId,
      customer: customer.authId,
      credential: credential.id,
    }),
    renderError,
  };
}

/** `/api/v1/Account/{auth_id}`, in every spelling that is published for it. */
export function customerSurface(
  identity: Identity,
  routes: readonly Route<CustomerPrincipal>[],
): Surface<CustomerPrincipal> {
  return surface(identity, { name: 'customer', bases: BASES, routes });
}

/** The same for numbers, whose errors have another published form. */
export function customerNumberSurface(
  identity: Identity,
  routes: readonly Route<CustomerPrincipal>[],
): Surface<CustomerPrincipal> {
  return surface(identity, { name: 'customer', bases: BASES, routes }, renderNumberError);
}

/** Customer paths that name no account: `/api/v1/auth/me`. */
export function customerSelfSurface(
  identity: Identity,
  routes: readonly Route<CustomerPrincipal>[],
): Surface<CustomerPrincipal> {
  return surface(identity, { name: 'customer-self', bases: ['/api/v1'], routes });
}
