import type { Entry, EntrySummary, PostedTransfer } from '../ledger/index.ts';
import { prefixedId } from '../platform/ids/index.ts';
import type { Movement } from './transfer-service.ts';
import type { WalletNames } from './wallet-names.ts';

type Wire = Readonly<Record<string, unknown>>;

/** Who is who in the rows of one partner. */
export interface Names {
  readonly partnerAuthId: string;
  readonly partnerName: string;
  /** Wallets by ledger account. */
  readonly wallets: WalletNames;
}

const sentence = (lead: string, text: string | null): string =>
  text === null || text === '' ? lead : `${lead}: ${text}`;

/** What the customer reads of a row of its wallet. The first form is the published one. */
function walletDescription(transfer: PostedTransfer, partnerName: string): string {
  switch (transfer.code) {
    case 'transfer':
      return `Transfer from partner ${partnerName}: ${transfer.description ?? 'Balance transfer'}`;
    case 'reclaim':
      return sentence(`Balance pulled back by partner ${partnerName}`, transfer.description);
    case 'reversal':
      return sentence(`Reversal by partner ${partnerName}`, transfer.description);
    default:
      return transfer.description ?? transfer.code;
  }
}

/** What the partner reads of a row of its own ledger. */
function masterDescription(transfer: PostedTransfer, other: string | undefined): string {
  switch (transfer.code) {
    case 'transfer':
      return sentence(`Transfer to ${other ?? 'customer'}`, transfer.description);
    case 'reclaim':
      return sentence(`Pulled back from ${other ?? 'customer'}`, transfer.description);
    case 'reversal':
      return sentence(`Reversal with ${other ?? 'customer'}`, transfer.description);
    case 'funding':
      return sentence('Funding', transfer.description);
    case 'adjustment':
      return sentence('Adjustment', transfer.description);
    default:
      return transfer.description ?? transfer.code;
  }
}

/** A row of a ledger as the published API shows it. */
export function toApiTransaction(entry: Entry, names: Names): Wire {
  const { transfer } = entry;
  const wallet = names.wallets.get(entry.accountId);
  const otherId = entry.side === 'debit' ? transfer.creditAccountId : transfer.debitAccountId;
  return {
    id: transfer.id,
    transaction_id: prefixedId('txn', transfer.id),
    account_id: wallet?.authId ?? names.partnerAuthId,
    balance_id: entry.accountId,
    type: entry.side,
    amount: transfer.amount,
    currency: transfer.currency,
    description:
      wallet === undefined
        ? masterDescription(transfer, names.wallets.get(otherId)?.authId)
        : walletDescription(transfer, names.partnerName),
    reference: transfer.reference ?? '',
    reference_type: transfer.code,
    balance_after: entry.balanceAfter,
    reverses: transfer.reverses === null ? null : prefixedId('txn', transfer.reverses),
    status: 'completed',
    processed_at: transfer.postedAt,
    created_at: transfer.postedAt,
    updated_at: transfer.postedAt,
  };
}

/** Sums of one currency; of a currency that no row is in they are 0. */
export function toApiSummary(summary: EntrySummary, currency: string): Wire {
  const sums = summary.currencies.find((one) => one.currency === currency);
  const { totalDebit = 0n, totalCredit = 0n, byCode = [] } = sums ?? {};
  return {
    total_transactions: summary.count,
    currency,
    total_debit: totalDebit,
    total_credit: totalCredit,
    net_amount: totalCredit - totalDebit,
    by_reference_type: byCode.map((sum) => ({
      reference_type: sum.code,
      total_debit: sum.totalDebit,
      total_credit: sum.totalCredit,
      count: sum.count,
    })),
  };
}

interface Direction {
  readonly from: string;
  readonly to: string;
  readonly partnerAfter: bigint;
  readonly customerAfter: bigint;
}

/** Whether the wallet received or gave. */
function direction(
  transfer: PostedTransfer,
  partnerAuthId: string,
  wallet: { authId: string; walletAccountId: string },
): Direction {
  const received = transfer.creditAccountId === wallet.walletAccountId;
  return {
    from: received ? partnerAuthId : wallet.authId,
    to: received ? wallet.authId : partnerAuthId,
    partnerAfter: received ? transfer.debitBalanceAfter : transfer.creditBalanceAfter,
    customerAfter: received ? transfer.creditBalanceAfter : transfer.debitBalanceAfter,
  };
}

/** The answer to a movement. */
export function toApiMovement({ transfer, wallet, partnerAuthId, preview }: Movement): Wire {
  const way = direction(transfer, partnerAuthId, wallet);
  return {
    transaction_id: prefixedId('txn', transfer.id),
    from_account: way.from,
    to_account: way.to,
    amount: transfer.amount,
    currency: transfer.currency,
    description: transfer.description,
    status: preview ? 'preview' : 'completed',
    partner_balance_after: way.partnerAfter,
    customer_balance_after: way.customerAfter,
    timestamp: transfer.postedAt,
    reference: transfer.reference ?? '',
    reverses: transfer.reverses === null ? null : prefixedId('txn', transfer.reverses),
  };
}

/** A movement as it is looked up later, with what was taken back of it since. */
export function toApiTransfer(transfer: PostedTransfer, reversed: bigint, names: Names): Wire {
  const id = names.wallets.has(transfer.creditAccountId) ? transfer.creditAccountId : transfer.debitAccountId;
  const wallet = { authId: names.wallets.get(id)?.authId ?? '', walletAccountId: id };
  const way = direction(transfer, names.partnerAuthId, wallet);
  return {
    transaction_id: prefixedId('txn', transfer.id),
    kind: transfer.code,
    from_account: way.from,
    to_account: way.to,
    amount: transfer.amount,
    currency: transfer.currency,
    description: transfer.description,
    reference: transfer.reference ?? '',
    status: reversed === 0n ? 'completed' : reversed === transfer.amount ? 'reversed' : 'partly_reversed',
    reversed_amount: reversed,
    reverses: transfer.reverses === null ? null : prefixedId('txn', transfer.reverses),
    partner_balance_after: way.partnerAfter,
    customer_balance_after: way.customerAfter,
    timestamp: transfer.postedAt,
  };
}
