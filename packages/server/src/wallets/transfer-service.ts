import { toAuditRow, type Actor } from '../audit/index.ts';
import { heldBy, type CustomerWallet } from '../customers/index.ts';
import type { PartnerPrincipal } from '../identity/index.ts';
import type { Allowance, CommandKey, CommandResult, LedgerCommand, PostedTransfer } from '../ledger/index.ts';
import { notFound, type AppError } from '../platform/errors/index.ts';
import { parsePrefixedId, prefixedId, uuidv7 } from '../platform/ids/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { calendarDay } from '../platform/time/index.ts';
import {
  currencyMismatch,
  invalidAmount,
  transferExpired,
  transfersDisabled,
  walletClosed,
} from './errors.ts';
import { toRefusalError, type Payer, type Refusal } from './refusal.ts';
import type { WalletsDeps } from './wallets-deps.ts';
import { walletsByAccount } from './wallet-names.ts';

/** Money from the master account to a wallet. Amounts are units of 10⁻⁵. */
export interface TransferInput {
  readonly amount: bigint;
  readonly currency: string;
  readonly description: string | null;
  readonly reference: string | null;
  readonly dryRun: boolean;
  readonly expiresAt: Date | null;
}

/** Money back from a wallet to the master account; no amount means all that is free. */
export interface ReclaimInput {
  readonly amount: bigint | null;
  readonly currency: string | null;
  readonly description: string | null;
  readonly reference: string | null;
  readonly dryRun: boolean;
}

/** No amount means all that is left of the transfer. */
export interface ReverseInput {
  readonly amount: bigint | null;
  readonly description: string | null;
  readonly reference: string | null;
}

/** Who moves money. */
export interface Mover {
  readonly principal: PartnerPrincipal;
  readonly actor: Actor;
  readonly key: CommandKey | null;
}

export interface Movement {
  readonly transfer: PostedTransfer;
  readonly wallet: Pick<CustomerWallet, 'authId' | 'walletAccountId'>;
  readonly partnerAuthId: string;
  readonly replayed: boolean;
  readonly preview: boolean;
}

interface Ends {
  readonly wallet: CustomerWallet;
  readonly masterId: string;
}

/** Throws 404 for another partner's account and 400 for a currency that is not the wallet's. */
async function findEnds(
  deps: WalletsDeps,
  partnerId: string,
  accountId: string,
  currency: string | null,
): Promise<Ends> {
  const wallet = await deps.customers.walletRef(partnerId, accountId);
  if (currency !== null && currency !== wallet.currency) {
    throw currencyMismatch({ facts: { wallet_currency: wallet.currency } });
  }
  const masterId = await deps.masters.find(partnerId, wallet.currency);
  if (masterId === null) throw currencyMismatch({ facts: { wallet_currency: wallet.currency } });
  return { wallet, masterId };
}

/** The published reference of a movement that was given none: who to whom, and the second. */
function defaultReference(partnerId: string, authId: string, at: Date): string {
  return `ptc:${partnerId}:${authId}:${Math.floor(at.getTime() / 1000)}`;
}

/** What the token may still move today; for money that leaves the master account. */
function allowanceOf(deps: WalletsDeps, mover: Mover, at: Date): Allowance | null {
  const { id, maxTransferPerDay } = mover.principal.credential;
  return maxTransferPerDay === null
    ? null
    : { id, day: calendarDay(at, deps.timeZone), limit: maxTransferPerDay };
}

