import type { Customer } from '../customers/index.ts';
import { rateToNumber, toRate } from '../pricing/index.ts';
import type { LiveCallView } from './edge-messages.ts';
import type { CallLimits, PartnerCallLimits } from './limits.ts';
import type { ApprovedCli, ClassPrefix, EmergencyNumber, LimitsView } from './service.ts';

export function toApiLiveCall(call: LiveCallView, accountId: string, at: Date): Record<string, unknown> {
  const { answeredAt } = call;
  const talked = answeredAt === null ? 0 : Math.floor((at.getTime() - answeredAt.getTime()) / 1_000);
  return {
    uuid: call.callId,
    account_id: accountId,
    direction: call.direction,
    state: answeredAt === null ? 'ringing' : 'answered',
    from: call.from,
    to: call.to,
    destination_class: call.destinationClass,
    trunk_id: call.trunkId,
    started_at: call.startedAt,
    answered_at: answeredAt,
    duration_seconds: Math.max(0, talked),
    currency: call.currency,
    held: call.held,
    funded_seconds: call.fundedSeconds,
    max_seconds: call.maxSeconds,
    hang_up_requested_at: call.hangUpRequestedAt,
  };
}

const rateOrNull = (nanos: bigint | null): number | null =>
  nanos === null ? null : rateToNumber(toRate(nanos));

function limitFields(limits: CallLimits): Record<string, unknown> {
  return {
    allowed_destination_classes: limits.allowedClasses,
    max_rate_per_minute: rateOrNull(limits.maxRatePerMinute),
    max_call_seconds: limits.maxCallSeconds,
    daily_spend_cap: limits.dailySpendCap,
    raised_spend_cap: limits.raisedSpendCap,
    raised_until: limits.raisedUntil,
  };
}

export function toApiPartnerLimits(limits: PartnerCallLimits): Record<string, unknown> {
  return { ...limitFields(limits), allow_loss: limits.allowLoss };
}

export function toApiLimits(customer: Customer, view: LimitsView): Record<string, unknown> {
  const { effective } = view;
  return {
    account_id: customer.authId,
    currency: customer.currency,
    limits: limitFields(view.own),
    effective: {
      allowed_destination_classes: [...effective.allowedClasses],
      max_rate_per_minute: rateOrNull(effective.maxRatePerMinute),
      max_call_seconds: effective.maxCallSeconds,
      daily_spend_cap: effective.dailySpendCap,
      allow_loss: effective.allowLoss,
    },
    spent_today: view.spentToday,
    held_now: view.heldNow,
    concurrent_calls_limit: customer.concurrentCallsLimit,
    cps_limit: customer.cpsLimit,
  };
}

export function toApiCli(cli: ApprovedCli): Record<string, unknown> {
  return { e164: cli.e164, note: cli.note, approved_by: cli.approvedBy, approved_at: cli.approvedAt };
}

export function toApiClass(row: ClassPrefix): Record<string, unknown> {
  const { prefix, destinationClass, description } = row;
  return { prefix, destination_class: destinationClass, description };
}

export function toApiEmergency({ country, number, description }: EmergencyNumber): Record<string, unknown> {
  return { country, number, description };
}
