import { defineError } from '../platform/errors/index.ts';

export const carrierVersionConflict = defineError({
  code: 'carrier_version_conflict',
  status: 409,
  title: 'Changed meanwhile',
  message: 'It was changed after you read it; read it again.',
  retryable: false,
});
export const carrierInUse = defineError({
  code: 'carrier_in_use',
  status: 409,
  title: 'Carrier in use',
  message: 'The carrier has gateways or routes; delete them first, or disable the carrier.',
  retryable: false,
});
export const gatewayInUse = defineError({
  code: 'gateway_in_use',
  status: 409,
  title: 'Gateway in use',
  message: 'Routes would be left without any gateway; change them first, or disable the gateway.',
  retryable: false,
});
export const carrierLimitReached = defineError({
  code: 'carrier_limit_reached',
  status: 409,
  title: 'Too many',
  message: 'There are as many of them as there may be.',
  retryable: false,
});
