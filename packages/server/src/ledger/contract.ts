import Type from 'typebox';
import {
  Nullable,
  Timestamp,
  dateRangeFields,
  pageFields,
  type PageOptions,
} from '../platform/http/index.ts';
import { ROOT_CURSOR } from './daily-root.ts';

/** A year on a page at most. */
export const ROOT_PAGES: PageOptions = { maxPerPage: 366, defaultPerPage: 31, cursor: ROOT_CURSOR };
export const MOST_ENTRIES = 1_000;
export const DEFAULT_ENTRIES = 100;

const strict = { additionalProperties: false };
export const LedgerRootQuery = Type.Object({ ...dateRangeFields(), ...pageFields(ROOT_PAGES) }, strict);

export const LedgerEntryQuery = Type.Object(
  {
    after_entry_no: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description:
          'Continue after this entry; `next_after_entry_no` of the page before. Default 0: from the first.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_ENTRIES,
        description: `Entries in an answer. Default ${DEFAULT_ENTRIES.toString()}.`,
      }),
    ),
  },
  strict,
);

const uuid = (description: string) => Type.String({ format: 'uuid', description });
const hex = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description });
/** A text, since a balance may be longer than a JSON number keeps. */
const units = (description: string) => Type.String({ pattern: '^-?\\d+$', description });
const time = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z$',
    description: `${description} UTC with six decimals, as in the text.`,
  });

export const LedgerRootList = Type.Object({
  partner_id: uuid('Yours; it is part of every entry’s hash.'),
  roots: Type.Array(
    Type.Object({
      day: Type.String({ format: 'date', description: 'UTC.' }),
      entry_no: Type.Integer({ description: 'Number of the day’s last entry.' }),
      hash: hex('Of that entry: SHA-256 in hex.'),
    }),
    { description: 'Oldest first. A day without entries has none; that of the day before still holds.' },
  ),
  head: Type.Object(
    {
      entry_no: Type.Integer({ description: '0 before the first entry.' }),
      hash: hex('Of the last entry; zeros before the first.'),
      posted_at: Nullable(Timestamp({ description: 'When the last entry was posted.' })),
    },
    { description: 'Where the chain ends now.' },
  ),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

export const LedgerEntryList = Type.Object({
  partner_id: uuid('Yours; the second line of every text.'),
  entries: Type.Array(
    Type.Object({
      entry_no: Type.Integer({ description: '1, 2, 3 … without gaps.' }),
      id: uuid('Of the transfer.'),
      debit_account_id: uuid('Ledger account that gives.'),
      credit_account_id: uuid('Ledger account that receives.'),
      currency: Type.String(),
      amount_units: units('Units of 0.00001 of the currency.'),
      code: Type.String({ description: '`reference_type` elsewhere.' }),
      reference: Nullable(Type.String({ description: 'As it is kept.' })),
      description: Nullable(
        Type.String({ description: 'As it is kept, without what other lists put before it.' }),
      ),
      reverses: Nullable(uuid('The transfer that this one takes back.')),
      debit_balance_after_units: units('Balance of the debit account after it.'),
      credit_balance_after_units: units('Balance of the credit account after it.'),
      debit_version: Type.Integer({ description: 'How many entries the debit account then had.' }),
      credit_version: Type.Integer({ description: 'How many entries the credit account then had.' }),
      event_at: time('When what it is about happened.'),
      posted_at: time('When it was posted.'),
      hash: hex(
        'SHA-256 in hex of the hash of the entry before (32 bytes, zeros for the first) and the text.',
      ),
    }),
    { description: 'In the order of the chain.' },
  ),
  next_after_entry_no: Nullable(Type.Integer({ description: 'Null when there are no more for now.' })),
});
