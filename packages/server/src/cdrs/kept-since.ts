import type { DateRange } from '../platform/http/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { cdrArchived } from './errors.ts';
import { startOf } from './call-time.ts';
import { selectKeptSince } from './archive-store.ts';

/** Retention moves once a month; another node may have moved it. */
const REMEMBERED_MS = 60_000;

/** From when on calls are kept, remembered for a minute: lists ask each time. */
export class KeptSince {
  private known: { readonly since: Date | null; readonly until: number } | null = null;
  private readonly reader: Reader;
  private readonly clock: Clock;

  constructor(reader: Reader, clock: Clock) {
    this.reader = reader;
    this.clock = clock;
  }

  async read(): Promise<Date | null> {
    const now = this.clock.now().getTime();
    if (this.known === null || this.known.until <= now || this.known.until > now + REMEMBERED_MS)
      this.known = { since: await selectKeptSince(this.reader), until: now + REMEMBERED_MS };
    return this.known.since;
  }

  forget(): void {
    this.known = null;
  }

  /** What of a window calls are kept of: sums know more, and a list must not count what it cannot show. */
  async within(window: DateRange): Promise<DateRange> {
    const since = await this.read();
    return since === null || (window.from !== null && window.from >= since)
      ? window
      : { ...window, from: since };
  }

  /** Why there is no such call: the same for every id of a time that is not kept, whether there ever was one. */
  async missing(callId: string): Promise<Error> {
    const since = isUuid(callId) && callId[14] === '7' ? await this.read() : null;
    return since !== null && startOf(callId) < since
      ? cdrArchived({ facts: { kept_since: since } })
      : notFound({ message: 'No such call.' });
  }
}
