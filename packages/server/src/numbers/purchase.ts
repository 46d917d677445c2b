import type { Customer } from '../customers/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { announce } from './announce.ts';
import { calendarFrom, firstPaidUntil } from './billing-period.ts';
import { accountNotActive, numberCurrencyMismatch, priceBelowCost } from './holding-errors.ts';
import { insertHolding, updateHolding, type NewHolding } from './holding-store.ts';
import type { HoldingView } from './holding-view.ts';
import { purchaseText } from './movement-text.ts';
import type { HoldingSource, NumberHolding } from './number-holding.ts';
import { isBelowCost, ruleFor, type NumberFees } from './number-price.ts';
import type { StockNumber } from './number-stock.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { pay } from './paying.ts';
import { priceRulesOf } from './price-store.ts';
import { holdRenewal, wantsHold } from './renewal-hold.ts';
import type { Stock } from './stock.ts';

export interface PurchaseInput {
  readonly e164: string;
  readonly source: HoldingSource;
  /** Selling, instead of what the partner's rules say. Units of 10⁻⁵. */
  readonly setupFee?: bigint | undefined;
  readonly monthlyFee?: bigint | undefined;
  /** The partner means a price below wholesale. Default: as the rule that fits. */
  readonly allowLoss?: boolean | undefined;
  readonly reserveRenewal?: boolean | undefined;
  readonly trunkId?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** What the buyer believes the price to be in. */
  readonly currency?: string | undefined;
}

interface Price extends NumberFees {
  readonly allowLoss: boolean;
}

/**
 * Gives a customer a number and charges its wallet the setup and the first month, in the caller's transaction: all of it or
 * nothing. Of two who want one number the second waits for the first, then is refused.
 * Throws 404 for an account, a number or a trunk that is not there; 402 `insufficient_wallet_balance`; 409 `customer_closed`,
 * `account_not_active`, `number_not_available`, `number_currency_mismatch`, `price_below_cost`, `loss_not_covered`.
 */
export async function purchaseNumber(
  deps: NumbersDeps & { readonly stock: Stock },
  tx: Tx,
  partnerId: string,
  accountId: string,
  input: PurchaseInput,
  by: By,
): Promise<HoldingView> {
  const customer = await deps.customers.lockOpen(tx, partnerId, accountId);
  if (customer.status !== 'active') throw accountNotActive({ facts: { status: customer.status } });
  await checkTrunk(deps, tx, customer, input.trunkId);
  const stock = await deps.stock.take(tx, partnerId, input.e164, by.at);
  checkCurrency(stock, customer, input.currency);
  const price = await priceOf(tx, partnerId, stock, input);
  const holding = await insertHolding(tx, newHolding(customer, stock, price, input, by.at));
  await announce(tx, [assigned(holding)], by);
  return { holding: await charge(deps, tx, holding, by.at), stock };
}

async function checkTrunk(
  deps: NumbersDeps,
  tx: Tx,
  customer: Customer,
  trunkId: string | undefined,
): Promise<void> {
  if (trunkId === undefined) return;
  if (!(await deps.trunks.hold(tx, customer.partnerId, customer.customerId, trunkId)))
    throw notFound({ message: 'No such trunk.' });
}

function checkCurrency(stock: StockNumber, customer: Customer, asked: string | undefined): void {
  const wallet = customer.currency;
  if (stock.currency === wallet && (asked === undefined || asked === wallet)) return;
  throw numberCurrencyMismatch({ facts: { number_currency: stock.currency, wallet_currency: wallet } });
}

/** What the customer pays: as the partner says now, else as its narrowest rule says, else what the partner pays itself. */
async function priceOf(tx: Tx, partnerId: string, stock: StockNumber, input: PurchaseInput): Promise<Price> {
  const rule = ruleFor(stock, await priceRulesOf(tx, partnerId, [stock]));
  const fees = rule ?? stock;
  const price: Price = {
    setupFee: input.setupFee ?? fees.setupFee,
    monthlyFee: input.monthlyFee ?? fees.monthlyFee,
    allowLoss: input.allowLoss ?? rule?.allowLoss ?? false,
  };
  refuseLoss(price, stock);
  return price;
}

