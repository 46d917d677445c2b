import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { numberExists, numberHeld, numberNotWithdrawn } from './errors.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import {
  AddStockBody,
  PatchStockBody,
  StockAddedSchema,
  StockListSchema,
  StockNumberSchema,
  StockParams,
  StockQuery,
  StockReasonBody,
  toApiStockList,
  toApiStockRow,
} from './stock-contract.ts';
import {
  addStockExample,
  stockAddedExample,
  stockListExample,
  stockNumberExample,
} from './stock-examples.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Number stock';

const oneNumber = {
  status: 200,
  description: 'The number.',
  schema: StockNumberSchema,
  example: stockNumberExample,
} as const;

/** The operator’s stock, one by one and by range. */
export function operatorStockRoutes(deps: NumberRoutesDeps): Route<OperatorPrincipal>[] {
  return [...readRoutes(deps), addRoute(deps), patchRoute(deps), ...marketRoutes(deps)];
}

function readRoutes({ numbers, db }: NumberRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/numbers',
      operationId: 'listNumberStock',
      tag: TAG,
      summary: 'All numbers that you have',
      description:
        'In the order of the numbers, whatever their state, with who holds which. `total` counts all that fit.',
      scope: 'read',
      query: StockQuery,
      success: { status: 200, description: 'One page.', schema: StockListSchema, example: stockListExample },
      errors: [],
      handler: async ({ query }) => ({ body: toApiStockList(await numbers.stock.list(query)) }),
    }),
    route({
      method: 'GET',
      path: '/numbers/:number',
      operationId: 'getStockNumber',
      tag: TAG,
      summary: 'One number',
      description: 'With its state, its reservation and its holder.',
      scope: 'read',
      params: StockParams,
      success: oneNumber,
      errors: [],
      handler: async ({ params }) => ({
        body: toApiStockRow(await numbers.stock.read(db.kysely, params.number)),
      }),
    }),
  ];
}

function addRoute(deps: NumberRoutesDeps): Route<OperatorPrincipal> {
  return route({
    method: 'POST',
    path: '/numbers',
    operationId: 'addStockNumbers',
    tag: TAG,
    summary: 'Add a number or a range',
    description:
      'One `number`, a `range` with both ends, or `count` numbers from `first` on; at most 10,000 at a time, all or none. They are ' +
      'for sale at once. The country may be left out where the number says it.',
    scope: 'numbers',
    body: AddStockBody,
    example: addStockExample,
    success: {
      status: 201,
      description: 'What was added.',
      schema: StockAddedSchema,
      example: stockAddedExample,
    },
    errors: [numberExists],
    idempotent: true,
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => ({ ...(await deps.numbers.stock.add(tx, call.body, by)) })),
  });
}

function patchRoute(deps: NumberRoutesDeps): Route<OperatorPrincipal> {
  const { stock } = deps.numbers;
  return route({
    method: 'PATCH',
    path: '/numbers/:number',
    operationId: 'updateStockNumber',
    tag: TAG,
    summary: 'Change a number',
    description:
      'What is absent stays. A customer who has the number keeps the price that it was bought at; country, type and currency never change.',
    scope: 'numbers',
    params: StockParams,
    body: PatchStockBody,
    example: { monthly_fee: 350, region: 'Maharashtra' },
    success: oneNumber,
    errors: [],
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => {
        const { e164 } = await stock.patch(tx, call.params.number, call.body, by);
        return toApiStockRow(await stock.read(tx, e164));
      }),
  });
}

function marketRoutes(deps: NumberRoutesDeps): Route<OperatorPrincipal>[] {
  const { stock } = deps.numbers;
  return [
    route({
      method: 'POST',
      path: '/numbers/:number/withdraw',
      operationId: 'withdrawStockNumber',
      tag: TAG,
      summary: 'Take a number off the market',
      description: 'It cannot be bought; a reservation of it ends. Withdrawing twice is withdrawing once.',
      scope: 'numbers',
      params: StockParams,
      body: StockReasonBody,
      bodyOptional: true,
      example: { reason: 'Returned to the carrier' },
      success: oneNumber,
      errors: [numberHeld],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) => {
          const { e164 } = await stock.withdraw(tx, call.params.number, call.body.reason, by);
          return toApiStockRow(await stock.read(tx, e164));
        }),
    }),
    route({
      method: 'POST',
      path: '/numbers/:number/restore',
      operationId: 'restoreStockNumber',
      tag: TAG,
      summary: 'Put a withdrawn number on the market again',
      description: 'It is for sale at once. One that is for sale stays so.',
      scope: 'numbers',
      params: StockParams,
      body: StockReasonBody,
      bodyOptional: true,
      example: { reason: 'The carrier has it back' },
      success: oneNumber,
      errors: [numberNotWithdrawn],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) => {
          const { e164 } = await stock.restore(tx, call.params.number, call.body.reason, by);
          return toApiStockRow(await stock.read(tx, e164));
        }),
    }),
  ];
}
