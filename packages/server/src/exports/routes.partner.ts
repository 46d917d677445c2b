import { cdrsDisabled } from '../cdrs/index.ts';
import { keyedWrite, type KeyedWriteDeps, type PartnerPrincipal } from '../identity/index.ts';
import type { Config } from '../platform/config/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { readPage, routesOf, type Route } from '../platform/http/index.ts';
import {
  EXPORT_PAGES,
  ExportBody,
  ExportListQuery,
  ExportListSchema,
  ExportParams,
  ExportSchema,
  filtersOf,
} from './contract.ts';
import { exportFinished, tooManyExports } from './errors.ts';
import { exportExample, exportListExample } from './examples.ts';
import type { Export } from './export.ts';
import type { Exports } from './service.ts';
import { showExport } from './show-export.ts';

export interface ExportRoutesDeps extends KeyedWriteDeps {
  readonly exports: Exports;
  readonly config: Pick<Config, 'publicUrl'>;
}

const TAG = 'Exports';

export function exportPartnerRoutes(deps: ExportRoutesDeps): Route<PartnerPrincipal>[] {
  const { exports, config } = deps;
  const route = routesOf<PartnerPrincipal>();
  const shown = (made: Export): Record<string, unknown> => showExport(exports, config, made);
  return [
    route({
      method: 'POST',
      path: '/exports',
      operationId: 'requestExport',
      tag: TAG,
      summary: 'Have a table as a file',
      description:
        'Calls or transactions with the filters of their lists, as compressed CSV, newest first. A worker makes it; `GET /exports/{id}` tells how far it is and gives the link. Two of yours are made at once, twenty may wait.',
      scope: 'read',
      rateCost: 5,
      idempotent: true,
      body: ExportBody,
      example: { type: 'cdrs', from_date: '2026-03-01', to_date: '2026-03-31', status: 'failed' },
      success: { status: 202, description: 'It waits.', schema: ExportSchema, example: exportExample },
      errors: [notFound, cdrsDisabled, tooManyExports],
      handler: async (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          shown(
            await exports.request(
              tx,
              call.principal.partner,
              { kind: call.body.type, accountId: call.body.account ?? null, filters: filtersOf(call.body) },
              by,
            ),
          ),
        ),
    }),
    route({
      method: 'GET',
      path: '/exports',
      operationId: 'listExports',
      tag: TAG,
      summary: 'Your exports',
      description: 'Newest first. Files are kept for a week, what was asked for ninety days.',
      scope: 'read',
      query: ExportListQuery,
      success: { status: 200, description: 'A page.', schema: ExportListSchema, example: exportListExample },
      errors: [],
      handler: async ({ principal: { partner }, query }) => {
        const page = readPage(query, EXPORT_PAGES);
        const listed = await exports.list(partner.partnerId, page);
        return {
          body: {
            exports: listed.exports.map(shown),
            page: page.page,
            per_page: page.perPage,
            total: listed.total,
            next_cursor: listed.nextCursor,
          },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/exports/:id',
      operationId: 'getExport',
      tag: TAG,
      summary: 'One export',
      description: 'How far it is, and the link once it is ready. Each reading gives a new link.',
      scope: 'read',
      params: ExportParams,
      success: { status: 200, description: 'The export.', schema: ExportSchema, example: exportExample },
      errors: [notFound],
      handler: async ({ principal: { partner }, params }) => ({
        body: shown(await exports.find(partner.partnerId, params.id)),
      }),
    }),
    route({
      method: 'DELETE',
      path: '/exports/:id',
      operationId: 'cancelExport',
      tag: TAG,
      summary: 'Cancel an export',
      description: 'One that waits or runs. What was written is dropped.',
      scope: 'read',
      params: ExportParams,
      success: { status: 200, description: 'It is cancelled.', schema: ExportSchema, example: exportExample },
      errors: [notFound, exportFinished],
      handler: async (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          shown(await exports.cancel(tx, call.principal.partner.partnerId, call.params.id, by)),
        ),
    }),
  ];
}
