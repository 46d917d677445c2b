import type { PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import {
  decodeCursor,
  encodeCursor,
  readPage,
  routesOf,
  type PageQuery,
  type Route,
} from '../platform/http/index.ts';
import {
  AccountTrunkQuery,
  CustomerParams,
  CustomerTrunkParams,
  PAGES,
  PartnerTrunkQuery,
  TRUNK_CURSOR,
  TrunkPageSchema,
  toApiTrunk,
} from './contract.ts';
import { openedTrunkExample, trunkPageExample } from './examples.ts';
import { OpenedTrunkSchema, toApiCredential, toApiIpAcl, toApiOriginationUri } from './opener-contract.ts';
import type { AfterTrunk } from './trunk-store.ts';
import type { TrunkRoutesDeps } from './trunks-deps.ts';

const route = routesOf<PartnerPrincipal>();
const TAG = 'Trunks of customers';
const page = {
  status: 200,
  description: 'One page, newest first.',
  schema: TrunkPageSchema,
  example: trunkPageExample,
} as const;

function readCursor(cursor: string | null): AfterTrunk | null {
  if (cursor === null) return null;
  const [at = '', trunkId = ''] = decodeCursor(cursor, TRUNK_CURSOR);
  return { createdAt: new Date(at), trunkId };
}

async function listPage(
  { db, trunks, customers }: TrunkRoutesDeps,
  partnerId: string,
  customerId: string | undefined,
  query: PageQuery,
): Promise<Record<string, unknown>> {
  const place = readPage(query, PAGES);
  // One row more than asked for tells whether there is a next page.
  const { rows, total } = await trunks.list(
    db.kysely,
    partnerId,
    { customerId },
    { limit: place.limit + 1, offset: place.offset, after: readCursor(place.cursor) },
  );
  const shown = rows.slice(0, place.limit);
  const owners = await customers.byIds(
    db.kysely,
    partnerId,
    shown.map((trunk) => trunk.customerId),
  );
  const last = rows.length > place.limit ? shown.at(-1) : undefined;
  return {
    trunks: shown.map((trunk) => {
      const owner = owners.get(trunk.customerId);
      if (owner === undefined) throw new Error('A trunk has lost its account.');
      return toApiTrunk(trunk, owner, trunks.sipDomain);
    }),
    total,
    page: place.page,
    per_page: place.perPage,
    next_cursor: last === undefined ? null : encodeCursor([last.createdAt.toISOString(), last.trunkId]),
  };
}

/** The partner looks at its customers' trunks; making them is the customers' own affair, with their own credentials. */
export function trunkPartnerRoutes(deps: TrunkRoutesDeps): Route<PartnerPrincipal>[] {
  const { db, customers } = deps;
  return [
    route({
      method: 'GET',
      path: '/trunks',
      operationId: 'listCustomersTrunks',
      tag: TAG,
      summary: 'Trunks of all your customers',
      description: 'Newest first; `account` shows those of one customer.',
      scope: 'read',
      query: PartnerTrunkQuery,
      success: page,
      errors: [notFound],
      handler: async ({ principal, query }) => {
        const { partnerId } = principal.partner;
        const { account } = query;
        const owner = account === undefined ? null : await customers.find(db.kysely, partnerId, account);
        return { body: await listPage(deps, partnerId, owner?.customerId, query) };
      },
    }),
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/trunks',
      operationId: 'listCustomerTrunks',
      tag: TAG,
      summary: 'Trunks of one customer',
      description: 'Newest first.',
      scope: 'read',
      params: CustomerParams,
      query: AccountTrunkQuery,
      success: page,
      errors: [],
      handler: async ({ principal, params, query }) => {
        const { partnerId } = principal.partner;
        const owner = await customers.find(db.kysely, partnerId, params.customer_auth_id);
        return { body: await listPage(deps, partnerId, owner.customerId, query) };
      },
    }),
    oneRoute(deps),
  ];
}

function oneRoute({ db, customers, trunks }: TrunkRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'GET',
    path: '/accounts/:customer_auth_id/trunks/:trunk_id',
    operationId: 'getCustomerTrunk',
    tag: TAG,
    summary: 'One trunk of a customer, with all that belongs to it',
    description:
      'The trunk with the credentials and addresses that open it, and the URIs that its calls are sent to. No password is shown: ' +
      'there is none.',
    scope: 'read',
    params: CustomerTrunkParams,
    success: {
      status: 200,
      description: 'The trunk.',
      schema: OpenedTrunkSchema,
      example: openedTrunkExample,
    },
    errors: [],
    handler: async ({ principal, params }) => {
      const { partnerId } = principal.partner;
      const owner = await customers.find(db.kysely, partnerId, params.customer_auth_id);
      const found = await trunks.findWithOpeners(db.kysely, owner, params.trunk_id);
      return {
        body: {
          ...toApiTrunk(found.trunk, owner, trunks.sipDomain),
          credentials: found.credentials.map((one) => toApiCredential(one, owner)),
          ip_acl: found.ipAcls.map((one) => toApiIpAcl(one, owner)),
          origination_uris: found.uris.map((one) => toApiOriginationUri(one, owner)),
        },
      };
    },
  });
}
