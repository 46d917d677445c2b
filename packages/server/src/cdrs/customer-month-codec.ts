import type { CallContext, CallDirection } from './finished-call.ts';
import { Heap } from './running-codec.ts';
import type { TrafficSums } from './traffic.ts';

/**
 * A customer's days of one month, each a piece of its own that says how long it is, in the order in which they were packed:
 *
 *   day of the month, length of what follows, then for each direction, product and currency
 *   what it is (a byte and three letters), how many keys, each key less the one before it, and the sums of each (running-codec.ts)
 *
 * A key is a quarter of the day, or a place. Numbers are bytes of seven bits, the lowest first.
 */
export interface DayGroup {
  readonly direction: CallDirection;
  /** Of places of no account. */
  readonly context: CallContext;
  readonly currency: string;
}

const INBOUND = 1;
const VOICE_API = 2;
const CURRENCY_BYTES = 3;

function putNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

/** Reads numbers and letters one after the other. */
class Reading {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const value = this.bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (let byte = 128; byte >= 128; scale *= 128) {
      byte = this.byte();
      value += (byte & 127) * scale;
    }
    return value;
  }
}

/** The sums of one customer's day, by their keys. */
export class DayWriter {
  readonly #groups = new Map<string, DayGroup & { readonly keys: Map<number, TrafficSums> }>();

  /** Once for each key of a group. */
  add(group: DayGroup, key: number, sums: TrafficSums): void {
    const name = `${group.direction} ${group.context} ${group.currency}`;
    const known = this.#groups.get(name) ?? { ...group, keys: new Map<number, TrafficSums>() };
    this.#groups.set(name, known);
    known.keys.set(key, sums);
  }

  /** As a piece of a month. */
  pack(day: number): Uint8Array {
    const parts = [...this.#groups.values()].map(packGroup);
    const head = [day];
    putNumber(
      head,
      parts.reduce((sum, part) => sum + part.length, 0),
    );
    return Buffer.concat([Uint8Array.from(head), ...parts]);
  }
}

function packGroup({
  direction,
  context,
  currency,
  keys,
}: DayGroup & { readonly keys: ReadonlyMap<number, TrafficSums> }): Uint8Array {
  const head = [
    (direction === 'inbound' ? INBOUND : 0) | (context === 'voice-api' ? VOICE_API : 0),
    ...Buffer.from(currency, 'latin1'),
  ];
  const sorted = [...keys].sort(([a], [b]) => a - b);
  putNumber(head, sorted.length);
  const heap = new Heap();
  let previous = 0;
  for (const [place, [key, sums]] of sorted.entries()) {
    putNumber(head, key - previous);
    previous = key;
    heap.add(place, sums);
  }
  return Buffer.concat([Uint8Array.from(head), heap.pack()]);
}

/** Where the days of a packed month are. */
export function daysOf(
  packed: Uint8Array,
): { readonly day: number; readonly start: number; readonly from: number; readonly end: number }[] {
  const days = [];
  const reading = new Reading(packed, 0);
  while (reading.at < packed.length) {
    const start = reading.at;
    const day = reading.byte();
    const length = reading.number();
    const from = reading.at;
    reading.at += length;
    days.push({ day, start, from, end: reading.at });
  }
  return days;
}

/** A packed month without some of its days. */
export function withoutDays(packed: Uint8Array, gone: ReadonlySet<number>): Uint8Array {
  return Buffer.concat(
    daysOf(packed)
      .filter(({ day }) => !gone.has(day))
      .map(({ start, end }) => packed.subarray(start, end)),
  );
}

/** Adds a day of a packed month to sums: `sumsOf` says to which those of a group belong, and to which place of them those of a key, negative: to none. */
export function addDay(
  packed: Uint8Array,
  { from, end }: { readonly from: number; readonly end: number },
  sumsOf: (group: DayGroup) => { readonly heap: Heap; readonly placeOf: (key: number) => number },
): void {
  const reading = new Reading(packed, from);
  while (reading.at < end) {
    const what = reading.byte();
    const currency = Buffer.from(packed.subarray(reading.at, reading.at + CURRENCY_BYTES)).toString('latin1');
    reading.at += CURRENCY_BYTES;
    const { heap, placeOf } = sumsOf({
      direction: what & INBOUND ? 'inbound' : 'outbound',
      context: what & VOICE_API ? 'voice-api' : 'sip-trunking',
      currency,
    });
    const places: number[] = [];
    let key = 0;
    for (let left = reading.number(); left > 0; left -= 1) {
      key += reading.number();
      places.push(placeOf(key));
    }
    reading.at = heap.addTo(places, packed, reading.at);
  }
}
