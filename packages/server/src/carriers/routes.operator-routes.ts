import Type from 'typebox';
import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { CarrierParams } from './carrier-contract.ts';
import { carrierLimitReached, carrierVersionConflict } from './errors.ts';
import {
  carrierRouteExample,
  carrierRouteListExample,
  createRouteExample,
  replacedExample,
  routesFileExample,
} from './examples.ts';
import {
  CarrierRouteListSchema,
  CarrierRouteSchema,
  CreateRouteBody,
  ListRoutesQuery,
  PatchRouteBody,
  RouteParams,
  toApiCarrierRoute,
  toApiCarrierRoutePage,
} from './route-contract.ts';
import { ROUTES_FILE_BYTES, readRoutesFile } from './routes-file.ts';
import type { CarrierRoutesDeps } from './service.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Routes';
const one = { description: 'The route.', schema: CarrierRouteSchema, example: carrierRouteExample };

export const ReplacedSchema = Type.Object({
  carrier_id: Type.String(),
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  unchanged: Type.Integer(),
});

export function routeOperatorRoutes(deps: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  return [...readRoutes(deps), ...writeRoutes(deps), replaceRoute(deps)];
}

function readRoutes({ carriers }: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/carriers/:carrier_id/routes',
      operationId: 'listCarrierRoutes',
      tag: TAG,
      summary: 'Routes of a carrier, by prefix',
      description: '`prefix` finds what begins so, `number` what an E.164 number matches.',
      scope: 'read',
      params: CarrierParams,
      query: ListRoutesQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: CarrierRouteListSchema,
        example: carrierRouteListExample,
      },
      errors: [],
      handler: async ({ params, query }) => ({
        body: toApiCarrierRoutePage(await carriers.listRoutes(params.carrier_id, query)),
      }),
    }),
    route({
      method: 'GET',
      path: '/carriers/:carrier_id/routes/:route_id',
      operationId: 'getCarrierRoute',
      tag: TAG,
      summary: 'One route',
      description: 'A prefix that may go to this carrier.',
      scope: 'read',
      params: RouteParams,
      success: { status: 200, ...one },
      errors: [],
      handler: async ({ params }) => ({
        body: toApiCarrierRoute(await carriers.readRoute(params.carrier_id, params.route_id)),
      }),
    }),
  ];
}

function writeRoutes(deps: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  const { carriers, clock } = deps;
  return [
    route({
      method: 'POST',
      path: '/carriers/:carrier_id/routes',
      operationId: 'createCarrierRoute',
      tag: TAG,
      summary: 'Route a prefix to a carrier',
      description:
        'Of each carrier the longest prefix counts. Longer prefixes are tried first, then lower priorities; routes of one ' +
        'priority share by weight. An `exclusive` one keeps shorter prefixes of others from being tried after it.',
      scope: 'carriers',
      params: CarrierParams,
      body: CreateRouteBody,
      example: createRouteExample,
      success: { status: 201, ...one, description: 'The new route.' },
      errors: [carrierLimitReached],
      idempotent: true,
      storedFaults: (call) =>
        carriers.faults.ofRoute({ carrierId: call.params.carrier_id }, call, clock.now()),
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiCarrierRoute(await carriers.createRoute(tx, call.params.carrier_id, call.body, by)),
        ),
    }),
    route({
      method: 'PATCH',
      path: '/carriers/:carrier_id/routes/:route_id',
      operationId: 'updateCarrierRoute',
      tag: TAG,
      summary: 'Change or disable a route',
      description: 'What is absent stays. A disabled route is as if it were not there.',
      scope: 'carriers',
      params: RouteParams,
      body: PatchRouteBody,
      example: { priority: 2, cost_rate: 0.0045 },
      success: { status: 200, ...one },
      errors: [carrierVersionConflict],
      storedFaults: (call) => {
        const { carrier_id: carrierId, route_id: id } = call.params;
        return carriers.faults.ofRoute({ carrierId, id }, call, clock.now());
      },
      handler: (call) => {
        const { carrier_id: carrierId, route_id: id } = call.params;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiCarrierRoute(await carriers.patchRoute(tx, carrierId, id, call.body, by)),
        );
      },
    }),
    route({
      method: 'DELETE',
      path: '/carriers/:carrier_id/routes/:route_id',
      operationId: 'deleteCarrierRoute',
      tag: TAG,
      summary: 'Delete a route',
      description: 'Numbers that it matched go by a shorter prefix of the carrier, if it has one.',
      scope: 'carriers',
      params: RouteParams,
      success: { status: 204, description: 'Deleted.' },
      errors: [],
      handler: async (call) => {
        const { carrier_id: carrierId, route_id: id } = call.params;
        await keyedWrite(deps, call, async (tx, by) => {
          await carriers.removeRoute(tx, carrierId, id, by);
          return {};
        });
        return {};
      },
    }),
  ];
}

function replaceRoute(deps: CarrierRoutesDeps): Route<OperatorPrincipal> {
  const { carriers, clock } = deps;
  return route({
    method: 'PUT',
    path: '/carriers/:carrier_id/routes',
    operationId: 'replaceCarrierRoutes',
    tag: TAG,
    summary: 'Replace all routes of a carrier from a file',
    description:
      'All or nothing: one faulty line, and nothing changes; the answer names the faults by line. Routes that are as the file ' +
      'says stay untouched, so the same file again changes nothing; those that it does not name are deleted. Calls see the ' +
      'old routes or the new ones, each whole.',
    scope: 'carriers',
    params: CarrierParams,
    upload: {
      mediaType: 'text/csv',
      limitBytes: ROUTES_FILE_BYTES,
      description:
        'A table with a header, as spreadsheets export it, of at most 200,000 rows: `prefix` (`*`: every number), and if you ' +
        'like `group`, `priority`, `weight`, `cost_rate`, `exclusive`, `enabled`, `effective_from`, `effective_to`.',
      example: routesFileExample,
    },
    success: {
      status: 200,
      description: 'What the file changed.',
      schema: ReplacedSchema,
      example: replacedExample,
    },
    errors: [],
    rateCost: 20,
    handler: async (call) => {
      const { id } = await carriers.read(call.params.carrier_id);
      // Read before the transaction begins: a slow upload holds no lock.
      const rows = await readRoutesFile(call.upload, clock.now());
      return keyedWrite(deps, call, async (tx, by) => ({
        carrier_id: id,
        ...(await carriers.replaceRoutes(tx, id, rows, by)).replaced,
      }));
    },
  });
}
