/** How money is expected to go, hour by hour. Units of 10⁻⁵ an hour, as doubles: an estimate is no posting. */
export interface Burn {
  /** By weekday and hour UTC: 7 × 24, Sunday first. */
  readonly hours: Hours;
  /** The quietest and the busiest of the last weeks, as shares of their mean. */
  readonly quiet: number;
  readonly busy: number;
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;
/** Farther nobody sees. */
export const HORIZON_DAYS = 90;
/** A week that was four times or a quarter of the others says little about the next. */
const WIDEST = 4;
/** Even weeks that were all alike are no promise. */
const NARROWEST = 0.15;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** What is expected in each hour of a week, Sunday first. Loops go over it, because a partner has thousands of wallets. */
export type Hours = ArrayLike<number>;

/**
 * Spreads what weekdays cost over their hours, as the partner's hours of that weekday are spread, and raises it to a level. `into` is
 * what to write to, so that wallets need not have a list each.
 */
export function spreadOverHours(
  byWeekday: readonly number[],
  partnerHours: Hours,
  level = 1,
  into = new Float64Array(WEEK_HOURS),
): Float64Array {
  for (const [weekday, day] of byWeekday.entries()) {
    const first = weekday * 24;
    let total = 0;
    for (let slot = first; slot < first + 24; slot += 1) total += partnerHours[slot] ?? 0;
    const isKnown = partnerHours.length >= first + 24 && total > 0;
    for (let slot = first; slot < first + 24; slot += 1)
      into[slot] = (isKnown ? (day * (partnerHours[slot] ?? 0)) / total : day / 24) * level;
  }
  return into;
}

/** How far weeks lie apart. */
export function spanOf(weeks: readonly number[]): Pick<Burn, 'quiet' | 'busy'> {
  const mean = weeks.reduce((sum, value) => sum + value, 0) / Math.max(1, weeks.length);
  if (mean === 0) return { quiet: 1 - NARROWEST, busy: 1 + NARROWEST };
  return {
    quiet: clamp(Math.min(...weeks) / mean, 1 / WIDEST, 1 - NARROWEST),
    busy: clamp(Math.max(...weeks) / mean, 1 + NARROWEST, WIDEST),
  };
}

/** 1970 began on a Thursday. */
const FIRST_SLOT = 4 * 24;
const slotOf = (atMs: number): number => (Math.floor(atMs / HOUR_MS) + FIRST_SLOT) % WEEK_HOURS;

/** What is expected between two instants. */
export function expectedBetween(hours: Hours, fromMs: number, toMs: number): number {
  let sum = 0;
  const weeks = Math.max(0, Math.floor((toMs - fromMs) / (WEEK_HOURS * HOUR_MS)));
  if (weeks > 0) for (let slot = 0; slot < hours.length; slot += 1) sum += (hours[slot] ?? 0) * weeks;
  for (let at = fromMs + weeks * WEEK_HOURS * HOUR_MS; at < toMs;) {
    const next = Math.min(toMs, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
    sum += ((hours[slotOf(at)] ?? 0) * (next - at)) / HOUR_MS;
    at = next;
  }
  return sum;
}

/** What is to be paid on certain days, beside what goes hour by hour. */
export interface Dues {
  /** What should be paid already. */
  readonly overdue: number;
  /** Milliseconds since 1970, the first first, and how much then. What falls due between reading and now is taken for paid. */
  readonly at: readonly number[];
  readonly amounts: readonly number[];
}

export const NO_DUES: Dues = { overdue: 0, at: [], amounts: [] };

/** How much falls due up to an instant. */
export function dueUntil({ overdue, at, amounts }: Dues, nowMs: number, untilMs: number): number {
  let sum = overdue;
  for (const [nth, day] of at.entries()) if (day > nowMs && day <= untilMs) sum += amounts[nth] ?? 0;
  return sum;
}

/**
 * When an amount is gone at so many times the pattern, or cannot pay what falls due; null: not within the horizon. Milliseconds since 1970.
 */
export function goneAt(
  amount: number,
  hours: Hours,
  factor: number,
  nowMs: number,
  dues: Dues = NO_DUES,
): number | null {
  const end = nowMs + HORIZON_DAYS * DAY_HOURS * HOUR_MS;
  let left = amount - dues.overdue;
  if (amount <= 0 || left < 0) return nowMs;
  let from = nowMs;
  for (const [nth, at] of dues.at.entries()) {
    if (at <= nowMs) continue;
    if (at >= end) break;
    const spent = factor * expectedBetween(hours, from, at);
    if (spent >= left) return emptyAt(left, hours, factor, from, at) ?? at;
    left -= spent + (dues.amounts[nth] ?? 0);
    if (left < 0) return at;
    from = at;
  }
  return emptyAt(left, hours, factor, from, end);
}

/** When an amount is gone at so many times the pattern; null: not before the end. */
function emptyAt(amount: number, hours: Hours, factor: number, fromMs: number, end: number): number | null {
  let left = amount;
  if (left <= 0) return fromMs;
  // Whole weeks first, but for the last: a partner has thousands of wallets.
  let week = 0;
  for (let slot = 0; slot < hours.length; slot += 1) week += hours[slot] ?? 0;
  week *= factor;
  const weeks = week > 0 ? Math.min(HORIZON_DAYS, Math.ceil(left / week) - 1) : HORIZON_DAYS;
  left -= weeks * week;
  for (let at = fromMs + weeks * WEEK_HOURS * HOUR_MS; at < end;) {
    const next = Math.min(end, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
    const perMs = ((hours[slotOf(at)] ?? 0) * factor) / HOUR_MS;
    const spent = perMs * (next - at);
    if (spent >= left) return Math.round(at + left / perMs);
    left -= spent;
    at = next;
  }
  return null;
}

/**
 * How much livelier the last day was than the pattern says. A day's worth of the pattern is added to both, so that one odd
 * hour of a quiet wallet does not turn everything over.
 */
export function levelOf(spentLastDay: number, expectedLastDay: number, dayMean: number): number {
  if (dayMean <= 0) return 1;
  return clamp((spentLastDay + dayMean) / (expectedLastDay + dayMean), 1 / WIDEST, WIDEST);
}
