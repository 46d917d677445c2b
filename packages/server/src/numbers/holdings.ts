import type { Static } from 'typebox';
import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault } from '../platform/errors/index.ts';
import { searchOwnInventory, type OwnInventoryQuery } from './customer-inventory.ts';
import { findOwned, lockOwned } from './find-holding.ts';
import {
  assignTrunk,
  detachTrunk,
  editHolding,
  unassignTrunk,
  type HoldingPatch,
} from './holding-editing.ts';
import { finishReleases, reserveRenewals } from './holding-jobs.ts';
import {
  CUSTOMER_NUMBER_PAGES,
  PARTNER_NUMBER_PAGES,
  listHoldings,
  viewHolding,
  type HoldingListQuery,
  type HoldingPage,
} from './holding-lists.ts';
import type { HoldingView } from './holding-view.ts';
import { moveNumber } from './move.ts';
import type { NumberHolding } from './number-holding.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { paidMonths, type PaidMonth } from './paid-months.ts';
import { purchaseNumber, type PurchaseInput } from './purchase.ts';
import { cancelRelease, releaseNumber, type CancelledRelease, type ReleaseInput } from './release.ts';
import { renewDue } from './renewals.ts';
import { rentalsDue, type CustomerRentals } from './rentals-due.ts';
import type { Stock } from './stock.ts';

/** What is bought: a number, or what was reserved. */
export interface Order extends Omit<PurchaseInput, 'e164'> {
  readonly e164?: string | undefined;
  readonly reservationId?: string | undefined;
}

/**
 * The numbers that customers have. Writes take the caller's transaction; `accountId` is an `MA_…` id in any case, `e164` a
 * number as it comes in a path. What is missing and what somebody else has answer the same 404.
 */
export interface Holdings {
  purchase(tx: Tx, partnerId: string, accountId: string, order: Order, by: By): Promise<HoldingView>;
  /** Throws 422 where a reservation does not say which number is meant, 404, and 409 `reservation_ended`. */
  checkReserved(partnerId: string, order: Pick<Order, 'e164' | 'reservationId'>): Promise<void>;
  find(partnerId: string, e164: string): Promise<HoldingView>;
  /** Of one customer. */
  findOf(partnerId: string, accountId: string, e164: string): Promise<HoldingView>;
  /** Of all customers of a partner, or of one. Throws 404 for an account that is not there. */
  list(partnerId: string, query: HoldingListQuery & { readonly account?: string }): Promise<HoldingPage>;
  /** What a customer can buy, as it stands on the wire. */
  offers(
    buyer: { readonly partnerId: string; readonly currency: string },
    query: Static<typeof OwnInventoryQuery>,
  ): Promise<Record<string, unknown>>;
  /** The same with the customer side's page sizes. */
  listOwn(partnerId: string, accountId: string, query: HoldingListQuery): Promise<HoldingPage>;
  edit(
    tx: Tx,
    partnerId: string,
    accountId: string,
    e164: string,
    patch: HoldingPatch,
    by: By,
  ): Promise<HoldingView>;
  assignTrunk(
    tx: Tx,
    partnerId: string,
    accountId: string,
    e164: string,
    trunkId: string,
    by: By,
  ): Promise<void>;
  unassignTrunk(tx: Tx, partnerId: string, accountId: string, e164: string, by: By): Promise<void>;
  /** For the room that deletes trunks: their numbers go nowhere from then on. */
  trunkDeleted(
    tx: Tx,
    trunk: Pick<NumberHolding, 'partnerId' | 'customerId'> & { readonly trunkId: string },
    by: By,
  ): Promise<void>;
  release(
    tx: Tx,
    partnerId: string,
    accountId: string,
    e164: string,
    input: ReleaseInput,
    by: By,
  ): Promise<HoldingView>;
  cancelRelease(
    tx: Tx,
    partnerId: string,
    accountId: string,
    e164: string,
    by: By,
  ): Promise<CancelledRelease & { readonly view: HoldingView }>;
  move(tx: Tx, partnerId: string, e164: string, toAccount: string, by: By): Promise<HoldingView>;

  /** Which month each number is paid up to, and by which entry of the ledger; in the order of the holdings' ids. */
  paidMonths(
    reader: Reader,
    partnerId: string,
    place: { readonly afterId: string | null; readonly limit: number },
  ): Promise<PaidMonth[]>;

  /** What the numbers of all customers cost from month to month, up to an instant; by wallet and day. */
  rentalsDue(reader: Reader, partnerId: string, before: Date): Promise<CustomerRentals[]>;

  /** The jobs. Each may run at any time, several times and on several nodes at once. */
  renewDue(at: Date, batchSize?: number): Promise<number>;
  reserveRenewals(at: Date): Promise<number>;
  finishReleases(at: Date): Promise<number>;
}

