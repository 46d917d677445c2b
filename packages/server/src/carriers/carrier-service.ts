import type { Static } from 'typebox';
import { fieldChanges, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { MOST_CARRIERS, type Carrier } from './carrier.ts';
import { toApiCarrierDetails, type CreateCarrierBody, type PatchCarrierBody } from './carrier-contract.ts';
import {
  countCarriers,
  deleteCarrier,
  insertCarrier,
  lockCarrierNames,
  updateCarrier,
} from './carrier-store.ts';
import { PLAIN_CLI } from './cli-rules.ts';
import { PLAIN_DID } from './did-format.ts';
import { carrierInUse, carrierLimitReached } from './errors.ts';
import { expectVersion, lockCarrierById } from './find-carrier.ts';
import { PLAIN_E164 } from './number-format.ts';
import { readCarrier } from './read-input.ts';
import { goneFields, record } from './recording.ts';
import { carrierFaults } from './stored-faults.ts';

function tell(
  tx: Tx,
  by: By,
  action: string,
  carrier: Carrier,
  changes: readonly FieldChange[],
  reason?: string,
): Promise<void> {
  const { id, name, enabled } = carrier;
  const payload = { carrier_id: id, name, enabled };
  return record(tx, by, { action, objectType: 'carrier', objectId: id, changes, reason, payload });
}

/** Throws 422 naming every fault, 409 `carrier_limit_reached`. */
export async function createCarrier(
  tx: Tx,
  body: Static<typeof CreateCarrierBody>,
  by: By,
): Promise<Carrier> {
  const carrier: Carrier = {
    id: uuidv7(by.at),
    name: body.name.trim(),
    enabled: true,
    currency: body.currency,
    description: '',
    cliRules: PLAIN_CLI,
    dialFormat: PLAIN_E164,
    didFormat: PLAIN_DID,
    routeCount: 0,
    gatewayCount: 0,
    createdAt: by.at,
    updatedAt: by.at,
    version: 1,
    ...readCarrier(body),
  };
  await lockCarrierNames(tx);
  const faults = await carrierFaults(tx, null, body);
  if (faults.length > 0) throw new ValidationFailure(faults);
  if ((await countCarriers(tx, {})) >= MOST_CARRIERS)
    throw carrierLimitReached({ facts: { limit: MOST_CARRIERS } });
  await insertCarrier(tx, carrier);
  await tell(tx, by, 'carrier.created', carrier, fieldChanges({}, toApiCarrierDetails(carrier)));
  return carrier;
}

/** What is absent stays. Throws 404, 409 `carrier_version_conflict`, and 422 naming every fault. */
export async function patchCarrier(
  tx: Tx,
  id: string,
  { reason, version, ...body }: Static<typeof PatchCarrierBody>,
  by: By,
): Promise<Carrier> {
  const carrier = await lockCarrierById(tx, id);
  const wanted: Carrier = { ...carrier, ...readCarrier(body) };
  if (wanted.name !== carrier.name) await lockCarrierNames(tx);
  const faults = await carrierFaults(tx, carrier, body);
  if (faults.length > 0) throw new ValidationFailure(faults);
  expectVersion(carrier, version);
  const changes = fieldChanges(toApiCarrierDetails(carrier), toApiCarrierDetails(wanted));
  if (changes.length === 0) return carrier;
  const saved = await updateCarrier(tx, wanted, by.at);
  await tell(tx, by, 'carrier.updated', saved, changes, reason);
  return saved;
}

/** Throws 404, and 409 `carrier_in_use` while it has gateways or routes. */
export async function removeCarrier(tx: Tx, id: string, by: By): Promise<void> {
  const carrier = await lockCarrierById(tx, id);
  const { gatewayCount, routeCount } = carrier;
  if (gatewayCount > 0 || routeCount > 0)
    throw carrierInUse({ facts: { gateway_count: gatewayCount, route_count: routeCount } });
  await deleteCarrier(tx, carrier.id);
  await tell(tx, by, 'carrier.deleted', carrier, goneFields(toApiCarrierDetails(carrier)));
}
