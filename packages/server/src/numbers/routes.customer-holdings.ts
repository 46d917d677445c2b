import Type from 'typebox';
import { keyedWrite, type CustomerPrincipal } from '../identity/index.ts';
import { AppError, notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { numberNotAvailable } from './errors.ts';
import {
  CustomerNumberListSchema,
  CustomerNumberSchema,
  StrictCustomerNumberListSchema,
  StrictCustomerNumberSchema,
  toApiNumber,
  toApiNumberPage,
} from './holding-contract.ts';
import {
  commitmentRunning,
  insufficientWalletBalance,
  lossNotCovered,
  numberAlreadyAssigned,
  numberCurrencyMismatch,
  numberNotAssigned,
  numberNotReleasing,
  numberReleasing,
  priceBelowCost,
} from './holding-errors.ts';
import {
  ownCancelReleaseExample,
  ownNumberListExample,
  ownReleaseExample,
  purchasedExample,
} from './holding-examples.ts';
import {
  AssignBody,
  NoBody,
  OwnNumberParams,
  OwnNumbersQuery,
  OwnParams,
  OwnReleaseQuery,
  PurchaseFromInventoryBody,
} from './holding-requests.ts';
import type { HoldingView } from './holding-view.ts';
import { NUMBERS_TAG } from './number-route.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import {
  CancelReleaseSchema,
  ReleaseSchema,
  toApiCancelledRelease,
  toApiRelease,
} from './release-contract.ts';

const route = routesOf<CustomerPrincipal>();

/** The customer's own numbers, as published. */
export function customerHoldingRoutes(deps: NumberRoutesDeps): Route<CustomerPrincipal>[] {
  return [listRoute(deps), purchaseRoute(deps), ...trunkRoutes(deps), ...releaseRoutes(deps)];
}

function listRoute({ numbers }: NumberRoutesDeps): Route<CustomerPrincipal> {
  return route({
    method: 'GET',
    path: '/numbers',
    operationId: 'listOwnNumbers',
    tag: NUMBERS_TAG,
    summary: 'Your numbers',
    description: 'Newest first; released ones with `status=released` alone.',
    scope: null,
    params: OwnParams,
    query: OwnNumbersQuery,
    success: {
      status: 200,
      description: 'One page.',
      schema: CustomerNumberListSchema,
      versions: { '2026-05-12': StrictCustomerNumberListSchema },
      example: ownNumberListExample,
    },
    errors: [],
    handler: async ({ principal: { customer }, query }) => ({
      body: toApiNumberPage(
        await numbers.holdings.listOwn(customer.partner.partnerId, customer.authId, query),
      ),
    }),
  });
}

/**
 * Published: whatever the reason why a number cannot be had, it is not in the inventory. That its partner sells it below what
 * it costs is nothing that a customer is told.
 */
async function fromInventory(buy: () => Promise<HoldingView>): Promise<HoldingView> {
  try {
    return await buy();
  } catch (error) {
    if (
      error instanceof AppError &&
      [notFound, numberNotAvailable].some(({ definition }) => definition === error.definition)
    )
      throw notFound({ message: 'number not found in inventory' });
    if (
      error instanceof AppError &&
      [priceBelowCost, lossNotCovered].some(({ definition }) => definition === error.definition)
    )
      throw numberNotAvailable({ message: 'This number is not for sale now; ask who sells it to you.' });
    throw error;
  }
}

function purchaseRoute(deps: NumberRoutesDeps): Route<CustomerPrincipal> {
  return route({
    method: 'POST',
    path: '/numbers/purchase-from-inventory',
    operationId: 'purchaseNumberFromInventory',
    tag: NUMBERS_TAG,
    summary: 'Buy a number',
    description:
      'Charges your wallet setup and first month, at once: all of it or nothing. 402 when the wallet cannot pay; 404 when the number ' +
      'is not in the inventory, also because somebody was faster.',
    scope: null,
    params: OwnParams,
    body: PurchaseFromInventoryBody,
    example: { e164: '+911140000001', currency: 'INR' },
    success: {
      status: 200,
      description: 'The number.',
      schema: Type.Object({ message: Type.String(), number: CustomerNumberSchema }),
      versions: {
        '2026-05-12': Type.Object({ message: Type.String(), number: StrictCustomerNumberSchema }),
      },
      example: purchasedExample,
    },
    errors: [notFound, numberNotAvailable, insufficientWalletBalance, numberCurrencyMismatch],
    idempotent: true,
    handler: async (call) => {
      const { customer } = call.principal;
      const order = { e164: call.body.e164, currency: call.body.currency, source: 'inventory' } as const;
      return keyedWrite(deps, call, async (tx, by) => {
        const view = await fromInventory(() =>
          deps.numbers.holdings.purchase(tx, customer.partner.partnerId, customer.authId, order, by),
        );
        return { message: 'Number purchased successfully', number: toApiNumber(view) };
      });
    },
  });
}

