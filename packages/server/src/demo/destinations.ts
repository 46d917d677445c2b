import type { PlausibleDestination, PlausibleEnding, PlausiblePrice } from '../cdrs/index.ts';

/** What the sandbox sells a minute for, by dialled prefix; a deck of its own. */
export const RETAIL_DECK = [
  ['91', 'India', '0.60'],
  ['919', 'India mobile', '0.65'],
  ['1', 'United States and Canada', '1.30'],
  ['44', 'United Kingdom', '1.95'],
  ['447', 'United Kingdom mobile', '2.95'],
  ['65', 'Singapore', '2.90'],
  ['971', 'United Arab Emirates', '2.70'],
  ['9715', 'United Arab Emirates mobile', '3.90'],
  ['977', 'Nepal', '3.60'],
  ['234', 'Nigeria', '4.40'],
  ['2348', 'Nigeria mobile', '6.40'],
  ['252', 'Somalia', '5.90'],
] as const;

/** Everywhere else. */
export const FLAT_RATE = '9.50';

/** Gateways of the two simulated carriers. */
const GATEWAY_A = '203.0.113.40';
const GATEWAY_B = '203.0.113.72';

/** The last days, in which one gateway turns away what it should carry. */
export const FAILING_SINCE_DAY = 84;
const FAILING = '234803';
const TURNED_AWAY: readonly PlausibleEnding[] = [
  {
    share: 92,
    cause: 'SERVICE_UNAVAILABLE',
    code: 3080,
    source: 'Carrier',
    disposition: 'send_refuse',
    sip: 503,
  },
  { share: 8, cause: 'NO_ANSWER', code: 3000, source: 'Callee', disposition: 'send_cancel', sip: 480 },
];

/** Where thieves call, whom the number's owner shares the money with. */
const FRAUD = '252615';

type Row = readonly [prefix: string, digits: number, share: number, answered: number, talkSeconds: number];

const ROWS: readonly Row[] = [
  ['9198', 8, 42, 58, 95],
  ['9180', 8, 18, 54, 120],
  ['9122', 8, 9, 61, 140],
  ['1212', 7, 7, 64, 210],
  ['4477', 8, 6, 49, 160],
  ['97150', 7, 6, 44, 130],
  ['659', 7, 4, 57, 150],
  ['97798', 8, 3, 39, 90],
  [FAILING, 7, 5, 47, 110],
];

export interface SidePrices {
  readonly selling: PlausiblePrice;
  readonly wholesale: PlausiblePrice;
}

/** The price of a dialled number (digits). */
export type PriceOf = (number: string) => SidePrices;

/** A number under each prefix that the story calls: what has to have a price. */
export function storyNumbers(): string[] {
  return [...ROWS.map(([prefix, digits]) => prefix + '5'.repeat(digits)), `${FRAUD}55555`];
}

function numberUnder(prefix: string): string {
  return storyNumbers().find((number) => number.startsWith(prefix)) ?? prefix;
}

/** Where calls of a day go. */
export function destinationsOn(day: number, priceOf: PriceOf): PlausibleDestination[] {
  return ROWS.map(([prefix, digits, share, answered, talkSeconds]) => {
    const fails = prefix === FAILING && day >= FAILING_SINCE_DAY;
    const usual = { prefix, digits, share, talkSeconds, ...priceOf(numberUnder(prefix)) };
    return fails
      ? { ...usual, answered: 6, endings: TURNED_AWAY, carrierIp: GATEWAY_B }
      : { ...usual, answered, carrierIp: GATEWAY_A };
  });
}

/** Short calls, nearly all answered, to one expensive place. */
export function fraudDestinations(priceOf: PriceOf): PlausibleDestination[] {
  const where = { prefix: FRAUD, digits: 5, share: 1, answered: 96, talkSeconds: 35, carrierIp: GATEWAY_A };
  return [{ ...where, ...priceOf(numberUnder(FRAUD)) }];
}
