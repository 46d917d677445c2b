import type { Static, TSchema } from 'typebox';
import { keyedWrite, type CustomerPrincipal } from '../identity/index.ts';
import { readOffset, routesOf, type Route } from '../platform/http/index.ts';
import type { ErrorFactory } from '../platform/errors/index.ts';
import { accountOf } from './account-of.ts';
import { AccountParams, OFFSETS, OffsetListQuery } from './contract.ts';
import { listOf } from './opener-contract.ts';
import type { OwnedThings } from './service.ts';
import type { Account } from './trunk.ts';
import type { TrunkRoutesDeps } from './trunks-deps.ts';

const route = routesOf<CustomerPrincipal>();

/** One kind of thing that stands beside trunks, as its four routes show it. */
export interface OwnedKind<T, Create extends TSchema, Update extends TSchema> {
  readonly things: OwnedThings<T, Static<Create>, Static<Update>>;
  /** Published: made at `/credentials`, listed at `/trunks/credentials`. */
  readonly path: string;
  readonly tag: string;
  readonly operation: { readonly one: string; readonly many: string };
  readonly words: { readonly one: string; readonly many: string; readonly order: string };
  /** What is said of making, changing and deleting one. */
  readonly descriptions: { readonly create: string; readonly change: string; readonly remove: string };
  readonly params: TSchema;
  /** Name of the id in the path. */
  readonly idParam: string;
  readonly create: Create;
  readonly update: Update;
  readonly schema: TSchema;
  /** Where the strict version shows fewer keys. */
  readonly strict?: TSchema;
  readonly examples: {
    readonly create: unknown;
    readonly update: unknown;
    readonly row: unknown;
    readonly list: unknown;
  };
  readonly errors: {
    readonly create: readonly ErrorFactory[];
    readonly change: readonly ErrorFactory[];
    readonly remove: readonly ErrorFactory[];
  };
  toApi(row: T, account: Pick<Account, 'authId'>): Record<string, unknown>;
}

export function ownedRoutes<T, C extends TSchema, U extends TSchema>(
  deps: TrunkRoutesDeps,
  kind: OwnedKind<T, C, U>,
): Route<CustomerPrincipal>[] {
  return [listRoute(deps, kind), createRoute(deps, kind), changeRoute(deps, kind), deleteRoute(deps, kind)];
}

function strictly(schema: TSchema | undefined): { versions?: { '2026-05-12': TSchema } } {
  return schema === undefined ? {} : { versions: { '2026-05-12': schema } };
}

function oneOf<T, C extends TSchema, U extends TSchema>(kind: OwnedKind<T, C, U>, status: 200 | 201) {
  const { schema, strict, examples, words } = kind;
  const versions = strictly(strict);
  return { status, description: `The ${words.one}.`, schema, ...versions, example: examples.row } as const;
}

function listRoute<T, C extends TSchema, U extends TSchema>(
  { db }: TrunkRoutesDeps,
  kind: OwnedKind<T, C, U>,
): Route<CustomerPrincipal> {
  return route({
    method: 'GET',
    path: `/trunks${kind.path}`,
    operationId: `list${kind.operation.many}`,
    tag: kind.tag,
    summary: `Your ${kind.words.many}`,
    description: kind.words.order,
    scope: null,
    params: AccountParams,
    query: OffsetListQuery,
    success: {
      status: 200,
      description: 'A part of the list.',
      schema: listOf(kind.schema),
      ...strictly(kind.strict === undefined ? undefined : listOf(kind.strict)),
      example: kind.examples.list,
    },
    errors: [],
    handler: async ({ principal, query }) => {
      const account = accountOf(principal);
      const place = readOffset(query, OFFSETS);
      const { rows, total } = await kind.things.list(db.kysely, account, place);
      return { body: { meta: { ...place, total }, objects: rows.map((row) => kind.toApi(row, account)) } };
    },
  });
}

function createRoute<T, C extends TSchema, U extends TSchema>(
  deps: TrunkRoutesDeps,
  kind: OwnedKind<T, C, U>,
): Route<CustomerPrincipal> {
  return route({
    method: 'POST',
    path: kind.path,
    operationId: `create${kind.operation.one}`,
    tag: kind.tag,
    summary: `Make one of your ${kind.words.many}`,
    description: kind.descriptions.create,
    scope: null,
    params: AccountParams,
    body: kind.create,
    example: kind.examples.create,
    success: oneOf(kind, 201),
    errors: kind.errors.create,
    idempotent: true,
    storedFaults: ({ principal, body, refused }) =>
      kind.things.faults(deps.db.kysely, accountOf(principal), null, body, refused),
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => {
        const account = accountOf(call.principal);
        return kind.toApi(await kind.things.create(tx, account, call.body, by), account);
      }),
  });
}

function changeRoute<T, C extends TSchema, U extends TSchema>(
  deps: TrunkRoutesDeps,
  kind: OwnedKind<T, C, U>,
): Route<CustomerPrincipal> {
  return route({
    method: 'PUT',
    path: `${kind.path}/:${kind.idParam}`,
    operationId: `update${kind.operation.one}`,
    tag: kind.tag,
    summary: `Change one of your ${kind.words.many}`,
    description: kind.descriptions.change,
    scope: null,
    params: kind.params,
    body: kind.update,
    example: kind.examples.update,
    success: oneOf(kind, 200),
    errors: kind.errors.change,
    storedFaults: ({ principal, params, body, refused }) =>
      kind.things.faults(deps.db.kysely, accountOf(principal), idOf(params, kind.idParam), body, refused),
    handler: (call) =>
      keyedWrite(deps, call, async (tx, by) => {
        const account = accountOf(call.principal);
        const id = idOf(call.params, kind.idParam);
        return kind.toApi(await kind.things.change(tx, account, id, call.body, by), account);
      }),
  });
}

function deleteRoute<T, C extends TSchema, U extends TSchema>(
  deps: TrunkRoutesDeps,
  kind: OwnedKind<T, C, U>,
): Route<CustomerPrincipal> {
  return route({
    method: 'DELETE',
    path: `${kind.path}/:${kind.idParam}`,
    operationId: `delete${kind.operation.one}`,
    tag: kind.tag,
    summary: `Delete one of your ${kind.words.many}`,
    description: kind.descriptions.remove,
    scope: null,
    params: kind.params,
    success: { status: 204, description: 'Deleted.' },
    errors: kind.errors.remove,
    handler: async (call) => {
      await keyedWrite(deps, call, async (tx, by) => {
        await kind.things.remove(tx, accountOf(call.principal), idOf(call.params, kind.idParam), by);
        return {};
      });
      return {};
    },
  });
}

/** The schema of the path has checked that it is there. */
function idOf(params: unknown, name: string): string {
  return (params as Readonly<Record<string, string>>)[name] ?? '';
}
