import type { SettleCommand, TransferCommand } from '../ledger/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { MovementText } from './movement-text.ts';

/** The accounts of a partner's books that numbers are booked on, in one currency. */
export interface NumberBooks {
  readonly numberRevenue: string;
  readonly margin: string;
  readonly master: string;
}

/** One amount that a customer pays for a number. Units of 10⁻⁵. */
export interface Charge extends MovementText {
  readonly partnerId: string;
  readonly walletAccountId: string;
  readonly currency: string;
  readonly selling: bigint;
  /** The operator's part. Above `selling`, the partner's master account pays the rest. */
  readonly wholesale: bigint;
}

/** Whom the wallet pays: the partner, who pays the operator from it, or the operator where nothing is left for the partner. */
function payee({ selling, wholesale }: Pick<Charge, 'selling' | 'wholesale'>, books: NumberBooks): string {
  return selling > wholesale ? books.margin : books.numberRevenue;
}

function transfer(
  charge: Charge,
  leg: Pick<TransferCommand, 'debitAccountId' | 'creditAccountId' | 'amount'>,
  at: Date,
): TransferCommand {
  const { partnerId, currency, code, reference, description } = charge;
  return {
    kind: 'transfer',
    partnerId,
    id: uuidv7(at),
    at,
    currency,
    code,
    reference,
    description,
    ...leg,
  };
}

/**
 * What the customer pays, in one row: the whole selling price. That it is one row is on purpose: two would tell the
 * customer what the partner pays, and one alone decides whether the money is there. Null where nothing is to be paid.
 */
export function walletLeg(charge: Charge, books: NumberBooks, at: Date): TransferCommand | null {
  if (charge.selling === 0n) return null;
  const { walletAccountId, selling } = charge;
  const leg = { debitAccountId: walletAccountId, creditAccountId: payee(charge, books), amount: selling };
  return transfer(charge, leg, at);
}

/** The same, paid from what is held for it. */
export function settleLeg(charge: Charge, holdId: string, books: NumberBooks, at: Date): SettleCommand {
  const { partnerId, code, reference, description, selling } = charge;
  return {
    kind: 'settle',
    partnerId,
    id: uuidv7(at),
    at,
    holdId,
    creditAccountId: payee(charge, books),
    amount: selling,
    code,
    reference,
    description,
  };
}

/**
 * What follows once the customer has paid: margin → operator, its price; or master account → operator, what selling is
 * below it. Null where neither is due.
 */
export function partnerLeg(charge: Charge, books: NumberBooks, at: Date): TransferCommand | null {
  const { selling, wholesale } = charge;
  const creditAccountId = books.numberRevenue;
  if (selling > wholesale) {
    if (wholesale === 0n) return null;
    return transfer(charge, { debitAccountId: books.margin, creditAccountId, amount: wholesale }, at);
  }
  if (selling === wholesale) return null;
  return transfer(charge, { debitAccountId: books.master, creditAccountId, amount: wholesale - selling }, at);
}

/** The way back of a charge: operator → margin → wallet. A charge below cost is none that is given back. */
export function refundLegs(charge: Charge, books: NumberBooks, at: Date): TransferCommand[] {
  const { selling, wholesale, walletAccountId } = charge;
  if (selling < wholesale) throw new Error('What was charged below cost is not given back.');
  if (selling === 0n) return [];
  const back = { debitAccountId: payee(charge, books), creditAccountId: walletAccountId, amount: selling };
  const first = partnerLeg(charge, books, at);
  const turned =
    first === null
      ? []
      : [{ ...first, debitAccountId: first.creditAccountId, creditAccountId: first.debitAccountId }];
  return [...turned, transfer(charge, back, at)];
}
