import type { Actor } from '../audit/index.ts';
import type { CommandResult, LedgerCommand } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { periodName } from './billing-period.ts';
import { readBooks, type BookShelf } from './book-store.ts';
import { updateHoldings } from './holding-store.ts';
import { rentalText } from './movement-text.ts';
import type { NumberHolding } from './number-holding.ts';
import { later } from './number-terms.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { partnerLeg, settleLeg, walletLeg, type Charge } from './posting.ts';
import { holdRenewal, releaseRenewal, wantsHold } from './renewal-hold.ts';
import { tellSteps } from './renewal-news.ts';
import { afterEnd, afterPayment, afterRefusal, type RenewalOutcome } from './renewal-outcome.ts';
import { lockDue, lockDueOne, postpone, undoneWhenRefused, wakeShort } from './renewal-store.ts';
import type { Stock } from './stock.ts';

type Deps = NumbersDeps & { readonly stock: Stock };

/** Renewals of one transaction. Larger ones keep partners' books locked for longer and gain nothing. */
export const RENEWAL_BATCH = 200;
/** However much there is, one run ends; the next one goes on. */
const MOST_BATCHES = 2_000;
/** Of the errors of one run, these are told in full. */
const ERRORS_TOLD = 10;

const RENEWER: Actor = {
  kind: 'system',
  id: 'number-renewals',
  label: 'number renewals',
  ip: null,
  userAgent: null,
  requestId: null,
};

/**
 * Charges every month that is due at `at`, batch by batch, each in a transaction of its own: the charge and the new end of
 * the month commit together, so that a run that dies, or a second one beside it, charges nothing twice and leaves nothing
 * out. Answers how many numbers it looked at. One that cannot be dealt with keeps none of the others from it: it is put
 * off, and an AggregateError tells of it at the end.
 */
export async function renewDue(deps: Deps, at: Date, batchSize = RENEWAL_BATCH): Promise<number> {
  const errors: unknown[] = [];
  let [done, failed] = [0, 0];
  await wakeShort(deps.db.kysely, at);
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const outcome = await renewBatch(deps, at, batchSize);
    done += outcome.done;
    failed += outcome.errors.length;
    errors.push(...outcome.errors.slice(0, ERRORS_TOLD - errors.length));
    if (outcome.done + outcome.errors.length === 0) break;
  }
  if (failed > 0) throw new AggregateError(errors, `${failed} numbers could not be renewed`);
  return done;
}

interface BatchOutcome {
  readonly done: number;
  readonly errors: readonly unknown[];
}

async function renewBatch(deps: Deps, at: Date, batchSize: number): Promise<BatchOutcome> {
  let locked: NumberHolding[] = [];
  try {
    const done = await deps.db.inTransaction(async (tx) => {
      locked = await lockDue(tx, at, batchSize);
      return renew(deps, tx, togetherWith(locked), at);
    });
    return { done, errors: [] };
  } catch (error) {
    // Nothing of the batch happened. One by one, so that it is clear whose fault it was.
    if (locked.length === 0) throw error;
    return renewAlone(deps, locked, at);
  }
}

async function renewAlone(deps: Deps, holdings: readonly NumberHolding[], at: Date): Promise<BatchOutcome> {
  const errors: unknown[] = [];
  let done = 0;
  for (const holding of holdings) {
    try {
      done += await deps.db.inTransaction(async (tx) =>
        renew(deps, tx, await lockDueOne(tx, holding, at), at),
      );
    } catch (error) {
      await postpone(deps.db.kysely, holding, later(at, deps.terms.retryMs));
      errors.push(error);
    }
  }
  return { done, errors };
}

function losesMoney(holding: NumberHolding): boolean {
  return holding.monthlyFee < holding.wholesaleMonthlyFee;
}

/**
 * What of a batch may be charged in one transaction. A number that is sold below cost needs two accounts to have the money,
 * so it is charged alone, where both legs are undone together; what its customer has in line behind it waits for it.
 */
function togetherWith(holdings: readonly NumberHolding[]): readonly NumberHolding[] {
  const waiting = new Set<string>();
  const together = holdings.filter((holding) => {
    if (losesMoney(holding)) waiting.add(holding.customerId);
    return !waiting.has(holding.customerId);
  });
  return together.length > 0 ? together : holdings.slice(0, 1);
}

/** A number before and after its month was asked for. */
interface Renewal extends RenewalOutcome {
  readonly from: NumberHolding;
}

/** Charges a month of each, in their order, and writes what became of them. The caller holds them locked. */
async function renew(deps: Deps, tx: Tx, holdings: readonly NumberHolding[], at: Date): Promise<number> {
  if (holdings.length === 0) return 0;
  const shelf = await readBooks(tx, holdings);
  const closed = await deps.partners.closedAmong(
    tx,
    holdings.map(({ partnerId }) => partnerId),
  );
  const open = holdings.filter(({ partnerId }) => !closed.has(partnerId));
  const ended = holdings.filter(({ partnerId }) => closed.has(partnerId));
  const [alone, second] = open;
  const charged =
    alone !== undefined && second === undefined && losesMoney(alone)
      ? [await chargeLosing(deps, tx, alone, shelf, at)]
      : await chargeAll(deps, tx, open, shelf, at);
  const renewals = [...charged, ...ended.map((from) => ({ from, ...afterEnd(from, at, 'partner_closed') }))];
  const saved = await followUp(deps, tx, renewals, shelf, at);
  await tellSteps(deps, tx, saved, { actor: RENEWER, at });
  return holdings.length;
}

