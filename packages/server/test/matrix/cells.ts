import type { Route, Surface } from '../../src/platform/http/index.ts';
import type { TestApp } from '../app.ts';
import { freshEmail, type World } from './world.ts';

/** One route under one base of its surface. */
export interface Cell {
  readonly name: string;
  readonly surface: Surface<unknown>;
  readonly route: Route<unknown>;
  /** Whole, with its placeholders. */
  readonly path: string;
  /** The first base is the documented one. */
  readonly documented: boolean;
}

/** Every route under every base, from the tables that the server itself is built from. */
export function cellsOf(app: TestApp): Cell[] {
  return app.composition.surfaces.flatMap((surface) =>
    surface.routes.flatMap((route) =>
      surface.bases.map((base, index) => {
        const path = `${base}${route.path}`;
        return { name: `${route.method} ${path}`, surface, route, path, documented: index === 0 };
      }),
    ),
  );
}

/** Whether a route changes something. */
export function writes({ route }: Cell): boolean {
  return route.method !== 'GET' && route.readOnly !== true;
}

/** What a query must say for its route to answer; beside that, nothing is said. */
const QUERIES: Readonly<Record<string, string>> = {
  '/rates/lookup': 'to=%2B919811000000',
  '/routes/lookup': 'to=%2B919876543210&from=%2B919431538535',
  '/gateways/lookup': 'address=203.0.113.9',
  '/directory/source': 'address=203.0.113.9',
  '/directory/credential': 'username=office-1',
};

/** Figures that the operator reads of one partner. */
const OF_ONE_PARTNER: ReadonlySet<string> = new Set(['getPartnerRunway']);

/** The query of a call, with what the route must be told. */
export function queryOf({ route }: Cell, world: World, said = ''): string {
  const owner = OF_ONE_PARTNER.has(route.operationId) ? `partner_id=${world.own.partner.authId}` : '';
  const parts = [QUERIES[route.path] ?? '', owner, said].filter((part) => part !== '');
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Of a route that takes a file: what its body is. */
export function headersOf({ upload }: Route<unknown>): Readonly<Record<string, string>> {
  return upload === undefined ? {} : { 'content-type': upload.mediaType };
}

/** The route's own example as a body; addresses and names that only one may have are nobody's yet. */
export function bodyOf({ example, body, upload, path }: Route<unknown>, world?: World): unknown {
  if (upload !== undefined) return upload.example;
  if (body === undefined) return undefined;
  if (example === null || typeof example !== 'object') return example ?? {};
  if (path.endsWith('/wholesale-tiers')) return { ...example, pricing_tier_id: world?.operatorTierId };
  if (path === '/carriers') return { ...example, name: freshEmail() };
  if (path === '/edge-nodes') return { ...example, name: `edge-${freshEmail().replace('@', '.')}` };
  return 'email' in example ? { ...example, email: freshEmail() } : example;
}