/** What every movement has: whose it is, when, its key and its entry in the audit log. */
function beginning(
  deps: WalletsDeps,
  mover: Mover,
  what: {
    readonly action: string;
    readonly authId: string;
    readonly amount: bigint | null;
    readonly currency: string;
  },
): Pick<LedgerCommand, 'partnerId' | 'id' | 'at' | 'key' | 'audit'> {
  const at = deps.clock.now();
  const id = uuidv7(at);
  const { partnerId } = mover.principal.partner;
  // Of everything: the ledger finds the amount, and fills it in.
  const amount = what.amount === null ? null : `${formatFixed(what.amount)} ${what.currency}`;
  const audit = toAuditRow({
    partnerId,
    at,
    actor: mover.actor,
    action: what.action,
    objectType: 'account',
    objectId: what.authId,
    changes: [
      { field: 'transaction_id', from: null, to: prefixedId('txn', id) },
      { field: 'amount', from: null, to: amount },
    ],
  });
  return { partnerId, id, at, key: mover.key, audit };
}

interface Move {
  readonly command: LedgerCommand;
  readonly wallet: Pick<CustomerWallet, 'authId' | 'walletAccountId'>;
  readonly payer: Payer;
  readonly dryRun: boolean;
  /** Why it may not be done, as far as that is known before the ledger is asked. */
  readonly refusal: AppError | null;
}

/**
 * The one way in which this room moves money. What may not be done any more is refused, unless it is the repetition of
 * what was done while it still could be: then it gets that answer.
 */
async function move(
  deps: WalletsDeps,
  mover: Mover,
  { command, wallet, payer, dryRun, refusal }: Move,
): Promise<Movement> {
  const result =
    refusal !== null ? await repetition(deps, command, dryRun, refusal) : await run(deps, command, dryRun);
  if (result.outcome === 'refused')
    throw toRefusalError(result, await withHolds(deps, mover, result, wallet, payer));
  if (result.outcome !== 'posted') throw new Error(`A movement was answered with ${result.outcome}.`);
  const { transfer: posted, replayed } = result;
  return {
    transfer: posted,
    replayed,
    wallet,
    partnerAuthId: mover.principal.partner.authId,
    preview: dryRun,
  };
}

/** A wallet that has too little, with the calls that hold what it has. */
async function withHolds(
  deps: WalletsDeps,
  mover: Mover,
  { facts }: Refusal,
  wallet: Pick<CustomerWallet, 'walletAccountId'>,
  payer: Payer,
): Promise<Payer> {
  if (payer.name === 'Your partner balance' || (facts['held'] ?? 0n) === 0n) return payer;
  const { partnerId } = mover.principal.partner;
  return { ...payer, heldBy: await heldBy(deps.ledger, deps.db.kysely, partnerId, wallet.walletAccountId) };
}

function run(deps: WalletsDeps, command: LedgerCommand, dryRun: boolean): Promise<CommandResult> {
  return dryRun ? deps.ledger.dryRun({ ...command, key: null }) : deps.ledger.submit(command);
}

async function repetition(
  deps: WalletsDeps,
  command: LedgerCommand,
  dryRun: boolean,
  refusal: AppError,
): Promise<CommandResult> {
  const before = dryRun ? null : await deps.ledger.stored(deps.db.kysely, command);
  if (before === null) throw refusal;
  return before;
}

function notEnabled(mover: Mover): AppError | null {
  return mover.principal.partner.canTransferBalance ? null : transfersDisabled();
}

function notPositive(amount: bigint | null): void {
  if (amount !== null && amount <= 0n) throw invalidAmount({ facts: { requested_amount: amount } });
}

/**
 * Funds a customer's wallet from the partner's master account, atomically. Throws 400 `invalid_amount`,
 * `currency_mismatch`, `insufficient_balance`; 403 when transfers are not enabled or the token's day is used up; 404;
 * 409 for a closed account and for a request that comes after its `expires_at`.
 */
