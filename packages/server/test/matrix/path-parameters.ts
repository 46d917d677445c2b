import { APPROVED_CLI } from './calls-world.ts';
import type { Tenant, World } from './world.ts';

/** What can stand in one parameter of a path. */
export interface PathParameter {
  /** Right for the caller. */
  readonly own: (world: World, tenant: Tenant) => string;
  /**
   * The same kind of thing of another partner; absent where nothing is owned (a currency) and on operator paths, where
   * everybody's things are the caller's.
   */
  readonly foreign?: (world: World) => string;
  /** Well formed, and nobody's; absent where the parameter names no thing. */
  readonly missing?: string;
  readonly malformed?: string;
  /** Where a thing that is not there is answered by something other than 404 `not_found`. */
  readonly answer?: readonly [status: number, code: string];
}

const NO_UUID = '0198c0de-0000-7000-8000-00000000dead';

/**
 * By the parameter's name, or by the path segment before it and its name where the name alone does not say what it is.
 * Paths of partners and customers must have `foreign`: it is what proves that tenants are apart.
 */
const PARAMETERS: Readonly<Record<string, PathParameter>> = {
  ':customer_auth_id': {
    own: (_, tenant) => tenant.customer.authId,
    foreign: ({ other }) => other.customer.authId,
    missing: 'MA_ZZZZZZZZ',
    malformed: 'nobody',
  },
  ':auth_id': {
    own: (_, tenant) => tenant.customer.authId,
    foreign: ({ other }) => other.customer.authId,
    missing: 'MA_ZZZZZZZZ',
    malformed: 'nobody',
    // Published: the account in the path is compared with the credentials, whether it exists or not.
    answer: [403, 'account_mismatch'],
  },
  ':transaction_id': {
    own: (_, tenant) => tenant.transactionId,
    foreign: ({ other }) => other.transactionId,
    missing: `txn_${NO_UUID.replaceAll('-', '')}`,
    malformed: 'txn_1',
  },
  ':e164': {
    own: (_, tenant) => encodeURIComponent(tenant.e164),
    foreign: ({ other }) => encodeURIComponent(other.e164),
    missing: '%2B912299999999',
    malformed: 'nobody',
  },
  'number-prices/:id': {
    own: (_, tenant) => tenant.numberPriceId,
    foreign: ({ other }) => other.numberPriceId,
    missing: NO_UUID,
    malformed: '1',
  },
  ':call_uuid': {
    own: (_, tenant) => tenant.callId,
    foreign: ({ other }) => other.callId,
    missing: NO_UUID,
    malformed: '1000001',
  },
  'exports/:id': {
    own: (_, tenant) => tenant.exportId,
    foreign: ({ other }) => other.exportId,
    missing: NO_UUID,
    malformed: '1',
  },
  'exports/:token': { own: () => 'x'.repeat(72), missing: 'y'.repeat(72), malformed: 'z' },
  'live-calls/:call_uuid': {
    own: (_, tenant) => tenant.liveCallId,
    foreign: ({ other }) => other.liveCallId,
    missing: NO_UUID,
    malformed: '1',
  },
  'approved-clis/:e164': {
    own: () => APPROVED_CLI,
    // The other partner approved another number.
    foreign: () => '+912235678901',
    missing: '+912235678999',
    malformed: 'x',
  },
  ':node_id': { own: (world) => world.edge.id, missing: NO_UUID, malformed: '1' },
  // Setting one makes it: none is missing.
  ':prefix': { own: () => '870' },
  ':country': { own: () => 'IN', missing: 'ZZ', malformed: 'x' },
  'emergency-numbers/:number': { own: () => '1098', malformed: 'x' },
  'tokens/:id': {
    own: (_, tenant) => tenant.tokenId,
    foreign: ({ other }) => other.tokenId,
    missing: NO_UUID,
    malformed: '1',
  },
  'team/:id': {
    own: (_, tenant) => tenant.memberId,
    foreign: ({ other }) => other.memberId,
    missing: NO_UUID,
    malformed: '1',
  },
  ':tier_id': {
    own: (_, tenant) => tenant.tierId,
    foreign: ({ other }) => other.tierId,
    missing: NO_UUID,
    malformed: '1',
  },
  ':pricing_tier_id': { own: (world) => world.operatorTierId, missing: NO_UUID, malformed: '1' },
  // Versions count for each tier: another partner's is one that the caller's tier does not have.
  ':version': { own: () => '1', foreign: () => '998', missing: '999', malformed: 'first' },
  'reservations/:id': {
    own: (_, tenant) => tenant.reservationId,
    foreign: ({ other }) => other.reservationId,
    missing: NO_UUID,
    malformed: '1',
  },
  ':number': {
    own: (world) => encodeURIComponent(world.stockE164),
    missing: '%2B919999999999',
    malformed: 'none',
  },
  'imports/:id': { own: (world) => world.importId, missing: NO_UUID, malformed: '1' },
  'partners/:id': {
    own: (_, tenant) => tenant.partner.partnerId,
    missing: NO_UUID,
    malformed: 'partner-nobody00',
  },
  'access-requests/:id': { own: (world) => world.accessRequestId, missing: NO_UUID, malformed: '1' },
  'staff/:id': { own: (world) => world.staffId, missing: NO_UUID, malformed: '1' },
  ':trunk_id': {
    own: (_, tenant) => tenant.trunkId,
    foreign: ({ other }) => other.trunkId,
    missing: NO_UUID,
    malformed: '1',
  },
  ':credential_id': {
    own: (_, tenant) => tenant.sipCredentialId,
    foreign: ({ other }) => other.sipCredentialId,
    missing: NO_UUID,
    malformed: '1',
  },
  ':ip_acl_id': {
    own: (_, tenant) => tenant.ipAclId,
    foreign: ({ other }) => other.ipAclId,
    missing: NO_UUID,
    malformed: '1',
  },
  ':uri_id': {
    own: (_, tenant) => tenant.uriId,
    foreign: ({ other }) => other.uriId,
    missing: NO_UUID,
    malformed: '1',
  },
  'sip-sources/:id': { own: (_, tenant) => tenant.ipAclId, missing: NO_UUID, malformed: '1' },
  ':carrier_id': { own: ({ carrier }) => carrier.carrierId, missing: NO_UUID, malformed: '1' },
  ':gateway_id': { own: ({ carrier }) => carrier.gatewayId, missing: NO_UUID, malformed: '1' },
  ':route_id': { own: ({ carrier }) => carrier.routeId, missing: NO_UUID, malformed: '1' },
  ':currency': { own: () => 'INR' },
  'links/:token': { own: () => 'x'.repeat(43), missing: 'y'.repeat(43), malformed: 'z' },
};

