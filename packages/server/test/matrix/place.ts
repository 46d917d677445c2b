import { writes, type Cell } from './cells.ts';
import { makeEdgeNode } from './calls-world.ts';
import { parametersOf } from './path-parameters.ts';
import {
  makeAccessRequest,
  makeCarrier,
  makePeopledTenant,
  makeStaff,
  OPERATOR_TIERS,
  makeTenant,
  makeTier,
  type PeopledTenant,
  type Tenant,
  type World,
} from './world.ts';

export interface Place {
  readonly world: World;
  readonly tenant: Tenant | PeopledTenant;
}

/** Fresh things for a route that writes: one must not take away what the next needs. */
export async function placeFor(cell: Cell, world: World): Promise<Place> {
  const { app, operator } = world;
  if (!writes(cell)) return { world, tenant: world.own };
  if (cell.surface.name === 'session') return { world, tenant: await makePeopledTenant(app) };
  const fresh = { ...world };
  if (cell.path.includes('/staff/')) fresh.staffId = await makeStaff(app, operator);
  if (cell.path.includes('/edge-nodes/')) fresh.edge = await makeEdgeNode(app, operator);
  if (cell.path.includes('/access-requests/')) fresh.accessRequestId = await makeAccessRequest(app);
  if (cell.path.includes('/:pricing_tier_id'))
    fresh.operatorTierId = await makeTier(app, OPERATOR_TIERS, operator);
  if (cell.path.includes('/carriers/')) fresh.carrier = await makeCarrier(app, operator);
  const taken = parametersOf(cell.path).some(({ own }) => own(world, world.own) !== own(world, world.other));
  return { world: fresh, tenant: taken ? await makeTenant(app) : world.own };
}
