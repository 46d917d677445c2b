import { defineError } from '../platform/errors/index.ts';

/** With `kept_since`. */
export const cdrArchived = defineError({
  code: 'cdr_archived',
  status: 410,
  title: 'Call record archived',
  message: 'Calls of that time are no longer kept here; your operator has them in an archive.',
  retryable: false,
});

export const cdrsDisabled = defineError({
  code: 'cdrs_disabled',
  status: 403,
  title: 'Call records not enabled',
  message: 'Reading call records is not enabled for this partner; ask your operator.',
  retryable: false,
});
