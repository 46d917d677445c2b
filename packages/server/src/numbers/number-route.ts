import { PartnerNumberSchema, StrictPartnerNumberSchema } from './holding-contract.ts';
import { partnerNumberExample } from './holding-examples.ts';

export const NUMBERS_TAG = 'Numbers';

/** What every route answers that shows one number. */
export const oneNumber = {
  status: 200,
  description: 'The number.',
  schema: PartnerNumberSchema,
  versions: { '2026-05-12': StrictPartnerNumberSchema },
  example: partnerNumberExample,
} as const;
