import type { TSchema } from 'typebox';
import {
  API_VERSIONS,
  DEFAULT_API_VERSION,
  node,
  type ApiVersion,
  type Route,
  type Surface,
} from '../platform/http/index.ts';
import { singular } from './names.ts';
import type { ComponentSchemas } from './schema.ts';

/** The forms a route's answer has: one for all versions, or the default version's and those that differ. */
export function answerSchemas(route: Route<unknown>): readonly (readonly [ApiVersion, TSchema])[] {
  const { schema, versions } = route.success;
  if (schema === undefined) return [];
  const others = API_VERSIONS.flatMap((version): [ApiVersion, TSchema][] => {
    const own = versions?.[version];
    return own === undefined || own === schema || version === DEFAULT_API_VERSION ? [] : [[version, own]];
  });
  return [[DEFAULT_API_VERSION, schema], ...others];
}

export function versionedName(name: string, version: ApiVersion): string {
  return version === DEFAULT_API_VERSION ? name : `${name}.${version}`;
}

/**
 * Names shapes after what they are rather than after the operation that happens to come first: what `getTransfer`
 * answers is a `Transfer`, and a row of `listTransfers` is one too.
 */
export function suggestNames(surfaces: readonly Surface<unknown>[], schemas: ComponentSchemas): void {
  for (const [noun, route] of byNoun(surfaces, 'get')) {
    for (const [version, schema] of answerSchemas(route))
      schemas.suggest(schema, versionedName(noun, version));
  }
  for (const [nouns, route] of byNoun(surfaces, 'list')) {
    const noun = singular(nouns) === nouns ? `${nouns}Entry` : singular(nouns);
    for (const [version, schema] of answerSchemas(route)) {
      const row = rowOf(schema);
      if (row !== null) schemas.suggest(row, versionedName(noun, version));
    }
  }
}

/** The routes whose operationId is this verb and a noun, the shortest noun first: it is the plainest name of a shape. */
function byNoun(surfaces: readonly Surface<unknown>[], verb: string): (readonly [string, Route<unknown>])[] {
  return surfaces
    .flatMap((surface) => surface.routes)
    .filter(({ operationId }) => new RegExp(`^${verb}[A-Z]`).test(operationId))
    .map((route) => [route.operationId.slice(verb.length), route] as const)
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
}

function rowOf(schema: TSchema): TSchema | null {
  const arrays = Object.values(node(schema).properties ?? {}).filter((child) => child.type === 'array');
  const [only] = arrays;
  const items = arrays.length === 1 ? only?.items : undefined;
  return items?.type === 'object' ? items : null;
}
