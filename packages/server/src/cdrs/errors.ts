import { defineError } from '../platform/errors/index.ts';

export const cdrsDisabled = defineError({
  code: 'cdrs_disabled',
  status: 403,
  title: 'Call records not enabled',
  message: 'Reading call records is not enabled for this partner; ask your operator.',
  retryable: false,
});