function trunkRoutes(deps: NumberRoutesDeps): Route<CustomerPrincipal>[] {
  const { holdings } = deps.numbers;
  return [
    route({
      method: 'POST',
      path: '/numbers/:e164/assign',
      operationId: 'assignNumberToTrunk',
      tag: NUMBERS_TAG,
      summary: 'Assign a number to a trunk',
      description: 'Calls to the number reach the trunk. 400 when it is assigned already.',
      scope: null,
      params: OwnNumberParams,
      body: AssignBody,
      example: { trunk_group_id: '0198c0de-7a11-7000-8000-000000000040' },
      success: { status: 204, description: 'Assigned.' },
      errors: [numberAlreadyAssigned, numberReleasing, notFound],
      idempotent: true,
      handler: async (call) => {
        const { customer } = call.principal;
        const { params, body } = call;
        return keyedWrite(deps, call, async (tx, by) => {
          const { partnerId } = customer.partner;
          await holdings.assignTrunk(tx, partnerId, customer.authId, params.e164, body.trunk_group_id, by);
          return {};
        });
      },
    }),
    route({
      method: 'DELETE',
      path: '/numbers/:e164/assign',
      operationId: 'unassignNumberFromTrunk',
      tag: NUMBERS_TAG,
      summary: 'Take a number off its trunk',
      description: 'Calls to the number go nowhere then. 400 when it is on none.',
      scope: null,
      params: OwnNumberParams,
      success: { status: 204, description: 'Unassigned.' },
      errors: [numberNotAssigned, numberReleasing],
      handler: async (call) => {
        const { customer } = call.principal;
        return keyedWrite(deps, call, async (tx, by) => {
          await holdings.unassignTrunk(tx, customer.partner.partnerId, customer.authId, call.params.e164, by);
          return {};
        });
      },
    }),
  ];
}

function releaseRoutes(deps: NumberRoutesDeps): Route<CustomerPrincipal>[] {
  const { holdings } = deps.numbers;
  return [
    route({
      method: 'DELETE',
      path: '/numbers/:e164',
      operationId: 'releaseNumber',
      tag: NUMBERS_TAG,
      summary: 'Release a number',
      description:
        'Detaches the trunk and charges the release fee of your tier. For a day the release can be taken back, unless it is `immediate`; ' +
        'then the number rests for 45 days before anybody can have it. Releasing twice is releasing once.',
      scope: null,
      params: OwnNumberParams,
      query: OwnReleaseQuery,
      success: {
        status: 200,
        description: 'The release.',
        schema: ReleaseSchema,
        example: ownReleaseExample,
      },
      errors: [insufficientWalletBalance, commitmentRunning],
      handler: async (call) => {
        const { customer } = call.principal;
        const input = { immediate: call.query.immediate ?? false, force: false };
        const base = `/api/v1/account/${customer.authId}/numbers`;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiRelease(
            await holdings.release(
              tx,
              customer.partner.partnerId,
              customer.authId,
              call.params.e164,
              input,
              by,
            ),
            base,
            deps.numbers.terms.quarantineMs,
          ),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/numbers/:e164/cancel-release',
      operationId: 'cancelNumberRelease',
      tag: NUMBERS_TAG,
      summary: 'Take a release back',
      description: 'The fee returns to your wallet and the number works again, without its trunk.',
      scope: null,
      params: OwnNumberParams,
      body: NoBody,
      bodyOptional: true,
      example: {},
      success: {
        status: 200,
        description: 'The number is kept.',
        schema: CancelReleaseSchema,
        example: ownCancelReleaseExample,
      },
      errors: [numberNotReleasing],
      idempotent: true,
      handler: async (call) => {
        const { customer } = call.principal;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiCancelledRelease(
            await holdings.cancelRelease(
              tx,
              customer.partner.partnerId,
              customer.authId,
              call.params.e164,
              by,
            ),
          ),
        );
      },
    }),
  ];
}
