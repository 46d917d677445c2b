import Type, { type TObject } from 'typebox';
import { Nullable, OneOf, Timestamp, ManyLines } from '../platform/http/index.ts';
import { AmountInput, CurrencyInput, MoneyNumber } from '../platform/money/index.ts';

const currency = CurrencyInput({ description: 'ISO 4217; that of the wallet.' });
const description = Type.Optional(
  ManyLines(200, { description: 'Shown in both ledgers; up to 200 characters.' }),
);
const reference = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Your own reference, e.g. an invoice number; searchable.',
  }),
);
const dryRun = Type.Optional(
  Type.Boolean({
    description: 'Runs the very posting and rolls it back: the answer tells what would happen.',
  }),
);
const expiresAt = Type.Optional(
  Timestamp({
    description: 'Post nothing at this time or later, however long the request waited for its turn.',
  }),
);

export const TransferRequest = Type.Object(
  { amount: AmountInput(), currency, description, reference, dry_run: dryRun, expires_at: expiresAt },
  { additionalProperties: false },
);

export const ReclaimRequest = Type.Object(
  {
    amount: Type.Optional(AmountInput({ description: 'Omitted: all that is free.' })),
    currency: Type.Optional(currency),
    description,
    reference,
    dry_run: dryRun,
  },
  { additionalProperties: false },
);

export const ReverseRequest = Type.Object(
  {
    amount: Type.Optional(AmountInput({ description: 'Omitted: all that is left of the transfer.' })),
    description,
    reference,
  },
  { additionalProperties: false },
);

const resultFields = {
  transaction_id: Type.String({
    description: '`txn_` and the hex digits of the ledger row’s UUID; both spellings are accepted.',
  }),
  from_account: Type.String(),
  to_account: Type.String(),
  amount: MoneyNumber(),
  currency: Type.String(),
  description: Nullable(Type.String()),
  status: OneOf(['completed', 'preview']),
  partner_balance_after: MoneyNumber(),
  customer_balance_after: MoneyNumber(),
  timestamp: Timestamp(),
};

/** The ten published keys. */
export const StrictTransferResult = Type.Object(resultFields);

export const TransferResult = Type.Object({
  ...resultFields,
  reference: Type.String(),
  reverses: Nullable(Type.String({ description: 'The transfer that this one takes back.' })),
});

export const TRANSFER_KINDS = ['transfer', 'reclaim', 'reversal'] as const;

export const TransferView = Type.Object({
  transaction_id: Type.String(),
  kind: OneOf(TRANSFER_KINDS, {
    description: 'transfer: master to wallet; reclaim: back; reversal: linked opposite of either.',
  }),
  from_account: Type.String(),
  to_account: Type.String(),
  amount: MoneyNumber(),
  currency: Type.String(),
  description: Nullable(Type.String()),
  reference: Type.String(),
  status: OneOf(['completed', 'partly_reversed', 'reversed']),
  reversed_amount: MoneyNumber(),
  reverses: Nullable(Type.String()),
  partner_balance_after: MoneyNumber(),
  customer_balance_after: MoneyNumber(),
  timestamp: Timestamp(),
});

export const TransferList = Type.Object({
  transfers: Type.Array(TransferView),
  total: Type.Integer(),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total_pages: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

const rowFields = {
  id: Type.String({ format: 'uuid' }),
  account_id: Type.String({ description: 'The customer’s auth_id; the partner’s own in its own ledger.' }),
  balance_id: Type.String({ format: 'uuid', description: 'The ledger account.' }),
  type: OneOf(['credit', 'debit']),
  amount: MoneyNumber({ description: 'Always positive; `type` says the direction.' }),
  currency: Type.String(),
  description: Type.String(),
  reference: Type.String(),
  status: OneOf(['completed']),
  processed_at: Timestamp(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
};

/** The twelve published keys. */
export const StrictTransaction = Type.Object(rowFields);

export const Transaction = Type.Object({
  ...rowFields,
  transaction_id: Type.String(),
  reference_type: Type.String({ description: 'What the row is: see `transactions/reference-types`.' }),
  balance_after: MoneyNumber({ description: 'Balance right after this row.' }),
  reverses: Nullable(Type.String()),
});

const summaryFields = {
  total_transactions: Type.Integer({ description: 'Rows that match, of all currencies.' }),
  total_debit: MoneyNumber(),
  total_credit: MoneyNumber(),
  net_amount: MoneyNumber({ description: 'credit − debit' }),
  by_reference_type: Type.Array(
    Type.Object({
      reference_type: Type.String(),
      total_debit: MoneyNumber(),
      total_credit: MoneyNumber(),
      count: Type.Integer(),
    }),
  ),
};
const StrictSummary = Type.Object(summaryFields);
const Summary = Type.Object({
  ...summaryFields,
  currency: Type.String({
    description:
      'Of the sums: the one that was asked for, else that of the account, else your primary one. Currencies are never added.',
  }),
});

const listFields = {
  total: Type.Integer(),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total_pages: Type.Integer(),
};

function transactionList(
  row: TObject,
  summary: TObject,
  more: Record<string, TObject | ReturnType<typeof Type.String>>,
): TObject {
  return Type.Object({ transactions: Type.Array(row), summary, ...listFields, ...more });
}

const owner = { account_auth_id: Type.String() };
export const OwnedTransactionList = Type.Object({
  ...transactionList(Transaction, Summary, owner).properties,
  next_cursor: Nullable(Type.String()),
});
export const StrictOwnedTransactionList = transactionList(StrictTransaction, StrictSummary, owner);
export const TransactionList = Type.Object({
  ...transactionList(Transaction, Summary, {}).properties,
  next_cursor: Nullable(Type.String()),
});
export const StrictTransactionList = transactionList(StrictTransaction, StrictSummary, {});

/** Customer side: the published row carries `reference_type` too. */
export const CustomerTransactionList = TransactionList;
export const StrictCustomerTransactionList = transactionList(
  Type.Object({ ...rowFields, reference_type: Type.String() }),
  StrictSummary,
  {},
);
