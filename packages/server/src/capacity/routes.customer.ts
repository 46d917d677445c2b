import type { CustomerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import type { CapacityRoutesDeps } from './capacity-deps.ts';
import { AccountParams, ConcurrencySchema, StrictConcurrencySchema } from './contract.ts';
import { concurrencyExample } from './examples.ts';

const route = routesOf<CustomerPrincipal>();

/** Per cent with two decimals; of a limit of 0 nothing is used. */
function utilization(calls: number, limit: number): number {
  return limit === 0 ? 0 : Math.round((calls * 10_000) / limit) / 100;
}

export function capacityCustomerRoutes(deps: CapacityRoutesDeps): Route<CustomerPrincipal>[] {
  const { db, customers, liveCalls } = deps;
  return [
    route({
      method: 'GET',
      path: '/concurrency',
      operationId: 'getConcurrency',
      tag: 'Account',
      summary: 'Your calls at once, and your limit',
      description: 'How many calls are up now, how many may be, and the share in per cent.',
      scope: null,
      params: AccountParams,
      success: {
        status: 200,
        description: 'Now.',
        schema: ConcurrencySchema,
        versions: { '2026-05-12': StrictConcurrencySchema },
        example: concurrencyExample,
      },
      errors: [],
      handler: async ({ principal: { customer }, requestId }) => {
        const { partnerId } = customer.partner;
        const { concurrentCallsLimit: limit } = await customers.find(db.kysely, partnerId, customer.authId);
        const calls = await liveCalls.count(partnerId, customer.customerId);
        return {
          body: {
            account_id: customer.authId,
            concurrent_calls: calls,
            max_concurrent: limit,
            utilization_pct: utilization(calls, limit),
            request_id: requestId,
          },
        };
      },
    }),
  ];
}
