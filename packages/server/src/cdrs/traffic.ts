/** What traffic is told apart by. */
export const TRAFFIC_DIMENSIONS = ['customer', 'destination', 'trunk', 'number'] as const;
export type TrafficDimension = (typeof TRAFFIC_DIMENSIONS)[number];

/** Sums over calls of one currency. Money is units of 10⁻⁵, with streaming. */
export interface TrafficSums {
  readonly attempts: number;
  /** By us, before anything was dialled. */
  readonly refused: number;
  readonly answered: number;
  /** Came to the other side, whatever it did about it. */
  readonly reached: number;
  /** Answered, with six seconds of talk or less. Null where it is not known. */
  readonly shortCalls: number | null;
  readonly durationSeconds: number;
  readonly talkSeconds: number;
  readonly billedSeconds: number;
  readonly cost: bigint;
  readonly wholesaleCost: bigint;
  readonly margin: bigint;
  readonly pddMsSum: number;
  readonly pddCount: number;
  readonly mosHundredthsSum: number;
  readonly mosCount: number;
}

/** Sums of one customer, destination, trunk or number in one direction. */
export interface TrafficRow extends TrafficSums {
  readonly partnerId: string;
  /** Null of a destination across customers. */
  readonly customerId: string | null;
  /** The dialled prefix (`''` inbound), trunk id or own number; `''` of a customer. */
  readonly key: string;
  /** Of destinations: hang-up cause, or why we refused; else `''`. */
  readonly cause: string;
  readonly direction: 'inbound' | 'outbound';
  readonly currency: string;
}

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** Sums of a stretch of time in one currency. */
export interface PointRow extends TrafficSums {
  readonly starts: Date;
  readonly currency: string;
}

/** Sums of a stretch of time, by direction, product and currency. */
export interface SeriesRow extends PointRow {
  readonly direction: 'inbound' | 'outbound';
  readonly context: 'sip-trunking' | 'voice-api';
}

/** A window with both ends. Half open: `from ≤ t < before`. */
export interface Window {
  readonly from: Date;
  readonly before: Date;
}

export const NOTHING: TrafficSums = {
  attempts: 0,
  refused: 0,
  answered: 0,
  reached: 0,
  shortCalls: 0,
  durationSeconds: 0,
  talkSeconds: 0,
  billedSeconds: 0,
  cost: 0n,
  wholesaleCost: 0n,
  margin: 0n,
  pddMsSum: 0,
  pddCount: 0,
  mosHundredthsSum: 0,
  mosCount: 0,
};

/** Both together; they must be of one currency wherever money is looked at. */
export function addTraffic(a: TrafficSums, b: TrafficSums): TrafficSums {
  return {
    attempts: a.attempts + b.attempts,
    refused: a.refused + b.refused,
    answered: a.answered + b.answered,
    reached: a.reached + b.reached,
    shortCalls: a.shortCalls === null || b.shortCalls === null ? null : a.shortCalls + b.shortCalls,
    durationSeconds: a.durationSeconds + b.durationSeconds,
    talkSeconds: a.talkSeconds + b.talkSeconds,
    billedSeconds: a.billedSeconds + b.billedSeconds,
    cost: a.cost + b.cost,
    wholesaleCost: a.wholesaleCost + b.wholesaleCost,
    margin: a.margin + b.margin,
    pddMsSum: a.pddMsSum + b.pddMsSum,
    pddCount: a.pddCount + b.pddCount,
    mosHundredthsSum: a.mosHundredthsSum + b.mosHundredthsSum,
    mosCount: a.mosCount + b.mosCount,
  };
}

/** What is left of the first without the second, which is part of it. */
export function takeTraffic(a: TrafficSums, b: TrafficSums): TrafficSums {
  return addTraffic(a, {
    attempts: -b.attempts,
    refused: -b.refused,
    answered: -b.answered,
    reached: -b.reached,
    shortCalls: b.shortCalls === null ? null : -b.shortCalls,
    durationSeconds: -b.durationSeconds,
    talkSeconds: -b.talkSeconds,
    billedSeconds: -b.billedSeconds,
    cost: -b.cost,
    wholesaleCost: -b.wholesaleCost,
    margin: -b.margin,
    pddMsSum: -b.pddMsSum,
    pddCount: -b.pddCount,
    mosHundredthsSum: -b.mosHundredthsSum,
    mosCount: -b.mosCount,
  });
}
