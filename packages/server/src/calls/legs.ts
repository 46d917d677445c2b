import type { LedgerCommand, SettleCommand, TransferCommand } from '../ledger/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { Settlement } from './finished.ts';
import type { LiveCall } from './live-call.ts';

/** The accounts of a partner's books that calls are booked on, in one currency. */
export interface CallBooks {
  readonly usageRevenue: string;
  readonly margin: string;
  readonly writeOff: string;
  readonly master: string;
}

/** What a charge says of its call. */
export type ChargedCall = Pick<LiveCall, 'partnerId' | 'callId' | 'currency' | 'direction' | 'to' | 'from'>;

interface Text {
  readonly code: string;
  readonly reference: string;
  readonly description: string;
}

/** What the customer reads of a charge. */
export function textOf(call: ChargedCall, { talkSeconds }: Pick<Settlement, 'talkSeconds'>): Text {
  const digits = (call.direction === 'outbound' ? call.to : call.from).replace(/^\+/, '');
  const way = call.direction === 'outbound' ? `Call to ${digits}` : `Call from ${digits || 'unknown'}`;
  const length = talkSeconds === null ? 'not connected' : `${talkSeconds}s`;
  return {
    code: talkSeconds === null ? 'ncc' : 'cdr',
    reference: `cdr:${call.callId}`,
    description: `${way} (${length})`,
  };
}

/** Whom the customer pays: the partner, who pays the operator from it, or the operator where nothing is left for the partner. */
export function payeeOf(settlement: Settlement, books: CallBooks): string {
  const selling = settlement.charged + settlement.writtenOff;
  return selling > settlement.wholesale ? books.margin : books.usageRevenue;
}

export function transferOf(
  call: ChargedCall,
  settlement: Settlement,
  leg: Pick<TransferCommand, 'debitAccountId' | 'creditAccountId' | 'amount'>,
  at: Date,
): TransferCommand {
  const { partnerId, currency } = call;
  return { kind: 'transfer', partnerId, id: uuidv7(at), at, currency, ...textOf(call, settlement), ...leg };
}

function settleOf(
  call: ChargedCall,
  settlement: Settlement,
  hold: { readonly holdId: string; readonly accountId: string },
  creditAccountId: string,
  amount: bigint,
  at: Date,
): SettleCommand {
  const { partnerId, currency } = call;
  return {
    kind: 'settle',
    partnerId,
    id: uuidv7(at),
    at,
    holdId: hold.holdId,
    account: { id: hold.accountId, currency },
    creditAccountId,
    amount,
    ...textOf(call, settlement),
  };
}

/**
 * What follows once the customer has paid: what was written off to whom it is owed; margin → operator, its price; or what
 * the call costs beyond its selling price, from what the master account holds for that, and beyond it from the write-offs. Where
 * nothing is held for it, for a minute is not sold below cost, what increments and fees lose comes from its margin.
 */
export function partnerLegs(
  call: ChargedCall & Pick<LiveCall, 'lossHeld' | 'lossHoldId'>,
  settlement: Settlement,
  books: CallBooks,
  at: Date,
  { fromHold }: { readonly fromHold: boolean },
): LedgerCommand[] {
  const { charged, writtenOff, wholesale } = settlement;
  const legs: LedgerCommand[] = [];
  const move = (debitAccountId: string, creditAccountId: string, amount: bigint): void => {
    if (amount > 0n) legs.push(transferOf(call, settlement, { debitAccountId, creditAccountId, amount }, at));
  };
  move(books.writeOff, payeeOf(settlement, books), writtenOff);
  const selling = charged + writtenOff;
  if (selling > wholesale) move(books.margin, books.usageRevenue, wholesale);
  const loss = wholesale > selling ? wholesale - selling : 0n;
  const covered = loss < call.lossHeld ? loss : call.lossHeld;
  if (fromHold && call.lossHoldId !== null)
    legs.push(
      settleOf(
        call,
        settlement,
        { holdId: call.lossHoldId, accountId: books.master },
        books.usageRevenue,
        covered,
        at,
      ),
    );
  if (!fromHold) move(books.master, books.usageRevenue, covered);
  move(call.lossHoldId === null ? books.margin : books.writeOff, books.usageRevenue, loss - covered);
  return legs;
}

/** The end of a call that is up: all of its money, whatever it cost. */
export function endingLegs(
  call: LiveCall,
  settlement: Settlement,
  books: CallBooks,
  at: Date,
): LedgerCommand[] {
  const rest = partnerLegs(call, settlement, books, at, { fromHold: true });
  if (call.holdId === null) return rest;
  const hold = { holdId: call.holdId, accountId: call.walletAccountId };
  return [settleOf(call, settlement, hold, payeeOf(settlement, books), settlement.charged, at), ...rest];
}

/** The money of a call for which nothing was ever held: it ended elsewhere. */
export function toldLegs(
  call: ChargedCall,
  settlement: Settlement,
  walletAccountId: string,
  books: CallBooks,
  at: Date,
): LedgerCommand[] {
  const rest = partnerLegs({ ...call, lossHeld: 0n, lossHoldId: null }, settlement, books, at, {
    fromHold: false,
  });
  if (settlement.charged === 0n) return rest;
  const leg = {
    debitAccountId: walletAccountId,
    creditAccountId: payeeOf(settlement, books),
    amount: settlement.charged,
  };
  return [transferOf(call, settlement, leg, at), ...rest];
}
