import type { RouteTerms } from './carrier-route.ts';

/** Numbers that begin with so many digits alike share a bucket. */
export const BUCKET_DIGITS = 6;

export function bucketOf(number: string): string {
  return number.slice(0, BUCKET_DIGITS);
}

/** All routes that numbers may match which begin with the same digits. */
export class RouteBucket {
  readonly #byPrefix: ReadonlyMap<string, readonly RouteTerms[]>;
  readonly #lengths: readonly number[];
  readonly size: number;

  constructor(routes: readonly RouteTerms[]) {
    this.#byPrefix = Map.groupBy(routes, ({ prefix }) => prefix);
    this.#lengths = [...new Set(routes.map(({ prefix }) => prefix.length))];
    this.size = routes.length;
  }

  /** Whatever their state. */
  matching(number: string): RouteTerms[] {
    const found: RouteTerms[] = [];
    for (const length of this.#lengths) {
      const routes = length <= number.length ? this.#byPrefix.get(number.slice(0, length)) : undefined;
      if (routes !== undefined) found.push(...routes);
    }
    return found;
  }

  carrierIds(): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const routes of this.#byPrefix.values()) for (const { carrierId } of routes) ids.add(carrierId);
    return ids;
  }
}
