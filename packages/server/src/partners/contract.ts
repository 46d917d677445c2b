import Type from 'typebox';
import { COUNTRY_FORMAT } from './country.ts';
import {
  ID_CURSOR,
  Nullable,
  OneOf,
  Timestamp,
  checked,
  notBelowZero,
  pageFields,
  renamed,
  ManyLines,
} from '../platform/http/index.ts';
import { AmountInput, CurrencyInput, MoneyNumber, MoneyString } from '../platform/money/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { pastInstant } from './past-instant.ts';

export const PARTNER_PAGES = { defaultPerPage: 20, maxPerPage: 100, cursor: ID_CURSOR };

const STATUSES = ['active', 'suspended', 'closed'] as const;
const MODES = ['live', 'test'] as const;
const GST_STATUSES = ['active', 'inactive'] as const;

const uuid = (description?: string) =>
  Type.String({ format: 'uuid', ...(description === undefined ? {} : { description }) });
const word = (maxLength: number, description?: string) =>
  Type.String({ maxLength, ...(description === undefined ? {} : { description }) });

export const email = Type.String({
  maxLength: 254,
  pattern: String.raw`^[^\s@<>,;:"()\[\]\\]{1,64}@[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?$`,
  description: 'One plain address.',
});
export const name = Type.String({ minLength: 1, maxLength: 120, pattern: String.raw`\S` });
export const phone = Type.String({
  pattern: String.raw`^\+?[0-9]{6,15}$`,
  description: 'E.164, or bare digits.',
});
export const country = Type.String({
  format: COUNTRY_FORMAT,
  minLength: 2,
  maxLength: 2,
  description: 'ISO 3166-1 alpha-2, in capitals.',
});
const currency = CurrencyInput({ description: 'ISO 4217.' });
const gstin = Type.String({
  pattern: '^([0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]{3})?$',
  description: "GST identification number; '' for none.",
});

const capabilityFields = {
  can_create_accounts: Type.Boolean(),
  can_create_pricing_tiers: Type.Boolean(),
  can_view_cdrs: Type.Boolean(),
  can_transfer_balance: Type.Boolean(),
};

/** `GET /me` of the default version: the fifteen published fields, then ours. */
export const ProfileSchema = Type.Object({
  id: Type.String({ description: 'Your permanent partner id, which is also `X-Auth-ID`.' }),
  name: Type.String(),
  email: Type.String(),
  phone: Type.String(),
  company: Type.String(),
  balance: MoneyNumber({ description: 'Of the primary master account.' }),
  currency: Type.String(),
  gstin: Type.String(),
  gst_status: OneOf(GST_STATUSES),
  tds_applicable: Type.Boolean(),
  tds_percentage: Type.Number(),
  account_type: OneOf(['partner']),
  status: OneOf(STATUSES),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  auth_id: Type.String(),
  uuid: uuid(),
  slug: Type.String(),
  account_id: Type.Integer(),
  credit_limit: MoneyNumber({ description: 'How far the balance may go below zero.' }),
  available_balance: MoneyNumber({ description: 'What can be spent: balance − held + credit limit.' }),
  held_balance: MoneyNumber(),
  max_accounts: Type.Integer(),
  account_count: Type.Integer(),
  ...capabilityFields,
  default_pricing_tier_id: uuid(),
  billing_model: Type.String(),
  is_active: Type.Boolean(),
  is_verified: Type.Boolean(),
  api_version: Type.String({ description: 'The version pinned to the credential that asked.' }),
});

