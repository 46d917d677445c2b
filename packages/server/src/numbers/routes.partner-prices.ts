import { keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { numberPriceExists, priceBelowCost, tooManyNumberPrices } from './holding-errors.ts';
import { numberPriceExample, numberPriceListExample } from './holding-examples.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import {
  NewNumberPriceBody,
  NumberPriceListSchema,
  NumberPriceParams,
  NumberPriceQuery,
  NumberPriceSchema,
  PatchNumberPriceBody,
  RemovedPriceSchema,
  readNewPrice,
  toApiPrice,
  toApiPricePage,
} from './price-contract.ts';

const route = routesOf<PartnerPrincipal>();
const TAG = 'Number prices';

const onePrice = {
  status: 200,
  description: 'The rule.',
  schema: NumberPriceSchema,
  example: numberPriceExample,
} as const;

/** What a partner sells numbers for. */
export function partnerPriceRoutes(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [listRoute(deps), ...writeRoutes(deps)];
}

function listRoute({ numbers }: NumberRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'GET',
    path: '/number-prices',
    operationId: 'listNumberPrices',
    tag: TAG,
    summary: 'Your selling prices of numbers',
    description: 'Newest first. Where no rule fits, customers pay wholesale.',
    scope: 'read',
    query: NumberPriceQuery,
    success: {
      status: 200,
      description: 'One page.',
      schema: NumberPriceListSchema,
      example: numberPriceListExample,
    },
    errors: [],
    handler: async ({ principal, query }) => ({
      body: toApiPricePage(await numbers.prices.list(principal.partner.partnerId, query)),
    }),
  });
}

function writeRoutes(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  const { prices } = deps.numbers;
  return [
    route({
      method: 'POST',
      path: '/number-prices',
      operationId: 'addNumberPrice',
      tag: TAG,
      summary: 'Add a selling price',
      description:
        'For one number, or for a country, perhaps of one type; the narrowest rule that fits wins. It bears on what is bought after it. ' +
        'A fee below wholesale is refused, for one number now and for a country when a number is bought, unless `allow_loss`.',
      scope: 'pricing',
      body: NewNumberPriceBody,
      example: { country: 'IN', number_type: 'local', currency: 'INR', setup_fee: 100, monthly_fee: 300 },
      success: { ...onePrice, status: 201 },
      errors: [notFound, numberPriceExists, priceBelowCost, tooManyNumberPrices],
      idempotent: true,
      handler: async (call) => {
        const rule = readNewPrice(call.body);
        const { partnerId } = call.principal.partner;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiPrice(await prices.add(tx, partnerId, rule, by)),
        );
      },
    }),
    route({
      method: 'PATCH',
      path: '/number-prices/:id',
      operationId: 'changeNumberPrice',
      tag: TAG,
      summary: 'Change a selling price',
      description: 'Numbers that customers have keep their price; change those one by one.',
      scope: 'pricing',
      params: NumberPriceParams,
      body: PatchNumberPriceBody,
      example: { monthly_fee: 350 },
      success: onePrice,
      errors: [priceBelowCost],
      handler: async (call) => {
        const { body } = call;
        const patch = {
          setupFee: body.setup_fee,
          monthlyFee: body.monthly_fee,
          allowLoss: body.allow_loss,
        };
        const { partnerId } = call.principal.partner;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiPrice(await prices.change(tx, partnerId, call.params.id, patch, by)),
        );
      },
    }),
    route({
      method: 'DELETE',
      path: '/number-prices/:id',
      operationId: 'removeNumberPrice',
      tag: TAG,
      summary: 'Remove a selling price',
      description: 'Numbers that customers have keep their price.',
      scope: 'pricing',
      params: NumberPriceParams,
      success: {
        status: 200,
        description: 'It is gone.',
        schema: RemovedPriceSchema,
        example: { message: 'price rule removed', id: numberPriceExample.id },
      },
      errors: [],
      handler: async (call) => {
        const { partnerId } = call.principal.partner;
        return keyedWrite(deps, call, async (tx, by) => {
          await prices.remove(tx, partnerId, call.params.id, by);
          return { message: 'price rule removed', id: call.params.id };
        });
      },
    }),
  ];
}
