import type { Reader } from '../platform/db/index.ts';
import { readPackedPlaces, splitPacked } from './customer-month-reading.ts';
import { selectPackedDays } from './customer-month-store.ts';
import { addTraffic, type TrafficRow, type Window } from './traffic.ts';
import { MOST_WINDOWS } from './traffic-store.ts';

type ReadRest = (
  reader: Reader,
  partnerId: string,
  customerId: string,
  stretches: readonly Window[],
) => Promise<TrafficRow[]>;

export interface CustomerRows {
  readonly rows: TrafficRow[];
  /** Calls in what is not packed. */
  readonly unpacked: number;
}

/** Destinations with causes of one customer: from its packed days, and as `readRest` reads what is not packed. */
export async function readOfCustomer(
  reader: Reader,
  owner: { readonly partnerId: string; readonly customerId: string },
  window: Window,
  readRest: ReadRest,
): Promise<CustomerRows> {
  const { partnerId, customerId } = owner;
  const { days, rest } = splitPacked(window, await selectPackedDays(reader, partnerId, window));
  // Days that are packed here and there: all together are read in one go.
  const isScattered = rest.length > MOST_WINDOWS;
  const packed = isScattered || days.size === 0 ? [] : await readPackedPlaces(reader, owner, days);
  const others = await readRest(reader, partnerId, customerId, isScattered ? [window] : rest);
  const unpacked = others.reduce((sum, { attempts }) => sum + attempts, 0);
  return { rows: together([...packed, ...others]), unpacked };
}

/** Rows of the same place as one. */
function together(rows: readonly TrafficRow[]): TrafficRow[] {
  const all = new Map<string, TrafficRow>();
  for (const row of rows) {
    const name = [row.key, row.cause, row.direction, row.currency].join('\u001f');
    const known = all.get(name);
    all.set(name, known === undefined ? row : { ...row, ...addTraffic(known, row) });
  }
  return [...all.values()];
}
