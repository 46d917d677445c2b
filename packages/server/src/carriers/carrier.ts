import type { CliRules } from './cli-rules.ts';
import type { DidFormat } from './did-format.ts';
import type { NumberFormat } from './number-format.ts';

/** A company that we buy minutes from, or that numbers come from. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Of the cost rates of its routes. */
  readonly currency: string;
  readonly description: string;
  /** What its gateways do where they have no rules of their own. */
  readonly cliRules: CliRules;
  readonly dialFormat: NumberFormat;
  readonly didFormat: DidFormat;
  readonly routeCount: number;
  readonly gatewayCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** What an operator says of a carrier. */
export type CarrierDetails = Pick<
  Carrier,
  'name' | 'enabled' | 'currency' | 'description' | 'cliRules' | 'dialFormat' | 'didFormat'
>;

export const MOST_CARRIERS = 1_000;
export const MOST_GATEWAYS = 100;
export const MOST_ROUTES = 200_000;
