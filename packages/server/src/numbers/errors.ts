import { defineError } from '../platform/errors/index.ts';

export const numberNotAvailable = defineError({
  code: 'number_not_available',
  status: 409,
  title: 'Number is not available',
  message: 'Somebody else has this number, or it is not for sale now.',
  retryable: false,
});
/** With `numbers`, the first hundred of those that are there. */
export const numberExists = defineError({
  code: 'number_exists',
  status: 409,
  title: 'Number is in stock',
  message: 'Some of these numbers are in stock already; nothing was added.',
  retryable: false,
});
export const numberHeld = defineError({
  code: 'number_held',
  status: 409,
  title: 'Number is held',
  message: 'A customer has this number; it has to be released first.',
  retryable: false,
});
export const numberNotWithdrawn = defineError({
  code: 'number_not_withdrawn',
  status: 409,
  title: 'Number is not withdrawn',
  message: 'Only a withdrawn number can be restored.',
  retryable: false,
});
export const tooManyReserved = defineError({
  code: 'too_many_reserved_numbers',
  status: 409,
  title: 'Too many numbers reserved',
  message: 'You would have more numbers reserved than you may; let some go first.',
  retryable: true,
});
export const reservationEnded = defineError({
  code: 'reservation_ended',
  status: 409,
  title: 'Reservation has ended',
  message: 'The reservation has run out, was cancelled, or all its numbers were bought.',
  retryable: false,
});
export const reservationTooLong = defineError({
  code: 'reservation_too_long',
  status: 409,
  title: 'Reservation would be too long',
  message: 'A reservation lasts 24 hours at most, extensions included.',
  retryable: false,
});
export const numberImportRunning = defineError({
  code: 'number_import_running',
  status: 409,
  title: 'An import is running',
  message: 'One file of numbers is read at a time; wait until the other has ended.',
  retryable: true,
});
/** With the import’s id, how many faults there are and the first of them. */
export const numberImportRefused = defineError({
  code: 'number_import_refused',
  status: 422,
  title: 'Import refused',
  message: 'The file has faults; none of its numbers was added.',
  retryable: false,
});
