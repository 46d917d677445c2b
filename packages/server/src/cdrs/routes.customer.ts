import Type, { type Static } from 'typebox';
import type { CustomerFacts, CustomerPrincipal } from '../identity/index.ts';
import { cdrArchived } from './errors.ts';
import { notFound } from '../platform/errors/index.ts';
import { readPage, routesOf, type Route } from '../platform/http/index.ts';
import {
  CDR_KEYS,
  CustomerCdrList,
  CustomerCdrSearch,
  RecentCdrs,
  StrictCustomerCdrList,
  StrictCustomerCdrSearch,
  StrictRecentCdrs,
  StrictWrappedCdr,
  WrappedCdr,
} from './contract.ts';
import { customerCdrExample, customerCdrListExample } from './examples.ts';
import { MOST_EXPORTED } from './export-csv.ts';
import { CDR_PAGES, CdrExportQuery, CdrQuery, RecentQuery } from './query-contract.ts';
import { readFilter } from './read-filter.ts';
import type { Cdrs } from './service.ts';
import { toApiCdr, toApiCdrPage } from './views.ts';

const TAG = 'Calls';
const route = routesOf<CustomerPrincipal>();
const params = Type.Object({ auth_id: Type.String({ maxLength: 40 }) });

type Query = Static<typeof CdrQuery>;

async function listOwn(
  cdrs: Cdrs,
  customer: CustomerFacts,
  query: Query,
): Promise<Readonly<Record<string, unknown>>> {
  const page = readPage(query, CDR_PAGES);
  const filter = readFilter(customer.partner, query, customer.customerId);
  const listed = await cdrs.list(customer.partner, filter, page);
  const body = toApiCdrPage(listed, page, customer.currency, () => customer.authId);
  return { ...body, account_id: customer.authId };
}

/** What a search was asked for, as it is published: '' where it was not. */
function echo(query: Query): Readonly<Record<string, string>> {
  return {
    call_direction: query.call_direction ?? '',
    from_number: query.from_number ?? '',
    hangup_cause: query.hangup_cause ?? '',
    to_number: query.to_number ?? '',
  };
}

function listRoute(cdrs: Cdrs): Route<CustomerPrincipal> {
  return route({
    method: 'GET',
    path: '/cdr',
    operationId: 'listCalls',
    tag: TAG,
    summary: 'Your calls',
    description:
      'Finished and refused calls, newest first; a call under way has no record yet. `summary` covers everything that the filter matches.',
    scope: null,
    heavy: 'from_date and to_date, or another filter',
    params,
    query: CdrQuery,
    success: {
      status: 200,
      description: 'A page.',
      schema: CustomerCdrList,
      versions: { '2026-05-12': StrictCustomerCdrList },
      example: customerCdrListExample,
    },
    errors: [notFound],
    handler: async ({ principal: { customer }, query }) => ({ body: await listOwn(cdrs, customer, query) }),
  });
}

function searchRoute(cdrs: Cdrs): Route<CustomerPrincipal> {
  return route({
    method: 'GET',
    path: '/cdr/search',
    operationId: 'searchCalls',
    tag: TAG,
    summary: 'Search your calls',
    description: 'The list with the filters that it was asked for.',
    scope: null,
    heavy: 'from_date and to_date, or another filter',
    params,
    query: CdrQuery,
    success: {
      status: 200,
      description: 'A page.',
      schema: CustomerCdrSearch,
      versions: { '2026-05-12': StrictCustomerCdrSearch },
      example: {
        ...customerCdrListExample,
        filters: { call_direction: 'outbound', from_number: '', hangup_cause: '', to_number: '' },
      },
    },
    errors: [notFound],
    handler: async ({ principal: { customer }, query }) => ({
      body: { ...(await listOwn(cdrs, customer, query)), filters: echo(query) },
    }),
  });
}

function recentRoute(cdrs: Cdrs): Route<CustomerPrincipal> {
  return route({
    method: 'GET',
    path: '/cdr/recent',
    operationId: 'listRecentCalls',
    tag: TAG,
    summary: 'Your newest calls',
    description: 'Without pages, sums and filters.',
    scope: null,
    params,
    query: RecentQuery,
    success: {
      status: 200,
      description: 'The newest calls.',
      schema: RecentCdrs,
      versions: { '2026-05-12': StrictRecentCdrs },
      example: { success: true, account_id: 'MA_48149CF4', count: 1, data: [customerCdrExample] },
    },
    errors: [],
    handler: async ({ principal: { customer }, query }) => {
      const { authId, customerId, partner } = customer;
      const newest = await cdrs.newest(partner.partnerId, customerId, query.limit ?? 20);
      const data = newest.map((cdr) => toApiCdr(cdr, authId));
      return { body: { success: true, account_id: authId, count: data.length, data } };
    },
  });
}

function exportRoute(cdrs: Cdrs): Route<CustomerPrincipal> {
  return route({
    method: 'GET',
    path: '/cdr/export',
    operationId: 'exportCalls',
    tag: TAG,
    summary: 'Your calls as a table',
    description: `CSV with the keys of a call as columns, newest first, at most ${MOST_EXPORTED.toLocaleString('en')} rows. Cells that a spreadsheet would run as a formula begin with an apostrophe.`,
    scope: null,
    heavy: 'from_date and to_date, or another filter',
    rateCost: 10,
    params,
    query: CdrExportQuery,
    success: {
      status: 200,
      description: 'The table.',
      mediaType: 'text/csv',
      example: `${CDR_KEYS.join(',')}\r\n`,
    },
    errors: [notFound],
    handler: async ({ principal: { customer }, query }) => {
      const { authId, customerId, partner } = customer;
      const filter = readFilter(partner, query, customerId);
      return {
        headers: { 'content-disposition': `attachment; filename="cdr-${authId}.csv"` },
        file: await cdrs.exportCsv(partner.partnerId, filter, authId),
      };
    },
  });
}

function oneRoute(cdrs: Cdrs): Route<CustomerPrincipal> {
  return route({
    method: 'GET',
    path: '/cdr/:call_uuid',
    operationId: 'getCall',
    tag: TAG,
    summary: 'One call',
    description: 'By the `uuid` of its row.',
    scope: null,
    params: Type.Object({ ...params.properties, call_uuid: Type.String({ maxLength: 40 }) }),
    success: {
      status: 200,
      description: 'The call.',
      schema: WrappedCdr,
      versions: { '2026-05-12': StrictWrappedCdr },
      example: { success: true, data: customerCdrExample },
    },
    errors: [notFound, cdrArchived],
    handler: async ({ principal: { customer }, params: { call_uuid: id } }) => {
      const cdr = await cdrs.find(customer.partner.partnerId, id, customer.customerId);
      return { body: { success: true, data: toApiCdr(cdr, customer.authId) } };
    },
  });
}

/** Below `/api/v1/Account/:auth_id`; the surface has checked that the path names the caller's own account. */
export function cdrCustomerRoutes({ cdrs }: { readonly cdrs: Cdrs }): Route<CustomerPrincipal>[] {
  return [listRoute(cdrs), searchRoute(cdrs), recentRoute(cdrs), exportRoute(cdrs), oneRoute(cdrs)];
}
