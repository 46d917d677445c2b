import type { Static } from 'typebox';
import type { Reader } from '../platform/db/index.ts';
import { readDateRange, readPage } from '../platform/http/index.ts';
import {
  DEFAULT_ENTRIES,
  ROOT_PAGES,
  type LedgerEntryList,
  type LedgerEntryQuery,
  type LedgerRootList,
  type LedgerRootQuery,
} from './contract.ts';
import type { Ledger } from './service.ts';
import { toApiChainEntry, toApiHead, toApiRoot } from './views.ts';

/** A page of roots and the end of the chain. Throws 422 for a page beyond the deepest. */
export async function showRoots(
  ledger: Pick<Ledger, 'dailyRoots' | 'chainHead'>,
  reader: Reader,
  partnerId: string,
  query: Static<typeof LedgerRootQuery>,
): Promise<Static<typeof LedgerRootList>> {
  const page = readPage(query, ROOT_PAGES);
  const { roots, total, nextCursor } = await ledger.dailyRoots(reader, partnerId, readDateRange(query), page);
  // Read last, so that no root lies beyond it.
  const head = await ledger.chainHead(reader, partnerId);
  return {
    partner_id: partnerId,
    roots: roots.map(toApiRoot),
    head: toApiHead(head),
    page: page.page,
    per_page: page.perPage,
    total,
    next_cursor: nextCursor,
  };
}

/** Entries in the order of the chain, with all that their hashes are made of. */
export async function showChainEntries(
  ledger: Pick<Ledger, 'chainEntries'>,
  reader: Reader,
  partnerId: string,
  query: Static<typeof LedgerEntryQuery>,
): Promise<Static<typeof LedgerEntryList>> {
  const { after_entry_no: after = 0, limit = DEFAULT_ENTRIES } = query;
  const found = await ledger.chainEntries(reader, partnerId, BigInt(after), limit + 1);
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return {
    partner_id: partnerId,
    entries: entries.map(toApiChainEntry),
    next_after_entry_no: found.length > limit && last !== undefined ? Number(last.entryNo) : null,
  };
}
