import { customerClosed } from '../customers/index.ts';
import { insufficientScope, keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { numberNotAvailable, reservationEnded } from './errors.ts';
import {
  AccountNumberListSchema,
  PartnerNumberListSchema,
  StrictAccountNumberListSchema,
  StrictPartnerNumberListSchema,
  toApiNumber,
  toApiNumberPage,
} from './holding-contract.ts';
import {
  accountNotActive,
  insufficientWalletBalance,
  lossNotCovered,
  numberCurrencyMismatch,
  numberReleasing,
  priceBelowCost,
} from './holding-errors.ts';
import { accountNumberListExample, numberListExample } from './holding-examples.ts';
import {
  AccountNumberParams,
  AccountNumbersQuery,
  AccountParams,
  MoveBody,
  NumberParams,
  NumbersQuery,
  PatchNumberBody,
  PurchaseBody,
} from './holding-requests.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import { NUMBERS_TAG, oneNumber } from './number-route.ts';

const route = routesOf<PartnerPrincipal>();

/** What a partner's customers have: buy for them, look, change, move. */
export function partnerHoldingRoutes(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [purchaseRoute(deps), ...listRoutes(deps), ...singleRoutes(deps), ...changeRoutes(deps)];
}

function purchaseRoute(deps: NumberRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'POST',
    path: '/accounts/:customer_auth_id/numbers',
    operationId: 'assignNumber',
    tag: NUMBERS_TAG,
    summary: 'Give a customer a number',
    description:
      'Takes a number out of stock and charges the wallet setup and first month, at once: all of it or nothing. The wallet pays ' +
      'your selling price in one row (`did_purchase`); wholesale goes to the operator, the rest to your margin. Of two who want ' +
      'one number the second gets 409 `number_not_available`, and no money moves. The month ends at the beginning of the same day of ' +
      'the next month in the customer’s time zone; the 29th–31st end on the last day of shorter months. Naming a price needs scope ' +
      '`pricing` too.',
    scope: 'numbers',
    params: AccountParams,
    body: PurchaseBody,
    example: { e164: '+911140000001', reserve_renewal: true, tags: ['support'] },
    success: { ...oneNumber, status: 201, description: 'The number.' },
    errors: [
      notFound,
      insufficientWalletBalance,
      numberNotAvailable,
      reservationEnded,
      numberCurrencyMismatch,
      priceBelowCost,
      lossNotCovered,
      accountNotActive,
      customerClosed,
    ],
    idempotent: true,
    storedFaults: async ({ principal: { partner }, body, refused }) => {
      if (!refused.has('e164'))
        await deps.numbers.holdings.checkReserved(partner.partnerId, {
          e164: body.e164,
          reservationId: body.reservation_id,
        });
      return [];
    },
    handler: async (call) => {
      const { body } = call;
      mayPrice(call.principal, body);
      const order = {
        e164: body.e164,
        reservationId: body.reservation_id,
        source: 'assigned',
        setupFee: body.setup_fee,
        monthlyFee: body.monthly_fee,
        allowLoss: body.allow_loss,
        reserveRenewal: body.reserve_renewal,
        trunkId: body.trunk_id,
        tags: body.tags,
      } as const;
      const { partnerId } = call.principal.partner;
      return keyedWrite(deps, call, async (tx, by) =>
        toApiNumber(
          await deps.numbers.holdings.purchase(tx, partnerId, call.params.customer_auth_id, order, by),
        ),
      );
    },
  });
}

/** A price may cost the partner money, so whoever only hands out numbers cannot name one. Throws 403 `insufficient_scope`. */
function mayPrice(
  { scopes }: PartnerPrincipal,
  body: { readonly setup_fee?: bigint; readonly monthly_fee?: bigint; readonly allow_loss?: boolean },
): void {
  const named = [body.setup_fee, body.monthly_fee, body.allow_loss].some((field) => field !== undefined);
  if (named && !scopes.has('pricing')) throw insufficientScope({ facts: { required_scope: 'pricing' } });
}

