import type { Static } from 'typebox';
import { fieldChanges, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { MOST_ROUTES, type Carrier } from './carrier.ts';
import type { CarrierRoute } from './carrier-route.ts';
import { addRouteCount } from './carrier-store.ts';
import { carrierLimitReached } from './errors.ts';
import { expectVersion, findRoute, lockCarrierById } from './find-carrier.ts';
import { selectGroups } from './gateway-store.ts';
import { readRoute } from './read-input.ts';
import { goneFields, record } from './recording.ts';
import { toApiRouteDetails, type CreateRouteBody, type PatchRouteBody } from './route-contract.ts';
import { FileFaults, type FileRoute } from './routes-file.ts';
import { replaceRoutes, type Replaced } from './routes-file-store.ts';
import { deleteRoute, insertRoute, updateRoute } from './route-store.ts';
import { routeFaults } from './stored-faults.ts';

function tell(
  tx: Tx,
  by: By,
  action: string,
  route: CarrierRoute,
  changes: readonly FieldChange[],
  reason?: string,
): Promise<void> {
  const { id, carrierId, prefix, group } = route;
  const payload = { route_id: id, carrier_id: carrierId, prefix, group };
  return record(tx, by, { action, objectType: 'route', objectId: id, changes, reason, payload });
}

/** Throws 404, 409 `carrier_limit_reached`, and 422 naming every fault. */
export async function createRoute(
  tx: Tx,
  carrierId: string,
  body: Static<typeof CreateRouteBody>,
  by: By,
): Promise<CarrierRoute> {
  const carrier = await lockCarrierById(tx, carrierId);
  const faults = await routeFaults(tx, carrier.id, null, body, by.at);
  if (faults.length > 0) throw new ValidationFailure(faults);
  const route: CarrierRoute = {
    id: uuidv7(by.at),
    carrierId: carrier.id,
    prefix: body.prefix,
    group: '',
    priority: 1,
    weight: 10,
    costRate: null,
    exclusive: false,
    enabled: true,
    effectiveFrom: by.at,
    effectiveTo: null,
    createdAt: by.at,
    updatedAt: by.at,
    version: 1,
    ...readRoute(body),
  };
  if (carrier.routeCount >= MOST_ROUTES) throw carrierLimitReached({ facts: { limit: MOST_ROUTES } });
  await insertRoute(tx, route);
  await addRouteCount(tx, carrier.id, 1);
  await tell(tx, by, 'route.created', route, fieldChanges({}, toApiRouteDetails(route)));
  return route;
}

/** What is absent stays. Throws 404, 409 `carrier_version_conflict`, and 422 naming every fault. */
export async function patchRoute(
  tx: Tx,
  carrierId: string,
  id: string,
  { reason, version, ...body }: Static<typeof PatchRouteBody>,
  by: By,
): Promise<CarrierRoute> {
  await lockCarrierById(tx, carrierId);
  const route = await findRoute(tx, carrierId, id);
  const faults = await routeFaults(tx, route.carrierId, route, body, by.at);
  if (faults.length > 0) throw new ValidationFailure(faults);
  const wanted: CarrierRoute = { ...route, ...readRoute(body) };
  expectVersion(route, version);
  const changes = fieldChanges(toApiRouteDetails(route), toApiRouteDetails(wanted));
  if (changes.length === 0) return route;
  const saved = await updateRoute(tx, wanted, by.at);
  await tell(tx, by, 'route.updated', saved, changes, reason);
  return saved;
}

/** Throws 404. */
export async function removeRoute(tx: Tx, carrierId: string, id: string, by: By): Promise<void> {
  await lockCarrierById(tx, carrierId);
  const route = await findRoute(tx, carrierId, id);
  await deleteRoute(tx, route.id);
  await addRouteCount(tx, route.carrierId, -1);
  await tell(tx, by, 'route.deleted', route, goneFields(toApiRouteDetails(route)));
}

/**
 * Makes a carrier's routes those of a file, all or nothing. Calls see the old ones or the new ones, each whole.
 * Throws 404, and 422 naming the lines of groups that the carrier does not have.
 */
export async function replaceAllRoutes(
  tx: Tx,
  carrierId: string,
  routes: readonly FileRoute[],
  by: By,
): Promise<{ readonly carrier: Carrier; readonly replaced: Replaced }> {
  const carrier = await lockCarrierById(tx, carrierId);
  const groups = await selectGroups(tx, carrier.id, null);
  const faults = new FileFaults();
  for (const { line, group } of routes) {
    if (group === '' || groups.has(group)) continue;
    faults.add({ line, column: 'group', message: 'No gateway of the carrier that takes calls is in it' });
  }
  faults.refuse();
  const replaced = await replaceRoutes(tx, carrier.id, routes, by.at);
  const { added, changed, removed } = replaced;
  if (added + changed + removed === 0) return { carrier, replaced };
  await addRouteCount(tx, carrier.id, added - removed);
  await record(tx, by, {
    action: 'carrier.routes_replaced',
    objectType: 'carrier',
    objectId: carrier.id,
    changes: [{ field: 'route_count', from: carrier.routeCount, to: routes.length }],
    reason: `${String(added)} added, ${String(changed)} changed, ${String(removed)} removed`,
    payload: { carrier_id: carrier.id, name: carrier.name, added, changed, removed, routes: routes.length },
  });
  return { carrier: { ...carrier, routeCount: routes.length }, replaced };
}
