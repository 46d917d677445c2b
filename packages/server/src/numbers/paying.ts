import type { CommandResult, LedgerCommand } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import { readBooks } from './book-store.ts';
import { insufficientWalletBalance, lossNotCovered } from './holding-errors.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { partnerLeg, walletLeg, type Charge } from './posting.ts';

export interface Payment {
  /** The wallet's row in the ledger; null where nothing was to be paid. */
  readonly transferId: string | null;
  /** Results of `after`, in its order; they may be refusals. */
  readonly after: readonly CommandResult[];
}

/**
 * Charges a wallet, both legs, or throws and nothing is posted: 402 `insufficient_wallet_balance`, 409 `loss_not_covered`.
 * `before` and `after` go with it in the same step: what is released first, and what is tried with the money that is left.
 */
export async function pay(
  deps: Pick<NumbersDeps, 'ledger'>,
  tx: Tx,
  charge: Charge,
  around: {
    readonly at: Date;
    readonly before?: readonly LedgerCommand[];
    readonly after?: readonly LedgerCommand[];
  },
): Promise<Payment> {
  const { at, before = [], after = [] } = around;
  const books = (await readBooks(tx, [charge])).of(charge);
  const wallet = walletLeg(charge, books, at);
  const partner = partnerLeg(charge, books, at);
  const commands = [...before, ...(wallet === null ? [] : [wallet]), ...(partner === null ? [] : [partner])];
  const results = await deps.ledger.post(tx, [...commands, ...after]);
  for (const [index, command] of commands.entries()) refuseUnlessDone(command, results[index], charge);
  return { transferId: wallet?.id ?? null, after: results.slice(commands.length) };
}

function refuseUnlessDone(command: LedgerCommand, result: CommandResult | undefined, charge: Charge): void {
  if (result !== undefined && result.outcome !== 'refused') return;
  if (result?.reason !== 'insufficient_balance' || command.kind !== 'transfer')
    throw new Error(`A charge for a number was refused: ${result?.reason ?? 'no answer'}.`);
  const fromWallet = command.debitAccountId === charge.walletAccountId;
  throw fromWallet
    ? walletCannotPay(charge, result.facts)
    : lossNotCovered({ facts: { loss_amount: command.amount, currency: charge.currency } });
}

function walletCannotPay(charge: Charge, facts: Readonly<Record<string, bigint>>): Error {
  const { available = 0n } = facts;
  const { currency, selling } = charge;
  const people = (units: bigint): string => formatForPeople({ units, currency });
  return insufficientWalletBalance({
    message: `The wallet’s free balance (${people(available)}) is insufficient for this (${people(selling)}): ${charge.description}.`,
    facts: {
      current_balance: available,
      requested_amount: selling,
      currency,
    },
  });
}