/** The numbers of a reservation, which another part of this room keeps. */
export interface ReservedNumbers {
  /** Throws 404 for another partner's, 409 `reservation_ended`. */
  numbersOf(tx: Tx, partnerId: string, reservationId: string, at: Date): Promise<readonly string[]>;
}

export function createHoldings(
  deps: NumbersDeps & { readonly stock: Stock; readonly reserved: ReservedNumbers },
): Holdings {
  const reader = deps.db.kysely;
  const customer = async (tx: Tx, partnerId: string, accountId: string) =>
    deps.customers.find(tx, partnerId, accountId);
  const locked = async (tx: Tx, partnerId: string, accountId: string, e164: string) => {
    const { customerId } = await customer(tx, partnerId, accountId);
    return lockOwned(tx, partnerId, e164, customerId);
  };
  const customerIdOf = async (partnerId: string, accountId: string | undefined) =>
    accountId === undefined
      ? undefined
      : (await deps.customers.find(reader, partnerId, accountId)).customerId;
  return {
    async purchase(tx, partnerId, accountId, { e164, reservationId, ...input }, by) {
      const wanted = await orderedNumber(tx, deps.reserved, partnerId, { e164, reservationId }, by.at);
      return purchaseNumber(deps, tx, partnerId, accountId, { ...input, e164: wanted }, by);
    },
    async checkReserved(partnerId, order) {
      if (order.reservationId === undefined) return;
      await deps.db.inTransaction((tx) =>
        orderedNumber(tx, deps.reserved, partnerId, order, deps.clock.now()),
      );
    },
    find: async (partnerId, e164) => viewHolding(reader, await findOwned(reader, partnerId, e164)),
    async findOf(partnerId, accountId, e164) {
      const customerId = await customerIdOf(partnerId, accountId);
      return viewHolding(reader, await findOwned(reader, partnerId, e164, customerId));
    },
    list: async (partnerId, { account, ...query }) =>
      listHoldings(reader, partnerId, await customerIdOf(partnerId, account), query, PARTNER_NUMBER_PAGES),
    offers: (buyer, query) => searchOwnInventory(reader, buyer, query),
    listOwn: async (partnerId, accountId, query) =>
      listHoldings(reader, partnerId, await customerIdOf(partnerId, accountId), query, CUSTOMER_NUMBER_PAGES),
    async edit(tx, partnerId, accountId, e164, patch, by) {
      const holding = await locked(tx, partnerId, accountId, e164);
      return viewHolding(tx, await editHolding(deps, tx, holding, patch, by));
    },
    async assignTrunk(tx, partnerId, accountId, e164, trunkId, by) {
      await assignTrunk(deps, tx, await locked(tx, partnerId, accountId, e164), trunkId, by);
    },
    async unassignTrunk(tx, partnerId, accountId, e164, by) {
      await unassignTrunk(deps, tx, await locked(tx, partnerId, accountId, e164), by);
    },
    trunkDeleted: (tx, trunk, by) => detachTrunk(deps, tx, trunk, by),
    async release(tx, partnerId, accountId, e164, input, by) {
      const owner = await customer(tx, partnerId, accountId);
      const holding = await lockOwned(tx, partnerId, e164, owner.customerId);
      return viewHolding(tx, await releaseNumber(deps, tx, owner, holding, input, by));
    },
    async cancelRelease(tx, partnerId, accountId, e164, by) {
      const holding = await locked(tx, partnerId, accountId, e164);
      const cancelled = await cancelRelease(deps, tx, holding, by);
      return { ...cancelled, view: await viewHolding(tx, cancelled.holding) };
    },
    move: async (tx, partnerId, e164, toAccount, by) =>
      viewHolding(tx, await moveNumber(deps, tx, partnerId, e164, toAccount, by)),

    paidMonths,
    rentalsDue,

    renewDue: (at, batchSize) => renewDue(deps, at, batchSize),
    reserveRenewals: (at) => reserveRenewals(deps, at),
    finishReleases: (at) => finishReleases(deps, at),
  };
}

/** Which number an order means. A reservation of several numbers needs the one that is wanted named. */
async function orderedNumber(
  tx: Tx,
  reserved: ReservedNumbers,
  partnerId: string,
  { e164, reservationId }: Pick<Order, 'e164' | 'reservationId'>,
  at: Date,
): Promise<string> {
  if (reservationId === undefined) {
    if (e164 === undefined) throw new Error('An order was not checked.');
    return e164;
  }
  const numbers = await reserved.numbersOf(tx, partnerId, reservationId, at);
  const [only, second] = numbers;
  if (e164 === undefined && only !== undefined && second === undefined) return only;
  if (e164 !== undefined && numbers.includes(e164)) return e164;
  const message = 'Input should be one of the numbers of the reservation';
  throw new ValidationFailure([
    fault(['body', 'e164'], e164 === undefined ? 'missing' : 'value_error', message),
  ]);
}
