import { defineError } from '../platform/errors/index.ts';

/** With `unfinished` and `limit`. */
export const tooManyExports = defineError({
  code: 'too_many_exports',
  status: 409,
  title: 'Too many exports wait',
  message: 'So many exports are waiting or running that no more are taken; wait for one, or cancel one.',
  retryable: true,
});
export const exportFinished = defineError({
  code: 'export_finished',
  status: 409,
  title: 'Export is finished',
  message: 'This export is finished; there is nothing to cancel.',
  retryable: false,
});
