import type { Rate } from '../pricing/index.ts';

/** Numbers that begin with `prefix` may go to a carrier. */
export interface CarrierRoute {
  readonly id: string;
  readonly carrierId: string;
  /** Digits of E.164, without plus; '' is every number. */
  readonly prefix: string;
  /** Gateways of the carrier that take them; '' is all. */
  readonly group: string;
  /** 1–1000; lower is tried first. */
  readonly priority: number;
  /** 1–100: its share of the calls among routes of one priority. */
  readonly weight: number;
  /** What the carrier charges per minute, in its currency; null: nobody said. */
  readonly costRate: Rate | null;
  /** No shorter prefix of any carrier is tried beside it. */
  readonly exclusive: boolean;
  readonly enabled: boolean;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

export type RouteDetails = Pick<
  CarrierRoute,
  | 'prefix'
  | 'group'
  | 'priority'
  | 'weight'
  | 'costRate'
  | 'exclusive'
  | 'enabled'
  | 'effectiveFrom'
  | 'effectiveTo'
>;

/** What calls need of a route. */
export type RouteTerms = Pick<CarrierRoute, 'id' | 'carrierId'> & RouteDetails;

export function isInEffect(
  route: Pick<CarrierRoute, 'effectiveFrom' | 'effectiveTo'>,
  at: Date,
): 'in_effect' | 'not_yet_effective' | 'no_longer_effective' {
  // Numbers: to compare the dates themselves takes several times as long, and calls do so for each route.
  const atMs = at.getTime();
  if (atMs < route.effectiveFrom.getTime()) return 'not_yet_effective';
  return route.effectiveTo !== null && atMs >= route.effectiveTo.getTime()
    ? 'no_longer_effective'
    : 'in_effect';
}
