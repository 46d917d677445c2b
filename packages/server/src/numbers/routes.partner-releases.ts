import { keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { commitmentRunning, insufficientWalletBalance, numberNotReleasing } from './holding-errors.ts';
import { cancelReleaseExample, releaseExample } from './holding-examples.ts';
import { AccountNumberParams, NoBody, ReleaseQuery } from './holding-requests.ts';
import { NUMBERS_TAG } from './number-route.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import {
  CancelReleaseSchema,
  PartnerCancelReleaseSchema,
  PartnerReleaseSchema,
  ReleaseSchema,
  toApiCancelledRelease,
  toApiRelease,
} from './release-contract.ts';

const route = routesOf<PartnerPrincipal>();

export function partnerReleaseRoutes(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  const { holdings } = deps.numbers;
  return [
    route({
      method: 'DELETE',
      path: '/accounts/:customer_auth_id/numbers/:e164',
      operationId: 'releaseCustomerNumber',
      tag: NUMBERS_TAG,
      summary: 'Release a customer’s number',
      description:
        'Detaches the trunk and charges the wallet `did_release_fee` of the customer’s tier. For a day the release can be taken back; ' +
        'then the number rests for 45 days before anybody can have it. What is left of the paid month is not given back. A wallet that ' +
        'cannot pay the fee is 402, and a running commitment 409; `force` releases without either. Releasing twice is releasing once.',
      scope: 'numbers',
      params: AccountNumberParams,
      query: ReleaseQuery,
      success: {
        status: 200,
        description: 'The release.',
        schema: PartnerReleaseSchema,
        versions: { '2026-05-12': ReleaseSchema },
        example: releaseExample,
      },
      errors: [insufficientWalletBalance, commitmentRunning],
      handler: async (call) => {
        const { params, query } = call;
        const { partnerId } = call.principal.partner;
        const account = params.customer_auth_id;
        const input = {
          immediate: query.immediate ?? false,
          force: query.force ?? false,
          reason: query.reason,
        };
        const base = `/api/v1/partner/accounts/${account.toUpperCase()}/numbers`;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiRelease(
            await holdings.release(tx, partnerId, account, params.e164, input, by),
            base,
            deps.numbers.terms.quarantineMs,
          ),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/accounts/:customer_auth_id/numbers/:e164/cancel-release',
      operationId: 'cancelCustomerNumberRelease',
      tag: NUMBERS_TAG,
      summary: 'Take a release back',
      description:
        'Within a day of it: the fee returns to the wallet and the number works again, without its trunk.',
      scope: 'numbers',
      params: AccountNumberParams,
      body: NoBody,
      bodyOptional: true,
      example: {},
      success: {
        status: 200,
        description: 'The number is kept.',
        schema: PartnerCancelReleaseSchema,
        versions: { '2026-05-12': CancelReleaseSchema },
        example: cancelReleaseExample,
      },
      errors: [numberNotReleasing],
      idempotent: true,
      handler: async (call) => {
        const { params } = call;
        const { partnerId } = call.principal.partner;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiCancelledRelease(
            await holdings.cancelRelease(tx, partnerId, params.customer_auth_id, params.e164, by),
          ),
        );
      },
    }),
  ];
}
