import Type from 'typebox';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import type { HoldingPage } from './holding-lists.ts';
import type { HoldingView } from './holding-view.ts';
import { NUMBER_TYPES } from './number-stock.ts';

/** A number in a request, with its `+`. */
export const E164Field = Type.String({
  pattern: String.raw`^\+[1-9][0-9]{6,14}$`,
  description: 'E.164 with `+`, e.g. `+911140000001`.',
});

export const CapabilitiesSchema = Type.Object({
  voice: Type.Boolean(),
  sms: Type.Boolean(),
  mms: Type.Boolean(),
  fax: Type.Boolean(),
});

/** The published keys of a number that somebody has. */
const PUBLISHED = {
  id: Type.String({ description: 'UUID of this number on this account; bought again it has another.' }),
  account_id: Type.String({ description: 'Whose it is.' }),
  e164: Type.String(),
  country: Type.String(),
  region: Type.String(),
  capabilities: CapabilitiesSchema,
  status: Type.String({
    description: '`active`, `suspended` (not paid: it does not work), `pending_release` or `released`.',
  }),
  provider: Type.String(),
  setup_fee: MoneyNumber({ description: 'What the customer paid once.' }),
  monthly_fee: MoneyNumber({ description: 'What the next month costs the customer.' }),
  currency: Type.String(),
  application_id: Type.Optional(Type.String({ description: 'Absent: no application is attached.' })),
  voice_enabled: Type.Boolean(),
  tags: Type.Array(Type.String()),
  purchased_at: Timestamp(),
  is_blocked: Type.Boolean(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  is_trial_number: Type.Boolean(),
  last_billing_date: Timestamp(),
  next_billing_date: Timestamp({ description: 'Until then it is paid; then the next month is due.' }),
  minimum_commitment_months: Type.Integer(),
  aadhaar_verification_required: Type.Boolean(),
  aadhaar_verified: Type.Boolean(),
  source: Type.String({ description: '`purchased`, `inventory`, `assigned` or `moved`.' }),
};

/** Published for the customer side, where they mean something. */
const ROUTED = {
  trunk_group_id: Type.Optional(Type.String({ description: 'Absent: calls to it go nowhere.' })),
  released_at: Type.Optional(Timestamp()),
};

/** Ours, for both sides. */
const OURS = {
  number_type: OneOf(NUMBER_TYPES),
  billing_state: OneOf(['paid', 'grace', 'suspended'] as const, {
    description: '`grace`: the month was not paid, the number still works until `grace_until`.',
  }),
  billing_day: Type.Integer({
    description: 'Day of the month; the 29th–31st fall on the last day of shorter months.',
  }),
  billing_time_zone: Type.String(),
  grace_until: Nullable(Timestamp()),
  suspended_until: Nullable(Timestamp({ description: 'Then it is released.' })),
  reserve_renewal: Type.Boolean({ description: 'Keep the next month’s money held in the wallet.' }),
  renewal_reserved: Type.Boolean({ description: 'Whether it is held now.' }),
  release_fee: Nullable(MoneyNumber()),
  releases_at: Nullable(Timestamp({ description: 'Until then the release can be taken back.' })),
  release_reason: Nullable(Type.String()),
};

/** What the partner alone sees. */
const ECONOMICS = {
  wholesale_setup_fee: MoneyNumber(),
  wholesale_monthly_fee: MoneyNumber(),
  allow_loss: Type.Boolean({ description: 'Your master account pays what selling is below wholesale.' }),
};

export const PartnerNumberSchema = Type.Object({ ...PUBLISHED, ...ROUTED, ...OURS, ...ECONOMICS });
export const StrictPartnerNumberSchema = Type.Object(PUBLISHED);
export const CustomerNumberSchema = Type.Object({ ...PUBLISHED, ...ROUTED, ...OURS });
export const StrictCustomerNumberSchema = Type.Object({ ...PUBLISHED, ...ROUTED });

const PAGE = { page: Type.Integer(), per_page: Type.Integer(), total: Type.Integer() };
const CURSOR = { next_cursor: Nullable(Type.String()) };

export const PartnerNumberListSchema = Type.Object({
  items: Type.Array(PartnerNumberSchema),
  ...PAGE,
  ...CURSOR,
});
export const StrictPartnerNumberListSchema = Type.Object({
  items: Type.Array(StrictPartnerNumberSchema),
  ...PAGE,
});
const OWNER = { account_auth_id: Type.String() };
export const AccountNumberListSchema = Type.Object({
  items: Type.Array(PartnerNumberSchema),
  ...PAGE,
  ...OWNER,
  ...CURSOR,
});
export const StrictAccountNumberListSchema = Type.Object({
  items: Type.Array(StrictPartnerNumberSchema),
  ...PAGE,
  ...OWNER,
});
export const CustomerNumberListSchema = Type.Object({
  items: Type.Array(CustomerNumberSchema),
  ...PAGE,
  ...CURSOR,
});
export const StrictCustomerNumberListSchema = Type.Object({
  items: Type.Array(StrictCustomerNumberSchema),
  ...PAGE,
});

function billingState(status: HoldingView['holding']['status']): 'paid' | 'grace' | 'suspended' {
  return status === 'grace' || status === 'suspended' ? status : 'paid';
}

/** All keys; the schema of the caller's side and version picks its own. */
export function toApiNumber({ holding, stock }: HoldingView): Record<string, unknown> {
  const h = holding;
  return {
    id: h.id,
    account_id: h.accountId,
    e164: h.e164,
    country: stock.country,
    region: stock.region,
    capabilities: stock.capabilities,
    status: h.status === 'grace' ? 'active' : h.status,
    // Published, and empty: whom the operator has it from is the operator’s affair.
    provider: '',
    setup_fee: h.setupFee,
    monthly_fee: h.monthlyFee,
    currency: h.currency,
    ...(h.applicationId === null ? {} : { application_id: h.applicationId }),
    voice_enabled: stock.capabilities.voice,
    tags: h.tags,
    purchased_at: h.purchasedAt,
    is_blocked: h.isBlocked,
    created_at: h.createdAt,
    updated_at: h.updatedAt,
    is_trial_number: false,
    last_billing_date: h.lastBilledAt,
    next_billing_date: h.paidUntil,
    minimum_commitment_months: h.minimumCommitmentMonths,
    aadhaar_verification_required: stock.kycRequirement === 'aadhaar',
    aadhaar_verified: false,
    source: h.source,
    ...(h.trunkId === null ? {} : { trunk_group_id: h.trunkId }),
    ...(h.releasedAt === null ? {} : { released_at: h.releasedAt }),
    ...toApiBilling(holding),
    number_type: stock.numberType,
    wholesale_setup_fee: h.wholesaleSetupFee,
    wholesale_monthly_fee: h.wholesaleMonthlyFee,
    allow_loss: h.allowLoss,
  };
}

function toApiBilling(h: HoldingView['holding']): Record<string, unknown> {
  return {
    billing_state: billingState(h.status),
    billing_day: h.billingDay,
    billing_time_zone: h.billingZone,
    grace_until: h.graceUntil,
    suspended_until: h.suspendedUntil,
    reserve_renewal: h.reserveRenewal,
    renewal_reserved: h.renewalHoldId !== null,
    release_fee: h.releaseFee,
    releases_at: h.releasesAt,
    release_reason: h.releaseReason,
  };
}

export function toApiNumberPage(page: HoldingPage, accountId?: string): Record<string, unknown> {
  return {
    items: page.views.map(toApiNumber),
    page: page.page,
    per_page: page.perPage,
    total: page.total,
    ...(accountId === undefined ? {} : { account_auth_id: accountId }),
    next_cursor: page.nextCursor,
  };
}
