import { keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { PasswordResetSchema, RotatedTokenSchema, toApiAccount } from './account-contract.ts';
import { accountHasHolds, accountHasNumbers, accountInDebt, customerClosed } from './errors.ts';
import { passwordResetExample, rotatedExample } from './examples.ts';
import type { CustomerRoutesDeps } from './customers-deps.ts';
import {
  AccountParams,
  CloseBody,
  NoBody,
  ResumeBody,
  RotateTokenBody,
  SuspendBody,
} from './request-contract.ts';
import { ACCOUNTS_TAG, oneAccount } from './account-route.ts';

const route = routesOf<PartnerPrincipal>();

export function customerLifeCycleRoutes(deps: CustomerRoutesDeps): Route<PartnerPrincipal>[] {
  return [...pauseRoutes(deps), closeRoute(deps), ...accessRoutes(deps)];
}

function pauseRoutes(deps: CustomerRoutesDeps): Route<PartnerPrincipal>[] {
  const { customers } = deps;
  return [
    route({
      method: 'POST',
      path: '/accounts/:customer_auth_id/suspend',
      operationId: 'suspendCustomerAccount',
      tag: ACCOUNTS_TAG,
      summary: 'Suspend a customer',
      description:
        'New calls and writes of the customer are refused; money and numbers stay. Suspending twice is suspending once.',
      scope: 'accounts',
      params: AccountParams,
      body: SuspendBody,
      example: { reason: 'Invoice 2026-031 unpaid' },
      success: oneAccount,
      errors: [customerClosed],
      idempotent: true,
      handler: async (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiAccount(
            await customers.suspend(
              tx,
              call.principal.partner.partnerId,
              call.params.customer_auth_id,
              call.body.reason,
              by,
            ),
          ),
        ),
    }),
    route({
      method: 'POST',
      path: '/accounts/:customer_auth_id/resume',
      operationId: 'resumeCustomerAccount',
      tag: ACCOUNTS_TAG,
      summary: 'Resume a suspended customer',
      description: 'Everything works again as before. Resuming an active account changes nothing.',
      scope: 'accounts',
      params: AccountParams,
      body: ResumeBody,
      bodyOptional: true,
      example: { reason: 'Paid' },
      success: oneAccount,
      errors: [customerClosed],
      idempotent: true,
      handler: async (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiAccount(
            await customers.resume(
              tx,
              call.principal.partner.partnerId,
              call.params.customer_auth_id,
              call.body.reason,
              by,
            ),
          ),
        ),
    }),
  ];
}

function closeRoute(deps: CustomerRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'POST',
    path: '/accounts/:customer_auth_id/close',
    operationId: 'closeCustomerAccount',
    tag: ACCOUNTS_TAG,
    summary: 'Close a customer for good',
    description:
      'Returns the free balance to your master account, takes back a credit, ends every login and token, and frees one of ' +
      '`max_accounts`; all of it or nothing. While the account has phone numbers or money is held it is refused and says how many or how much, unless `force` comes ' +
      'with a reason: then numbers are released at once and without a fee, and what is held stays until its hold ends; within five minutes after that what is left of it returns, and what a call used of ' +
      'the credit is paid from what your master account holds for it. ' +
      'Closing twice is closing once. The e-mail stays taken.',
    scope: 'accounts',
    params: AccountParams,
    body: CloseBody,
    bodyOptional: true,
    example: { reason: 'Contract ended' },
    success: oneAccount,
    errors: [accountHasNumbers, accountHasHolds, accountInDebt],
    idempotent: true,
    handler: async (call) =>
      keyedWrite(deps, call, async (tx, by) =>
        toApiAccount(
          await deps.customers.close(
            tx,
            call.principal.partner.partnerId,
            call.params.customer_auth_id,
            { reason: call.body.reason, force: call.body.force ?? false },
            by,
          ),
        ),
      ),
  });
}

function accessRoutes(deps: CustomerRoutesDeps): Route<PartnerPrincipal>[] {
  const { customers } = deps;
  return [
    route({
      method: 'POST',
      path: '/accounts/:customer_auth_id/rotate-token',
      operationId: 'rotateCustomerToken',
      tag: ACCOUNTS_TAG,
      summary: 'Give a customer a new token',
      description:
        'The old token is dead at once, or after `overlap_seconds`. A replayed answer shows the token for 24 hours.',
      scope: 'accounts',
      params: AccountParams,
      body: RotateTokenBody,
      bodyOptional: true,
      example: { overlap_seconds: 3600 },
      success: {
        status: 200,
        description: 'The new token.',
        schema: RotatedTokenSchema,
        example: rotatedExample,
      },
      errors: [customerClosed],
      idempotent: true,
      handler: async (call) =>
        keyedWrite(
          deps,
          call,
          async (tx, by) =>
            customers.rotateToken(
              tx,
              call.principal.partner,
              call.params.customer_auth_id,
              call.body.overlap_seconds ?? 0,
              by,
            ),
          { sealed: ['auth_token'] },
        ),
    }),
    route({
      method: 'POST',
      path: '/accounts/:customer_auth_id/password-reset',
      operationId: 'resetCustomerPassword',
      tag: ACCOUNTS_TAG,
      summary: 'Send a customer a link for a new password',
      description:
        'E-mails the customer a link that works once. The password stays as it is until the link is used; you never see either.',
      scope: 'accounts',
      params: AccountParams,
      body: NoBody,
      bodyOptional: true,
      example: {},
      success: {
        status: 202,
        description: 'The link is on its way.',
        schema: PasswordResetSchema,
        example: passwordResetExample,
      },
      errors: [customerClosed],
      idempotent: true,
      handler: async (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          customers.sendPasswordLink(tx, call.principal.partner, call.params.customer_auth_id, by),
        ),
    }),
  ];
}
