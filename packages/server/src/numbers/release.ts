import type { Customer } from '../customers/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { sellingTiers, wholesaleTiers } from '../pricing/index.ts';
import { announce } from './announce.ts';
import { committedUntil } from './billing-period.ts';
import { readBooks } from './book-store.ts';
import { commitmentRunning, numberNotReleasing } from './holding-errors.ts';
import { updateHolding } from './holding-store.ts';
import { releaseRefundText, releaseText } from './movement-text.ts';
import type { NumberHolding } from './number-holding.ts';
import { later } from './number-terms.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { pay } from './paying.ts';
import { refundLegs, type Charge } from './posting.ts';
import { holdRenewal, releaseRenewal, wantsHold } from './renewal-hold.ts';
import type { Stock } from './stock.ts';

type Deps = NumbersDeps & { readonly stock: Stock };

export interface ReleaseInput {
  /** Without the time in which it can be taken back. */
  readonly immediate: boolean;
  /** The partner waives the fee and what is left of a commitment. */
  readonly force: boolean;
  readonly reason?: string | undefined;
}

/**
 * Begins the release of a number that the caller holds locked: the fee is charged, the trunk detached, and after the time
 * in which it can be taken back the number is gone. Releasing twice is releasing once.
 * Throws 402 `insufficient_wallet_balance`, 409 `number_commitment_running`; neither when forced.
 */
export async function releaseNumber(
  deps: Deps,
  tx: Tx,
  customer: Customer,
  holding: NumberHolding,
  input: ReleaseInput,
  by: By,
): Promise<NumberHolding> {
  if (holding.status === 'pending_release') {
    return input.immediate ? finishRelease(deps, tx, holding, by) : holding;
  }
  if (!input.force) refuseCommitted(holding, by.at);
  const fee = input.force ? { selling: 0n, wholesale: 0n } : await releaseFee(tx, customer);
  const releasing = await updateHolding(
    tx,
    {
      ...holding,
      status: 'pending_release',
      trunkId: null,
      renewalHoldId: null,
      releaseFee: fee.selling,
      releaseWholesaleFee: fee.wholesale,
      releasesAt: input.immediate ? by.at : later(by.at, deps.terms.undoMs),
      releaseReason: input.reason ?? null,
    },
    by.at,
  );
  await announce(tx, [releaseBegun(holding, releasing, input)], by);
  const final = input.immediate ? await finishRelease(deps, tx, releasing, by) : releasing;
  const { transferId } = await pay(deps, tx, releaseCharge(final, fee), {
    at: by.at,
    before: releaseRenewal(holding, by.at),
  });
  if (transferId === null) return final;
  return updateHolding(tx, { ...final, releaseTransferId: transferId }, by.at);
}

function refuseCommitted(holding: NumberHolding, at: Date): void {
  const { purchasedAt, minimumCommitmentMonths, billingDay, billingZone } = holding;
  const until = committedUntil(purchasedAt, minimumCommitmentMonths, { day: billingDay, zone: billingZone });
  if (until > at) throw commitmentRunning({ facts: { committed_until: until } });
}

interface Fee {
  readonly selling: bigint;
  readonly wholesale: bigint;
}

/** As the tier says at which the customer buys; of it the operator gets what the partner's says, at most all of it. */
async function releaseFee(tx: Tx, { partnerId, pricingTierId, currency }: Customer): Promise<Fee> {
  const [bought] = await sellingTiers(tx, partnerId, [{ tierId: pricingTierId, currency }]);
  const asked = (await wholesaleTiers(tx, partnerId)).get(currency);
  if (bought == null || asked === undefined) throw new Error(`Nothing has a price in ${currency}.`);
  const selling = bought.didReleaseFee;
  return { selling, wholesale: asked.didReleaseFee < selling ? asked.didReleaseFee : selling };
}

function releaseCharge(holding: NumberHolding, fee: Fee): Charge {
  return { ...payer(holding), ...fee, ...releaseText(holding.e164, holding.id) };
}

function payer({ partnerId, walletAccountId, currency }: NumberHolding) {
  return { partnerId, walletAccountId, currency };
}

