import Type from 'typebox';
import { Format } from 'typebox/format';
import { passwordFaults } from '../identity/index.ts';
import { COUNTRY_FORMAT } from '../partners/index.ts';
import { fault } from '../platform/errors/index.ts';
import {
  ID_CURSOR,
  OneOf,
  TextOrNull,
  checked,
  notBelowZero,
  pageFields,
  ruled,
  ManyLines,
  ManyLinesOrNull,
} from '../platform/http/index.ts';
import { AmountInput } from '../platform/money/index.ts';
import { TIME_ZONE_FORMAT } from './time-zone.ts';

export const CUSTOMER_PAGES = { defaultPerPage: 20, maxPerPage: 100, cursor: ID_CURSOR };
export const STATUSES = ['active', 'suspended', 'closed'] as const;
export const GST_STATUSES = ['active', 'inactive'] as const;

/** No limit can be larger; what a customer was given bounds it once more (`entitlement.ts`). */
export const MAX_CPS_LIMIT = 10_000;
export const MAX_CONCURRENT_CALLS_LIMIT = 100_000;
/** Longest time that an old token may go on beside its successor: seven days. */
export const MAX_OVERLAP_SECONDS = 604_800;

/** Format of request fields: a weak password is named together with all other faults. */
const PASSWORD_FORMAT = 'strong-password';
Format.Set(PASSWORD_FORMAT, (text) => passwordFaults(text, []).length === 0);

const GSTIN = '^([0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]{3})?$';
const name = Type.String({ minLength: 1, maxLength: 120, pattern: String.raw`\S` });
const phone = Type.String({
  pattern: String.raw`^\+[1-9][0-9]{6,14}$`,
  description: 'E.164 with `+`, e.g. `+919876543210`.',
});
const email = Type.String({
  maxLength: 254,
  pattern: String.raw`^[^\s@<>,;:"()\[\]\\]{1,64}@[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?$`,
  description: 'One plain address, unique across the platform; the login.',
});
const reason = ManyLines(500, { minLength: 1, pattern: String.raw`\S`, description: 'For the audit log.' });

const detailFields = {
  company: Type.Optional(TextOrNull(200)),
  description: Type.Optional(
    ManyLinesOrNull(500, { description: 'Your own note; the customer does not see it.' }),
  ),
  address: Type.Optional(ManyLinesOrNull(300)),
  city: Type.Optional(TextOrNull(100)),
  state: Type.Optional(TextOrNull(100)),
  zip_code: Type.Optional(TextOrNull(20)),
  gstin: Type.Optional(
    TextOrNull(15, { pattern: GSTIN, description: 'GST identification number, fifteen characters.' }),
  ),
  gst_status: Type.Optional(
    Type.Unsafe<(typeof GST_STATUSES)[number] | null>({
      type: ['string', 'null'],
      enum: [...GST_STATUSES, null],
    }),
  ),
};

export const CreateAccountBody = Type.Object(
  {
    name,
    email,
    password: Type.String({
      minLength: 8,
      maxLength: 200,
      format: PASSWORD_FORMAT,
      description: 'At least 8 characters with a number and a special character. Sent to nobody.',
    }),
    phone,
    country: Type.String({
      format: COUNTRY_FORMAT,
      maxLength: 2,
      description: 'ISO 3166-1 alpha-2 in capitals; decides the currency of the wallet.',
    }),
    timezone: Type.Optional(
      TextOrNull(64, {
        format: TIME_ZONE_FORMAT,
        description: 'IANA, e.g. `Asia/Kolkata`. Default: that of the country.',
      }),
    ),
    account_type: Type.Optional(
      TextOrNull(40, { description: 'Published; every account is `standard`, whatever stands here.' }),
    ),
    ...detailFields,
  },
  { additionalProperties: false },
);

export const PatchAccountBody = Type.Object(
  {
    name: Type.Optional(name),
    phone: Type.Optional(phone),
    timezone: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, format: TIME_ZONE_FORMAT, description: 'IANA.' }),
    ),
    ...detailFields,
    tds_enabled: Type.Optional(Type.Boolean()),
    tds_percentage: Type.Optional(Type.Number({ minimum: 0, maximum: 100, multipleOf: 0.01 })),
    business_type: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: String.raw`\S` })),
    cps_limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_CPS_LIMIT,
        description:
          'Calls that may begin per second; at most what the account began with and what was transferred to it.',
      }),
    ),
    concurrent_calls_limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_CONCURRENT_CALLS_LIMIT,
        description:
          'Calls that may be up at once; at most what the account began with and what was transferred to it.',
      }),
    ),
    pricing_tier_id: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'A tier of yours, or the operator’s tier at which you buy, in the wallet’s currency.',
      }),
    ),
    credit_limit: Type.Optional(
      checked(
        AmountInput({
          description:
            'How far the wallet may go below zero. Held on your master account as long as it is given; needs scope `transfer` too. ' +
            'A token with `max_transfer_per_day` can only lower it.',
        }),
        notBelowZero,
      ),
    ),
    reason: Type.Optional(reason),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The version you read; 409 if it is no longer that.' }),
    ),
  },
  { additionalProperties: false },
);

export const ListAccountsQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Part of the name or of the e-mail, in any case.',
      }),
    ),
    status: Type.Optional(OneOf(STATUSES)),
    ...pageFields(CUSTOMER_PAGES),
  },
  { additionalProperties: false },
);

export const AccountParams = Type.Object({
  customer_auth_id: Type.String({ maxLength: 64, description: '`MA_…`, in any case.' }),
});

export const SuspendBody = Type.Object({ reason }, { additionalProperties: false });
export const ResumeBody = Type.Object({ reason: Type.Optional(reason) }, { additionalProperties: false });
export const CloseBody = ruled(
  Type.Object(
    {
      reason: Type.Optional(reason),
      force: Type.Optional(
        Type.Boolean({
          description:
            'Close although money is held; it comes back within five minutes of the end of its hold. Needs a reason.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  (body, faults) => {
    if (body.force === true && body.reason === undefined)
      faults.push(fault(['body', 'reason'], 'missing', 'A forced close needs a reason'));
  },
);
export const RotateTokenBody = Type.Object(
  {
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_OVERLAP_SECONDS,
        description: 'How long the old token goes on. Default 0: dead at once.',
      }),
    ),
  },
  { additionalProperties: false },
);
export const NoBody = Type.Object({}, { additionalProperties: false });
