import Type, { type TObject, type TProperties } from 'typebox';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import { CONTEXTS } from './finished-call.ts';
import { CALL_STATUSES, CAUSE_CLASSES } from './hangup-cause.ts';

const text = (description: string) => Type.String({ description });
const maybe = (description: string) => Nullable(Type.String({ description }));
const measured = (description: string) =>
  Nullable(Type.Number({ description: `${description}; null where it was not measured.` }));

/** The forty-three published keys. */
const rowFields = {
  account_id: text('The customer’s auth_id.'),
  answer_time: Nullable(Timestamp({ description: 'Null when nobody answered.' })),
  billsec: Type.Integer({ description: 'Seconds of talk.' }),
  bridge_uuid: Nullable(Type.String({ format: 'uuid' })),
  call_direction: OneOf(['inbound', 'outbound']),
  caller_id_name: Type.String(),
  caller_id_number: Type.String(),
  campaign_id: maybe('The campaign that the call is part of.'),
  carrier_ip: maybe('Address of the carrier’s gateway.'),
  codec: maybe('As negotiated, e.g. `PCMU`.'),
  context: OneOf(CONTEXTS, { description: 'The product.' }),
  cost: MoneyNumber({ description: 'What the call cost the customer, without streaming.' }),
  created_at: Timestamp(),
  currency: text('ISO 4217.'),
  customer_endpoint: maybe('The endpoint of the customer that took part.'),
  destination_number: Type.String(),
  duration: Type.Integer({ description: 'Seconds of ringing and talk.' }),
  end_time: Timestamp(),
  failure_code: maybe('Of a refusal: its reason code; of a call that failed: what the other side said.'),
  failure_reason: maybe('The same as a sentence.'),
  hangup_cause: maybe('e.g. `NORMAL_CLEARING`.'),
  hangup_cause_code: Nullable(Type.Integer()),
  hangup_cause_name: maybe('The code in words.'),
  hangup_disposition: maybe('`send_bye`, `recv_bye`, `send_cancel`, `send_refuse`.'),
  hangup_source: maybe('Who ended it: `Caller`, `Callee`, `Carrier` or the platform.'),
  id: Type.Integer({ description: 'A number; the key is `uuid`.' }),
  jitter: measured('Milliseconds'),
  mos: measured('Mean opinion score, 1 to 5; 0 is no media'),
  network_addr: maybe('Address that the call came from.'),
  origination_region: Type.String(),
  packet_loss: measured('Percent'),
  progress_time: Nullable(Timestamp({ description: 'When it began to ring.' })),
  region: Type.String(),
  ring_time: Type.Integer({ description: 'Seconds.' }),
  sip_call_id: Type.String(),
  sip_user_agent: Nullable(Type.String()),
  start_time: Timestamp(),
  streaming_cost: MoneyNumber(),
  terminated_to: Nullable(Type.String()),
  total_cost: MoneyNumber({ description: '`cost` + `streaming_cost`.' }),
  trunk_id: Nullable(Type.String({ format: 'uuid' })),
  updated_at: Timestamp(),
  uuid: Type.String({ format: 'uuid' }),
};

/** Columns of an export, which are the keys of a row. */
export const CDR_KEYS = Object.keys(rowFields) as readonly (keyof typeof rowFields)[];

const moreFields = {
  status: OneOf(CALL_STATUSES, { description: 'What the filter `status` goes by.' }),
  cause_class: OneOf(CAUSE_CLASSES, {
    description: 'Finer than `status`; `refused`: by us, before anything was dialled.',
  }),
  billed_seconds: Type.Integer({ description: 'Talk brought to billing increments: what was charged.' }),
  sip_code: Nullable(Type.Integer({ description: 'The final SIP answer.' })),
  pdd_ms: Nullable(Type.Integer({ description: 'Post-dial delay, milliseconds.' })),
};

const costFields = {
  wholesale_cost: MoneyNumber({ description: 'What the call cost you.' }),
  margin: MoneyNumber({ description: 'What is left for you; below zero is a loss.' }),
};

/** Columns of a partner's own export. */
export const PARTNER_CDR_KEYS = Object.keys({
  ...rowFields,
  ...moreFields,
  ...costFields,
}) as readonly (keyof typeof rowFields | keyof typeof moreFields | keyof typeof costFields)[];

