import { customerClosed } from '../customers/index.ts';
import { keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { readOffset, routesOf, type Route } from '../platform/http/index.ts';
import type { CapacityRoutesDeps } from './capacity-deps.ts';
import type { Direction } from './capacity.ts';
import {
  CustomerCapacitySchema,
  CustomerParams,
  HISTORY,
  HistoryQuery,
  HistorySchema,
  MoveBody,
  MovedSchema,
  PoolSchema,
  toApiCustomerCapacity,
  toApiMoved,
  toApiPool,
  toApiTransfer,
} from './contract.ts';
import { capacityTransfersDisabled, exceedsAllocated, insufficientCapacity } from './errors.ts';
import {
  customerCapacityExample,
  historyExample,
  moveExample,
  poolExample,
  reclaimedExample,
  transferredExample,
} from './examples.ts';

const route = routesOf<PartnerPrincipal>();
const TAG = 'Capacity';

export function capacityPartnerRoutes(deps: CapacityRoutesDeps): Route<PartnerPrincipal>[] {
  return [moveRoute(deps, 'transfer'), moveRoute(deps, 'reclaim'), ...readRoutes(deps)];
}

const MOVES = {
  transfer: {
    operationId: 'transferCapacity',
    summary: 'Give a customer capacity out of your pool',
    description:
      'Moves `slots` of `resource` from your pool to the customer, on top of what it has; calls at once or calls per second, by the ' +
      'same endpoint. Both change together or not at all, and the new limit holds at once.',
    example: transferredExample,
    refusal: insufficientCapacity,
  },
  reclaim: {
    operationId: 'reclaimCapacity',
    summary: 'Take capacity back into your pool',
    description:
      'At most what you gave this customer of the resource, and no more than its current limit; what it began with stays. Calls that ' +
      'are up go on; new ones meet the new limit at once.',
    example: reclaimedExample,
    refusal: exceedsAllocated,
  },
} as const;

function moveRoute(deps: CapacityRoutesDeps, direction: Direction): Route<PartnerPrincipal> {
  const { operationId, summary, description, example, refusal } = MOVES[direction];
  return route({
    method: 'POST',
    path: `/accounts/:customer_auth_id/concurrency/${direction}`,
    operationId,
    tag: TAG,
    summary,
    description,
    scope: 'accounts',
    params: CustomerParams,
    body: MoveBody,
    example: moveExample,
    success: { status: 200, description: 'Moved.', schema: MovedSchema, example },
    errors: [capacityTransfersDisabled, customerClosed, refusal],
    idempotent: true,
    handler: (call) => {
      const { partnerId, authId } = call.principal.partner;
      const { resource = 'concurrent_calls', slots } = call.body;
      const trimmed = call.body.description?.trim() ?? '';
      const input = { resource, slots, description: trimmed === '' ? null : trimmed };
      return keyedWrite(deps, call, async (tx, by) =>
        toApiMoved(
          await deps.capacity[direction](tx, partnerId, call.params.customer_auth_id, input, by),
          authId,
        ),
      );
    },
  });
}

function readRoutes({ db, capacity, customers }: CapacityRoutesDeps): Route<PartnerPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/concurrency',
      operationId: 'getCustomerCapacity',
      tag: TAG,
      summary: 'A customer’s capacity beside your pool',
      description: 'What is left in your pool, the customer’s limits, and what of them you gave.',
      scope: 'read',
      params: CustomerParams,
      success: {
        status: 200,
        description: 'Both.',
        schema: CustomerCapacitySchema,
        example: customerCapacityExample,
      },
      errors: [],
      handler: async ({ principal: { partner }, params }) => {
        const customer = await customers.find(db.kysely, partner.partnerId, params.customer_auth_id);
        const pool = await capacity.pool(db.kysely, partner.partnerId);
        return { body: toApiCustomerCapacity(customer, pool, partner.authId) };
      },
    }),
    route({
      method: 'GET',
      path: '/concurrency/transfers',
      operationId: 'listCapacityTransfers',
      tag: TAG,
      summary: 'What was moved, newest first',
      description: 'Every transfer and reclaim of all your customers; `account` shows those of one.',
      scope: 'read',
      query: HistoryQuery,
      success: {
        status: 200,
        description: 'A part of the list.',
        schema: HistorySchema,
        example: historyExample,
      },
      errors: [notFound],
      handler: async ({ principal: { partner }, query }) => {
        const { account, resource } = query;
        const place = readOffset(query, HISTORY);
        const owner =
          account === undefined ? null : await customers.find(db.kysely, partner.partnerId, account);
        const filter = { customerId: owner?.customerId, resource };
        const { transfers, total } = await capacity.history(db.kysely, partner.partnerId, filter, place);
        const rows = transfers.map((one) => toApiTransfer(one, partner.authId));
        return { body: { transfers: rows, total, ...place } };
      },
    }),
    route({
      method: 'GET',
      path: '/concurrency',
      operationId: 'getCapacityPool',
      tag: TAG,
      summary: 'Your pool',
      description: 'What the operator granted you, what your customers have of it, and what is left.',
      scope: 'read',
      success: { status: 200, description: 'The pool.', schema: PoolSchema, example: poolExample },
      errors: [],
      handler: async ({ principal: { partner } }) => ({
        body: toApiPool(await capacity.pool(db.kysely, partner.partnerId), partner.authId),
      }),
    }),
  ];
}
