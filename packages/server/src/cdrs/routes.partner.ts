import Type from 'typebox';
import type { Customers } from '../customers/index.ts';
import type { PartnerFacts, PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { readPage, routesOf, type Route } from '../platform/http/index.ts';
import {
  CdrList,
  OwnedCdrList,
  PartnerCdr,
  StrictCdr,
  StrictCdrList,
  StrictOwnedCdrList,
} from './contract.ts';
import { cdrArchived, cdrsDisabled } from './errors.ts';
import { cdrExample, cdrListExample, explanationExample } from './examples.ts';
import { CdrExplanation, toApiExplanation } from './explain-contract.ts';
import { CDR_PAGES, CdrQuery, GlobalCdrQuery, NARROW_CALLS } from './query-contract.ts';
import { readFilter } from './read-filter.ts';
import type { Cdrs } from './service.ts';
import { toApiCdr, toApiCdrPage } from './views.ts';

export interface CdrRoutesDeps {
  readonly cdrs: Cdrs;
  readonly customers: Pick<Customers, 'walletRef'>;
}

const TAG = 'Calls';
const customerParam = { customer_auth_id: Type.String({ maxLength: 40 }) };

/** Throws 403 `cdrs_disabled` where the operator did not enable call records. */
function mayView(partner: PartnerFacts): void {
  if (!partner.canViewCdrs) throw cdrsDisabled();
}

export function cdrPartnerRoutes({ cdrs, customers }: CdrRoutesDeps): Route<PartnerPrincipal>[] {
  const route = routesOf<PartnerPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/cdrs',
      operationId: 'listCustomerCdrs',
      tag: TAG,
      summary: 'A customer’s calls',
      description:
        'Finished and refused calls, newest first. `summary` covers everything that the filter matches, not only this page. To bill, read `summary.total_cost`: it is what the customer was charged.',
      scope: 'read',
      heavy: NARROW_CALLS,
      params: Type.Object(customerParam),
      query: CdrQuery,
      success: {
        status: 200,
        description: 'A page.',
        schema: OwnedCdrList,
        versions: { '2026-05-12': StrictOwnedCdrList },
        example: { ...cdrListExample, account_id: 'MA_48149CF4', account_auth_id: 'MA_48149CF4' },
      },
      errors: [notFound, cdrsDisabled],
      handler: async ({ principal: { partner }, params, query }) => {
        mayView(partner);
        const { authId, customerId, currency } = await customers.walletRef(
          partner.partnerId,
          params.customer_auth_id,
        );
        const page = readPage(query, CDR_PAGES);
        const listed = await cdrs.list(partner, readFilter(partner, query, customerId), page);
        const body = toApiCdrPage(listed, page, currency, () => authId);
        return { body: { ...body, account_id: authId, account_auth_id: authId } };
      },
    }),
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/cdrs/:call_uuid',
      operationId: 'getCustomerCdr',
      tag: TAG,
      summary: 'One call of a customer',
      description: 'By the `uuid` of its row.',
      scope: 'read',
      params: Type.Object({ ...customerParam, call_uuid: Type.String({ maxLength: 40 }) }),
      success: {
        status: 200,
        description: 'The call.',
        schema: PartnerCdr,
        versions: { '2026-05-12': StrictCdr },
        example: cdrExample,
      },
      errors: [notFound, cdrsDisabled, cdrArchived],
      handler: async ({ principal: { partner }, params }) => {
        mayView(partner);
        const { authId, customerId } = await customers.walletRef(partner.partnerId, params.customer_auth_id);
        const cdr = await cdrs.find(partner.partnerId, params.call_uuid, customerId);
        return { body: toApiCdr(cdr, authId) };
      },
    }),
    route({
      method: 'GET',
      path: '/cdrs',
      operationId: 'listCdrs',
      tag: TAG,
      summary: 'Calls of all customers',
      description:
        'As the list of one customer. Money in `summary` is of your primary currency; calls and seconds are of all.',
      scope: 'read',
      heavy: NARROW_CALLS,
      query: GlobalCdrQuery,
      success: {
        status: 200,
        description: 'A page.',
        schema: CdrList,
        versions: { '2026-05-12': StrictCdrList },
        example: cdrListExample,
      },
      errors: [notFound, cdrsDisabled],
      handler: async ({ principal: { partner }, query }) => {
        mayView(partner);
        const { account } = query;
        const one = account === undefined ? null : await customers.walletRef(partner.partnerId, account);
        const page = readPage(query, CDR_PAGES);
        const listed = await cdrs.list(partner, readFilter(partner, query, one?.customerId), page);
        const authIdOf = await cdrs.authIdsOf(partner.partnerId, listed.cdrs);
        return { body: toApiCdrPage(listed, page, one?.currency ?? partner.currency, authIdOf) };
      },
    }),
    route({
      method: 'GET',
      path: '/cdrs/:call_uuid/explain',
      operationId: 'explainCdr',
      tag: TAG,
      summary: 'Why a call cost what it cost',
      description:
        'The charge with its reasons: matched prefix, version of the deck, increments, rounding, the limit that ended the call, the sentence of a refusal. All of it was written down when the call was settled.',
      scope: 'read',
      params: Type.Object({ call_uuid: Type.String({ maxLength: 40 }) }),
      success: {
        status: 200,
        description: 'The charge, step by step.',
        schema: CdrExplanation,
        example: explanationExample,
      },
      errors: [notFound, cdrsDisabled, cdrArchived],
      handler: async ({ principal: { partner }, params }) => {
        mayView(partner);
        const cdr = await cdrs.find(partner.partnerId, params.call_uuid);
        const authIdOf = await cdrs.authIdsOf(partner.partnerId, [cdr]);
        return { body: toApiExplanation(cdr, authIdOf(cdr)) };
      },
    }),
  ];
}