export const StrictCdr = Type.Object(rowFields);
/** What a customer sees of its call. */
export const CustomerCdr = Type.Object({ ...rowFields, ...moreFields });
/** What its partner sees besides. */
export const PartnerCdr = Type.Object({
  ...rowFields,
  ...moreFields,
  ...costFields,
});

const summaryFields = {
  answerRate: Type.Number({ description: 'Percent of the calls that were answered, one decimal.' }),
  answeredCalls: Type.Integer(),
  avgCallDuration: text('Talk for each answered call, e.g. `28s`.'),
  last_call_at: text('When the newest call began, ISO 8601; empty when there is none.'),
  totalCalls: Type.Integer(),
  total_billable_seconds: Type.Integer({ description: 'Sum of `billsec`.' }),
  total_cost: MoneyNumber({ description: 'Sum of `total_cost`.' }),
  total_duration_seconds: Type.Integer({ description: 'Sum of `duration`.' }),
};
const Summary = Type.Object({
  ...summaryFields,
  currency: text(
    'Of `total_cost`: the customer’s; across customers your primary one. Currencies are never added.',
  ),
  capped: Type.Boolean({
    description:
      'True where not all that matches was counted: these are the sums of what was, and `total` is how many those are. Customer, status, direction, product and time are always summed whole; without a customer hang-up cause and disposition too, and durations with status `answered` or none. What has to be looked for (parts of numbers, ids, campaigns, other combinations) is counted up to 50,000 calls; where the window holds more than 1,000,000 calls, only in its newest months with at least 500,000 of them, if 200 match there.',
  }),
});
/** The published client reads whole numbers; percentages are rounded, money never. */
const StrictSummary = Type.Object({ ...summaryFields, answerRate: Type.Integer() });

const pagingFields = {
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer({ description: 'Calls that match; where `summary.capped` there can be more.' }),
  pages: Type.Integer(),
  has_next: Type.Boolean(),
  has_prev: Type.Boolean(),
};
const Paging = Type.Object({ ...pagingFields, next_cursor: Nullable(Type.String()) });

const filterFields = {
  call_direction: Type.String(),
  from_number: Type.String(),
  hangup_cause: Type.String(),
  to_number: Type.String(),
};
/** What a search was asked for; '' where it was not. */
const filters = { filters: Type.Object(filterFields) };

function cdrList(row: TObject, head: TProperties, strict: boolean): TObject {
  return Type.Object({
    success: Type.Boolean(),
    ...head,
    count: Type.Integer({ description: 'Rows on this page.' }),
    data: Type.Array(row),
    pagination: strict ? Type.Object(pagingFields) : Paging,
    summary: strict ? StrictSummary : Summary,
  });
}

const account = { account_id: Type.String() };
const owned = { ...account, account_auth_id: Type.String() };

export const OwnedCdrList = cdrList(PartnerCdr, owned, false);
export const StrictOwnedCdrList = cdrList(StrictCdr, owned, true);
export const CdrList = cdrList(PartnerCdr, {}, false);
export const StrictCdrList = cdrList(StrictCdr, {}, true);
export const CustomerCdrList = cdrList(CustomerCdr, account, false);
export const StrictCustomerCdrList = cdrList(StrictCdr, account, true);
export const CustomerCdrSearch = cdrList(CustomerCdr, { ...account, ...filters }, false);
export const StrictCustomerCdrSearch = cdrList(StrictCdr, { ...account, ...filters }, true);

function recent(row: TObject): TObject {
  return Type.Object({ success: Type.Boolean(), ...account, count: Type.Integer(), data: Type.Array(row) });
}
export const RecentCdrs = recent(CustomerCdr);
export const StrictRecentCdrs = recent(StrictCdr);

export const WrappedCdr = Type.Object({ success: Type.Boolean(), data: CustomerCdr });
/** Here the published client reads the percentage into an integer. */
export const StrictWrappedCdr = Type.Object({
  success: Type.Boolean(),
  data: Type.Object({ ...rowFields, packet_loss: Nullable(Type.Integer()) }),
});
