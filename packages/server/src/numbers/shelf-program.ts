import { addPattern } from './pattern-program.ts';
import {
  ALL_PLANE,
  FEE_PLANES,
  LABEL_BITS,
  PROVIDER_PLANES,
  REGION_PLANES,
  capabilityPlane,
  countryPlane,
  currencyPlane,
  digitPlane,
  statePlane,
  typePlane,
} from './shelf-planes.ts';
import type { StockFilter } from './stock-filter.ts';

/** What migration 0017 runs for each shelf. */
export interface ShelfProgram {
  /** Planes without which a shelf has nothing that fits. */
  readonly required: readonly number[];
  /** Three integers an instruction. */
  readonly code: readonly number[];
  /** The fees that are compared with, in the order of the instructions. */
  readonly limits: readonly bigint[];
}

/** The register in which the result grows: what is taken from it is out. */
export const RESULT = 1;

const OPS = { load: 0, and: 1, andNot: 2, copy: 3, orRegister: 4, andNotRegister: 5, clear: 6, atMost: 7 };

/** Writes a program. Registers are numbers; whoever needs one takes a new one. */
export class ProgramWriter {
  readonly code: number[] = [];
  readonly required: number[] = [];
  readonly limits: bigint[] = [];
  #registers = RESULT;

  newRegister(): number {
    this.#registers += 1;
    return this.#registers;
  }

  /** The result begins with all that a plane has. */
  begin(plane: number): void {
    this.required.push(plane);
    this.code.push(OPS.load, RESULT, plane);
  }

  and(register: number, plane: number): void {
    if (register === RESULT) this.required.push(plane);
    this.code.push(OPS.and, register, plane);
  }

  andNot(register: number, plane: number): void {
    this.code.push(OPS.andNot, register, plane);
  }

  copy(to: number, from: number): void {
    this.code.push(OPS.copy, to, from);
  }

  or(register: number, other: number): void {
    this.code.push(OPS.orRegister, register, other);
  }

  without(register: number, other: number): void {
    this.code.push(OPS.andNotRegister, register, other);
  }

  clear(register: number): void {
    this.code.push(OPS.clear, register, 0);
  }

  atMost(register: number, firstPlane: number, most: bigint): void {
    this.limits.push(most);
    this.code.push(OPS.atMost, register, firstPlane);
  }
}

/** Ids of the labels that a filter names: null where there is no such region or provider on any shelf. */
export interface FilterLabels {
  readonly region?: number | null | undefined;
  readonly provider?: number | null | undefined;
}

/** Null where nothing on the shelves can fit. What leaves most out comes first; the rest is cheaper then. */
export function programOf(filter: StockFilter, labels: FilterLabels): ShelfProgram | null {
  if (labels.region === null || labels.provider === null) return null;
  const writer = new ProgramWriter();
  writer.begin(filter.state === undefined ? ALL_PLANE : statePlane(filter.state));
  for (const plane of planesOf(filter)) writer.and(RESULT, plane);
  if (labels.region !== undefined) addLabel(writer, REGION_PLANES, labels.region);
  if (labels.provider !== undefined) addLabel(writer, PROVIDER_PLANES, labels.provider);
  if (filter.maxSetupFee !== undefined) writer.atMost(RESULT, FEE_PLANES.setup_fee, filter.maxSetupFee);
  if (filter.maxMonthlyFee !== undefined) writer.atMost(RESULT, FEE_PLANES.monthly_fee, filter.maxMonthlyFee);
  for (const prefix of filter.excludedPrefixes ?? []) leaveOut(writer, prefix);
  for (const { like } of filter.patterns ?? []) if (!addPattern(writer, like)) return null;
  return { required: writer.required, code: writer.code, limits: writer.limits };
}

function planesOf({ country, numberType, currency, capabilities = [] }: StockFilter): number[] {
  return [
    ...(country === undefined ? [] : [countryPlane(country)]),
    ...(numberType === undefined ? [] : [typePlane(numberType)]),
    ...(currency === undefined ? [] : [currencyPlane(currency)]),
    ...capabilities.map(capabilityPlane),
  ];
}

function addLabel(writer: ProgramWriter, first: number, id: number): void {
  const bits = Array.from({ length: LABEL_BITS }, (_, bit) => bit);
  const isSet = (bit: number): boolean => ((id >> bit) & 1) === 1;
  for (const bit of bits.filter(isSet)) writer.and(RESULT, first + bit);
  for (const bit of bits.filter((one) => !isSet(one))) writer.andNot(RESULT, first + bit);
}

/** `prefix` has its `+`. */
function leaveOut(writer: ProgramWriter, prefix: string): void {
  const register = writer.newRegister();
  writer.copy(register, RESULT);
  for (let place = 1; place < prefix.length; place += 1)
    writer.and(register, digitPlane(place, Number(prefix[place])));
  writer.without(RESULT, register);
}
