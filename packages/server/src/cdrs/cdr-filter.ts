import type { DateRange } from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import type { CallContext, CallDirection } from './finished-call.ts';
import type { CauseClass } from './hangup-cause.ts';

/** Which calls of a partner; what is absent does not narrow. */
export interface CdrFilter {
  readonly customerId?: string;
  readonly classes?: readonly CauseClass[];
  readonly direction?: CallDirection;
  readonly context?: CallContext;
  readonly hangupCause?: string;
  readonly hangupDisposition?: string;
  /** Seconds of ringing and talk. */
  readonly minDuration?: number;
  readonly maxDuration?: number;
  /** Parts of the numbers, in any case. */
  readonly fromNumber?: string;
  readonly toNumber?: string;
  /** Part of either number, or the whole of an id: the call's, the bridge's, SIP's. */
  readonly search?: string;
  readonly sipCallId?: string;
  readonly bridgeUuid?: string;
  readonly campaignId?: string;
  /** By start time. */
  readonly window: DateRange;
}

const SUMMED: ReadonlySet<string> = new Set(['customerId', 'classes', 'direction', 'context', 'window']);
const ORDERED: ReadonlySet<string> = new Set(['customerId', 'window']);

function asksOnly(filter: CdrFilter, keys: ReadonlySet<string>): boolean {
  return Object.keys(filter).every((key) => keys.has(key));
}

/** Whether sums over this filter are sums of the rollups, but for the edges of its window. */
export function isSummed(filter: CdrFilter): boolean {
  return asksOnly(filter, SUMMED);
}

const ENDED: ReadonlySet<string> = new Set([
  'hangupCause',
  'hangupDisposition',
  'classes',
  'direction',
  'context',
  'window',
]);
const LASTED: ReadonlySet<string> = new Set([
  'minDuration',
  'maxDuration',
  'classes',
  'direction',
  'context',
  'window',
]);

/** Which sums of closed periods answer it, whatever else is read at the edges of its window; null: none. */
export function listedBy(filter: CdrFilter): 'ending' | 'duration' | null {
  const { classes } = filter;
  const knowsClasses = classes === undefined || (classes.length === 1 && classes[0] === 'answered');
  if (knowsClasses && asksOnly(filter, LASTED)) return 'duration';
  return asksOnly(filter, ENDED) ? 'ending' : null;
}

/** Whether it names a call or a few by an id: those are looked up, however many calls there are. */
export function isNamed({ sipCallId, bridgeUuid, search }: CdrFilter): boolean {
  return sipCallId !== undefined || bridgeUuid !== undefined || (search !== undefined && isUuid(search));
}

/** Whether an index holds exactly what matches, in the order of the list. */
export function isOrdered(filter: CdrFilter): boolean {
  return asksOnly(filter, ORDERED);
}
