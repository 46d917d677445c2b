import type { PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { noDefaultTier } from '../pricing/index.ts';
import { lookupExample } from './examples.ts';
import { LookupQuery, LookupSchema } from './lookup-contract.ts';
import { lookUpRate, numberFaults, toApiLookup } from './lookup-service.ts';
import type { RateRoutesDeps } from './rates-deps.ts';
import { deckRoutes } from './routes.decks.ts';
import { simulateRoute } from './routes.simulate.ts';
import { PARTNER_PRICES, PRICES_TAG, tierRoutes } from './routes.tiers.ts';

const route = routesOf<PartnerPrincipal>();

/** A partner's selling prices, and why a call costs what it costs. */
export function ratePartnerRoutes(deps: RateRoutesDeps): Route<PartnerPrincipal>[] {
  return [
    ...tierRoutes<PartnerPrincipal>(deps, PARTNER_PRICES),
    ...deckRoutes<PartnerPrincipal>(deps, PARTNER_PRICES),
    simulateRoute(deps),
    route({
      method: 'GET',
      path: '/rates/lookup',
      operationId: 'lookUpRate',
      tag: PRICES_TAG,
      summary: 'Why a call costs what it costs',
      description:
        'The number as it is understood, the prefix and the deck version that decide, both rates, and the price of a call of ' +
        'so many seconds step by step. Without `account` and `pricing_tier_id` it is the price of your new customers.',
      scope: 'read',
      query: LookupQuery,
      success: { status: 200, description: 'The explanation.', schema: LookupSchema, example: lookupExample },
      errors: [noDefaultTier],
      storedFaults: ({ principal: { partner }, query }) => numberFaults(deps.rates, partner.partnerId, query),
      handler: async ({ principal, query }) => {
        const { partnerId } = principal.partner;
        const seller = { ownerId: partnerId, partnerId };
        return { body: toApiLookup(await lookUpRate(deps.rates, seller, query)) };
      },
    }),
  ];
}
