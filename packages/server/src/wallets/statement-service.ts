import type { PartnerFacts } from '../identity/index.ts';
import type { EntryFilter, EntryList } from '../ledger/index.ts';
import { notFound } from '../platform/errors/index.ts';
import {
  readDateRange,
  readPage,
  type DateRangeQuery,
  type PageOptions,
  type PageQuery,
} from '../platform/http/index.ts';
import { toApiSummary, toApiTransaction, toApiTransfer, type Names } from './views.ts';
import { walletsByAccount } from './wallet-names.ts';
import type { WalletsDeps } from './wallets-deps.ts';

export type ListQuery = PageQuery & DateRangeQuery & { readonly partner_id?: string };

/** One's own id in either spelling changes nothing; another's answers like what does not exist. */
function checkPartnerId(partner: PartnerFacts, query: ListQuery): void {
  const asked = query.partner_id?.toLowerCase();
  if (asked !== undefined && asked !== partner.authId && asked !== partner.partnerId) throw notFound();
}

interface Listed {
  readonly list: EntryList;
  readonly names: Names;
  readonly paging: Readonly<Record<string, unknown>>;
}

/** Reads one page of a partner's entries with the names that its rows need. */
async function readList(
  deps: WalletsDeps,
  partner: PartnerFacts,
  query: ListQuery,
  pages: PageOptions,
  filter: EntryFilter,
): Promise<Listed> {
  checkPartnerId(partner, query);
  const page = readPage(query, pages);
  const { from, before } = readDateRange(query);
  const list = await deps.ledger.listEntries(
    deps.db.kysely,
    partner.partnerId,
    { ...filter, ...(from === null ? {} : { from }), ...(before === null ? {} : { to: before }) },
    { limit: page.limit, ...(page.cursor === null ? { offset: page.offset } : { cursor: page.cursor }) },
  );
  const wallets = await walletsByAccount(
    deps,
    partner.partnerId,
    list.entries.map((entry) => entry.transfer),
  );
  return {
    list,
    names: { partnerAuthId: partner.authId, partnerName: partner.name, wallets },
    paging: {
      total: list.total,
      page: page.page,
      per_page: page.perPage,
      total_pages: Math.ceil(list.total / page.perPage),
      next_cursor: list.nextCursor,
    },
  };
}

/**
 * A page of transactions: rows, sums over everything that matches, and where the page stands. The sums are of the filter's
 * currency, else of `currency`.
 */
export async function listTransactions(
  deps: WalletsDeps,
  partner: PartnerFacts,
  query: ListQuery,
  pages: PageOptions,
  filter: EntryFilter,
  currency: string = partner.currency,
): Promise<Record<string, unknown>> {
  const { list, names, paging } = await readList(deps, partner, query, pages, filter);
  return {
    transactions: list.entries.map((entry) => toApiTransaction(entry, names)),
    summary: toApiSummary(list.summary, filter.currency ?? currency),
    ...paging,
  };
}

/** A page of transfers, pull-backs and reversals, with what was taken back of each. */
export async function listTransfers(
  deps: WalletsDeps,
  partner: PartnerFacts,
  query: ListQuery,
  pages: PageOptions,
  filter: EntryFilter,
): Promise<Record<string, unknown>> {
  const { list, names, paging } = await readList(deps, partner, query, pages, filter);
  const ids = list.entries.map((entry) => entry.transfer.id);
  const reversed = await deps.ledger.reversedAmounts(deps.db.kysely, partner.partnerId, ids);
  return {
    transfers: list.entries.map(({ transfer }) =>
      toApiTransfer(transfer, reversed.get(transfer.id) ?? 0n, names),
    ),
    ...paging,
  };
}
