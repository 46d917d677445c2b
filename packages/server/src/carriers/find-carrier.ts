import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound, type AppError } from '../platform/errors/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import type { Carrier } from './carrier.ts';
import type { CarrierRoute } from './carrier-route.ts';
import { lockCarrier, selectCarrier, selectCarrierByName } from './carrier-store.ts';
import { carrierVersionConflict } from './errors.ts';
import type { Gateway } from './gateway.ts';
import { selectGateway } from './gateway-store.ts';
import { selectRoute } from './route-store.ts';

const none = (what: string): AppError => notFound({ message: `No such ${what}.` });

/** Throws 404. */
export async function findCarrier(reader: Reader, id: string): Promise<Carrier> {
  const carrier = isUuid(id) ? await selectCarrier(reader, id) : null;
  if (carrier === null) throw none('carrier');
  return carrier;
}

/** By id, or by name as people say it at a prompt. Throws 404. */
export async function findCarrierByWord(reader: Reader, word: string): Promise<Carrier> {
  const carrier = isUuid(word) ? await selectCarrier(reader, word) : await selectCarrierByName(reader, word);
  if (carrier === null) throw none('carrier');
  return carrier;
}

/** Locked until COMMIT: whoever changes a carrier, a gateway of it or a route of it begins here. Throws 404. */
export async function lockCarrierById(tx: Tx, id: string): Promise<Carrier> {
  const carrier = isUuid(id) ? await lockCarrier(tx, id) : null;
  if (carrier === null) throw none('carrier');
  return carrier;
}

/** Throws 404. */
export async function findGateway(reader: Reader, carrierId: string, id: string, at: Date): Promise<Gateway> {
  const known = isUuid(carrierId) && isUuid(id);
  const gateway = known ? await selectGateway(reader, carrierId, id, at) : null;
  if (gateway === null) throw none('gateway');
  return gateway;
}

/** Throws 404. */
export async function findRoute(reader: Reader, carrierId: string, id: string): Promise<CarrierRoute> {
  const known = isUuid(carrierId) && isUuid(id);
  const route = known ? await selectRoute(reader, carrierId, id) : null;
  if (route === null) throw none('route');
  return route;
}

/** Throws 409 where somebody read another version than the one there is. */
export function expectVersion(found: { readonly version: number }, asked: number | undefined): void {
  if (asked !== undefined && asked !== found.version)
    throw carrierVersionConflict({ facts: { version: found.version } });
}
