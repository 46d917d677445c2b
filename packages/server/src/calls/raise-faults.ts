import { fault, type Fault } from '../platform/errors/index.ts';
import type { Refused, Sound } from '../platform/http/index.ts';
import { formatLiteral } from '../platform/money/index.ts';
import { capToRaise, type CallLimits } from './limits.ts';

/** What of a change of limits has to do with a raise. Undefined: it stays. */
export type RaiseInput = Pick<Partial<CallLimits>, 'dailySpendCap' | 'raisedSpendCap'>;

/**
 * What is wrong with a raise, as stored limits tell: it is above the cap that holds without it, or it would raise nothing. Null
 * partner: the limits are the partner's own.
 */
export function raiseFaults(
  partner: CallLimits | null,
  own: CallLimits,
  change: RaiseInput,
  at: Date,
): Fault[] {
  const { raisedSpendCap: raise, dailySpendCap = own.dailySpendCap } = change;
  if (raise === undefined || raise === null) return [];
  const changed = { ...own, dailySpendCap };
  const cap = partner === null ? dailySpendCap : capToRaise(partner, changed, at);
  if (cap !== null && raise > cap) return [];
  const text =
    cap === null
      ? 'There is no spend cap to raise; set daily_spend_cap first'
      : `Input should be above the spend cap that holds, ${formatLiteral(cap, 2)}`;
  return [fault(['body', 'raised_spend_cap'], 'value_error', text, formatLiteral(raise, 2))];
}

/** What of a refused body is asked about; null where the caps themselves were refused. */
export function raiseOf(
  body: Sound<{ daily_spend_cap?: bigint | null; raised_spend_cap?: bigint | null }>,
  refused: Refused,
): RaiseInput | null {
  if (refused.has('daily_spend_cap') || refused.has('raised_spend_cap')) return null;
  const { daily_spend_cap: cap, raised_spend_cap: raise } = body;
  return {
    ...(cap === undefined ? {} : { dailySpendCap: cap }),
    ...(raise === undefined ? {} : { raisedSpendCap: raise }),
  };
}
