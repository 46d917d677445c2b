import Type from 'typebox';
import type { Customer } from '../customers/index.ts';
import {
  Nullable,
  OneOf,
  Timestamp,
  offsetFields,
  ManyLines,
  ManyLinesOrNull,
} from '../platform/http/index.ts';
import { prefixedId } from '../platform/ids/index.ts';
import {
  LARGEST_POOL,
  MOST_SLOTS,
  RESOURCES,
  remainingOf,
  type CapacityTransfer,
  type Pool,
  type Resource,
} from './capacity.ts';

/** Published for the history. */
export const HISTORY = { maxLimit: 200, defaultLimit: 50 } as const;

const text = Type.String();
const count = Type.Integer();

export const MoveBody = Type.Object(
  {
    resource: Type.Optional(OneOf(RESOURCES, { description: 'Default concurrent_calls.' })),
    slots: Type.Integer({ minimum: 1, maximum: MOST_SLOTS }),
    description: Type.Optional(ManyLinesOrNull(500)),
  },
  { additionalProperties: false },
);

export const HistoryQuery = Type.Object(
  {
    account: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'Only of this customer, `MA_…`.' }),
    ),
    resource: Type.Optional(OneOf(RESOURCES)),
    ...offsetFields(HISTORY),
  },
  { additionalProperties: false },
);

/** The nine published keys. */
export const MovedSchema = Type.Object({
  success: Type.Boolean(),
  slots: count,
  resource: OneOf(RESOURCES),
  from_account: text,
  to_account: text,
  transfer_reference: text,
  partner_remaining: Type.Integer({ description: 'Slots left in your pool.' }),
  customer_effective: Type.Integer({ description: 'The customer’s limit from now on.' }),
  message: text,
});

/** The eight published keys. */
export const CustomerCapacitySchema = Type.Object({
  partner_auth_id: text,
  customer_auth_id: text,
  partner_concurrent_calls_limit: Type.Integer({ description: 'Slots left in your pool.' }),
  customer_concurrent_calls_limit: Type.Integer({ description: 'The customer’s limit.' }),
  net_concurrent_calls_allocated: Type.Integer({
    description: 'What you gave to this customer and did not take back.',
  }),
  partner_cps_limit: count,
  customer_cps_limit: count,
  net_cps_allocated: count,
});

/** Row and envelope are not published; these are ours, in both versions. */
export const HistorySchema = Type.Object({
  transfers: Type.Array(
    Type.Object({
      transfer_reference: text,
      direction: OneOf(['transfer', 'reclaim'], { description: 'To the customer, or back.' }),
      resource: OneOf(RESOURCES),
      slots: count,
      from_account: text,
      to_account: text,
      description: Nullable(text),
      partner_remaining: Type.Integer({ description: 'Slots left in the pool then.' }),
      customer_effective: Type.Integer({ description: 'The customer’s limit then.' }),
      moved_by: text,
      created_at: Timestamp(),
    }),
  ),
  total: Type.Integer({ description: 'Counting stops at 100,000.' }),
  limit: count,
  offset: count,
});

const pooled = Type.Object({ granted: count, allocated: count, remaining: count });
/** Ours: the pool itself. */
export const PoolSchema = Type.Object({
  partner_auth_id: text,
  concurrent_calls: pooled,
  cps: pooled,
  transfers_enabled: Type.Boolean({ description: 'Whether the partner may move slots.' }),
});

export const SetPoolBody = Type.Object(
  {
    concurrent_calls: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: LARGEST_POOL.concurrent_calls,
        description: 'Calls at once that the partner may give out in all.',
      }),
    ),
    cps: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: LARGEST_POOL.cps,
        description: 'Calls per second that the partner may give out in all.',
      }),
    ),
    transfers_enabled: Type.Optional(Type.Boolean()),
    reason: Type.Optional(
      ManyLines(500, { minLength: 1, pattern: String.raw`\S`, description: 'For the audit log.' }),
    ),
  },
  { additionalProperties: false },
);

const concurrencyFields = {
  account_id: text,
  concurrent_calls: Type.Integer({ description: 'Calls that are up now.' }),
  max_concurrent: Type.Integer({ description: 'Your limit.' }),
};
export const ConcurrencySchema = Type.Object({
  ...concurrencyFields,
  utilization_pct: Type.Number(),
  request_id: text,
});
/** The published client reads an integer. */
export const StrictConcurrencySchema = Type.Object({
  ...concurrencyFields,
  utilization_pct: Type.Integer(),
  request_id: text,
});

const id = Type.String({ maxLength: 64 });
export const CustomerParams = Type.Object({ customer_auth_id: id });
export const PartnerParams = Type.Object({ id });
export const AccountParams = Type.Object({ auth_id: id });

function wayOf({ direction, customerAuthId }: CapacityTransfer, partnerAuthId: string) {
  return direction === 'transfer'
    ? { from_account: partnerAuthId, to_account: customerAuthId }
    : { from_account: customerAuthId, to_account: partnerAuthId };
}

const WORDS: Readonly<Record<Resource, string>> = {
  concurrent_calls: 'concurrent calls',
  cps: 'calls per second',
};

/** The answer to a movement. */
export function toApiMoved(transfer: CapacityTransfer, partnerAuthId: string): Record<string, unknown> {
  const { slots, resource, customerAuthId, direction } = transfer;
  const did = direction === 'transfer' ? 'transferred to' : 'reclaimed from';
  return {
    success: true,
    slots,
    resource,
    ...wayOf(transfer, partnerAuthId),
    transfer_reference: prefixedId('cap', transfer.id),
    partner_remaining: transfer.partnerRemaining,
    customer_effective: transfer.customerEffective,
    message: `${String(slots)} ${WORDS[resource]} ${did} ${customerAuthId}`,
  };
}

/** A row of the history. */
export function toApiTransfer(transfer: CapacityTransfer, partnerAuthId: string): Record<string, unknown> {
  return {
    transfer_reference: prefixedId('cap', transfer.id),
    direction: transfer.direction,
    resource: transfer.resource,
    slots: transfer.slots,
    ...wayOf(transfer, partnerAuthId),
    description: transfer.description,
    partner_remaining: transfer.partnerRemaining,
    customer_effective: transfer.customerEffective,
    moved_by: transfer.movedBy,
    created_at: transfer.createdAt,
  };
}

export function toApiCustomerCapacity(
  customer: Customer,
  pool: Pool,
  partnerAuthId: string,
): Record<string, unknown> {
  const left = remainingOf(pool);
  return {
    partner_auth_id: partnerAuthId,
    customer_auth_id: customer.authId,
    partner_concurrent_calls_limit: left.concurrent_calls,
    customer_concurrent_calls_limit: customer.concurrentCallsLimit,
    net_concurrent_calls_allocated: customer.allocatedConcurrentCalls,
    partner_cps_limit: left.cps,
    customer_cps_limit: customer.cpsLimit,
    net_cps_allocated: customer.allocatedCps,
  };
}

export function toApiPool(pool: Pool, partnerAuthId: string): Record<string, unknown> {
  const left = remainingOf(pool);
  const parts = (resource: Resource) => ({
    granted: pool.granted[resource],
    allocated: pool.allocated[resource],
    remaining: left[resource],
  });
  return {
    partner_auth_id: partnerAuthId,
    concurrent_calls: parts('concurrent_calls'),
    cps: parts('cps'),
    transfers_enabled: pool.transfersEnabled,
  };
}