export interface FoundParameter extends PathParameter {
  /** As it stands in the path, with its colon. */
  readonly placeholder: string;
  readonly key: string;
}

/** The parameters of a path. Throws, telling what to add, when one is in no table. */
export function parametersOf(path: string): FoundParameter[] {
  const segments = path.split('/');
  return segments.flatMap((segment, index) => {
    if (!segment.startsWith(':')) return [];
    const qualified = `${segments[index - 1] ?? ''}/${segment}`;
    const key = Object.hasOwn(PARAMETERS, qualified) ? qualified : segment;
    const parameter = Object.hasOwn(PARAMETERS, key) ? PARAMETERS[key] : undefined;
    if (parameter === undefined)
      throw new Error(
        `The path ${path} has the parameter ${segment}, which this test cannot fill in. Add '${qualified}' (or '${segment}', if the name ` +
          'alone says what it is) to PARAMETERS in test/matrix/path-parameters.ts: an id of the caller’s own, one of another ' +
          'partner, one that does not exist. If it is a new kind of thing, let makeTenant in test/matrix/world.ts make one.',
      );
    return [{ ...parameter, placeholder: segment, key }];
  });
}

/** The path with the caller's own ids in it; `replaced` overrides single ones. */
export function fillPath(
  path: string,
  world: World,
  tenant: Tenant,
  replaced: Readonly<Record<string, string>> = {},
): string {
  const values = new Map(
    parametersOf(path).map((one) => [one.placeholder, replaced[one.placeholder] ?? one.own(world, tenant)]),
  );
  return path
    .split('/')
    .map((segment) => values.get(segment) ?? segment)
    .join('/');
}
