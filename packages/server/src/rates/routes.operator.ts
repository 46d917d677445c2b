import Type from 'typebox';
import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { noDefaultTier, rateToNumber, type PricingTier } from '../pricing/index.ts';
import { TIER_UUID, lookupExample, wholesaleExample } from './examples.ts';
import { LookupSchema, OperatorLookupQuery } from './lookup-contract.ts';
import { lookUpRateAsOperator, numberFaults, toApiLookup } from './lookup-service.ts';
import type { RateRoutesDeps } from './rates-deps.ts';
import { deckRoutes } from './routes.decks.ts';
import { OPERATOR_PRICES, PRICES_TAG, tierRoutes } from './routes.tiers.ts';
import { AssignWholesaleBody, WholesaleTiersSchema } from './tier-contract.ts';
import { giveWholesaleTier, lockWholesale, readWholesaleTiers } from './tier-service.ts';

const route = routesOf<OperatorPrincipal>();
const PartnerParams = Type.Object({
  id: Type.String({ maxLength: 64, description: 'UUID or `partner-…`.' }),
});

export function toApiWholesale(tiers: readonly PricingTier[]): Record<string, unknown> {
  return {
    wholesale_tiers: tiers.map((tier) => ({
      currency: tier.currency,
      pricing_tier_id: tier.id,
      name: tier.name,
      rate_per_minute: rateToNumber(tier.ratePerMinute),
      is_default: tier.isDefault,
    })),
  };
}

/** The operator's wholesale prices, and who buys at which. */
export function rateOperatorRoutes(deps: RateRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    ...tierRoutes<OperatorPrincipal>(deps, OPERATOR_PRICES),
    ...deckRoutes<OperatorPrincipal>(deps, OPERATOR_PRICES),
    lookupRoute(deps),
    ...wholesaleRoutes(deps),
  ];
}

function lookupRoute(deps: RateRoutesDeps): Route<OperatorPrincipal> {
  return route({
    method: 'GET',
    path: '/rates/lookup',
    operationId: 'lookUpRateAsOperator',
    tag: PRICES_TAG,
    summary: 'Why a call costs what it costs',
    description:
      'At a tier of your own, or, with `partner`, as that partner sees it: selling and wholesale price of its customers.',
    scope: 'read',
    query: OperatorLookupQuery,
    success: { status: 200, description: 'The explanation.', schema: LookupSchema, example: lookupExample },
    errors: [noDefaultTier],
    storedFaults: async ({ query }) => {
      const { partner, ...rest } = query;
      if (partner === undefined) return numberFaults(deps.rates, null, rest);
      const { partnerId } = await deps.rates.partners.find(deps.rates.db.kysely, partner);
      return numberFaults(deps.rates, partnerId, rest);
    },
    handler: async ({ query }) => ({ body: toApiLookup(await lookUpRateAsOperator(deps.rates, query)) }),
  });
}

function wholesaleRoutes(deps: RateRoutesDeps): Route<OperatorPrincipal>[] {
  const { rates } = deps;
  return [
    route({
      method: 'GET',
      path: '/partners/:id/wholesale-tiers',
      operationId: 'listWholesaleTiers',
      tag: PRICES_TAG,
      summary: 'At which tiers a partner buys',
      description: 'One for each currency that has prices.',
      scope: 'read',
      params: PartnerParams,
      success: {
        status: 200,
        description: 'The tiers.',
        schema: WholesaleTiersSchema,
        example: wholesaleExample,
      },
      errors: [],
      handler: async ({ params }) => ({
        body: toApiWholesale(await readWholesaleTiers(rates, rates.db.kysely, params.id)),
      }),
    }),
    route({
      method: 'PUT',
      path: '/partners/:id/wholesale-tiers',
      operationId: 'assignWholesaleTier',
      tag: PRICES_TAG,
      summary: 'Let a partner buy at another tier',
      description:
        'In the tier’s currency, for calls that begin from now on. Its customers that have no tier of the partner’s own pay it too.',
      scope: 'pricing',
      params: PartnerParams,
      body: AssignWholesaleBody,
      example: { pricing_tier_id: TIER_UUID },
      success: {
        status: 200,
        description: 'The tiers.',
        schema: WholesaleTiersSchema,
        example: wholesaleExample,
      },
      errors: [],
      storedFaults: ({ body: { pricing_tier_id: tierId } }) =>
        rates.db.inTransaction(async (tx) => {
          if (tierId !== undefined) await lockWholesale(tx, tierId);
          return [];
        }),
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiWholesale(await giveWholesaleTier(rates, tx, call.params.id, call.body.pricing_tier_id, by)),
        ),
    }),
  ];
}
