import Type from 'typebox';
import { Nullable, OneOf } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import type { Cdr } from './cdr.ts';
import { EXPLAIN_STEPS, explainCdr, type ExplainedSide } from './explain.ts';
import { CALL_STATUSES, CAUSE_CLASSES } from './hangup-cause.ts';
import { rateText } from './rate.ts';

const Side = Type.Object({
  tier_id: Type.String({ format: 'uuid' }),
  deck_version: Nullable(Type.Integer({ description: 'Null: the tier’s own price.' })),
  matched_prefix: Nullable(Type.String()),
  rate_per_minute: Type.Number(),
  connect_fee: MoneyNumber(),
  initial_increment: Type.Integer(),
  next_increment: Type.Integer(),
  minimum_duration: Type.Integer(),
  billed_seconds: Type.Integer(),
  exact_usage: Type.String({ description: 'Price of the billed time before it was rounded, a decimal.' }),
  usage: MoneyNumber({ description: 'The same, rounded once, half up, to five decimals.' }),
  rounded: OneOf(['up', 'down', 'exact']),
  charge: MoneyNumber({ description: 'Connect fee and usage; 0 for a call that nobody answered.' }),
});

export const CdrExplanation = Type.Object({
  uuid: Type.String({ format: 'uuid' }),
  account_auth_id: Type.String(),
  status: OneOf(CALL_STATUSES),
  cause_class: OneOf(CAUSE_CLASSES),
  currency: Type.String(),
  billsec: Type.Integer(),
  cost: MoneyNumber(),
  streaming_cost: MoneyNumber(),
  total_cost: MoneyNumber(),
  wholesale_cost: MoneyNumber(),
  margin: MoneyNumber(),
  written_off: MoneyNumber({ description: 'Of the charge: beyond what was held, and paid by nobody.' }),
  selling: Nullable(Side),
  wholesale: Nullable(Side),
  funded_seconds: Nullable(Type.Integer({ description: 'What the held money bought.' })),
  limit_fired: Nullable(Type.String({ description: 'What ended the call, if a limit did.' })),
  refused: Type.Boolean(),
  failure_code: Nullable(Type.String()),
  failure_reason: Nullable(Type.String()),
  sip_code: Nullable(Type.Integer()),
  settled_by: OneOf(['report', 'sweep', 'correction']),
  edge_node: Nullable(Type.String()),
  steps: Type.Array(Type.Object({ step: OneOf(EXPLAIN_STEPS), text: Type.String() }), {
    description:
      'The charge step by step, in sentences. Nothing is priced anew: it is what was written down at settlement.',
  }),
});

type Wire = Readonly<Record<string, unknown>>;

function toApiSide(side: ExplainedSide | null): Wire | null {
  if (side === null) return null;
  return {
    tier_id: side.tierId,
    deck_version: side.deckVersion,
    matched_prefix: side.prefix,
    rate_per_minute: Number(rateText(side.rate)),
    connect_fee: side.connectFee,
    initial_increment: side.initialIncrementSeconds,
    next_increment: side.nextIncrementSeconds,
    minimum_duration: side.minimumDurationSeconds,
    billed_seconds: side.billedSeconds,
    exact_usage: side.exactUsage,
    usage: side.usage,
    rounded: side.rounded,
    charge: side.charge,
  };
}

export function toApiExplanation(cdr: Cdr, authId: string): Wire {
  const { selling, wholesale, steps } = explainCdr(cdr);
  return {
    uuid: cdr.callId,
    account_auth_id: authId,
    status: cdr.status,
    cause_class: cdr.causeClass,
    currency: cdr.currency,
    billsec: cdr.talkSeconds,
    cost: cdr.cost,
    streaming_cost: cdr.streamingCost,
    total_cost: cdr.cost + cdr.streamingCost,
    wholesale_cost: cdr.wholesaleCost,
    margin: cdr.margin,
    written_off: cdr.writtenOff,
    selling: toApiSide(selling),
    wholesale: toApiSide(wholesale),
    funded_seconds: cdr.fundedSeconds,
    limit_fired: cdr.limitFired,
    refused: cdr.refused,
    failure_code: cdr.failureCode,
    failure_reason: cdr.failureReason,
    sip_code: cdr.sipCode,
    settled_by: cdr.settledBy,
    edge_node: cdr.edgeNode,
    steps,
  };
}
