/** A calendar day, of whichever zone. */
export interface LocalDay {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}

/** More than any zone's clock is ahead of or behind UTC. */
const WIDEST_OFFSET_MS = 26 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a clock in the zone shows, as if it were UTC. Milliseconds. */
function localMs(atMs: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
    ((atMs % 1_000) + 1_000) % 1_000,
  );
}

/** The calendar day of an instant in a zone. */
export function localDay(atMs: number, zone: string): LocalDay {
  const local = new Date(localMs(atMs, zone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/**
 * The first moment of a calendar day in a zone. Usually midnight; later where clocks go forward at midnight, and the
 * beginning of the next day where a zone left the day out.
 */
export function startOfDay({ year, month, day }: LocalDay, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day);
  const reached = (atMs: number): boolean => localMs(atMs, zone) >= wanted;
  const guess = wanted - (localMs(wanted, zone) - wanted);
  const again = wanted - (localMs(guess, zone) - guess);
  if (reached(again) && !reached(again - 1)) return new Date(again);
  let [before, after] = [wanted - WIDEST_OFFSET_MS, wanted + WIDEST_OFFSET_MS];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (reached(middle)) after = middle;
    else before = middle;
  }
  return new Date(after);
}
