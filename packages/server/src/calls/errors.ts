import { defineError } from '../platform/errors/index.ts';

export const tooManyClis = defineError({
  code: 'approved_cli_limit',
  status: 409,
  title: 'Too many approved numbers',
  message: 'As many approved numbers as an account may have; withdraw one first.',
  retryable: false,
});

export const tooManyEmergencies = defineError({
  code: 'emergency_number_limit',
  status: 409,
  title: 'Too many emergency numbers',
  message: 'As many emergency numbers as a country may have; remove one first.',
  retryable: false,
});
