import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { CarrierParams } from './carrier-contract.ts';
import { carrierLimitReached, carrierVersionConflict, gatewayInUse } from './errors.ts';
import { createGatewayExample, gatewayExample, gatewayListExample } from './examples.ts';
import {
  CreateGatewayBody,
  GatewayListSchema,
  GatewayParams,
  GatewaySchema,
  GatewayStateBody,
  ListGatewaysQuery,
  PatchGatewayBody,
  toApiGateway,
  toApiGatewayPage,
} from './gateway-contract.ts';
import type { CarrierRoutesDeps } from './service.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Gateways';
const one = { description: 'The gateway.', schema: GatewaySchema, example: gatewayExample };

export function gatewayOperatorRoutes(deps: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  return [...readRoutes(deps), ...createRoutes(deps), ...changeRoutes(deps)];
}

function readRoutes({ carriers, clock }: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/carriers/:carrier_id/gateways',
      operationId: 'listGateways',
      tag: TAG,
      summary: 'Gateways of a carrier, by name',
      description:
        'SIP addresses that calls are sent to or come from, with their state and the calls they have.',
      scope: 'read',
      params: CarrierParams,
      query: ListGatewaysQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: GatewayListSchema,
        example: gatewayListExample,
      },
      errors: [],
      handler: async ({ params, query }) => {
        const at = clock.now();
        return { body: toApiGatewayPage(await carriers.listGateways(params.carrier_id, query, at), at) };
      },
    }),
    route({
      method: 'GET',
      path: '/carriers/:carrier_id/gateways/:gateway_id',
      operationId: 'getGateway',
      tag: TAG,
      summary: 'One gateway',
      description: 'With its state as it is now.',
      scope: 'read',
      params: GatewayParams,
      success: { status: 200, ...one },
      errors: [],
      handler: async ({ params }) => {
        const at = clock.now();
        return {
          body: toApiGateway(await carriers.readGateway(params.carrier_id, params.gateway_id, at), at),
        };
      },
    }),
  ];
}

function createRoutes(deps: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  const { carriers, clock } = deps;
  return [
    route({
      method: 'POST',
      path: '/carriers/:carrier_id/gateways',
      operationId: 'createGateway',
      tag: TAG,
      summary: 'Add a gateway to a carrier',
      description:
        'A gateway that brings calls is known by its `source_addresses`; none of them may be another enabled gateway’s. Rules ' +
        'that are null are the carrier’s.',
      scope: 'carriers',
      params: CarrierParams,
      body: CreateGatewayBody,
      example: createGatewayExample,
      success: { status: 201, ...one, description: 'The new gateway.' },
      errors: [carrierLimitReached],
      idempotent: true,
      storedFaults: (call) =>
        carriers.faults.ofGateway({ carrierId: call.params.carrier_id }, call, clock.now()),
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiGateway(await carriers.createGateway(tx, call.params.carrier_id, call.body, by), by.at),
        ),
    }),
    route({
      method: 'POST',
      path: '/carriers/:carrier_id/gateways/:gateway_id/state',
      operationId: 'setGatewayState',
      tag: TAG,
      summary: 'Take a gateway up or down by hand',
      description:
        '`down` and `draining` keep new calls away; `up` sends them whatever became of the last ones. `auto` forgets past ' +
        'failures and lets its calls show: five failed ones in a row within a minute take it down for 30 seconds, each further ' +
        'time twice as long up to 15 minutes, and the first that works ends it.',
      scope: 'carriers',
      params: GatewayParams,
      body: GatewayStateBody,
      example: { state: 'draining', reason: 'Maintenance tonight' },
      success: { status: 200, ...one },
      errors: [],
      idempotent: true,
      handler: (call) => {
        const { carrier_id: carrierId, gateway_id: id } = call.params;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiGateway(await carriers.setGatewayState(tx, carrierId, id, call.body, by), by.at),
        );
      },
    }),
  ];
}

function changeRoutes(deps: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  const { carriers, clock } = deps;
  return [
    route({
      method: 'PATCH',
      path: '/carriers/:carrier_id/gateways/:gateway_id',
      operationId: 'updateGateway',
      tag: TAG,
      summary: 'Change or disable a gateway',
      description:
        'What is absent stays; rules and addresses are replaced whole. Refused where routes would be left without any gateway.',
      scope: 'carriers',
      params: GatewayParams,
      body: PatchGatewayBody,
      example: { weight: 40, max_concurrent_calls: 300 },
      success: { status: 200, ...one },
      errors: [carrierVersionConflict, gatewayInUse],
      storedFaults: (call) => {
        const { carrier_id: carrierId, gateway_id: id } = call.params;
        return carriers.faults.ofGateway({ carrierId, id }, call, clock.now());
      },
      handler: (call) => {
        const { carrier_id: carrierId, gateway_id: id } = call.params;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiGateway(await carriers.patchGateway(tx, carrierId, id, call.body, by), by.at),
        );
      },
    }),
    route({
      method: 'DELETE',
      path: '/carriers/:carrier_id/gateways/:gateway_id',
      operationId: 'deleteGateway',
      tag: TAG,
      summary: 'Delete a gateway',
      description: 'Refused where routes would be left without any. Let it drain before.',
      scope: 'carriers',
      params: GatewayParams,
      success: { status: 204, description: 'Deleted.' },
      errors: [gatewayInUse],
      handler: async (call) => {
        const { carrier_id: carrierId, gateway_id: id } = call.params;
        await keyedWrite(deps, call, async (tx, by) => {
          await carriers.removeGateway(tx, carrierId, id, by);
          return {};
        });
        return {};
      },
    }),
  ];
}
