import Type from 'typebox';
import type { CustomerPrincipal } from '../identity/index.ts';
import type { EntryFilter } from '../ledger/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { parsePrefixedId } from '../platform/ids/index.ts';
import { CustomerTransactionList, StrictCustomerTransactionList } from './contract.ts';
import { transactionListExample } from './examples.ts';
import { MOVEMENTS, REFERENCE_TYPES } from './movement.ts';
import { CUSTOMER_PAGES, CustomerTransactionQuery } from './query-contract.ts';
import { currencyFilter, typeFilter } from './routes.partner-transactions.ts';
import { listTransactions } from './statement-service.ts';
import type { WalletsDeps } from './wallets-deps.ts';

/** An id that no row has: what it filters for is nothing. */
const NO_TRANSFER = '00000000-0000-0000-0000-000000000000';

interface CustomerQuery {
  readonly type?: 'credit' | 'debit' | 'recharge' | 'refund' | 'transfer' | 'adjustment';
  readonly status?: string;
  readonly currency?: string;
  readonly reference_type?: string;
  readonly description?: string;
  readonly reference?: string;
  readonly transaction_id?: string;
}

/** Here `credit` and `debit` are the two sides; the other words are as on the partner side. */
function kindFilter(type: CustomerQuery['type']): EntryFilter {
  return type === 'credit' || type === 'debit' ? { direction: type } : typeFilter(type);
}

/** Both filters hold at once: a type that does not have this code leaves nothing. */
function withinCodes(codes: readonly string[] | undefined, code: string): readonly string[] {
  return codes === undefined || codes.includes(code) ? [code] : [];
}

function toFilter(query: CustomerQuery, walletAccountId: string): EntryFilter {
  const id =
    query.transaction_id === undefined
      ? undefined
      : (parsePrefixedId('txn', query.transaction_id) ?? NO_TRANSFER);
  // Whatever is in the ledger is completed; there is nothing in any other state.
  const nothing = query.status !== undefined && query.status !== 'completed';
  const kind = kindFilter(query.type);
  const transferId = nothing ? NO_TRANSFER : id;
  return {
    accountIds: [walletAccountId],
    ...kind,
    ...(transferId === undefined ? {} : { transferId }),
    ...currencyFilter(query.currency),
    ...(query.reference_type === undefined ? {} : { codes: withinCodes(kind.codes, query.reference_type) }),
    ...(query.description === undefined ? {} : { description: query.description }),
    ...(query.reference === undefined ? {} : { reference: query.reference }),
  };
}

export function walletCustomerRoutes(deps: WalletsDeps): Route<CustomerPrincipal>[] {
  const route = routesOf<CustomerPrincipal>();
  const params = Type.Object({ auth_id: Type.String({ maxLength: 40 }) });
  return [
    route({
      method: 'GET',
      path: '/transactions',
      operationId: 'listWalletTransactions',
      tag: 'Wallet',
      summary: 'Your transactions',
      description:
        'The rows of your wallet, newest first. `summary` covers everything that the filter matches.',
      scope: null,
      params,
      query: CustomerTransactionQuery,
      success: {
        status: 200,
        description: 'A page.',
        schema: CustomerTransactionList,
        versions: { '2026-05-12': StrictCustomerTransactionList },
        example: transactionListExample,
      },
      errors: [notFound],
      handler: async ({ principal: { customer }, query }) => {
        const wallet = await deps.customers.walletRef(customer.partner.partnerId, customer.authId);
        const filter = toFilter(query, wallet.walletAccountId);
        return {
          body: await listTransactions(
            deps,
            customer.partner,
            query,
            CUSTOMER_PAGES,
            filter,
            wallet.currency,
          ),
        };
      },
    }),
    route({
      method: 'GET',
      path: '/transactions/reference-types',
      operationId: 'listReferenceTypes',
      tag: 'Wallet',
      summary: 'Reference types',
      description: `What \`reference_type\` may be: ${REFERENCE_TYPES.map((code) => `${code} (${MOVEMENTS[code].label})`).join(', ')}.`,
      scope: null,
      params,
      success: {
        status: 200,
        description: 'The words.',
        schema: Type.Object({ reference_types: Type.Array(Type.String()) }),
        example: { reference_types: REFERENCE_TYPES },
      },
      errors: [],
      handler: async () => ({ body: { reference_types: REFERENCE_TYPES } }),
    }),
  ];
}
