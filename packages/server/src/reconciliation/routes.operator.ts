import type { OperatorPrincipal } from '../identity/index.ts';
import { readPage, routesOf, type Route } from '../platform/http/index.ts';
import { OperatorReconciliation, WORST_PAGES, WorstQuery } from './contract.ts';
import { operatorReconciliationExample } from './examples.ts';
import type { ReconciliationRoutesDeps } from './routes.partner.ts';
import { toOperatorRun } from './views.ts';

export function reconciliationOperatorRoutes({
  reconciliation,
}: ReconciliationRoutesDeps): Route<OperatorPrincipal>[] {
  const route = routesOf<OperatorPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/reconciliation',
      operationId: 'listReconciliations',
      tag: 'Reconciliation',
      summary: 'How the books of all partners agree with what they are about',
      description:
        'The last result of every partner, the worst first, with the command that mends what differs. Partners that were not looked at yet are left out.',
      scope: 'read',
      query: WorstQuery,
      success: {
        status: 200,
        description: 'A page.',
        schema: OperatorReconciliation,
        example: operatorReconciliationExample,
      },
      errors: [],
      handler: async ({ query }) => {
        const page = readPage(query, WORST_PAGES);
        const standing = await reconciliation.standing();
        const { results, nextCursor } = await reconciliation.worst(page);
        return {
          body: {
            partners: standing.partners,
            partners_differing: standing.differing,
            worst_score: standing.worst,
            average_score: standing.average === null ? null : Math.floor(standing.average * 100) / 100,
            results: results.map(toOperatorRun),
            page: page.page,
            per_page: page.perPage,
            total: standing.partners,
            next_cursor: nextCursor,
          },
        };
      },
    }),
  ];
}
