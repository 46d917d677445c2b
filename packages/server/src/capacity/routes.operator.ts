import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import type { CapacityRoutesDeps } from './capacity-deps.ts';
import { PartnerParams, PoolSchema, SetPoolBody, toApiPool } from './contract.ts';
import { capacityInUse } from './errors.ts';
import { poolExample, setPoolExample } from './examples.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Capacity';
const one = { status: 200, description: 'The pool.', schema: PoolSchema, example: poolExample } as const;

export function capacityOperatorRoutes(deps: CapacityRoutesDeps): Route<OperatorPrincipal>[] {
  const { db, capacity, partners } = deps;
  return [
    route({
      method: 'GET',
      path: '/partners/:id/capacity',
      operationId: 'getPartnerCapacity',
      tag: TAG,
      summary: 'A partner’s pool of calls',
      description: 'What was granted, what its customers have of it, and what is left.',
      scope: 'read',
      params: PartnerParams,
      success: one,
      errors: [],
      handler: async ({ params }) => {
        const { partner } = await partners.read(params.id);
        return { body: toApiPool(await capacity.pool(db.kysely, partner.partnerId), partner.authId) };
      },
    }),
    route({
      method: 'PATCH',
      path: '/partners/:id/capacity',
      operationId: 'setPartnerCapacity',
      tag: TAG,
      summary: 'Set a partner’s pool of calls',
      description:
        'What is absent stays. A pool below what customers have of it is refused, naming the lowest possible.',
      scope: 'partners',
      params: PartnerParams,
      body: SetPoolBody,
      example: setPoolExample,
      success: one,
      errors: [capacityInUse],
      handler: (call) => {
        const { reason, ...patch } = call.body;
        return keyedWrite(deps, call, async (tx, by) => {
          const { partner } = await partners.read(call.params.id);
          return toApiPool(await capacity.setPool(tx, partner, patch, reason, by), partner.authId);
        });
      },
    }),
  ];
}
