import { insufficientScope, keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { maxAccountsReached } from '../partners/index.ts';
import { forbidden } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  AccountBalanceSchema,
  AccountListSchema,
  CreatedAccountSchema,
  StrictAccountBalanceSchema,
  StrictAccountListSchema,
  StrictCreatedAccountSchema,
  toApiAccount,
  toApiAccountPage,
  toApiBalance,
  toApiCreatedAccount,
} from './account-contract.ts';
import { ACCOUNTS_TAG, oneAccount } from './account-route.ts';
import {
  accountCreationDisabled,
  accountVersionConflict,
  creditInUse,
  creditNeedsUnlimitedToken,
  creditNotCovered,
  customerClosed,
} from './errors.ts';
import { balanceExample, createRequestExample, createdExample, listExample } from './examples.ts';
import type { CustomerRoutesDeps } from './customers-deps.ts';
import { AccountParams, CreateAccountBody, ListAccountsQuery, PatchAccountBody } from './request-contract.ts';
import { customerLifeCycleRoutes } from './routes.partner-life-cycle.ts';

const route = routesOf<PartnerPrincipal>();

/** Everything of the Partner API about customer accounts but their money's movements. */
export function customerPartnerRoutes(deps: CustomerRoutesDeps): Route<PartnerPrincipal>[] {
  return [createRoute(deps), ...readRoutes(deps), patchRoute(deps), ...customerLifeCycleRoutes(deps)];
}

function createRoute(deps: CustomerRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'POST',
    path: '/accounts',
    operationId: 'createCustomerAccount',
    tag: ACCOUNTS_TAG,
    summary: 'Create a customer account',
    description:
      'Makes the account with its login, its token and an empty wallet; it exists at once. The wallet is in the currency of ' +
      'the country if you have a master account in it, else in your primary one. The customer is told by e-mail, without the ' +
      'password. Keep `auth_id`. An account that is not closed counts against `max_accounts`. A replayed answer shows the ' +
      'token for 24 hours.',
    scope: 'accounts',
    body: CreateAccountBody,
    example: createRequestExample,
    success: {
      status: 201,
      description: 'The new account.',
      schema: CreatedAccountSchema,
      versions: { '2026-05-12': StrictCreatedAccountSchema },
      example: createdExample,
    },
    errors: [accountCreationDisabled, maxAccountsReached],
    idempotent: true,
    storedFaults: ({ body }) => deps.customers.newFaults(body),
    handler: async (call) => {
      const prepared = await deps.customers.prepare(call.principal.partner.partnerId, call.body);
      return keyedWrite(
        deps,
        call,
        async (tx, by) => toApiCreatedAccount(await deps.customers.create(tx, prepared, by)),
        { sealed: ['auth_token'] },
      );
    },
  });
}

function readRoutes(deps: CustomerRoutesDeps): Route<PartnerPrincipal>[] {
  const { customers } = deps;
  return [
    route({
      method: 'GET',
      path: '/accounts',
      operationId: 'listCustomerAccounts',
      tag: ACCOUNTS_TAG,
      summary: 'Your customers, newest first',
      description:
        'Rows of fifty keys with wallet, limits and tier. `search` finds part of a name or e-mail. Tokens are masked here. ' +
        '`is_active` is false for suspended and closed accounts, `enabled` for closed ones alone.',
      scope: 'read',
      query: ListAccountsQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: AccountListSchema,
        versions: { '2026-05-12': StrictAccountListSchema },
        example: listExample,
      },
      errors: [],
      handler: async ({ principal, query }) => ({
        body: toApiAccountPage(await customers.list(principal.partner.partnerId, query)),
      }),
    }),
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id',
      operationId: 'getCustomerAccount',
      tag: ACCOUNTS_TAG,
      summary: 'One customer, with its token',
      description:
        'The account with `auth_token` in full, for credentials that may manage accounts; that it was shown is in the ' +
        'audit log, each time. Credentials with scope `read` alone see it masked.',
      scope: 'read',
      params: AccountParams,
      success: oneAccount,
      errors: [],
      handler: async (call) => {
        const { principal, params } = call;
        const { partnerId } = principal.partner;
        if (!principal.scopes.has('accounts')) {
          return { body: toApiAccount(await customers.read(partnerId, params.customer_auth_id)) };
        }
        return keyedWrite(deps, call, async (tx, by) =>
          toApiAccount(await customers.reveal(tx, partnerId, params.customer_auth_id, by)),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/balance',
      operationId: 'getCustomerBalance',
      tag: ACCOUNTS_TAG,
      summary: 'A customer’s balance',
      description: 'As it is now. Calls are refused when nothing of `available_balance` is left.',
      scope: 'read',
      params: AccountParams,
      success: {
        status: 200,
        description: 'The balance.',
        schema: AccountBalanceSchema,
        versions: { '2026-05-12': StrictAccountBalanceSchema },
        example: balanceExample,
      },
      errors: [],
      handler: async ({ principal, params }) => ({
        body: toApiBalance(await customers.balance(principal.partner.partnerId, params.customer_auth_id)),
      }),
    }),
  ];
}

function patchRoute(deps: CustomerRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'PATCH',
    path: '/accounts/:customer_auth_id',
    operationId: 'updateCustomerAccount',
    tag: ACCOUNTS_TAG,
    summary: 'Change a customer account',
    description:
      'What is absent stays; null empties an optional text. Every field that changes is in the audit log with its value ' +
      'before and after. `credit_limit` lets the wallet go that far below zero and holds as much on your master account; ' +
      'it needs scope `transfer` too, and a token with `max_transfer_per_day` can only lower it. Country, currency and e-mail never change.',
    scope: 'accounts',
    params: AccountParams,
    body: PatchAccountBody,
    example: { company: 'Nimbus Support LLP', concurrent_calls_limit: 2, credit_limit: 500, version: 1 },
    success: oneAccount,
    errors: [
      customerClosed,
      accountVersionConflict,
      creditNotCovered,
      creditInUse,
      creditNeedsUnlimitedToken,
    ],
    storedFaults: ({ principal: { partner }, params, body }) =>
      deps.customers.patchFaults(partner.partnerId, params.customer_auth_id, body),
    handler: async (call) => {
      const { principal, params, body } = call;
      if (body.credit_limit !== undefined) mayGiveCredit(principal);
      const { partnerId } = principal.partner;
      const rights = { mayRaiseCredit: principal.credential.maxTransferPerDay === null };
      return keyedWrite(deps, call, async (tx, by) =>
        toApiAccount(await deps.customers.patch(tx, partnerId, params.customer_auth_id, body, rights, by)),
      );
    },
  });
}

function mayGiveCredit(principal: PartnerPrincipal): void {
  if (!principal.scopes.has('transfer')) {
    throw insufficientScope({ facts: { scope: 'transfer' } });
  }
  if (!principal.partner.canTransferBalance) {
    throw forbidden({
      message: 'Moving balance is not enabled for this partner; ask your operator.',
      facts: { capability: 'can_transfer_balance' },
    });
  }
}
