import { readDateRange, type FieldCheck } from '../platform/http/index.ts';
import { type Clock, DAY_MS } from '../platform/time/index.ts';

/** The instant that a text means: a bare day is its end. Null for what is no time. */
export function instantOf(text: string, now: Date): Date | null {
  const { before } = readDateRange({ to_date: text });
  if (before === null) return null;
  const at = new Date(before.getTime() - 1);
  // Today is asked for by its day as well: it ends now.
  const isToday = text.length === 10 && at > now && at.getTime() - now.getTime() < DAY_MS;
  return isToday ? now : at;
}

/** For the field that names the instant. */
export function pastInstant(clock: Clock): FieldCheck<string> {
  return (text) => {
    const now = clock.now();
    const at = instantOf(text, now);
    if (at === null)
      return { type: 'date_parsing', text: 'Input should be YYYY-MM-DD or an ISO 8601 time', input: text };
    if (at > now) return { type: 'value_error', text: 'Input should not be in the future', input: text };
    return null;
  };
}
