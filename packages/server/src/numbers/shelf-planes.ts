import type { StockRow } from './stock-store.ts';
import {
  CAPABILITIES,
  NUMBER_TYPES,
  type Capability,
  type NumberType,
  type StockState,
} from './number-stock.ts';

/**
 * Every plane of a shelf is known by an integer. Shelves that were filled have them in the database: what is given here
 * must not be given otherwise later, and migration 0017 knows where the fees begin.
 */
export const ALL_PLANE = 0;
export const FEE_PLANES = { setup_fee: 300, monthly_fee: 400 } as const;
/** Ids of labels are written in base 32, five digits: one plane for each digit in each place. */
export const LABEL_PLANES = { region: 500, provider: 660 } as const;
const LABEL_DIGITS = 5;
const STATES: readonly StockState[] = ['available', 'reserved', 'held', 'quarantined', 'withdrawn'];
const LETTER_A = 65;

/** A digit in a place, 1 for the first. */
export const digitPlane = (place: number, digit: number): number => place * 10 + digit;
/** At least so many digits; every number has seven. */
export const lengthPlane = (digits: number): number => 160 + digits;
export const exactLengthPlane = (digits: number): number => 210 + digits;
export const statePlane = (state: StockState): number => 180 + STATES.indexOf(state);
export const typePlane = (type: NumberType): number => 190 + NUMBER_TYPES.indexOf(type);
export const capabilityPlane = (one: Capability): number => 200 + CAPABILITIES.indexOf(one);
export const countryPlane = (country: string): number => 1_000 + letters(country);
export const currencyPlane = (currency: string): number => 2_000 + letters(currency);

function letters(code: string): number {
  return Array.from(code).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - LETTER_A, 0);
}

export function labelPlanes(kind: keyof typeof LABEL_PLANES, id: number): number[] {
  return Array.from(
    { length: LABEL_DIGITS },
    (_, place) => LABEL_PLANES[kind] + place * 32 + (Math.floor(id / 32 ** place) % 32),
  );
}

const WHOLE = 100_000n;
const CENT = 1_000n;

/**
 * A fee as an integer in the same order: whole units of money, hundredths, and what is smaller, each in bits of its own. Prices are
 * round, so most of those bits are never set, and what has no bit has no plane.
 */
export function feeCode(fee: bigint): bigint {
  return ((fee / WHOLE) << 17n) | (((fee % WHOLE) / CENT) << 10n) | (fee % CENT);
}

/** Which bits of an integer are set. */
export function bitsOf(value: bigint): number[] {
  const text = value.toString(2);
  return Array.from(text, (bit, at) => (bit === '1' ? text.length - 1 - at : -1)).filter((bit) => bit >= 0);
}

/** What a number’s planes are made of. */
export type PlaneRow = Pick<
  StockRow,
  | 'e164'
  | 'country'
  | 'region'
  | 'number_type'
  | 'voice_enabled'
  | 'sms_enabled'
  | 'mms_enabled'
  | 'fax_enabled'
  | 'provider'
  | 'currency'
  | 'setup_fee'
  | 'monthly_fee'
  | 'state'
>;
/** Ids of regions and providers; the empty one has none. */
export type Labels = ReadonlyMap<string, number>;

const ZERO = 48;
const ONE = 49;

/** The planes of some numbers as texts of zeros and ones. */
export class Planes {
  readonly #size: number;
  readonly #labels: Labels;
  readonly #planes = new Map<number, Buffer>();
  readonly #byLabel = {
    region: new Map<number, readonly number[]>(),
    provider: new Map<number, readonly number[]>(),
  };
  readonly #byFee = new Map<bigint, readonly number[]>();
  /** Of all fees together. */
  setupFeeBits = 0n;
  monthlyFeeBits = 0n;

  constructor(size: number, labels: Labels) {
    this.#size = size;
    this.#labels = labels;
  }

  add(slot: number, row: PlaneRow): void {
    this.#set(ALL_PLANE, slot);
    for (let place = 1; place < row.e164.length; place += 1)
      this.#set(digitPlane(place, row.e164.charCodeAt(place) - ZERO), slot);
    for (let digits = 8; digits < row.e164.length; digits += 1) this.#set(lengthPlane(digits), slot);
    this.#set(exactLengthPlane(row.e164.length - 1), slot);
    this.#set(statePlane(row.state), slot);
    this.#set(typePlane(row.number_type), slot);
    for (const one of CAPABILITIES) if (row[`${one}_enabled`]) this.#set(capabilityPlane(one), slot);
    this.#set(countryPlane(row.country), slot);
    this.#set(currencyPlane(row.currency), slot);
    for (const plane of this.#labelled('region', row.region)) this.#set(plane, slot);
    for (const plane of this.#labelled('provider', row.provider)) this.#set(plane, slot);
    for (const bit of this.#feeBits(row.setup_fee)) this.#set(FEE_PLANES.setup_fee + bit, slot);
    for (const bit of this.#feeBits(row.monthly_fee)) this.#set(FEE_PLANES.monthly_fee + bit, slot);
    this.setupFeeBits |= feeCode(row.setup_fee);
    this.monthlyFeeBits |= feeCode(row.monthly_fee);
  }

  entries(): { readonly plane: number; readonly bits: string }[] {
    return [...this.#planes]
      .map(([plane, bits]) => ({ plane, bits: bits.toString('latin1') }))
      .toSorted((a, b) => a.plane - b.plane);
  }

  #set(plane: number, slot: number): void {
    let bits = this.#planes.get(plane);
    if (bits === undefined) {
      bits = Buffer.alloc(this.#size, ZERO);
      this.#planes.set(plane, bits);
    }
    bits[slot] = ONE;
  }

  /** Few numbers have a fee or a region of their own, so each is taken apart once. */
  #feeBits(fee: bigint): readonly number[] {
    let bits = this.#byFee.get(fee);
    if (bits === undefined) this.#byFee.set(fee, (bits = bitsOf(feeCode(fee))));
    return bits;
  }

  #labelled(kind: keyof typeof LABEL_PLANES, label: string): readonly number[] {
    const id = this.#labels.get(label);
    if (id === undefined) return [];
    let planes = this.#byLabel[kind].get(id);
    if (planes === undefined) this.#byLabel[kind].set(id, (planes = labelPlanes(kind, id)));
    return planes;
  }
}
