import type { PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { MasterBalanceSchema, ProfileSchema, StrictProfileSchema, masterBalanceQuery } from './contract.ts';
import { noMasterAccount } from './errors.ts';
import { balanceExample, profileExample } from './examples.ts';
import type { OperatorRoutesDeps } from './partner-deps.ts';
import { toApiMasterBalance, toApiProfile } from './to-api.ts';

export function partnerPartnerRoutes({
  partners,
  clock,
}: Pick<OperatorRoutesDeps, 'partners' | 'clock'>): Route<PartnerPrincipal>[] {
  const route = routesOf<PartnerPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/me',
      operationId: 'getPartnerProfile',
      tag: 'Profile',
      summary: 'Your profile',
      description:
        'Who you are, what you may do, your tax data and the balance of your primary master account. `balance` is the balance; ' +
        'what can be spent is `available_balance`: balance − held + credit limit. Version 2026-05-12 answers exactly its ' +
        '21 published keys, with `id` a UUID and `balance` a string of five decimals.',
      scope: 'read',
      success: {
        status: 200,
        description: 'The profile.',
        schema: ProfileSchema,
        versions: { '2026-05-12': StrictProfileSchema },
        example: profileExample,
      },
      errors: [],
      handler: async ({ principal }) => ({
        body: toApiProfile(await partners.profile(principal.partner.partnerId), principal.apiVersion),
      }),
    }),
    route({
      method: 'GET',
      path: '/me/balance',
      operationId: 'getPartnerBalance',
      tag: 'Profile',
      summary: 'Your master balance, now or at any past instant',
      description:
        'The balance of your master accounts. With `at`, what the ledger says it was then: the sum of the entries up to and ' +
        'including that instant. Held money and credit are known for the present alone, and null for the past.',
      scope: 'read',
      query: masterBalanceQuery(clock),
      success: {
        status: 200,
        description: 'Balances.',
        schema: MasterBalanceSchema,
        example: balanceExample,
      },
      errors: [noMasterAccount],
      handler: async ({ principal, query }) => ({
        body: toApiMasterBalance(
          await partners.masterBalance(principal.partner, {
            at: query.at,
            currency: query.currency,
          }),
        ),
      }),
    }),
  ];
}
