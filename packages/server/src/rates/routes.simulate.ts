import type { PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { deckNotReplayable, simulationRunning } from './errors.ts';
import { simulateExample, simulationExample } from './simulate-examples.ts';
import type { RateRoutesDeps } from './rates-deps.ts';
import { PARTNER_PRICES, PRICES_TAG, named, tierParams } from './routes.tiers.ts';
import { SimulationSchema, simulateBody, toApiSimulation } from './simulate-contract.ts';
import { checkPeriod, simulateTier } from './simulate-service.ts';

/** Every call of a period is read. */
const REPLAY_COST = 20;

function partnerSeller({ partner: { partnerId } }: PartnerPrincipal) {
  return { ownerId: partnerId, partnerId };
}

/** What past calls would have cost at other prices. */
export function simulateRoute({ rates }: RateRoutesDeps): Route<PartnerPrincipal> {
  return routesOf<PartnerPrincipal>()({
    method: 'POST',
    path: `/pricing-tiers/:${PARTNER_PRICES.tierParam}/simulate`,
    operationId: 'simulatePricingTier',
    tag: PRICES_TAG,
    summary: 'What past calls would have cost at this tier',
    description:
      'Replays the outbound calls of a period at the prices of the tier or of a version of its deck, a draft too, charged as ' +
      'calls are: revenue, cost and margin before and after, calls that the loss guard or a limit of the rate would refuse, and ' +
      'which customers would pay more, and where. Each call is taken to last as long as it did, and to cost you what it did. ' +
      'At most 92 days and 200,000 calls of the period, one replay at a time. Changes nothing.',
    scope: 'read',
    readOnly: true,
    params: tierParams(PARTNER_PRICES),
    body: simulateBody(rates.clock),
    bodyOptional: true,
    example: simulateExample,
    success: {
      status: 200,
      description: 'The result.',
      schema: SimulationSchema,
      example: simulationExample,
    },
    errors: [deckNotReplayable, simulationRunning],
    rateCost: REPLAY_COST,
    storedFaults: async ({ principal, body, refused }) => {
      await checkPeriod(rates, partnerSeller(principal), body, refused);
      return [];
    },
    handler: async ({ principal, params, body }) => {
      const seller = partnerSeller(principal);
      return { body: toApiSimulation(await simulateTier(rates, seller, named(params).tierId, body)) };
    },
  });
}
