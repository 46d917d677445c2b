import { customerClosed } from '../customers/index.ts';
import { keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { routesOf, ruled, type Route } from '../platform/http/index.ts';
import {
  AccountParams,
  LimitsBody,
  LimitsSchema,
  PartnerLimitsBody,
  PartnerLimitsSchema,
} from './contract.ts';
import {
  limitsBodyExample,
  limitsExample,
  partnerLimitsBodyExample,
  partnerLimitsExample,
} from './examples.ts';
import { possibleLimits, readCustomerLimits, readLimitsBody } from './read-limits.ts';
import { raiseOf } from './raise-faults.ts';
import type { CallRoutesDeps } from './routes.partner.ts';
import { toApiLimits, toApiPartnerLimits } from './views.ts';

const route = routesOf<PartnerPrincipal>();
const TAG = 'Call limits';

/** What customers may call: the partner's default, and what it says of one. */
export function limitRoutes(deps: CallRoutesDeps): Route<PartnerPrincipal>[] {
  return [...defaultRoutes(deps), ...customerRoutes(deps)];
}

function defaultRoutes(deps: CallRoutesDeps): Route<PartnerPrincipal>[] {
  const { db, calls } = deps;
  const one = { schema: PartnerLimitsSchema, example: partnerLimitsExample };
  return [
    route({
      method: 'GET',
      path: '/call-limits',
      operationId: 'getDefaultCallLimits',
      tag: TAG,
      summary: 'Call limits of all your customers',
      description:
        'Your default. A customer’s own limits can only be stricter, but for a raised spend cap while it lasts.',
      scope: 'read',
      success: { status: 200, description: 'The default.', ...one },
      errors: [],
      handler: async ({ principal: { partner } }) => ({
        body: toApiPartnerLimits(await calls.readPartnerLimits(db.kysely, partner.partnerId)),
      }),
    }),
    route({
      method: 'PATCH',
      path: '/call-limits',
      operationId: 'updateDefaultCallLimits',
      tag: TAG,
      summary: 'Change the call limits of all your customers',
      description:
        'What is absent stays; null takes a limit away. Holds for the next call and the next extension of those that are up.',
      scope: 'accounts',
      body: ruled(PartnerLimitsBody, possibleLimits(deps.clock)),
      example: partnerLimitsBodyExample,
      success: { status: 200, description: 'The default.', ...one },
      errors: [],
      storedFaults: ({ principal: { partner }, body, refused }) => {
        const raise = raiseOf(body, refused);
        return raise === null ? [] : calls.raiseFaults(db.kysely, partner.partnerId, null, raise);
      },
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiPartnerLimits(
            await calls.savePartnerLimits(
              tx,
              call.principal.partner.partnerId,
              readLimitsBody(call.body),
              by,
            ),
          ),
        ),
    }),
  ];
}

function customerRoutes(deps: CallRoutesDeps): Route<PartnerPrincipal>[] {
  const { db, calls, customers } = deps;
  const one = { schema: LimitsSchema, example: limitsExample };
  return [
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/limits',
      operationId: 'getAccountLimits',
      tag: TAG,
      summary: 'What a customer may call',
      description: 'Its own limits, what holds of them and your default together, and what it spent today.',
      scope: 'read',
      params: AccountParams,
      success: { status: 200, description: 'The limits.', ...one },
      errors: [],
      handler: async ({ principal: { partner }, params }) => {
        const { partnerId } = partner;
        const customer = await customers.find(db.kysely, partnerId, params.customer_auth_id);
        return { body: toApiLimits(customer, await calls.readLimits(db.kysely, partnerId, customer.authId)) };
      },
    }),
    route({
      method: 'PATCH',
      path: '/accounts/:customer_auth_id/limits',
      operationId: 'updateAccountLimits',
      tag: TAG,
      summary: 'Change what a customer may call',
      description:
        'What is absent stays; null leaves it to your default. A raised spend cap is above the cap that holds, and needs its end; ' +
        'when that comes, the usual cap holds again. Amounts and rates are in the currency of the customer’s wallet.',
      scope: 'accounts',
      params: AccountParams,
      body: ruled(LimitsBody, possibleLimits(deps.clock)),
      example: limitsBodyExample,
      success: { status: 200, description: 'The limits.', ...one },
      errors: [customerClosed],
      storedFaults: ({ principal: { partner }, params, body, refused }) => {
        const raise = raiseOf(body, refused);
        return raise === null
          ? []
          : calls.raiseFaults(db.kysely, partner.partnerId, params.customer_auth_id, raise);
      },
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) => {
          const { partnerId } = call.principal.partner;
          const id = call.params.customer_auth_id;
          const view = await calls.saveLimits(tx, partnerId, id, readCustomerLimits(call.body), by);
          return toApiLimits(await customers.find(tx, partnerId, id), view);
        }),
    }),
  ];
}
