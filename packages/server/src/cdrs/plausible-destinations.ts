import type { RatedSide } from './finished-call.ts';

/** A price as a call keeps it, but for how long that call was charged for. */
export type PlausiblePrice = Omit<RatedSide, 'billedSeconds'>;

/** How calls end that nobody answers. */
export interface PlausibleEnding {
  /** Parts of all of them. */
  readonly share: number;
  readonly cause: string;
  readonly code: number;
  readonly source: 'Caller' | 'Callee' | 'Carrier';
  readonly disposition: string;
  readonly sip: number;
}

export interface PlausibleDestination {
  readonly prefix: string;
  /** Digits after the prefix. */
  readonly digits: number;
  readonly selling: PlausiblePrice;
  readonly wholesale: PlausiblePrice;
  /** Of all calls, how many go there: parts of the sum of shares. */
  readonly share: number;
  /** Of those, how many are answered: parts of a hundred. */
  readonly answered: number;
  /** Default: as calls end anywhere. */
  readonly endings?: readonly PlausibleEnding[];
  /** Mean of an answered call. Default: 95. */
  readonly talkSeconds?: number;
  /** The gateway that calls go out by. */
  readonly carrierIp?: string;
}

function price(side: 'selling' | 'wholesale', prefix: string, rate: bigint): PlausiblePrice {
  const isSelling = side === 'selling';
  return {
    tierId: isSelling ? '0199a1b0-0000-7000-8000-00000000000a' : '0199a1b0-0000-7000-8000-00000000000b',
    deckVersion: isSelling ? 3 : 1,
    prefix,
    rate,
    connectFee: 0n,
    initialIncrementSeconds: isSelling ? 60 : 1,
    nextIncrementSeconds: isSelling ? 60 : 1,
    minimumDurationSeconds: 0,
  };
}

type Row = readonly [
  prefix: string,
  digits: number,
  selling: bigint,
  wholesale: bigint,
  share: number,
  answered: number,
];

const ROWS: readonly Row[] = [
  ['9198', 8, 450_000_000n, 300_000_000n, 50, 58],
  ['9180', 8, 500_000_000n, 340_000_000n, 25, 52],
  ['1212', 7, 1_200_000_000n, 710_000_001n, 15, 64],
  ['447', 9, 3_333_333_333n, 2_900_000_000n, 8, 47],
  ['97150', 7, 14_250_000_000n, 12_000_000_000n, 2, 9],
];

/** Where calls go in a story that does not say. */
export const DESTINATIONS: readonly PlausibleDestination[] = ROWS.map(
  ([prefix, digits, selling, wholesale, share, answered]) => ({
    prefix,
    digits,
    selling: price('selling', prefix, selling),
    wholesale: price('wholesale', prefix, wholesale),
    share,
    answered,
  }),
);

/** What becomes of a call that nobody answers. */
export const ENDINGS: readonly PlausibleEnding[] = [
  { share: 40, cause: 'NO_ANSWER', code: 3000, source: 'Callee', disposition: 'send_cancel', sip: 480 },
  { share: 20, cause: 'USER_BUSY', code: 3010, source: 'Callee', disposition: 'send_refuse', sip: 486 },
  {
    share: 18,
    cause: 'ORIGINATOR_CANCEL',
    code: 1000,
    source: 'Caller',
    disposition: 'send_cancel',
    sip: 487,
  },
  { share: 8, cause: 'CALL_REJECTED', code: 3020, source: 'Callee', disposition: 'send_refuse', sip: 603 },
  {
    share: 6,
    cause: 'UNALLOCATED_NUMBER',
    code: 3050,
    source: 'Carrier',
    disposition: 'send_refuse',
    sip: 404,
  },
  {
    share: 8,
    cause: 'SERVICE_UNAVAILABLE',
    code: 3080,
    source: 'Carrier',
    disposition: 'send_refuse',
    sip: 503,
  },
];
