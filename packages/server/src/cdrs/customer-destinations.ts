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

/** Destinations with causes of one customer: from its packed days, and as `readRest` reads what is not packed. */
export async function readOfCustomer(
  reader: Reader,
  owner: { readonly partnerId: string; readonly customerId: string },
  window: Window,
  readRest: ReadRest,
): Promise<TrafficRow[]> {
  const { partnerId, customerId } = owner;
  const { days, rest } = splitPacked(window, await selectPackedDays(reader, partnerId, window));
  // Days that are packed here and there: all together are read in one go.
  if (rest.length > MOST_WINDOWS) return readRest(reader, partnerId, customerId, [window]);
  const packed = days.size === 0 ? [] : await readPackedPlaces(reader, owner, days);
  return together([...packed, ...(await readRest(reader, partnerId, customerId, rest))]);
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