const strictProfileFields = {
  id: renamed(uuid(), 'uuid'),
  account_id: Type.Integer(),
  name: Type.String(),
  slug: Type.String(),
  company: Type.String(),
  auth_id: Type.String(),
  email: Type.String(),
  phone: Type.String(),
  billing_model: Type.String(),
  is_active: Type.Boolean(),
  is_verified: Type.Boolean(),
  max_accounts: Type.Integer(),
  ...capabilityFields,
  default_pricing_tier_id: uuid(),
  account_count: Type.Integer(),
  balance: MoneyString(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
};

/** `GET /me` of version 2026-05-12: exactly these 21 keys, since a published client rejects any other. */
export const StrictProfileSchema = Type.Object(strictProfileFields);

/** The same as it stands in a dashboard, where the balance is published as null. */
export const DashboardProfileSchema = Type.Object({ ...strictProfileFields, balance: Type.Null() });

const balanceFields = {
  currency: Type.String(),
  balance: MoneyNumber(),
  available_balance: Nullable(
    MoneyNumber({ description: 'What can be spent now; null for a past instant.' }),
  ),
  held_balance: Nullable(MoneyNumber({ description: 'Set aside; null for a past instant.' })),
  credit_limit: Nullable(MoneyNumber({ description: 'Null for a past instant.' })),
};

/** `GET /me/balance`: the asked currency, and every one beside it. */
export const MasterBalanceSchema = Type.Object({
  ...balanceFields,
  as_of: Timestamp({ description: 'The instant the balances hold for.' }),
  balances: Type.Array(Type.Object(balanceFields), { description: 'One per master account.' }),
});

export const masterBalanceQuery = (clock: Clock) =>
  Type.Object(
    {
      at: Type.Optional(
        checked(
          Type.String({
            maxLength: 40,
            description: 'A past instant, ISO 8601; a bare day means its end, UTC.',
          }),
          pastInstant(clock),
        ),
      ),
      currency: Type.Optional(CurrencyInput({ description: 'Default: the primary currency.' })),
    },
    { additionalProperties: false },
  );

/** A partner as the operator sees it. */
const operatorPartnerFields = {
  id: uuid(),
  auth_id: Type.String(),
  account_id: Type.Integer(),
  slug: Type.String(),
  name: Type.String(),
  email: Type.String(),
  phone: Type.String(),
  company: Type.String(),
  country: Type.String(),
  status: OneOf(STATUSES),
  mode: OneOf(MODES),
  gstin: Type.String(),
  gst_status: OneOf(GST_STATUSES),
  tds_applicable: Type.Boolean(),
  tds_percentage: Type.Number(),
  currency: Type.String(),
  billing_model: Type.String(),
  is_verified: Type.Boolean(),
  max_accounts: Type.Integer(),
  account_count: Type.Integer(),
  ...capabilityFields,
  default_pricing_tier_id: uuid(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  version: Type.Integer({ description: 'Give it back with a change to be told of changes made meanwhile.' }),
};
const masterFields = {
  currency: Type.String(),
  balance: MoneyNumber(),
  available_balance: MoneyNumber(),
  held_balance: MoneyNumber(),
  credit_limit: MoneyNumber(),
};

export const OperatorPartnerSchema = Type.Object({
  ...operatorPartnerFields,
  master_accounts: Type.Array(Type.Object(masterFields)),
});

export const OperatorPartnerListSchema = Type.Object({
  partners: Type.Array(OperatorPartnerSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

export const OperatorPartnerListQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Part of the name, e-mail, company, slug or partner id.',
      }),
    ),
    status: Type.Optional(OneOf(STATUSES)),
    mode: Type.Optional(OneOf(MODES)),
    ...pageFields(PARTNER_PAGES),
  },
  { additionalProperties: false },
);

export const PartnerParams = Type.Object({
  id: Type.String({ maxLength: 64, description: 'UUID or partner id (`partner-…`).' }),
});

const termFields = {
  max_accounts: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  can_create_accounts: Type.Optional(Type.Boolean()),
  can_create_pricing_tiers: Type.Optional(Type.Boolean()),
  can_view_cdrs: Type.Optional(Type.Boolean()),
  can_transfer_balance: Type.Optional(Type.Boolean()),
  default_pricing_tier_id: Type.Optional(uuid("A tier of the operator in the partner's currency.")),
};

/** What the operator grants when a partner begins; also on approving an access request. */
export const grantFields = {
  currency: Type.Optional(currency),
  mode: Type.Optional(OneOf(MODES)),
  starting_balance: Type.Optional(
    checked(AmountInput({ description: 'Funded at once. Default 0.' }), notBelowZero),
  ),
  credit_limit: Type.Optional(
    checked(
      AmountInput({ description: 'How far the master balance may go below zero. Default 0.' }),
      notBelowZero,
    ),
  ),
  ...termFields,
};

