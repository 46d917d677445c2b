import { piecesOf, type Piece } from './pattern-pieces.ts';
import {
  ALL_PLANE,
  FEE_PLANES,
  capabilityPlane,
  countryPlane,
  currencyPlane,
  digitPlane,
  feeCode,
  labelPlanes,
  statePlane,
  typePlane,
} from './shelf-planes.ts';
import type { StockFilter } from './stock-filter.ts';

/** A filter in the words of the shelves, as migration 0017 reads it. */
export interface ShelfProgram {
  /** Planes that a number has to have, all of them. */
  readonly required: readonly number[];
  /** Of each of these groups it has to lack one. */
  readonly without: readonly (readonly number[])[];
  readonly limits: readonly { readonly firstPlane: number; readonly most: bigint }[];
  /** Each pattern is some pieces one behind the other, with gaps between them. */
  readonly patterns: readonly (readonly Piece[])[];
}

/** Ids of the labels that a filter names: null where there is no such region or provider on any shelf. */
export interface FilterLabels {
  readonly region?: number | null | undefined;
  readonly provider?: number | null | undefined;
}

/** Null where nothing on the shelves can fit. */
export function programOf(filter: StockFilter, labels: FilterLabels): ShelfProgram | null {
  if (labels.region === null || labels.provider === null) return null;
  const patterns = (filter.patterns ?? []).map(({ like }) => piecesOf(like));
  if (patterns.includes(null)) return null;
  const possible = patterns.filter((one) => one !== null);
  const planes = [
    filter.state === undefined ? ALL_PLANE : statePlane(filter.state),
    ...planesOf(filter),
    ...(labels.region === undefined ? [] : labelPlanes('region', labels.region)),
    ...(labels.provider === undefined ? [] : labelPlanes('provider', labels.provider)),
    ...possible.flatMap(({ required }) => required),
  ];
  return {
    required: [...new Set(planes)],
    without: (filter.excludedPrefixes ?? []).map(prefixPlanes),
    limits: limitsOf(filter),
    patterns: possible.map(({ pieces }) => pieces).filter((pieces) => pieces.length > 0),
  };
}

function planesOf({ country, numberType, currency, capabilities = [] }: StockFilter): number[] {
  return [
    ...(country === undefined ? [] : [countryPlane(country)]),
    ...(numberType === undefined ? [] : [typePlane(numberType)]),
    ...(currency === undefined ? [] : [currencyPlane(currency)]),
    ...capabilities.map(capabilityPlane),
  ];
}

function limitsOf({ maxSetupFee, maxMonthlyFee }: StockFilter): ShelfProgram['limits'] {
  return [
    ...(maxSetupFee === undefined ? [] : [{ firstPlane: FEE_PLANES.setup_fee, most: feeCode(maxSetupFee) }]),
    ...(maxMonthlyFee === undefined
      ? []
      : [{ firstPlane: FEE_PLANES.monthly_fee, most: feeCode(maxMonthlyFee) }]),
  ];
}

/** `prefix` has its `+`. */
function prefixPlanes(prefix: string): number[] {
  return Array.from(prefix.slice(1), (digit, index) => digitPlane(index + 1, Number(digit)));
}
