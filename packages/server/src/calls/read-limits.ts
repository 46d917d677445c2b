import type { Static } from 'typebox';
import { fault, type Fault } from '../platform/errors/index.ts';
import type { InputRule, Refused, Sound } from '../platform/http/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { readRate } from '../pricing/index.ts';
import type { PartnerLimitsBody } from './contract.ts';
import type { CallLimits, PartnerCallLimits } from './limits.ts';

type Body = Static<typeof PartnerLimitsBody>;

function rateFaults(value: Body['max_rate_per_minute']): Fault[] {
  if (value === undefined || value === null || readRate(value) !== null) return [];
  const message = 'Input should be a decimal below 1000000 with no more than 9 decimals';
  return [fault(['body', 'max_rate_per_minute'], 'decimal_parsing', message, value)];
}

function capFaults(body: Sound<Body>): Fault[] {
  return (['daily_spend_cap', 'raised_spend_cap'] as const)
    .filter((name) => (body[name] ?? 0n) < 0n)
    .map((name) => fault(['body', name], 'greater_than_equal', 'Input should not be below 0'));
}

/** A raise is a cap and an end, or neither. What was refused is neither given nor absent. */
function raiseFaults(body: Sound<Body>, at: Date, refused: Refused): Fault[] {
  const { raised_spend_cap: cap, raised_until: until } = body;
  const faults: Fault[] = [];
  const isHalf = (cap === undefined) !== (until === undefined) || (cap === null) !== (until === null);
  if (isHalf && !refused.has('raised_spend_cap') && !refused.has('raised_until')) {
    const lacking = cap === undefined || cap === null ? 'raised_spend_cap' : 'raised_until';
    faults.push(fault(['body', lacking], 'value_error', 'A raised cap and its end are given together'));
  }
  if (until !== undefined && until !== null && until <= at)
    faults.push(fault(['body', 'raised_until'], 'value_error', 'Input should be in the future'));
  return faults;
}

/** What the schema of a body lets through and limits cannot be. */
export function possibleLimits(clock: Clock): InputRule<Body> {
  return (body, faults, refused) => {
    faults.push(
      ...rateFaults(body.max_rate_per_minute),
      ...capFaults(body),
      ...raiseFaults(body, clock.now(), refused),
    );
  };
}

/** What of the limits a request changes whose body was checked by `possibleLimits`. */
export function readLimitsBody(body: Body): Partial<PartnerCallLimits> {
  const { max_rate_per_minute: rate } = body;
  const patch: { [K in keyof PartnerCallLimits]: PartnerCallLimits[K] | undefined } = {
    allowedClasses: body.allowed_destination_classes,
    maxRatePerMinute: rate === undefined || rate === null ? rate : readRate(rate),
    maxCallSeconds: body.max_call_seconds,
    dailySpendCap: body.daily_spend_cap,
    raisedSpendCap: body.raised_spend_cap,
    raisedUntil: body.raised_until,
    allowLoss: body.allow_loss,
  };
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/** Of a customer: whether it may lose money is its partner's to say. */
export function readCustomerLimits(body: Omit<Body, 'allow_loss'>): Partial<CallLimits> {
  return readLimitsBody(body);
}
