import type { Static } from 'typebox';
import type { By } from '../partners/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { ID_CURSOR, decodeCursor, encodeCursor, readPage } from '../platform/http/index.ts';
import { sellingTiers } from '../pricing/index.ts';
import type { AccountPage, AccountView } from './account-view.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { CUSTOMER_PAGES, type ListAccountsQuery } from './request-contract.ts';
import { countCustomers, selectCustomers } from './store.ts';

/** Customers of one partner with their wallets, tiers and masked tokens, in the order they came in. */
export async function viewCustomers(
  deps: CustomersDeps,
  reader: Reader,
  partnerId: string,
  customers: readonly Customer[],
): Promise<AccountView[]> {
  if (customers.length === 0) return [];
  const found = await deps.ledger.accountsOf(reader, partnerId, {
    ids: customers.map((customer) => customer.walletAccountId),
  });
  const wallets = new Map(found.map((wallet) => [wallet.id, wallet]));
  const tiers = await sellingTiers(
    reader,
    partnerId,
    customers.map(({ pricingTierId, currency }) => ({ tierId: pricingTierId, currency })),
  );
  const masks = await deps.access.masks(
    reader,
    partnerId,
    customers.map((customer) => customer.customerId),
  );
  return customers.map((customer, index) => {
    const wallet = wallets.get(customer.walletAccountId);
    const tier = tiers[index];
    if (wallet === undefined || tier == null)
      throw new Error(`${customer.authId} has lost its wallet or tier.`);
    return { customer, wallet, tier, token: masks.get(customer.customerId) ?? '' };
  });
}

export async function viewCustomer(
  deps: CustomersDeps,
  reader: Reader,
  customer: Customer,
): Promise<AccountView> {
  const [view] = await viewCustomers(deps, reader, customer.partnerId, [customer]);
  if (view === undefined) throw new Error('One customer makes one view.');
  return view;
}

function readCursor(cursor: string | null): string | null {
  if (cursor === null) return null;
  const [id = ''] = decodeCursor(cursor, ID_CURSOR);
  return id;
}

/** One page of a partner's customers, newest first. Throws 422 for a cursor that is none and a page beyond the last reachable. */
export async function listCustomers(
  deps: CustomersDeps,
  reader: Reader,
  partnerId: string,
  query: Static<typeof ListAccountsQuery>,
): Promise<AccountPage> {
  const place = readPage(query, CUSTOMER_PAGES);
  const filter = { search: query.search, status: query.status };
  // One row more than asked for tells whether there is a next page.
  const rows = await selectCustomers(reader, partnerId, filter, {
    limit: place.limit + 1,
    offset: place.offset,
    afterId: readCursor(place.cursor),
  });
  const customers = rows.slice(0, place.limit);
  const last = customers.at(-1);
  return {
    accounts: await viewCustomers(deps, reader, partnerId, customers),
    total: await countCustomers(reader, partnerId, filter),
    page: place.page,
    perPage: place.perPage,
    nextCursor: rows.length > place.limit && last !== undefined ? encodeCursor([last.customerId]) : null,
  };
}

/** An account with its token in clear, as published; that it was shown is in the audit log, each time. */
export async function revealCustomer(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  by: By,
): Promise<AccountView> {
  const view = await viewCustomer(deps, tx, customer);
  return { ...view, token: await deps.access.reveal(tx, customer, by) };
}
