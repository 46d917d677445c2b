import type { Static } from 'typebox';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import { readRate } from '../pricing/index.ts';
import type { PartnerLimitsBody } from './contract.ts';
import type { CallLimits, PartnerCallLimits } from './limits.ts';

type Body = Static<typeof PartnerLimitsBody>;

function readMaxRate(value: Body['max_rate_per_minute'], faults: Fault[]): bigint | null | undefined {
  if (value === undefined || value === null) return value;
  const rate = readRate(value);
  if (rate !== null) return rate;
  const message = 'Input should be a decimal below 1000000 with no more than 9 decimals';
  faults.push(fault(['body', 'max_rate_per_minute'], 'decimal_parsing', message, value));
  return undefined;
}

/** A raise is a cap and an end, or neither. */
function raiseFaults({ raised_spend_cap: cap, raised_until: until }: Body, at: Date): Fault[] {
  const faults: Fault[] = [];
  if ((cap === undefined) !== (until === undefined) || (cap === null) !== (until === null)) {
    const lacking = cap === undefined || cap === null ? 'raised_spend_cap' : 'raised_until';
    faults.push(fault(['body', lacking], 'value_error', 'A raised cap and its end are given together'));
  }
  if (until !== undefined && until !== null && until <= at)
    faults.push(fault(['body', 'raised_until'], 'value_error', 'Input should be in the future'));
  return faults;
}

/** What of the limits a request changes. Throws 422 naming every fault. */
export function readLimitsBody(body: Body, at: Date): Partial<PartnerCallLimits> {
  const faults: Fault[] = [];
  const maxRatePerMinute = readMaxRate(body.max_rate_per_minute, faults);
  for (const name of ['daily_spend_cap', 'raised_spend_cap'] as const) {
    const amount = body[name];
    if (amount !== undefined && amount !== null && amount < 0n)
      faults.push(fault(['body', name], 'greater_than_equal', 'Input should not be below 0'));
  }
  faults.push(...raiseFaults(body, at));
  if (faults.length > 0) throw new ValidationFailure(faults);
  const patch: { [K in keyof PartnerCallLimits]: PartnerCallLimits[K] | undefined } = {
    allowedClasses: body.allowed_destination_classes,
    maxRatePerMinute,
    maxCallSeconds: body.max_call_seconds,
    dailySpendCap: body.daily_spend_cap,
    raisedSpendCap: body.raised_spend_cap,
    raisedUntil: body.raised_until,
    allowLoss: body.allow_loss,
  };
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/** Of a customer: whether it may lose money is its partner's to say. */
export function readCustomerLimits(body: Omit<Body, 'allow_loss'>, at: Date): Partial<CallLimits> {
  return readLimitsBody(body, at);
}
