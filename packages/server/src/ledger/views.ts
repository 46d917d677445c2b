import type { Static } from 'typebox';
import type { ChainEntry } from './chain-entries.ts';
import type { LedgerEntryList, LedgerRootList } from './contract.ts';
import type { ChainHead, DailyRoot } from './daily-root.ts';

type RootPage = Static<typeof LedgerRootList>;
type EntryPage = Static<typeof LedgerEntryList>;

export function toApiRoot({ day, entryNo, hash }: DailyRoot): RootPage['roots'][number] {
  return { day, entry_no: Number(entryNo), hash };
}

export function toApiHead({ entryNo, hash, postedAt }: ChainHead): RootPage['head'] {
  return { entry_no: Number(entryNo), hash, posted_at: postedAt };
}

export function toApiChainEntry(entry: ChainEntry): EntryPage['entries'][number] {
  return {
    entry_no: Number(entry.entryNo),
    id: entry.id,
    debit_account_id: entry.debitAccountId,
    credit_account_id: entry.creditAccountId,
    currency: entry.currency,
    amount_units: entry.amount.toString(),
    code: entry.code,
    reference: entry.reference,
    description: entry.description,
    reverses: entry.reverses,
    debit_balance_after_units: entry.debitBalanceAfter.toString(),
    credit_balance_after_units: entry.creditBalanceAfter.toString(),
    debit_version: Number(entry.debitVersion),
    credit_version: Number(entry.creditVersion),
    event_at: entry.eventAt,
    posted_at: entry.postedAt,
    hash: entry.hash,
  };
}