function rental(holding: NumberHolding): Charge {
  const { partnerId, walletAccountId, currency, e164, paidUntil } = holding;
  const calendar = { day: holding.billingDay, zone: holding.billingZone };
  return {
    partnerId,
    walletAccountId,
    currency,
    selling: holding.monthlyFee,
    wholesale: holding.wholesaleMonthlyFee,
    ...rentalText(e164, periodName(paidUntil, calendar)),
  };
}

/** What the wallet is asked for: from the money that is held for it, else from what is free. Null for a month that is free. */
function customerLeg(holding: NumberHolding, shelf: BookShelf, at: Date): LedgerCommand | null {
  const books = shelf.of(holding);
  const charge = rental(holding);
  const { renewalHoldId } = holding;
  return renewalHoldId === null ? walletLeg(charge, books, at) : settleLeg(charge, renewalHoldId, books, at);
}

async function chargeAll(
  deps: Deps,
  tx: Tx,
  holdings: readonly NumberHolding[],
  shelf: BookShelf,
  at: Date,
): Promise<Renewal[]> {
  const legs = holdings.map((holding) => customerLeg(holding, shelf, at));
  const asked = legs.filter((leg) => leg !== null);
  const results = await deps.ledger.post(tx, asked);
  const answers = new Map(asked.map((leg, index) => [leg, results[index]]));
  return holdings.map((from, index) => {
    const leg = legs[index] ?? null;
    return { from, ...toOutcome(deps, from, leg === null ? null : answers.get(leg), at) };
  });
}

/** Both legs or none: the savepoint takes back the one that was posted when the other is refused. */
async function chargeLosing(
  deps: Deps,
  tx: Tx,
  from: NumberHolding,
  shelf: BookShelf,
  at: Date,
): Promise<Renewal> {
  const legs = [customerLeg(from, shelf, at), partnerLeg(rental(from), shelf.of(from), at)];
  const results = await undoneWhenRefused(tx, () =>
    deps.ledger.post(
      tx,
      legs.filter((leg) => leg !== null),
    ),
  );
  const refused = results.find((result) => result.outcome === 'refused');
  return { from, ...toOutcome(deps, from, refused ?? null, at) };
}

/** `result` null: nothing had to be asked for, or all that was asked for was given. */
function toOutcome(
  deps: Deps,
  holding: NumberHolding,
  result: CommandResult | null | undefined,
  at: Date,
): RenewalOutcome {
  if (result === null || (result !== undefined && result.outcome !== 'refused')) {
    return afterPayment(holding, at);
  }
  switch (result?.reason) {
    case 'insufficient_balance':
      return afterRefusal(holding, at, deps.terms);
    case 'account_closed':
      return afterEnd(holding, at, 'account_closed');
    case 'hold_ended':
    case 'hold_not_found':
    case 'exceeds_hold':
      // It stays due, and its wallet is asked for free money next.
      return { holding: { ...holding, renewalHoldId: null }, step: 'still_short' };
    default:
      throw new Error(`The month of ${holding.e164} was refused: ${result?.reason ?? 'no answer'}.`);
  }
}

/** The partner's legs of what was paid, money for the months after, then the rows. The stock is locked last: a number that ends here is nobody's to buy until then. */
async function followUp(
  deps: Deps,
  tx: Tx,
  renewals: readonly Renewal[],
  shelf: BookShelf,
  at: Date,
): Promise<Renewal[]> {
  const paid = renewals.filter(({ step }) => step === 'renewed' || step === 'reactivated');
  const released = renewals.filter(({ step }) => step === 'released');
  const holds = new Map(
    paid
      .filter(({ holding }) => wantsHold(holding))
      .map(({ holding }) => [holding.id, holdRenewal(holding, at)]),
  );
  const held = await post(deps, tx, [
    ...paid.flatMap(({ from }) =>
      losesMoney(from) ? [] : (partnerLeg(rental(from), shelf.of(from), at) ?? []),
    ),
    ...holds.values(),
    ...released.flatMap(({ from }) => releaseRenewal(from, at)),
  ]);
  const after = renewals.map(({ from, holding, step }) => {
    const holdId = holds.get(holding.id)?.id;
    const kept = holdId !== undefined && held.has(holdId) ? { ...holding, renewalHoldId: holdId } : holding;
    return { from, holding: kept, step };
  });
  const saved = await updateHoldings(
    tx,
    after.map(({ holding }) => holding),
    at,
  );
  if (released.length > 0) {
    const e164s = released.map(({ holding }) => holding.e164);
    await deps.stock.giveBack(tx, e164s, later(at, deps.terms.quarantineMs), at);
  }
  const rows = new Map(saved.map((holding) => [holding.id, holding]));
  return after.map((one) => ({ ...one, holding: rows.get(one.holding.id) ?? one.holding }));
}

/** Posts what cannot be refused, and holds that can be; answers the holds that were taken. */
async function post(deps: Deps, tx: Tx, commands: readonly LedgerCommand[]): Promise<ReadonlySet<string>> {
  const results = await deps.ledger.post(tx, commands);
  const taken = new Set<string>();
  for (const [index, command] of commands.entries()) {
    const outcome = results[index]?.outcome;
    if (command.kind === 'transfer' && outcome !== 'posted')
      throw new Error(`The partner’s leg of ${command.reference ?? ''} was refused.`);
    if (command.kind === 'hold' && outcome === 'held') taken.add(command.id);
  }
  return taken;
}
