import { customerClosed } from '../customers/index.ts';
import { keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { AccountParams, CliBody, CliListSchema, CliParams, CliSchema } from './contract.ts';
import { callerOf } from './dialled-number.ts';
import { tooManyClis } from './errors.ts';
import { cliBodyExample, cliExample, cliListExample } from './examples.ts';
import type { CallRoutesDeps } from './routes.partner.ts';
import { toApiCli } from './views.ts';

const route = routesOf<PartnerPrincipal>();
const TAG = 'Approved caller numbers';

/** Numbers that a customer may show although it does not rent them here. */
export function approvedCliRoutes(deps: CallRoutesDeps): Route<PartnerPrincipal>[] {
  const { db, calls, customers } = deps;
  return [
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/approved-clis',
      operationId: 'listApprovedClis',
      tag: TAG,
      summary: 'Caller numbers that you approved for a customer',
      description: 'Beside these a customer may show its own active numbers, and no others.',
      scope: 'read',
      params: AccountParams,
      success: { status: 200, description: 'All.', schema: CliListSchema, example: cliListExample },
      errors: [],
      handler: async ({ principal: { partner }, params }) => {
        const { customerId } = await customers.find(db.kysely, partner.partnerId, params.customer_auth_id);
        const list = await calls.listClis(db.kysely, partner.partnerId, customerId);
        return { body: { approved_clis: list.map(toApiCli) } };
      },
    }),
    approveRoute(deps),
    withdrawRoute(deps),
  ];
}

function approveRoute(deps: CallRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'POST',
    path: '/accounts/:customer_auth_id/approved-clis',
    operationId: 'approveCli',
    tag: TAG,
    summary: 'Approve a caller number for a customer',
    description:
      'Make sure that the customer may use it: you answer for it. Approving twice is approving once.',
    scope: 'accounts',
    params: AccountParams,
    body: CliBody,
    example: cliBodyExample,
    success: { status: 201, description: 'Approved.', schema: CliSchema, example: cliExample },
    errors: [customerClosed, tooManyClis],
    idempotent: true,
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => {
        const { partnerId } = call.principal.partner;
        const customer = await deps.customers.find(tx, partnerId, call.params.customer_auth_id);
        const cli = { e164: call.body.e164, note: call.body.note?.trim() ?? '' };
        return toApiCli(await deps.calls.approveCli(tx, customer, cli, by));
      }),
  });
}

function withdrawRoute(deps: CallRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'DELETE',
    path: '/accounts/:customer_auth_id/approved-clis/:e164',
    operationId: 'withdrawCli',
    tag: TAG,
    summary: 'Withdraw an approved caller number',
    description: 'From the next call on it is refused. Calls that are up go on.',
    scope: 'accounts',
    params: CliParams,
    success: { status: 204, description: 'Withdrawn.' },
    errors: [notFound],
    handler: async (call) => {
      const { partnerId } = call.principal.partner;
      await keyedWrite(deps, call, async (tx, by) => {
        const customer = await deps.customers.find(tx, partnerId, call.params.customer_auth_id);
        const e164 = callerOf(call.params.e164.replace(/^(?:%2[Bb]| )/, '+'));
        if (e164 === null) throw notFound();
        await deps.calls.withdrawCli(tx, customer, e164, by);
        return {};
      });
      return {};
    },
  });
}