export async function transfer(
  deps: WalletsDeps,
  mover: Mover,
  accountId: string,
  input: TransferInput,
): Promise<Movement> {
  const { partnerId } = mover.principal.partner;
  notPositive(input.amount);
  const { wallet, masterId } = await findEnds(deps, partnerId, accountId, input.currency);
  const { currency } = wallet;
  const base = beginning(deps, mover, {
    action: 'balance.transferred',
    authId: wallet.authId,
    amount: input.amount,
    currency,
  });
  const expired = input.expiresAt !== null && input.expiresAt <= base.at;
  return move(deps, mover, {
    command: {
      ...base,
      kind: 'transfer',
      debitAccountId: masterId,
      creditAccountId: wallet.walletAccountId,
      currency,
      amount: input.amount,
      code: 'transfer',
      reference: input.reference ?? defaultReference(partnerId, wallet.authId, base.at),
      description: input.description,
      allowance: allowanceOf(deps, mover, base.at),
      expiresAt: input.expiresAt,
    },
    wallet,
    payer: { name: 'Your partner balance', currency },
    dryRun: input.dryRun,
    refusal: notEnabled(mover) ?? (wallet.closed ? walletClosed() : expired ? transferExpired() : null),
  });
}

/**
 * Pulls money back from a wallet. Only its own free money: what is held for calls stays, and so does credit that was
 * delegated to it; 400 `insufficient_balance` tells how much there is.
 */
export async function reclaim(
  deps: WalletsDeps,
  mover: Mover,
  accountId: string,
  input: ReclaimInput,
): Promise<Movement> {
  const { partnerId } = mover.principal.partner;
  notPositive(input.amount);
  const { wallet, masterId } = await findEnds(deps, partnerId, accountId, input.currency);
  const { currency } = wallet;
  const base = beginning(deps, mover, {
    action: 'balance.reclaimed',
    authId: wallet.authId,
    amount: input.amount,
    currency,
  });
  return move(deps, mover, {
    command: {
      ...base,
      kind: 'pull',
      debitAccountId: wallet.walletAccountId,
      creditAccountId: masterId,
      currency,
      amount: input.amount,
      code: 'reclaim',
      reference: input.reference ?? defaultReference(partnerId, wallet.authId, base.at),
      description: input.description,
    },
    wallet,
    payer: { name: 'The wallet’s free balance', currency },
    dryRun: input.dryRun,
    refusal: notEnabled(mover),
  });
}

/** A transfer or pull-back of this partner by either spelling of its id. Throws 404. */
export async function findMovement(
  deps: WalletsDeps,
  partnerId: string,
  idText: string,
): Promise<PostedTransfer> {
  const id = parsePrefixedId('txn', idText);
  const found = id === null ? null : await deps.ledger.getTransfer(deps.db.kysely, partnerId, id);
  if (found === null || !['transfer', 'reclaim', 'reversal'].includes(found.code)) throw notFound();
  return found;
}

/**
 * Takes back a transfer or a pull-back, whole or in part, by a linked opposite. What a wallet gives back is its own free
 * money; what the master account gives counts against the token's day.
 */
export async function reverse(
  deps: WalletsDeps,
  mover: Mover,
  idText: string,
  input: ReverseInput,
): Promise<Movement> {
  const { partnerId } = mover.principal.partner;
  notPositive(input.amount);
  const original = await findMovement(deps, partnerId, idText);
  const names = await walletsByAccount(deps, partnerId, [original]);
  const wallet = names.get(original.debitAccountId) ?? names.get(original.creditAccountId);
  if (wallet === undefined) throw notFound();
  const { currency } = original;
  const base = beginning(deps, mover, {
    action: 'balance.reversed',
    authId: wallet.authId,
    amount: input.amount,
    currency,
  });
  const fromWallet = original.creditAccountId === wallet.walletAccountId;
  return move(deps, mover, {
    command: {
      ...base,
      kind: 'reversal',
      reverses: original.id,
      amount: input.amount,
      reference: input.reference ?? prefixedId('txn', original.id),
      description: input.description,
      allowance: fromWallet ? null : allowanceOf(deps, mover, base.at),
    },
    wallet,
    payer: { name: fromWallet ? 'The wallet’s free balance' : 'Your partner balance', currency },
    dryRun: false,
    refusal: notEnabled(mover),
  });
}
