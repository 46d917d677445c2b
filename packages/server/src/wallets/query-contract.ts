import Type from 'typebox';
import { ENTRY_CURSOR } from '../ledger/index.ts';
import { OneOf, dateRangeFields, pageFields, type PageOptions } from '../platform/http/index.ts';
import { CurrencyInput } from '../platform/money/index.ts';
import { TRANSFER_KINDS } from './contract.ts';
import { TRANSACTION_TYPES } from './movement.ts';

/** Published: at most 200 on a page of transactions. */
export const TRANSACTION_PAGES: PageOptions = { maxPerPage: 200, defaultPerPage: 20, cursor: ENTRY_CURSOR };
export const TRANSFER_PAGES: PageOptions = { maxPerPage: 100, defaultPerPage: 20, cursor: ENTRY_CURSOR };
/** Customer side: at most 1,000; the published service falls back to 50 above it, this one says 422. */
export const CUSTOMER_PAGES: PageOptions = { maxPerPage: 1_000, defaultPerPage: 50, cursor: ENTRY_CURSOR };

const text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 100, description }));

const shared = {
  ...dateRangeFields(),
  partner_id: text('One’s own id, in either form, changes nothing; another’s is 404.'),
};

const currency = Type.Optional(CurrencyInput({ description: 'ISO 4217.' }));

export const TransactionQuery = Type.Object(
  {
    ...pageFields(TRANSACTION_PAGES),
    ...shared,
    currency,
    transaction_type: Type.Optional(
      OneOf(TRANSACTION_TYPES, {
        description:
          'recharge: money that came in; debit: what was used; refund; transfer: moved by the partner, both ways; adjustment.',
      }),
    ),
  },
  { additionalProperties: false },
);

/** The accounts of a partner's own that it may look into. */
export const OWN_BOOKS = ['master', 'margin'] as const;

export const OwnTransactionQuery = Type.Object(
  {
    ...TransactionQuery.properties,
    book: Type.Optional(
      OneOf(OWN_BOOKS, {
        default: 'master',
        description:
          'master: your master accounts; margin: what you earn, your selling prices as credits and what they cost you as debits.',
      }),
    ),
  },
  { additionalProperties: false },
);

export const GlobalTransactionQuery = Type.Object(
  {
    ...TransactionQuery.properties,
    account: text('One customer’s auth_id.'),
    search: text(
      'Substring of description, reference, account id or account name; letter case does not matter.',
    ),
  },
  { additionalProperties: false },
);

export const TransferQuery = Type.Object(
  {
    ...pageFields(TRANSFER_PAGES),
    ...shared,
    account: text('One customer’s auth_id.'),
    kind: Type.Optional(OneOf(TRANSFER_KINDS)),
    reference: text('Substring of the reference.'),
  },
  { additionalProperties: false },
);

export const CustomerTransactionQuery = Type.Object(
  {
    ...pageFields(CUSTOMER_PAGES),
    ...dateRangeFields(),
    type: Type.Optional(
      OneOf(['credit', 'debit', ...TRANSACTION_TYPES.filter((word) => word !== 'debit')], {
        description: 'credit and debit are the two sides; the other words are as on the partner side.',
      }),
    ),
    status: Type.Optional(OneOf(['completed', 'pending', 'failed', 'cancelled'])),
    currency,
    partner_id: shared.partner_id,
    limit: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Ignored, as published; some clients send it.' }),
    ),
    offset: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Ignored, as published; some clients send it.' }),
    ),
    reference_type: text('One of `transactions/reference-types`.'),
    description: text('Substring; letter case does not matter.'),
    reference: text('Substring; letter case does not matter.'),
    transaction_id: text('One row, `txn_…` or UUID.'),
  },
  { additionalProperties: false },
);
