import { defineError } from '../platform/errors/index.ts';

export const capacityTransfersDisabled = defineError({
  code: 'capacity_transfers_disabled',
  status: 403,
  title: 'Moving capacity not enabled',
  message: 'Moving capacity is not enabled for this partner; ask your operator.',
  retryable: false,
});
/** Facts: `resource`, `requested_slots`, `partner_remaining`. */
export const insufficientCapacity = defineError({
  code: 'insufficient_capacity',
  status: 409,
  title: 'Pool too small',
  message: 'Your pool has fewer slots left than that.',
  retryable: false,
});
/** Facts: `resource`, `requested_slots`, `reclaimable`. */
export const exceedsAllocated = defineError({
  code: 'exceeds_allocated_capacity',
  status: 409,
  title: 'More than was given',
  message: 'Only what you gave to this customer, and no more than its current limit, can be taken back.',
  retryable: false,
});
/** Facts: `lowest_possible`, by resource. */
export const capacityInUse = defineError({
  code: 'capacity_in_use',
  status: 409,
  title: 'Capacity is given out',
  message: 'Customers of this partner have more than that.',
  retryable: false,
});
