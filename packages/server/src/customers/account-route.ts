import { AccountSchema, StrictAccountSchema } from './account-contract.ts';
import { accountExample } from './examples.ts';

export const ACCOUNTS_TAG = 'Customers';

/** What every route answers that shows one account. */
export const oneAccount = {
  status: 200,
  description: 'The account.',
  schema: AccountSchema,
  versions: { '2026-05-12': StrictAccountSchema },
  example: accountExample,
} as const;