/** Throws 409 `price_below_cost`, naming both prices, unless the partner means it. */
export function refuseLoss(price: Price, wholesale: NumberFees): void {
  if (price.allowLoss || !isBelowCost(price, wholesale)) return;
  throw priceBelowCost({
    facts: {
      setup_fee: price.setupFee,
      monthly_fee: price.monthlyFee,
      wholesale_setup_fee: wholesale.setupFee,
      wholesale_monthly_fee: wholesale.monthlyFee,
    },
  });
}

function newHolding(
  customer: Customer,
  stock: StockNumber,
  price: Price,
  input: PurchaseInput,
  at: Date,
): NewHolding {
  const calendar = calendarFrom(at, customer.timezone);
  const paidUntil = firstPaidUntil(at, calendar);
  return {
    partnerId: customer.partnerId,
    id: uuidv7(at),
    customerId: customer.customerId,
    accountId: customer.authId,
    e164: stock.e164,
    status: 'active',
    source: input.source,
    currency: customer.currency,
    walletAccountId: customer.walletAccountId,
    setupFee: price.setupFee,
    monthlyFee: price.monthlyFee,
    wholesaleSetupFee: stock.setupFee,
    wholesaleMonthlyFee: stock.monthlyFee,
    allowLoss: price.allowLoss,
    minimumCommitmentMonths: stock.minimumCommitmentMonths,
    trunkId: input.trunkId ?? null,
    applicationId: null,
    tags: input.tags ?? [],
    isBlocked: false,
    purchasedAt: at,
    billingDay: calendar.day,
    billingZone: calendar.zone,
    paidUntil,
    lastBilledAt: at,
    nextAttemptAt: paidUntil,
    reserveRenewal: input.reserveRenewal ?? false,
    renewalHoldId: null,
    createdAt: at,
    ...NO_STEP,
  };
}

/** Of a number that is paid and stays. */
export const NO_STEP = {
  graceUntil: null,
  suspendedUntil: null,
  releaseFee: null,
  releaseWholesaleFee: null,
  releaseTransferId: null,
  releasesAt: null,
  releasedAt: null,
  releaseReason: null,
} as const;

function assigned(holding: NumberHolding) {
  const { accountId, setupFee, monthlyFee, currency, source, paidUntil } = holding;
  return {
    holding,
    action: 'number.assigned',
    changes: [
      { field: 'account', from: null, to: accountId },
      { field: 'setup_fee', from: null, to: setupFee },
      { field: 'monthly_fee', from: null, to: monthlyFee },
    ],
    facts: {
      source,
      setup_fee: setupFee.toString(),
      monthly_fee: monthlyFee.toString(),
      currency,
      paid_until: paidUntil,
    },
  };
}

/** Setup and first month in one row, and the next month's money held where that is wanted and there. */
async function charge(deps: NumbersDeps, tx: Tx, holding: NumberHolding, at: Date): Promise<NumberHolding> {
  const hold = wantsHold(holding) ? holdRenewal(holding, at) : null;
  const { after } = await pay(
    deps,
    tx,
    {
      partnerId: holding.partnerId,
      walletAccountId: holding.walletAccountId,
      currency: holding.currency,
      selling: holding.setupFee + holding.monthlyFee,
      wholesale: holding.wholesaleSetupFee + holding.wholesaleMonthlyFee,
      ...purchaseText(holding.e164, holding.id),
    },
    { at, after: hold === null ? [] : [hold] },
  );
  if (hold === null || after[0]?.outcome !== 'held') return holding;
  return updateHolding(tx, { ...holding, renewalHoldId: hold.id }, at);
}
