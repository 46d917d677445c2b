import { defineError } from '../platform/errors/index.ts';

export const usernameTaken = defineError({
  code: 'duplicate_username',
  status: 409,
  title: 'SIP username taken',
  message: 'This username is taken; usernames are unique on the whole platform.',
  retryable: false,
});
export const sourceAddressTaken = defineError({
  code: 'source_address_taken',
  status: 409,
  title: 'Source address taken',
  message:
    'These addresses, or some of them, already identify somebody else. Use addresses of your own, or a credential; ask for help if they are yours.',
  retryable: false,
});
export const duplicateIpAcl = defineError({
  code: 'duplicate_ip_acl',
  status: 409,
  title: 'Address listed already',
  message: 'Your account lists exactly these addresses already.',
  retryable: false,
});
export const trunkResourceLimit = defineError({
  code: 'trunk_resource_limit',
  status: 409,
  title: 'Too many',
  message: 'Your account has as many of these as it may have; delete one first.',
  retryable: false,
});
export const openerNamed = defineError({
  code: 'opener_named',
  status: 409,
  title: 'Named by a trunk',
  message:
    'A trunk names it. Without it the trunk would name none and be open to the account’s other ones; let the trunk name another one, or none, and try again.',
  retryable: false,
});
export const trunkInUse = defineError({
  code: 'trunk_in_use',
  status: 409,
  title: 'Calls are up',
  message: 'Calls are up on it; disable it, wait until they have ended, and try again.',
  retryable: true,
});
