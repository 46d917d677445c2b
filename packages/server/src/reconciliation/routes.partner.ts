import type { PartnerPrincipal } from '../identity/index.ts';
import { readPage, routesOf, type Route } from '../platform/http/index.ts';
import { PartnerReconciliation, RUN_PAGES, RunListQuery } from './contract.ts';
import { partnerReconciliationExample } from './examples.ts';
import type { Reconciliation } from './service.ts';
import { toPartnerRun } from './views.ts';

export interface ReconciliationRoutesDeps {
  readonly reconciliation: Reconciliation;
}

export function reconciliationPartnerRoutes({
  reconciliation,
}: ReconciliationRoutesDeps): Route<PartnerPrincipal>[] {
  const route = routesOf<PartnerPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/reconciliation',
      operationId: 'getReconciliation',
      tag: 'Reconciliation',
      summary: 'Whether your books, calls, sums, holds and numbers agree',
      description:
        'Every night the ledger is held against your call records, these against the sums behind dashboards, money on hold against calls that are up, and numbers against what was charged for them. `latest` is the last such look with a score, what differs first with both figures, and what to do; `runs` are those that are kept, newest first, 90 at most.',
      scope: 'read',
      query: RunListQuery,
      success: {
        status: 200,
        description: 'The last result, and a page of earlier ones.',
        schema: PartnerReconciliation,
        example: partnerReconciliationExample,
      },
      errors: [],
      handler: async ({ principal: { partner }, query }) => {
        const page = readPage(query, RUN_PAGES);
        const latest = await reconciliation.latest(partner.partnerId);
        const { runs, total, nextCursor } = await reconciliation.history(partner.partnerId, page);
        return {
          body: {
            latest: latest === null ? null : toPartnerRun(latest),
            runs: runs.map(toPartnerRun),
            page: page.page,
            per_page: page.perPage,
            total,
            next_cursor: nextCursor,
          },
        };
      },
    }),
  ];
}