function listRoutes({ numbers }: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/numbers',
      operationId: 'listCustomerNumbers',
      tag: NUMBERS_TAG,
      summary: 'A customer’s numbers',
      description: 'Newest first; released ones with `status=released` alone.',
      scope: 'read',
      params: AccountParams,
      query: AccountNumbersQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: AccountNumberListSchema,
        versions: { '2026-05-12': StrictAccountNumberListSchema },
        example: accountNumberListExample,
      },
      errors: [],
      handler: async ({ principal, params, query }) => {
        const account = params.customer_auth_id;
        const page = await numbers.holdings.list(principal.partner.partnerId, { ...query, account });
        return { body: toApiNumberPage(page, account.toUpperCase()) };
      },
    }),
    route({
      method: 'GET',
      path: '/numbers',
      operationId: 'listNumbers',
      tag: NUMBERS_TAG,
      summary: 'All your customers’ numbers',
      description: 'Newest first; whose each is stands in `account_id`.',
      scope: 'read',
      query: NumbersQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: PartnerNumberListSchema,
        versions: { '2026-05-12': StrictPartnerNumberListSchema },
        example: numberListExample,
      },
      errors: [],
      handler: async ({ principal, query }) => ({
        body: toApiNumberPage(await numbers.holdings.list(principal.partner.partnerId, query)),
      }),
    }),
  ];
}

function singleRoutes({ numbers }: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/numbers/:e164',
      operationId: 'getNumber',
      tag: NUMBERS_TAG,
      summary: 'One number',
      description: 'Whichever of your customers has it.',
      scope: 'read',
      params: NumberParams,
      success: oneNumber,
      errors: [],
      handler: async ({ principal, params }) => ({
        body: toApiNumber(await numbers.holdings.find(principal.partner.partnerId, params.e164)),
      }),
    }),
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/numbers/:e164',
      operationId: 'getCustomerNumber',
      tag: NUMBERS_TAG,
      summary: 'One number of a customer',
      description: 'With what it costs you and the customer, and how far it is paid.',
      scope: 'read',
      params: AccountNumberParams,
      success: oneNumber,
      errors: [],
      handler: async ({ principal, params }) => ({
        body: toApiNumber(
          await numbers.holdings.findOf(principal.partner.partnerId, params.customer_auth_id, params.e164),
        ),
      }),
    }),
  ];
}

function changeRoutes(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  const { holdings } = deps.numbers;
  return [
    route({
      method: 'PATCH',
      path: '/accounts/:customer_auth_id/numbers/:e164',
      operationId: 'updateCustomerNumber',
      tag: NUMBERS_TAG,
      summary: 'Change a customer’s number',
      description:
        'Tags, trunk, selling price from the next renewal on (needs scope `pricing` too), and whether the next month’s money is kept ' +
        'held. What is absent stays.',
      scope: 'numbers',
      params: AccountNumberParams,
      body: PatchNumberBody,
      example: { monthly_fee: 350, reserve_renewal: true },
      success: oneNumber,
      errors: [notFound, numberReleasing, priceBelowCost],
      handler: async (call) => {
        const { params, body } = call;
        mayPrice(call.principal, body);
        const patch = {
          tags: body.tags,
          reserveRenewal: body.reserve_renewal,
          monthlyFee: body.monthly_fee,
          allowLoss: body.allow_loss,
          trunkId: body.trunk_id,
        };
        const { partnerId } = call.principal.partner;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiNumber(await holdings.edit(tx, partnerId, params.customer_auth_id, params.e164, patch, by)),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/numbers/:e164/move',
      operationId: 'moveNumber',
      tag: NUMBERS_TAG,
      summary: 'Move a number to another customer',
      description:
        'Nothing is charged: the month that is paid stays paid, and the next one is the new customer’s, on the same day and at the ' +
        'same price. What the old wallet held for it is free again. The trunk is left behind. The number gets a new `id`.',
      scope: 'numbers',
      params: NumberParams,
      body: MoveBody,
      example: { to_account: 'MA_9C0FFEE1' },
      success: oneNumber,
      errors: [notFound, numberReleasing, numberCurrencyMismatch, accountNotActive, customerClosed],
      idempotent: true,
      handler: async (call) => {
        const { partnerId } = call.principal.partner;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiNumber(await holdings.move(tx, partnerId, call.params.e164, call.body.to_account, by)),
        );
      },
    }),
  ];
}
