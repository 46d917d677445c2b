import type { Static } from 'typebox';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { HEALTHY, afterFailure, afterSuccess, type BreakerStep, type Health } from './circuit-breaker.ts';
import { findGateway, lockCarrierById } from './find-carrier.ts';
import { stateOf, type Gateway } from './gateway.ts';
import type { GatewayStateBody } from './gateway-contract.ts';
import { selectGateway, updateGateway } from './gateway-store.ts';
import {
  isTroubled,
  lockHealth,
  replaceLoads,
  selectGatewayName,
  updateHealth,
  type ReportedLoad,
} from './health-store.ts';
import { record } from './recording.ts';

/** Gateways of one report. */
const MOST_LOADS = 10_000;

/**
 * What calls tell of gateways. The edge feeds it: `noteFailure` for a call that failed by the gateway's fault (no answer, 5xx),
 * `noteSuccess` for one that the gateway took, `noteLoads` for the calls that one edge has, every few seconds.
 */
export interface GatewayHealth {
  /** May take the gateway down; then the event `gateway.down` is in the outbox. A gateway that is gone is passed over. */
  noteFailure(tx: Tx, gatewayId: string, cause: string, at: Date): Promise<void>;
  /** Ends a row of failures, and after a back-off the outage (`gateway.up`). Writes nothing where all is well. */
  noteSuccess(tx: Tx, gatewayId: string, at: Date): Promise<void>;
  /** Replaces what this edge said before; whom it leaves out has no calls of it. Throws RangeError beyond 10,000 gateways. */
  noteLoads(tx: Tx, node: string, loads: readonly ReportedLoad[], at: Date): Promise<void>;
}

export const gatewayHealth: GatewayHealth = {
  noteFailure: (tx, gatewayId, cause, at) =>
    step(tx, gatewayId, at, (health) => afterFailure(health, at, cause.slice(0, 100))),
  async noteSuccess(tx, gatewayId, at) {
    if (await isTroubled(tx, gatewayId)) await step(tx, gatewayId, at, (health) => afterSuccess(health, at));
  },
  async noteLoads(tx, node, loads, at) {
    if (loads.length > MOST_LOADS) throw new RangeError(`A report names at most ${MOST_LOADS} gateways.`);
    await replaceLoads(tx, node, loads, at);
  },
};

async function step(
  tx: Tx,
  gatewayId: string,
  at: Date,
  next: (health: Health) => BreakerStep,
): Promise<void> {
  const before = await lockHealth(tx, gatewayId);
  if (before === null) return;
  const { health, turned } = next(before);
  if (health === before) return;
  await updateHealth(tx, gatewayId, health);
  const gateway = turned === null ? null : await selectGatewayName(tx, gatewayId);
  // What was set by hand stands, whatever its calls show: nothing turned for those who send calls.
  if (gateway === null || gateway.overridden) return;
  await appendOutbox(tx, at, [
    {
      partnerId: null,
      topic: `gateway.${turned ?? ''}`,
      payload: {
        gateway_id: gatewayId,
        carrier_id: gateway.carrierId,
        name: gateway.name,
        cause: health.lastCause ?? before.lastCause,
        down_until: health.downUntil?.toISOString() ?? null,
      },
    },
  ]);
}

/**
 * Sets a gateway's state by hand; `auto` forgets its failures and lets its calls show. Says so by `gateway.up`, `gateway.down` or
 * `gateway.draining` where that changes where calls go. Throws 404.
 */
export async function setGatewayState(
  tx: Tx,
  carrierId: string,
  id: string,
  { state, reason }: Static<typeof GatewayStateBody>,
  by: By,
): Promise<Gateway> {
  await lockCarrierById(tx, carrierId);
  const gateway = await findGateway(tx, carrierId, id, by.at);
  const stateOverride = state === 'auto' ? null : state;
  // Locked before it is changed, in the order in which calls that fail lock it.
  const health = await lockHealth(tx, gateway.id);
  const resets = stateOverride === null && health !== null && (health.failures > 0 || health.trips > 0);
  if (stateOverride === gateway.stateOverride && !resets) return gateway;
  if (resets) await updateHealth(tx, gateway.id, HEALTHY);
  await updateGateway(tx, { ...gateway, stateOverride }, by.at);
  const saved = await selectGateway(tx, gateway.carrierId, gateway.id, by.at);
  if (saved === null) throw new Error('A gateway vanished under its carrier’s lock.');
  await tellState(tx, gateway, saved, reason, by);
  return saved;
}

async function tellState(
  tx: Tx,
  from: Gateway,
  to: Gateway,
  reason: string | undefined,
  by: By,
): Promise<void> {
  const payload = { gateway_id: to.id, carrier_id: to.carrierId, name: to.name };
  await record(tx, by, {
    action: 'gateway.state_set',
    objectType: 'gateway',
    objectId: to.id,
    changes: [{ field: 'state', from: from.stateOverride ?? 'auto', to: to.stateOverride ?? 'auto' }],
    reason,
    payload: { ...payload, state: to.stateOverride ?? 'auto' },
  });
  const now = stateOf(to, by.at);
  if (now === stateOf(from, by.at)) return;
  const cause = reason ?? null;
  await appendOutbox(tx, by.at, [
    { partnerId: null, topic: `gateway.${now}`, payload: { ...payload, cause } },
  ]);
}
