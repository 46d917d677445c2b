import { fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { announce } from './announce.ts';
import { numberAlreadyAssigned, numberNotAssigned, numberReleasing } from './holding-errors.ts';
import { lockHoldingsOnTrunk, updateHolding } from './holding-store.ts';
import type { NumberHolding } from './number-holding.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { refuseLoss } from './purchase.ts';
import { holdRenewal, releaseRenewal, wantsHold } from './renewal-hold.ts';

/** What may be changed of a number; what is absent stays. */
export interface HoldingPatch {
  readonly tags?: readonly string[] | undefined;
  readonly reserveRenewal?: boolean | undefined;
  /** Selling, from the next renewal on. Units of 10⁻⁵. */
  readonly monthlyFee?: bigint | undefined;
  readonly allowLoss?: boolean | undefined;
  /** Null: none. */
  readonly trunkId?: string | null | undefined;
}

/**
 * Changes a number that the caller holds locked. The month that is paid stays as it was paid; what is held for the next one
 * follows its price. Throws 404 for a trunk, 409 `price_below_cost`, `number_releasing`.
 */
export async function editHolding(
  deps: NumbersDeps,
  tx: Tx,
  from: NumberHolding,
  patch: HoldingPatch,
  by: By,
): Promise<NumberHolding> {
  if (from.status === 'pending_release') throw numberReleasing();
  const to: NumberHolding = {
    ...from,
    tags: patch.tags ?? from.tags,
    reserveRenewal: patch.reserveRenewal ?? from.reserveRenewal,
    monthlyFee: patch.monthlyFee ?? from.monthlyFee,
    allowLoss: patch.allowLoss ?? from.allowLoss,
    trunkId: patch.trunkId === undefined ? from.trunkId : patch.trunkId,
  };
  const changes = fieldChanges(shown(from), shown(to));
  if (changes.length === 0) return from;
  refuseLoss(to, { setupFee: from.wholesaleSetupFee, monthlyFee: from.wholesaleMonthlyFee });
  if (to.trunkId !== null && to.trunkId !== from.trunkId) await checkTrunk(deps, tx, to, to.trunkId);
  const saved = await updateHolding(tx, to, by.at);
  await announce(tx, [{ holding: saved, action: 'number.updated', changes }], by);
  return followReserve(deps, tx, from, saved, by.at);
}

/** The fields that a change is told by. */
function shown(holding: NumberHolding): Record<string, unknown> {
  return {
    tags: holding.tags,
    reserve_renewal: holding.reserveRenewal,
    monthly_fee: holding.monthlyFee,
    allow_loss: holding.allowLoss,
    trunk_id: holding.trunkId,
  };
}

async function checkTrunk(
  deps: NumbersDeps,
  tx: Tx,
  { partnerId, customerId }: NumberHolding,
  trunkId: string,
): Promise<void> {
  if (!(await deps.trunks.hold(tx, partnerId, customerId, trunkId)))
    throw notFound({ message: 'No such trunk.' });
}

async function followReserve(
  deps: NumbersDeps,
  tx: Tx,
  from: NumberHolding,
  saved: NumberHolding,
  at: Date,
): Promise<NumberHolding> {
  if (saved.reserveRenewal === from.reserveRenewal && saved.monthlyFee === from.monthlyFee) return saved;
  const without = { ...saved, renewalHoldId: null };
  const hold = saved.status === 'active' && wantsHold(without) ? holdRenewal(without, at) : null;
  const results = await deps.ledger.post(tx, [...releaseRenewal(from, at), ...(hold === null ? [] : [hold])]);
  const renewalHoldId = hold !== null && results.at(-1)?.outcome === 'held' ? hold.id : null;
  return renewalHoldId === saved.renewalHoldId ? saved : updateHolding(tx, { ...saved, renewalHoldId }, at);
}

/** Routes a number to a trunk. Throws 400 `number_already_assigned`, 404, 409 `number_releasing`. */
export async function assignTrunk(
  deps: NumbersDeps,
  tx: Tx,
  holding: NumberHolding,
  trunkId: string,
  by: By,
): Promise<NumberHolding> {
  if (holding.trunkId !== null) throw numberAlreadyAssigned();
  return editHolding(deps, tx, holding, { trunkId }, by);
}

/** What a deleted trunk took calls for goes nowhere until it is assigned again. */
export async function detachTrunk(
  deps: NumbersDeps,
  tx: Tx,
  {
    partnerId,
    customerId,
    trunkId,
  }: Pick<NumberHolding, 'partnerId' | 'customerId'> & { readonly trunkId: string },
  by: By,
): Promise<void> {
  for (const holding of await lockHoldingsOnTrunk(tx, partnerId, customerId, trunkId)) {
    await editHolding(deps, tx, holding, { trunkId: null }, by);
  }
}

/** Throws 400 `number_not_assigned`. */
export async function unassignTrunk(
  deps: NumbersDeps,
  tx: Tx,
  holding: NumberHolding,
  by: By,
): Promise<NumberHolding> {
  if (holding.trunkId === null) throw numberNotAssigned();
  return editHolding(deps, tx, holding, { trunkId: null }, by);
}