const taxFields = {
  gstin: Type.Optional(gstin),
  gst_status: Type.Optional(OneOf(GST_STATUSES)),
  tds_applicable: Type.Optional(Type.Boolean()),
  tds_percentage: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
};

export const CreatePartnerBody = Type.Object(
  {
    name,
    email,
    phone: Type.Optional(phone),
    company: Type.Optional(word(200)),
    country: Type.Optional(country),
    slug: Type.Optional(Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 48 })),
    ...grantFields,
    ...taxFields,
    is_verified: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const CreatedPartnerSchema = Type.Object({
  ...operatorPartnerFields,
  master_accounts: Type.Array(Type.Object(masterFields)),
  token: Type.String({
    description: 'The first API token. Shown here, and once more through the welcome link.',
  }),
  welcome_url: Type.String({
    description: 'Single use; sets the password and reveals the token. Also e-mailed.',
  }),
  welcome_expires_at: Timestamp(),
});

export const NoBody = Type.Object({}, { additionalProperties: false });

export const OwnerLinkSchema = Type.Object({
  purpose: OneOf(['partner_welcome', 'password_reset'], {
    description: 'A welcome reveals an API token too.',
  }),
  email: Type.String({ description: 'Where it was sent.' }),
  url: Type.String({ description: 'Single use.' }),
  expires_at: Timestamp(),
});

export const PatchPartnerBody = Type.Object(
  {
    name: Type.Optional(name),
    phone: Type.Optional(
      Type.String({
        pattern: String.raw`^(\+?[0-9]{6,15})?$`,
        description: "E.164, or bare digits; '' removes it.",
      }),
    ),
    company: Type.Optional(word(200)),
    country: Type.Optional(country),
    ...termFields,
    ...taxFields,
    is_verified: Type.Optional(Type.Boolean()),
    reason: Type.Optional(ManyLines(500, { minLength: 1, description: 'For the audit log.' })),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The version you read; 409 if it is no longer that.' }),
    ),
  },
  { additionalProperties: false },
);

const reason = ManyLines(500, { minLength: 1, pattern: String.raw`\S`, description: 'For the audit log.' });
export const ReasonBody = Type.Object({ reason }, { additionalProperties: false });
export const OptionalReasonBody = Type.Object(
  { reason: Type.Optional(reason) },
  { additionalProperties: false },
);
export const ClosePartnerBody = Type.Object(
  {
    reason,
    force: Type.Optional(
      Type.Boolean({ description: 'Close although money is left; it stays in the books.' }),
    ),
  },
  { additionalProperties: false },
);

export const CreditLimitBody = Type.Object(
  {
    credit_limit: checked(AmountInput(), notBelowZero),
    currency: Type.Optional(currency),
    reason: Type.Optional(reason),
  },
  { additionalProperties: false },
);

const reference = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: String.raw`\S`,
  description: 'What it stands for outside: a payment, a ticket.',
});
export const FundBody = Type.Object(
  {
    amount: checked(AmountInput({ description: 'Above zero.' }), (amount) =>
      amount <= 0n ? { type: 'greater_than', text: 'Input should be greater than 0' } : null,
    ),
    currency: Type.Optional(currency),
    reference,
    reason,
  },
  { additionalProperties: false },
);
export const AdjustBody = Type.Object(
  {
    amount: checked(
      AmountInput({ description: 'Added to the balance; below zero: taken from it.' }),
      (amount) => (amount === 0n ? { type: 'value_error', text: 'Input should not be 0' } : null),
    ),
    currency: Type.Optional(currency),
    reference,
    reason,
  },
  { additionalProperties: false },
);
export const OpenMasterAccountBody = Type.Object(
  { currency, credit_limit: Type.Optional(checked(AmountInput(), notBelowZero)) },
  { additionalProperties: false },
);

export const MasterMovementSchema = Type.Object({
  transaction_id: Type.String(),
  partner_id: uuid(),
  amount: MoneyNumber({ description: 'Below zero: taken from the master account.' }),
  currency: Type.String(),
  code: Type.String({ description: '`funding` or `adjustment`.' }),
  reference: Type.String(),
  reason: Type.String(),
  balance_after: MoneyNumber(),
  created_at: Timestamp(),
});

export const MasterAccountsSchema = Type.Object({ master_accounts: Type.Array(Type.Object(masterFields)) });
