import type { Static } from 'typebox';
import { OPERATOR_BOOKS, appendAudit, fieldChanges, type FieldChange } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { numberHeld, numberNotWithdrawn } from './errors.ts';
import { lockNumber } from './find-number.ts';
import { capabilitiesOf } from './number-kind.ts';
import type { StockNumber } from './number-stock.ts';
import type { PatchStockBody } from './stock-contract.ts';
import { updateNumber, updateState } from './stock-store.ts';

/** By their wire names. */
function shown(number: StockNumber): Record<string, unknown> {
  return {
    region: number.region,
    provider: number.provider,
    capabilities: number.capabilities,
    setup_fee: number.setupFee,
    monthly_fee: number.monthlyFee,
    kyc_requirement: number.kycRequirement,
    minimum_commitment_months: number.minimumCommitmentMonths,
    state: number.state,
  };
}

interface Change {
  readonly action: string;
  readonly changes: readonly FieldChange[];
  readonly reason: string | undefined;
}

async function announceChange(tx: Tx, number: StockNumber, change: Change, by: By): Promise<void> {
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action: change.action,
      objectType: 'number_stock',
      objectId: number.e164,
      changes: change.changes,
      reason: change.reason ?? null,
    },
  ]);
  await appendOutbox(tx, by.at, [
    { partnerId: null, topic: change.action, payload: { e164: number.e164, state: number.state } },
  ]);
}

/**
 * Changes what may change of a number in stock. What customers have keeps the price that it was bought at. Throws 404.
 */
export async function patchNumber(
  tx: Tx,
  written: string,
  body: Static<typeof PatchStockBody>,
  by: By,
): Promise<StockNumber> {
  const from = await lockNumber(tx, written);
  const to: StockNumber = {
    ...from,
    region: body.region?.trim() ?? from.region,
    provider: body.provider?.trim() ?? from.provider,
    capabilities: body.capabilities === undefined ? from.capabilities : capabilitiesOf(body.capabilities),
    setupFee: body.setup_fee ?? from.setupFee,
    monthlyFee: body.monthly_fee ?? from.monthlyFee,
    kycRequirement: body.kyc_requirement ?? from.kycRequirement,
    minimumCommitmentMonths: body.minimum_commitment_months ?? from.minimumCommitmentMonths,
  };
  const changes = fieldChanges(shown(from), shown(to));
  if (changes.length === 0) return from;
  const saved = await updateNumber(tx, to, by.at);
  await announceChange(tx, saved, { action: 'stock.number_changed', changes, reason: body.reason }, by);
  return saved;
}

/**
 * Takes a number off the market; a reservation of it ends. Withdrawing twice is withdrawing once. Throws 404, and 409
 * `number_held` while a customer has it.
 */
export async function withdrawNumber(
  tx: Tx,
  written: string,
  reason: string | undefined,
  by: By,
): Promise<StockNumber> {
  const number = await lockNumber(tx, written);
  if (number.state === 'withdrawn') return number;
  if (number.state === 'held') throw numberHeld();
  const saved = await updateState(tx, number, { state: 'withdrawn' }, by.at);
  const changes = fieldChanges(shown(number), shown(saved));
  await announceChange(tx, saved, { action: 'stock.number_withdrawn', changes, reason }, by);
  return saved;
}

/** Puts a withdrawn number on the market again; one that is there stays. Throws 404, 409 `number_not_withdrawn`. */
export async function restoreNumber(
  tx: Tx,
  written: string,
  reason: string | undefined,
  by: By,
): Promise<StockNumber> {
  const number = await lockNumber(tx, written);
  if (number.state === 'available') return number;
  if (number.state !== 'withdrawn') throw numberNotWithdrawn({ facts: { state: number.state } });
  const saved = await updateState(tx, number, { state: 'available' }, by.at);
  const changes = fieldChanges(shown(number), shown(saved));
  await announceChange(tx, saved, { action: 'stock.number_restored', changes, reason }, by);
  return saved;
}