function releaseBegun(from: NumberHolding, holding: NumberHolding, input: ReleaseInput) {
  return {
    holding,
    action: 'number.release_requested',
    changes: [
      { field: 'status', from: from.status, to: holding.status },
      { field: 'release_fee', from: null, to: holding.releaseFee },
      { field: 'trunk_id', from: from.trunkId, to: null },
    ],
    reason: input.reason ?? null,
    facts: {
      release_fee: holding.releaseFee?.toString() ?? '0',
      currency: holding.currency,
      releases_at: holding.releasesAt,
      forced: input.force,
    },
  };
}

/** Ends a release for good: the number rests, then is for sale again. The caller holds the number locked. */
export async function finishRelease(
  deps: Deps,
  tx: Tx,
  holding: NumberHolding,
  by: By,
): Promise<NumberHolding> {
  const released = await updateHolding(tx, asReleased(holding, by.at, null), by.at);
  await deps.stock.giveBack(tx, [holding.e164], later(by.at, deps.terms.quarantineMs), by.at);
  await announce(tx, [releasedNews(released)], by);
  return released;
}

/** `reason` where nobody asked for the release. */
export function asReleased(holding: NumberHolding, at: Date, reason: string | null): NumberHolding {
  return {
    ...holding,
    status: 'released',
    trunkId: null,
    renewalHoldId: null,
    releasedAt: at,
    releaseReason: reason ?? holding.releaseReason,
  };
}

export function releasedNews(holding: NumberHolding) {
  return {
    holding,
    action: 'number.released',
    changes: [{ field: 'account', from: holding.accountId, to: null }],
    reason: holding.releaseReason,
    facts: { reason: holding.releaseReason },
  };
}

export interface CancelledRelease {
  readonly holding: NumberHolding;
  /** 0 where no fee had been paid. */
  readonly refunded: bigint;
}

/**
 * Takes a release back: the fee returns to the wallet, the number works again; its trunk is not restored. It is as well or
 * as badly paid as it was. Throws 409 `number_not_releasing` when there is no release or its time is over.
 */
export async function cancelRelease(
  deps: Deps,
  tx: Tx,
  holding: NumberHolding,
  by: By,
): Promise<CancelledRelease> {
  if (holding.releasesAt === null || holding.status !== 'pending_release' || holding.releasesAt <= by.at) {
    throw numberNotReleasing();
  }
  const refunded = holding.releaseTransferId === null ? 0n : (holding.releaseFee ?? 0n);
  const kept: NumberHolding = {
    ...holding,
    status: statusBefore(holding),
    nextAttemptAt: holding.paidUntil,
    releaseFee: null,
    releaseWholesaleFee: null,
    releaseTransferId: null,
    releasesAt: null,
    releaseReason: null,
  };
  const hold = wantsHold(kept) && kept.status === 'active' ? holdRenewal(kept, by.at) : null;
  const saved = await updateHolding(tx, kept, by.at);
  const changes = [{ field: 'status', from: holding.status, to: saved.status }];
  const facts = { refund_amount: refunded.toString(), currency: saved.currency };
  await announce(tx, [{ holding: saved, action: 'number.release_cancelled', changes, facts }], by);
  const books = (await readBooks(tx, [saved])).of(saved);
  const charge: Charge = {
    ...payer(saved),
    selling: refunded,
    wholesale: refunded === 0n ? 0n : (holding.releaseWholesaleFee ?? 0n),
    ...releaseRefundText(saved.e164, saved.id),
  };
  const refund = refundLegs(charge, books, by.at);
  const results = await deps.ledger.post(tx, [...refund, ...(hold === null ? [] : [hold])]);
  if (results.slice(0, refund.length).some((result) => result.outcome !== 'posted')) {
    throw new Error(`The release fee of ${saved.e164} could not be given back.`);
  }
  if (hold === null || results.at(-1)?.outcome !== 'held') return { holding: saved, refunded };
  return { holding: await updateHolding(tx, { ...saved, renewalHoldId: hold.id }, by.at), refunded };
}

/** What it was when the release began: nobody gains days by releasing and taking it back. */
function statusBefore(holding: NumberHolding): NumberHolding['status'] {
  if (holding.suspendedUntil !== null) return 'suspended';
  return holding.graceUntil === null ? 'active' : 'grace';
}
