import Type from 'typebox';
import { AmountInput, CurrencyInput } from '../platform/money/index.ts';
import { fault } from '../platform/errors/index.ts';
import { OneOf, checked, notBelowZero, pageFields, ruled, ManyLines } from '../platform/http/index.ts';
import { CUSTOMER_NUMBER_PAGES, PARTNER_NUMBER_PAGES, WIRE_STATUSES } from './holding-lists.ts';
import { E164Field } from './holding-contract.ts';

const E164Param = Type.String({ maxLength: 40, description: '`+91…`, as `%2B91…` or as it is.' });
const accountParam = Type.String({ maxLength: 64, description: '`MA_…`, in any case.' });

export const NumberParams = Type.Object({ e164: E164Param });
export const AccountParams = Type.Object({ customer_auth_id: accountParam });
export const AccountNumberParams = Type.Object({ customer_auth_id: accountParam, e164: E164Param });
export const OwnParams = Type.Object({ auth_id: Type.String({ maxLength: 40 }) });
export const OwnNumberParams = Type.Object({ auth_id: Type.String({ maxLength: 40 }), e164: E164Param });

const reason = ManyLines(500, { minLength: 1, description: 'For the audit log.' });
const tags = Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 20, uniqueItems: true });
const fee = (description: string) => checked(AmountInput({ description }), notBelowZero);
const allowLoss = Type.Boolean({
  description: 'A fee may be below wholesale; your master account pays what is missing.',
});
const reserveRenewal = Type.Boolean({
  description: 'Keep the next month’s money held in the wallet, so that calls cannot eat it.',
});

const search = Type.String({ minLength: 1, maxLength: 20, description: 'Part of the number.' });
const listFields = {
  search: Type.Optional(search),
  status: Type.Optional(OneOf(WIRE_STATUSES, { description: 'Default: all but `released`.' })),
  tag: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
};
export const AccountNumbersQuery = Type.Object(
  { ...listFields, ...pageFields(PARTNER_NUMBER_PAGES) },
  { additionalProperties: false },
);
export const NumbersQuery = Type.Object(
  {
    ...listFields,
    account: Type.Optional(Type.String({ maxLength: 64, description: 'One customer, `MA_…`.' })),
    ...pageFields(PARTNER_NUMBER_PAGES),
  },
  { additionalProperties: false },
);
export const OwnNumbersQuery = Type.Object(
  {
    ...listFields,
    include_subaccounts: Type.Optional(
      Type.Boolean({ description: 'Published; there are no sub-accounts, so it changes nothing.' }),
    ),
    ...pageFields(CUSTOMER_NUMBER_PAGES),
  },
  { additionalProperties: false },
);

export const PurchaseBody = ruled(
  Type.Object(
    {
      e164: Type.Optional(E164Field),
      reservation_id: Type.Optional(
        Type.String({
          format: 'uuid',
          description: 'Instead of `e164`; with several numbers in it, beside `e164`.',
        }),
      ),
      setup_fee: Type.Optional(
        fee('What the customer pays once. Default: as your price rules say, else wholesale.'),
      ),
      monthly_fee: Type.Optional(fee('What the customer pays a month. Default likewise.')),
      allow_loss: Type.Optional(allowLoss),
      reserve_renewal: Type.Optional(reserveRenewal),
      trunk_id: Type.Optional(Type.String({ format: 'uuid', description: 'A trunk of the customer.' })),
      tags: Type.Optional(tags),
    },
    { additionalProperties: false },
  ),
  (body, faults, refused) => {
    if (body.e164 === undefined && body.reservation_id === undefined && !refused.has('reservation_id'))
      faults.push(fault(['body', 'e164'], 'missing', 'Field required'));
  },
);

export const PatchNumberBody = Type.Object(
  {
    tags: Type.Optional(tags),
    reserve_renewal: Type.Optional(reserveRenewal),
    monthly_fee: Type.Optional(fee('From the next renewal on.')),
    allow_loss: Type.Optional(allowLoss),
    trunk_id: Type.Optional(Type.Union([Type.String({ format: 'uuid' }), Type.Null()])),
  },
  { additionalProperties: false },
);

export const ReleaseQuery = Type.Object(
  {
    immediate: Type.Optional(
      Type.Boolean({ description: 'At once, without the time in which it can be taken back.' }),
    ),
    force: Type.Optional(Type.Boolean({ description: 'Without the fee, whatever is left of a commitment.' })),
    reason: Type.Optional(reason),
  },
  { additionalProperties: false },
);
export const OwnReleaseQuery = Type.Object(
  { immediate: ReleaseQuery.properties.immediate },
  { additionalProperties: false },
);

export const MoveBody = Type.Object(
  { to_account: Type.String({ minLength: 1, maxLength: 64, description: 'Another customer of yours.' }) },
  { additionalProperties: false },
);

export const PurchaseFromInventoryBody = Type.Object(
  {
    e164: E164Field,
    currency: Type.Optional(
      CurrencyInput({ description: 'Default: that of the number, which must be the wallet’s.' }),
    ),
  },
  { additionalProperties: false },
);
export const AssignBody = Type.Object(
  { trunk_group_id: Type.String({ format: 'uuid', description: 'One of your trunks.' }) },
  { additionalProperties: false },
);
export const NoBody = Type.Object({}, { additionalProperties: false });
