import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  CarrierListSchema,
  CarrierParams,
  CarrierSchema,
  CreateCarrierBody,
  ListCarriersQuery,
  PatchCarrierBody,
  toApiCarrier,
  toApiCarrierPage,
} from './carrier-contract.ts';
import { carrierInUse, carrierLimitReached, carrierVersionConflict } from './errors.ts';
import { carrierExample, carrierListExample, createCarrierExample } from './examples.ts';
import { gatewayOperatorRoutes } from './routes.operator-gateways.ts';
import { lookupOperatorRoutes } from './routes.operator-lookups.ts';
import { routeOperatorRoutes } from './routes.operator-routes.ts';
import type { CarrierRoutesDeps } from './service.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Carriers';
const one = { description: 'The carrier.', schema: CarrierSchema, example: carrierExample };

/** Everything of the operator about carriers, gateways and routes. */
export function carrierOperatorRoutes(deps: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    ...readRoutes(deps),
    ...writeRoutes(deps),
    ...gatewayOperatorRoutes(deps),
    ...routeOperatorRoutes(deps),
    ...lookupOperatorRoutes(deps),
  ];
}

function readRoutes({ carriers }: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/carriers',
      operationId: 'listCarriers',
      tag: TAG,
      summary: 'Carriers, by name',
      description: 'Companies that minutes are bought from and that numbers come from.',
      scope: 'read',
      query: ListCarriersQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: CarrierListSchema,
        example: carrierListExample,
      },
      errors: [],
      handler: async ({ query }) => ({ body: toApiCarrierPage(await carriers.list(query)) }),
    }),
    route({
      method: 'GET',
      path: '/carriers/:carrier_id',
      operationId: 'getCarrier',
      tag: TAG,
      summary: 'One carrier',
      description: 'With its rules, and how many gateways and routes it has.',
      scope: 'read',
      params: CarrierParams,
      success: { status: 200, ...one },
      errors: [],
      handler: async ({ params }) => ({ body: toApiCarrier(await carriers.read(params.carrier_id)) }),
    }),
  ];
}

function writeRoutes(deps: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  const { carriers } = deps;
  return [
    route({
      method: 'POST',
      path: '/carriers',
      operationId: 'createCarrier',
      tag: TAG,
      summary: 'Add a carrier',
      description:
        'It takes calls as soon as it has a gateway and a route. `cli_rules`, `dial_format` and `did_format` are what its ' +
        'gateways do where they have none of their own; what is left out of them passes numbers on as plain E.164.',
      scope: 'carriers',
      body: CreateCarrierBody,
      example: createCarrierExample,
      success: { status: 201, ...one, description: 'The new carrier.' },
      errors: [carrierLimitReached],
      idempotent: true,
      storedFaults: ({ body }) => carriers.faults.ofCarrier(undefined, body),
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) => toApiCarrier(await carriers.create(tx, call.body, by))),
    }),
    route({
      method: 'PATCH',
      path: '/carriers/:carrier_id',
      operationId: 'updateCarrier',
      tag: TAG,
      summary: 'Change or disable a carrier',
      description:
        'What is absent stays; rules are replaced whole. Disabled, it takes no call and brings none. Give the `version` you ' +
        'read to be told of a change made meanwhile.',
      scope: 'carriers',
      params: CarrierParams,
      body: PatchCarrierBody,
      example: { enabled: false, reason: 'Contract in dispute' },
      success: { status: 200, ...one },
      errors: [carrierVersionConflict],
      storedFaults: ({ params, body }) => carriers.faults.ofCarrier(params.carrier_id, body),
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiCarrier(await carriers.patch(tx, call.params.carrier_id, call.body, by)),
        ),
    }),
    route({
      method: 'DELETE',
      path: '/carriers/:carrier_id',
      operationId: 'deleteCarrier',
      tag: TAG,
      summary: 'Delete a carrier',
      description: 'Refused while it has gateways or routes. To stop its calls at once, disable it.',
      scope: 'carriers',
      params: CarrierParams,
      success: { status: 204, description: 'Deleted.' },
      errors: [carrierInUse],
      handler: async (call) => {
        await keyedWrite(deps, call, async (tx, by) => {
          await carriers.remove(tx, call.params.carrier_id, by);
          return {};
        });
        return {};
      },
    }),
  ];
}
