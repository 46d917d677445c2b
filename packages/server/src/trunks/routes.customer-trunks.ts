import { keyedWrite, type CustomerPrincipal } from '../identity/index.ts';
import { readOffset, routesOf, type Route } from '../platform/http/index.ts';
import { accountOf } from './account-of.ts';
import {
  AccountParams,
  CreateTrunkBody,
  OFFSETS,
  OffsetListQuery,
  StrictTrunkListSchema,
  StrictTrunkSchema,
  TrunkListSchema,
  TrunkParams,
  TrunkSchema,
  UpdateTrunkBody,
  toApiTrunk,
} from './contract.ts';
import { trunkInUse, trunkResourceLimit } from './errors.ts';
import { createTrunkExample, trunkExample, trunkListExample, updateTrunkExample } from './examples.ts';
import type { Trunk } from './trunk.ts';
import type { TrunkRoutesDeps } from './trunks-deps.ts';

const route = routesOf<CustomerPrincipal>();
const TAG = 'SIP trunks';
const one = (status: 200 | 201) =>
  ({
    status,
    description: 'The trunk.',
    schema: TrunkSchema,
    versions: { '2026-05-12': StrictTrunkSchema },
    example: trunkExample,
  }) as const;

/** Below `/api/v1/Account/:auth_id`; the surface has checked that the path names the caller's own account. */
export function trunkRoutes(deps: TrunkRoutesDeps): Route<CustomerPrincipal>[] {
  return [...readRoutes(deps), createRoute(deps), changeRoute(deps), deleteRoute(deps)];
}

function readRoutes({ db, trunks }: TrunkRoutesDeps): Route<CustomerPrincipal>[] {
  const toApi = (trunk: Trunk, principal: CustomerPrincipal) =>
    toApiTrunk(trunk, principal.customer, trunks.sipDomain);
  return [
    route({
      method: 'GET',
      path: '/trunks',
      operationId: 'listTrunks',
      tag: TAG,
      summary: 'Your trunks',
      description: 'Newest first.',
      scope: null,
      params: AccountParams,
      query: OffsetListQuery,
      success: {
        status: 200,
        description: 'Trunks.',
        schema: TrunkListSchema,
        versions: { '2026-05-12': StrictTrunkListSchema },
        example: trunkListExample,
      },
      errors: [],
      handler: async ({ principal, query }) => {
        const { partnerId, customerId } = accountOf(principal);
        const place = readOffset(query, OFFSETS);
        const { rows, total } = await trunks.list(db.kysely, partnerId, { customerId }, place);
        return { body: { meta: { ...place, total }, objects: rows.map((row) => toApi(row, principal)) } };
      },
    }),
    route({
      method: 'GET',
      path: '/trunks/:trunk_id',
      operationId: 'getTrunk',
      tag: TAG,
      summary: 'One trunk',
      description: 'By its id.',
      scope: null,
      params: TrunkParams,
      success: one(200),
      errors: [],
      handler: async ({ principal, params }) => ({
        body: toApi(await trunks.find(db.kysely, accountOf(principal), params.trunk_id), principal),
      }),
    }),
  ];
}

function createRoute(deps: TrunkRoutesDeps): Route<CustomerPrincipal> {
  const { trunks } = deps;
  return route({
    method: 'POST',
    path: '/trunks',
    operationId: 'createTrunk',
    tag: TAG,
    summary: 'Make a trunk',
    description:
      'Every published way to describe one is understood: `trunk_direction` or `trunk_type`, `concurrent_calls_limit` or ' +
      '`max_concurrent_calls`, `trunk_status` or `enabled`. Send calls to `trunk_domain`. What opens a trunk: the credential ' +
      'and the IP ACL that it names; where it names none of a kind, all of your account that no trunk names.',
    scope: null,
    params: AccountParams,
    body: CreateTrunkBody,
    example: createTrunkExample,
    success: one(201),
    errors: [trunkResourceLimit],
    idempotent: true,
    storedFaults: ({ principal, body }) => trunks.faults(deps.db.kysely, accountOf(principal), body),
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => {
        const account = accountOf(call.principal);
        return toApiTrunk(await trunks.create(tx, account, call.body, by), account, trunks.sipDomain);
      }),
  });
}

function changeRoute(deps: TrunkRoutesDeps): Route<CustomerPrincipal> {
  const { trunks } = deps;
  return route({
    method: 'PUT',
    path: '/trunks/:trunk_id',
    operationId: 'updateTrunk',
    tag: TAG,
    summary: 'Change a trunk',
    description: 'What is absent stays. Disable it with `enabled: false` or `trunk_status: disabled`.',
    scope: null,
    params: TrunkParams,
    body: UpdateTrunkBody,
    example: updateTrunkExample,
    success: one(200),
    errors: [],
    storedFaults: ({ principal, body }) => trunks.faults(deps.db.kysely, accountOf(principal), body),
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => {
        const account = accountOf(call.principal);
        const trunk = await trunks.change(tx, account, call.params.trunk_id, call.body, by);
        return toApiTrunk(trunk, account, trunks.sipDomain);
      }),
  });
}

function deleteRoute(deps: TrunkRoutesDeps): Route<CustomerPrincipal> {
  return route({
    method: 'DELETE',
    path: '/trunks/:trunk_id',
    operationId: 'deleteTrunk',
    tag: TAG,
    summary: 'Delete a trunk',
    description:
      'For good, with its credential, IP ACL and origination URIs unless another trunk names them; numbers that led to it lead ' +
      'nowhere any more. Refused while calls are up.',
    scope: null,
    params: TrunkParams,
    success: { status: 204, description: 'Deleted.' },
    errors: [trunkInUse],
    handler: async (call) => {
      await keyedWrite(deps, call, async (tx, by) => {
        await deps.trunks.remove(tx, accountOf(call.principal), call.params.trunk_id, by);
        return {};
      });
      return {};
    },
  });
}
