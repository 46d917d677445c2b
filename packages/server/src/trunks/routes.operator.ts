import Type from 'typebox';
import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { Timestamp, checked, routesOf, type Route, ManyLines } from '../platform/http/index.ts';
import { formatIpv4Network, networkOf, parseIpv4Network } from '../platform/net/index.ts';
import { sourcesExample } from './examples.ts';
import type { IpAcl } from './trunk.ts';
import type { TrunkRoutesDeps } from './trunks-deps.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'SIP source addresses';

const SourceQuery = Type.Object(
  {
    address: Type.Optional(
      checked(
        Type.String({ maxLength: 18, description: 'An IPv4 address or block. Omitted: any.' }),
        (text) =>
          parseIpv4Network(text) === null
            ? { type: 'value_error', text: 'Input should be an IPv4 address or block', input: text }
            : null,
      ),
    ),
  },
  { additionalProperties: false },
);
const SourceParams = Type.Object({ id: Type.String({ maxLength: 64 }) });
const ReleaseBody = Type.Object(
  {
    reason: ManyLines(500, {
      minLength: 1,
      pattern: String.raw`\S`,
      description: 'For the audit log, which the partner reads.',
    }),
  },
  { additionalProperties: false },
);
const SourcesSchema = Type.Object({
  sources: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      ip_address: Type.String(),
      enabled: Type.Boolean(),
      partner_id: Type.String({ format: 'uuid' }),
      account_id: Type.String(),
      created_at: Timestamp(),
    }),
  ),
});

const EVERYWHERE = '0.0.0.0/0';

/** The block that a checked text means. */
function readAddress(text: string | undefined): string {
  const network = parseIpv4Network(text ?? EVERYWHERE);
  return network === null ? EVERYWHERE : formatIpv4Network(networkOf(network));
}

/** An address belongs to one account: the operator sees whose it is, and settles who is right. */
export function trunkOperatorRoutes(deps: TrunkRoutesDeps): Route<OperatorPrincipal>[] {
  const { db, trunks } = deps;
  return [
    route({
      method: 'GET',
      path: '/sip-sources',
      operationId: 'findSipSources',
      tag: TAG,
      summary: 'Whose a source address is',
      description:
        'Entries of all accounts that hold the address, or some address of the block; the narrowest first, at most 300.',
      scope: 'read',
      query: SourceQuery,
      success: { status: 200, description: 'Entries.', schema: SourcesSchema, example: sourcesExample },
      errors: [],
      handler: async ({ query }) => {
        const acls = await trunks.sourcesOf(db.kysely, readAddress(query.address));
        return { body: { sources: await Promise.all(acls.map((acl) => toApiSource(deps, acl))) } };
      },
    }),
    route({
      method: 'POST',
      path: '/sip-sources/:id/release',
      operationId: 'releaseSipSource',
      tag: TAG,
      summary: 'Take a source address from its account',
      description:
        'Deletes the entry, so that whose the address is can list it. Calls from there are nobody’s until then.',
      scope: 'partners',
      params: SourceParams,
      body: ReleaseBody,
      example: { reason: 'The address is assigned to another customer; see ticket 1204' },
      success: { status: 204, description: 'Released.' },
      errors: [],
      idempotent: true,
      handler: async (call) => {
        const { headers } = await keyedWrite(deps, call, async (tx, by) => {
          await trunks.releaseSource(tx, call.params.id, call.body.reason, by);
          return {};
        });
        return headers === undefined ? {} : { headers };
      },
    }),
  ];
}

async function toApiSource({ db, customers }: TrunkRoutesDeps, acl: IpAcl): Promise<Record<string, unknown>> {
  const { partnerId, customerId } = acl;
  const owner = (await customers.byIds(db.kysely, partnerId, [customerId])).get(customerId);
  if (owner === undefined) throw new Error('An address entry has lost its account.');
  return {
    id: acl.id,
    ip_address: acl.network,
    enabled: acl.enabled,
    partner_id: partnerId,
    account_id: owner.authId,
    created_at: acl.createdAt,
  };
}
