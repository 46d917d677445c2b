import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  AccessRequestListQuery,
  AccessRequestListSchema,
  AccessRequestParams,
  AccessRequestSchema,
  ApproveBody,
  ApprovedSchema,
  toApiAccessRequest,
  toApiAccessRequestPage,
  toApiApproved,
} from './access-request-contract.ts';
import { ReasonBody } from './contract.ts';
import { accessRequestDecided } from './errors.ts';
import { accessRequestExample, approvedExample } from './examples.ts';
import type { OperatorRoutesDeps } from './partner-deps.ts';
import { toGrant } from './read-input.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Access requests';
const one = {
  status: 200,
  description: 'The request.',
  schema: AccessRequestSchema,
  example: accessRequestExample,
} as const;

export function accessRequestOperatorRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  return [...readRoutes(deps), ...decisionRoutes(deps)];
}

function readRoutes({ partners, clock }: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/access-requests',
      operationId: 'listAccessRequests',
      tag: TAG,
      summary: 'Who asked to become a partner',
      description: 'The queue, newest first. `overdue` marks open requests whose business day has passed.',
      scope: 'read',
      query: AccessRequestListQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: AccessRequestListSchema,
        example: {
          access_requests: [accessRequestExample],
          page: 1,
          per_page: 20,
          total: 1,
          next_cursor: null,
        },
      },
      errors: [],
      handler: async ({ query }) => {
        const now = clock.now();
        return { body: toApiAccessRequestPage(await partners.listAccessRequests(query, now), now) };
      },
    }),
    route({
      method: 'GET',
      path: '/access-requests/:id',
      operationId: 'getAccessRequest',
      tag: TAG,
      summary: 'One access request',
      description: 'By UUID or by the reference that the applicant was given.',
      scope: 'read',
      params: AccessRequestParams,
      success: one,
      errors: [],
      handler: async ({ params }) => ({
        body: toApiAccessRequest(await partners.readAccessRequest(params.id), clock.now()),
      }),
    }),
  ];
}

function decisionRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  const { partners } = deps;
  return [
    route({
      method: 'POST',
      path: '/access-requests/:id/take',
      operationId: 'takeAccessRequest',
      tag: TAG,
      summary: 'Take a request into review',
      description:
        'Tells colleagues that you look at it. Taking it over from somebody is allowed and recorded.',
      scope: 'partners',
      params: AccessRequestParams,
      success: one,
      errors: [accessRequestDecided],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiAccessRequest(await partners.takeAccessRequest(tx, call.params.id, by), by.at),
        ),
    }),
    route({
      method: 'POST',
      path: '/access-requests/:id/approve',
      operationId: 'approveAccessRequest',
      tag: TAG,
      summary: 'Approve: make the applicant a partner',
      description:
        'Makes the partner with what you grant, and e-mails the applicant a one-time link that sets the password and reveals ' +
        'the first token. Two who approve at once make one partner: the second gets 409.',
      scope: 'partners',
      params: AccessRequestParams,
      body: ApproveBody,
      bodyOptional: true,
      example: { starting_balance: 50000, credit_limit: 10000, max_accounts: 250 },
      success: {
        status: 201,
        description: 'The request and its partner.',
        schema: ApprovedSchema,
        example: approvedExample,
      },
      errors: [accessRequestDecided],
      idempotent: true,
      storedFaults: ({ body, refused }) => partners.newFaults(body, refused),
      handler: (call) =>
        keyedWrite(
          deps,
          call,
          async (tx, by) =>
            toApiApproved(
              await partners.approveAccessRequest(tx, call.params.id, toGrant(call.body), by),
              by.at,
            ),
          { sealed: ['welcome_url'] },
        ),
    }),
    route({
      method: 'POST',
      path: '/access-requests/:id/decline',
      operationId: 'declineAccessRequest',
      tag: TAG,
      summary: 'Decline, with a reason',
      description: 'The applicant gets the reason by e-mail, in your words.',
      scope: 'partners',
      params: AccessRequestParams,
      body: ReasonBody,
      example: { reason: 'We do not serve this destination yet.' },
      success: {
        ...one,
        example: {
          ...accessRequestExample,
          status: 'declined',
          decided_at: '2026-03-25T11:00:00.000Z',
          decided_by: 'desk@operator.example',
          decline_reason: 'We do not serve this destination yet.',
        },
      },
      errors: [accessRequestDecided],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiAccessRequest(
            await partners.declineAccessRequest(tx, call.params.id, call.body.reason, by),
            by.at,
          ),
        ),
    }),
  ];
}
