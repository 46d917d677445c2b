import Type, { type Static } from 'typebox';
import type { PartnerPrincipal } from '../identity/index.ts';
import type { EntryFilter } from '../ledger/index.ts';
import { ValidationFailure, fault, notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  OwnedTransactionList,
  StrictOwnedTransactionList,
  StrictTransactionList,
  TransactionList,
} from './contract.ts';
import { transactionListExample } from './examples.ts';
import { movementFilter, type TransactionType } from './movement.ts';
import {
  GlobalTransactionQuery,
  OwnTransactionQuery,
  TRANSACTION_PAGES,
  TransactionQuery,
} from './query-contract.ts';
import { listTransactions } from './statement-service.ts';
import type { WalletsDeps } from './wallets-deps.ts';

const TAG = 'Transactions';
/** Most accounts whose name a search may match; beyond it the search is too vague to help anybody. */
const MOST_NAMED = 1_000;

export function typeFilter(type: TransactionType | undefined): EntryFilter {
  if (type === undefined) return {};
  const { side, ...rest } = movementFilter(type);
  return side === undefined ? rest : { ...rest, direction: side };
}

export function currencyFilter(currency: string | undefined): EntryFilter {
  return currency === undefined ? {} : { currency };
}

/** Wallets whose account matches a search. Throws 422 when it matches so many that sums over them would be cut short. */
async function walletsNamed(
  deps: WalletsDeps,
  partnerId: string,
  search: string | undefined,
): Promise<string[]> {
  if (search === undefined) return [];
  const named = await deps.customers.walletsMatching(partnerId, search, MOST_NAMED + 1);
  if (named.length <= MOST_NAMED) return named;
  throw new ValidationFailure([
    fault(
      ['query', 'search'],
      'value_error',
      `Input matches more than ${MOST_NAMED} accounts; be more precise`,
      search,
    ),
  ]);
}

/** Which rows of a partner's wallets are asked for, but for the window. Throws 404 for an account that is none of its. */
export async function readWalletFilter(
  deps: WalletsDeps,
  partnerId: string,
  query: Pick<Static<typeof GlobalTransactionQuery>, 'account' | 'search' | 'transaction_type' | 'currency'>,
): Promise<EntryFilter> {
  const wallet =
    query.account === undefined ? null : await deps.customers.walletRef(partnerId, query.account);
  const named = await walletsNamed(deps, partnerId, query.search);
  return {
    kinds: ['wallet'],
    ...typeFilter(query.transaction_type),
    ...currencyFilter(query.currency),
    ...(wallet === null ? {} : { accountIds: [wallet.walletAccountId] }),
    ...(query.search === undefined ? {} : { search: query.search, searchAccountIds: named }),
  };
}

export function transactionRoutes(deps: WalletsDeps): Route<PartnerPrincipal>[] {
  const route = routesOf<PartnerPrincipal>();
  return [
    route({
      method: 'GET',
      path: '/accounts/:customer_auth_id/transactions',
      operationId: 'listCustomerTransactions',
      tag: TAG,
      summary: 'A customer’s transactions',
      description:
        'The ledger of one wallet, newest first. `summary` covers everything that the filter matches, not only this page; `net_amount` is credit minus debit.',
      scope: 'read',
      params: Type.Object({ customer_auth_id: Type.String({ maxLength: 40 }) }),
      query: TransactionQuery,
      success: {
        status: 200,
        description: 'A page.',
        schema: OwnedTransactionList,
        versions: { '2026-05-12': StrictOwnedTransactionList },
        example: { ...transactionListExample, account_auth_id: 'MA_48149CF4' },
      },
      errors: [notFound],
      handler: async ({ principal: { partner }, params, query }) => {
        const wallet = await deps.customers.walletRef(partner.partnerId, params.customer_auth_id);
        const filter = {
          accountIds: [wallet.walletAccountId],
          ...typeFilter(query.transaction_type),
          ...currencyFilter(query.currency),
        };
        const body = await listTransactions(deps, partner, query, TRANSACTION_PAGES, filter, wallet.currency);
        return { body: { ...body, account_auth_id: wallet.authId } };
      },
    }),
    route({
      method: 'GET',
      path: '/transactions',
      operationId: 'listTransactions',
      tag: TAG,
      summary: 'Transactions of all customers',
      description:
        'The rows of every wallet of yours, newest first. For your own ledger see `me/transactions`.',
      scope: 'read',
      query: GlobalTransactionQuery,
      success: {
        status: 200,
        description: 'A page.',
        schema: TransactionList,
        versions: { '2026-05-12': StrictTransactionList },
        example: transactionListExample,
      },
      errors: [notFound],
      storedFaults: async ({ principal: { partner }, query }) => {
        await walletsNamed(deps, partner.partnerId, query.search);
        return [];
      },
      handler: async ({ principal: { partner }, query }) => {
        const filter = await readWalletFilter(deps, partner.partnerId, query);
        return { body: await listTransactions(deps, partner, query, TRANSACTION_PAGES, filter) };
      },
    }),
    route({
      method: 'GET',
      path: '/me/transactions',
      operationId: 'listOwnTransactions',
      tag: TAG,
      summary: 'Your own ledger',
      description:
        'The rows of your master accounts, newest first: funding, transfers to wallets, pull-backs, corrections. With `book=margin` those of ' +
        'your margin accounts: both legs of every sale of yours, and `net_amount` is what you earned.',
      scope: 'read',
      query: OwnTransactionQuery,
      success: {
        status: 200,
        description: 'A page.',
        schema: TransactionList,
        versions: { '2026-05-12': StrictTransactionList },
        example: transactionListExample,
      },
      errors: [notFound],
      handler: async ({ principal: { partner }, query }) => {
        const filter: EntryFilter = {
          kinds: [query.book ?? 'master'],
          ...typeFilter(query.transaction_type),
          ...currencyFilter(query.currency),
        };
        return { body: await listTransactions(deps, partner, query, TRANSACTION_PAGES, filter) };
      },
    }),
  ];
}
