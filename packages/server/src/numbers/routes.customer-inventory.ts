import type { CustomerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { OwnInventoryQuery, OwnInventorySchema, StrictOwnInventorySchema } from './customer-inventory.ts';
import { ownInventoryExample } from './holding-examples.ts';
import { OwnParams } from './holding-requests.ts';
import { NUMBERS_TAG } from './number-route.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';

/** What a customer can buy. */
export function customerInventoryRoutes({ numbers }: NumberRoutesDeps): Route<CustomerPrincipal>[] {
  const route = routesOf<CustomerPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/inventory/numbers',
      operationId: 'listInventoryNumbers',
      tag: NUMBERS_TAG,
      summary: 'Numbers you can buy',
      description:
        'In the currency of your wallet, by number, at your prices. A broad search may estimate `total`.',
      scope: null,
      params: OwnParams,
      query: OwnInventoryQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: OwnInventorySchema,
        versions: { '2026-05-12': StrictOwnInventorySchema },
        example: ownInventoryExample,
      },
      errors: [],
      handler: async ({ principal: { customer }, query }) => {
        const buyer = { partnerId: customer.partner.partnerId, currency: customer.currency };
        return { body: await numbers.holdings.offers(buyer, query) };
      },
    }),
  ];
}
