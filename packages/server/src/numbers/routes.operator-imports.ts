import { actorOf, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { numberExists, numberImportRefused, numberImportRunning } from './errors.ts';
import {
  ImportListSchema,
  ImportParams,
  ImportQuery,
  ImportSchema,
  ImportsQuery,
  toApiImport,
  toApiImportPage,
} from './import-contract.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import { importExample, importFileExample } from './stock-examples.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Number stock';
/** A million rows with everything said are less. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Stock from files. */
export function operatorImportRoutes(deps: NumberRoutesDeps): Route<OperatorPrincipal>[] {
  return [importRoute(deps), ...readRoutes(deps)];
}

function importRoute({ numbers, clock }: NumberRoutesDeps): Route<OperatorPrincipal> {
  return route({
    method: 'POST',
    path: '/numbers/import',
    operationId: 'importStockNumbers',
    tag: TAG,
    summary: 'Add the numbers of a file',
    description:
      'A table as spreadsheets export it, at most 1,000,000 numbers. Columns in any order: `number`, `type`, `currency`, `setup_fee`, ' +
      '`monthly_fee`, and, where wanted, `country`, `region`, `capabilities`, `kyc`, `provider`, `minimum_commitment_months`, `last_number` (the row is every ' +
      'number up to it, at most 10,000). All of ' +
      'it is added or nothing: a file with faults is answered with each of them by line and column. The answer comes when it ' +
      'has ended; meanwhile `GET /numbers/imports` shows how far it is. One file at a time. Sent again, a file is refused, ' +
      'since its numbers are in stock.',
    scope: 'numbers',
    query: ImportQuery,
    upload: {
      mediaType: 'text/csv',
      limitBytes: MOST_BYTES,
      description: 'The file.',
      example: importFileExample,
    },
    success: { status: 201, description: 'The import.', schema: ImportSchema, example: importExample },
    errors: [numberImportRefused, numberImportRunning, numberExists],
    rateCost: 10,
    handler: async (call) => {
      const file = { name: call.query.file_name ?? 'upload.csv', bytes: null, content: call.upload };
      const by = { actor: actorOf(call.principal, call), at: clock.now() };
      const ended = await numbers.imports.run(file, by);
      if (ended.state !== 'refused') return { body: toApiImport(ended) };
      const { id, faults, faultList, rowsRead } = ended;
      throw numberImportRefused({
        facts: { import_id: id, rows_read: rowsRead, faults, fault_list: faultList },
      });
    },
  });
}

function readRoutes({ numbers }: NumberRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/numbers/imports',
      operationId: 'listNumberImports',
      tag: TAG,
      summary: 'Files that were read in',
      description: 'Newest first; one under way shows how far it is.',
      scope: 'read',
      query: ImportsQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: ImportListSchema,
        example: { items: [importExample], page: 1, per_page: 20, total: 1, next_cursor: null },
      },
      errors: [],
      handler: async ({ query }) => ({ body: toApiImportPage(await numbers.imports.list(query)) }),
    }),
    route({
      method: 'GET',
      path: '/numbers/imports/:id',
      operationId: 'getNumberImport',
      tag: TAG,
      summary: 'One import',
      description: 'How far it is or how it ended, with the first 1,000 faults.',
      scope: 'read',
      params: ImportParams,
      success: { status: 200, description: 'The import.', schema: ImportSchema, example: importExample },
      errors: [],
      handler: async ({ params }) => ({ body: toApiImport(await numbers.imports.read(params.id)) }),
    }),
  ];
}
