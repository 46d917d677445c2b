import { defineError } from '../platform/errors/index.ts';

export const numberNotAvailable = defineError({
  code: 'number_not_available',
  status: 409,
  title: 'Number is not available',
  message: 'Somebody else has this number, or it is not for sale now.',
  retryable: false,
});
