import { keyedWrite, noOwner, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  ClosePartnerBody,
  NoBody,
  OwnerLinkSchema,
  CreatePartnerBody,
  CreatedPartnerSchema,
  OperatorPartnerListQuery,
  OperatorPartnerListSchema,
  OperatorPartnerSchema,
  OptionalReasonBody,
  PartnerParams,
  PatchPartnerBody,
  ReasonBody,
} from './contract.ts';
import { maxAccountsInUse, partnerClosed, partnerHasBalance, partnerVersionConflict } from './errors.ts';
import { createdPartnerExample, operatorPartnerExample, ownerLinkExample } from './examples.ts';
import type { OperatorRoutesDeps } from './partner-deps.ts';
import { toNewPartnerInput, toPartnerPatch } from './read-input.ts';
import { toApiCreatedPartner, toApiOwnerLink, toApiPartnerPage, toApiPartnerView } from './to-api.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Partners';
const one = {
  status: 200,
  description: 'The partner.',
  schema: OperatorPartnerSchema,
  example: operatorPartnerExample,
} as const;

export function partnerOperatorRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  return [...readRoutes(deps), ...createRoutes(deps), ...changeRoutes(deps), ...endRoutes(deps)];
}

function readRoutes({ partners }: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/partners',
      operationId: 'listPartners',
      tag: TAG,
      summary: 'Partners, newest first',
      description:
        'All partners with their master accounts; searchable by part of a name, e-mail, company, slug or partner id.',
      scope: 'read',
      query: OperatorPartnerListQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: OperatorPartnerListSchema,
        example: { partners: [operatorPartnerExample], page: 1, per_page: 20, total: 1, next_cursor: null },
      },
      errors: [],
      handler: async ({ query }) => ({ body: toApiPartnerPage(await partners.list(query)) }),
    }),
    route({
      method: 'GET',
      path: '/partners/:id',
      operationId: 'getPartner',
      tag: TAG,
      summary: 'One partner',
      description: 'By UUID or by partner id, with its master accounts.',
      scope: 'read',
      params: PartnerParams,
      success: one,
      errors: [],
      handler: async ({ params }) => ({ body: toApiPartnerView(await partners.read(params.id)) }),
    }),
  ];
}

function createRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  const { partners } = deps;
  return [
    route({
      method: 'POST',
      path: '/partners',
      operationId: 'createPartner',
      tag: TAG,
      summary: 'Make a partner',
      description:
        'Makes the partner with its books, its owner, its first token and its starting balance, and e-mails the owner a ' +
        'one-time link that sets the password and reveals the token. A replayed answer shows the token for 24 hours.',
      scope: 'partners',
      body: CreatePartnerBody,
      example: {
        name: 'Acme Telecom',
        email: 'partner@acmetelecom.com',
        company: 'Acme Telecom Private Limited',
        starting_balance: 50000,
      },
      success: {
        status: 201,
        description: 'The new partner.',
        schema: CreatedPartnerSchema,
        example: createdPartnerExample,
      },
      errors: [],
      idempotent: true,
      storedFaults: ({ body, refused }) => partners.newFaults(body, refused),
      handler: (call) =>
        keyedWrite(
          deps,
          call,
          async (tx, by) => toApiCreatedPartner(await partners.create(tx, toNewPartnerInput(call.body), by)),
          { sealed: ['token', 'welcome_url'] },
        ),
    }),
  ];
}

function changeRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  const { partners } = deps;
  return [
    route({
      method: 'PATCH',
      path: '/partners/:id',
      operationId: 'updatePartner',
      tag: TAG,
      summary: 'Change contact, tax data, capabilities or limits',
      description:
        'What is absent stays. Every field that changes is in the audit log with its value before and after. Give the ' +
        '`version` you read to be told of a change made meanwhile. A limit of accounts below what exists is refused.',
      scope: 'partners',
      params: PartnerParams,
      body: PatchPartnerBody,
      example: {
        max_accounts: 250,
        can_transfer_balance: true,
        gstin: '27AAPFU0939F1ZV',
        gst_status: 'active',
        version: 4,
      },
      success: one,
      errors: [partnerClosed, partnerVersionConflict, maxAccountsInUse],
      storedFaults: ({ params, body }) => partners.patchFaults(params.id, body),
      handler: (call) => {
        const { version, reason, ...patch } = call.body;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiPartnerView(
            await partners.patch(tx, call.params.id, toPartnerPatch(patch), { version, reason }, by),
          ),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/partners/:id/suspend',
      operationId: 'suspendPartner',
      tag: TAG,
      summary: 'Suspend a partner',
      description:
        'Its reads still work, its writes answer 403, and calls of its customers are refused. Suspending twice is suspending once.',
      scope: 'partners',
      params: PartnerParams,
      body: ReasonBody,
      example: { reason: 'Unpaid invoice of March' },
      success: one,
      errors: [partnerClosed],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiPartnerView(await partners.suspend(tx, call.params.id, call.body.reason, by)),
        ),
    }),
  ];
}

function endRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  const { partners } = deps;
  return [
    route({
      method: 'POST',
      path: '/partners/:id/resume',
      operationId: 'resumePartner',
      tag: TAG,
      summary: 'Resume a suspended partner',
      description: 'Everything works again as before.',
      scope: 'partners',
      params: PartnerParams,
      body: OptionalReasonBody,
      bodyOptional: true,
      example: { reason: 'Paid' },
      success: one,
      errors: [partnerClosed],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiPartnerView(await partners.resume(tx, call.params.id, call.body.reason, by)),
        ),
    }),
    route({
      method: 'POST',
      path: '/partners/:id/owner-link',
      operationId: 'sendPartnerOwnerLink',
      tag: TAG,
      summary: 'Send the owner another link',
      description:
        'For a welcome link that was lost or ran out: e-mails the owner a new one. While no password is set it reveals the token that ' +
        'waited behind the first link, or a new token when that is gone; afterwards it only sets another password. Links sent before stop working.',
      scope: 'partners',
      params: PartnerParams,
      body: NoBody,
      bodyOptional: true,
      example: {},
      success: {
        status: 200,
        description: 'The link that was sent.',
        schema: OwnerLinkSchema,
        example: ownerLinkExample,
      },
      errors: [partnerClosed, noOwner],
      idempotent: true,
      handler: (call) =>
        keyedWrite(
          deps,
          call,
          async (tx, by) => toApiOwnerLink(await partners.sendOwnerLink(tx, call.params.id, by)),
          { sealed: ['url'] },
        ),
    }),
    route({
      method: 'POST',
      path: '/partners/:id/close',
      operationId: 'closePartner',
      tag: TAG,
      summary: 'Close a partner for good',
      description:
        'Its tokens and logins die at once; its books and logs stay. Refused while it or a customer of it holds or owes money, ' +
        'naming where; `force` closes all the same and leaves the money in the books.',
      scope: 'partners',
      params: PartnerParams,
      body: ClosePartnerBody,
      example: { reason: 'Contract ended' },
      success: one,
      errors: [partnerClosed, partnerHasBalance],
      idempotent: true,
      handler: (call) => {
        const { reason, force } = call.body;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiPartnerView(await partners.close(tx, call.params.id, { reason, force: force ?? false }, by)),
        );
      },
    }),
  ];
}
