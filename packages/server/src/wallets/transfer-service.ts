import { toAuditRow, type Actor } from '../audit/index.ts';
import type { CustomerWallet } from '../customers/index.ts';
import type { PartnerPrincipal } from '../identity/index.ts';
import type { Allowance, CommandKey, LedgerCommand, PostedTransfer } from '../ledger/index.ts';
import { notFound, type AppError } from '../platform/errors/index.ts';
import { parsePrefixedId, prefixedId, uuidv7 } from '../platform/ids/index.ts';
import { calendarDay } from '../platform/time/index.ts';
import {
  currencyMismatch,
  insufficientBalance,
  invalidAmount,
  transferExpired,
  transfersDisabled,
  walletClosed,
} from './errors.ts';
import { toRefusalError, type Payer } from './refusal.ts';
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
  if (currency !== null && currency.toUpperCase() !== wallet.currency) {
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

function allowanceOf(deps: WalletsDeps, mover: Mover, at: Date): Allowance | null {
  const { id, maxTransferPerDay } = mover.principal.credential;
  return maxTransferPerDay === null
    ? null
    : { id, day: calendarDay(at, deps.timeZone), limit: maxTransferPerDay };
}

function auditRow(
  mover: Mover,
  at: Date,
  action: string,
  authId: string,
  amount: bigint | null,
): Record<string, unknown> {
  return toAuditRow({
    partnerId: mover.principal.partner.partnerId,
    at,
    actor: mover.actor,
    action,
    objectType: 'account',
    objectId: authId,
    changes: [{ field: 'amount', from: null, to: amount }],
  });
}

/** Posts, or previews, and turns a refusal into this API's error. */
async function run(
  deps: WalletsDeps,
  command: LedgerCommand,
  payer: Payer,
  dryRun: boolean,
): Promise<{ transfer: PostedTransfer; replayed: boolean }> {
  const result = dryRun
    ? await deps.ledger.dryRun({ ...command, key: null })
    : await deps.ledger.submit(command);
  if (result.outcome === 'refused') throw toRefusalError(result, payer);
  if (result.outcome !== 'posted') throw new Error(`A movement was answered with ${result.outcome}.`);
  return { transfer: result.transfer, replayed: result.replayed };
}

/**
 * Funds a customer's wallet from the partner's master account, atomically. Throws 400 `invalid_amount`,
 * `currency_mismatch`, `insufficient_balance`; 403 when transfers are not enabled or the token's day is used up; 404.
 */
export async function transfer(
  deps: WalletsDeps,
  mover: Mover,
  accountId: string,
  input: TransferInput,
): Promise<Movement> {
  const { partner } = mover.principal;
  const at = deps.clock.now();
  if (!partner.canTransferBalance) throw transfersDisabled();
  if (input.amount <= 0n) throw invalidAmount({ facts: { requested_amount: input.amount } });
  const { wallet, masterId } = await findEnds(deps, partner.partnerId, accountId, input.currency);
  const command: LedgerCommand = {
    kind: 'transfer',
    partnerId: partner.partnerId,
    id: uuidv7(at),
    at,
    key: mover.key,
    audit: auditRow(mover, at, 'balance.transferred', wallet.authId, input.amount),
    debitAccountId: masterId,
    creditAccountId: wallet.walletAccountId,
    currency: wallet.currency,
    amount: input.amount,
    code: 'transfer',
    reference: input.reference ?? defaultReference(partner.partnerId, wallet.authId, at),
    description: input.description,
    allowance: allowanceOf(deps, mover, at),
  };
  const payer: Payer = { name: 'Your partner balance', currency: wallet.currency };
  if (wallet.closed) await refuseUnlessReplayed(deps, command, input.dryRun, walletClosed());
  if (input.expiresAt !== null && input.expiresAt <= at) {
    await refuseUnlessReplayed(deps, command, input.dryRun, transferExpired());
  }
  const done = await run(deps, command, payer, input.dryRun);
  return { ...done, wallet, partnerAuthId: partner.authId, preview: input.dryRun };
}

/** What may not be done any more is refused; unless it is the repetition of what was done while it still could be. */
async function refuseUnlessReplayed(
  deps: WalletsDeps,
  command: LedgerCommand,
  dryRun: boolean,
  refusal: AppError,
): Promise<void> {
  if (dryRun || command.key == null) throw refusal;
  await deps.db.inTransaction(async (tx) => {
    const [before] = await deps.ledger.post(tx, [command]);
    // Throwing leaves nothing of the attempt behind.
    if (before?.replayed !== true) throw refusal;
  });
}

/** Pulls money back from a wallet. What is held for calls stays: 400 `insufficient_balance` names it. */
export async function reclaim(
  deps: WalletsDeps,
  mover: Mover,
  accountId: string,
  input: ReclaimInput,
): Promise<Movement> {
  const { partner } = mover.principal;
  const at = deps.clock.now();
  if (!partner.canTransferBalance) throw transfersDisabled();
  if (input.amount !== null && input.amount <= 0n)
    throw invalidAmount({ facts: { requested_amount: input.amount } });
  const { wallet, masterId } = await findEnds(deps, partner.partnerId, accountId, input.currency);
  const command: LedgerCommand = {
    kind: 'transfer',
    partnerId: partner.partnerId,
    id: uuidv7(at),
    at,
    key: mover.key,
    audit: auditRow(mover, at, 'balance.reclaimed', wallet.authId, input.amount),
    debitAccountId: wallet.walletAccountId,
    creditAccountId: masterId,
    currency: wallet.currency,
    amount: input.amount ?? (await freeBalance(deps, wallet)),
    code: 'reclaim',
    reference: input.reference ?? defaultReference(partner.partnerId, wallet.authId, at),
    description: input.description,
  };
  const payer: Payer = { name: 'The wallet’s free balance', currency: wallet.currency };
  const done = await run(deps, command, payer, input.dryRun);
  return { ...done, wallet, partnerAuthId: partner.authId, preview: input.dryRun };
}

/** Own money that nothing holds: credit that was delegated to the wallet is not the wallet's to give back. */
async function freeBalance(deps: WalletsDeps, wallet: CustomerWallet): Promise<bigint> {
  const account = await deps.ledger.getAccount(deps.db.kysely, wallet.partnerId, wallet.walletAccountId);
  const free = account === null ? 0n : account.balance - account.held;
  if (free <= 0n) {
    throw insufficientBalance({
      message: 'The wallet has no free balance to pull back.',
      facts: {
        current_balance: free < 0n ? 0n : free,
        held_amount: account?.held ?? 0n,
        currency: wallet.currency,
      },
    });
  }
  return free;
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

/** Takes back a transfer or a pull-back, whole or in part, by a linked opposite. */
export async function reverse(
  deps: WalletsDeps,
  mover: Mover,
  idText: string,
  input: ReverseInput,
): Promise<Movement> {
  const { partner } = mover.principal;
  const at = deps.clock.now();
  if (!partner.canTransferBalance) throw transfersDisabled();
  if (input.amount !== null && input.amount <= 0n)
    throw invalidAmount({ facts: { requested_amount: input.amount } });
  const original = await findMovement(deps, partner.partnerId, idText);
  const names = await walletsByAccount(deps, partner.partnerId, [original]);
  const wallet = names.get(original.debitAccountId) ?? names.get(original.creditAccountId);
  if (wallet === undefined) throw notFound();
  const command: LedgerCommand = {
    kind: 'reversal',
    partnerId: partner.partnerId,
    id: uuidv7(at),
    at,
    key: mover.key,
    audit: auditRow(mover, at, 'balance.reversed', wallet.authId, input.amount),
    reverses: original.id,
    amount: input.amount,
    reference: input.reference ?? prefixedId('txn', original.id),
    description: input.description,
  };
  const fromWallet = original.creditAccountId === wallet.walletAccountId;
  const payer: Payer = {
    name: fromWallet ? 'The wallet’s free balance' : 'Your partner balance',
    currency: original.currency,
  };
  const done = await run(deps, command, payer, false);
  return { ...done, wallet, partnerAuthId: partner.authId, preview: false };
}
