import { isDown, type Health } from './circuit-breaker.ts';
import type { CliRules } from './cli-rules.ts';
import type { DidFormat } from './did-format.ts';
import type { NumberFormat } from './number-format.ts';

export const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const DIRECTIONS = ['inbound', 'outbound', 'both'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const GATEWAY_STATES = ['up', 'down', 'draining'] as const;
export type GatewayState = (typeof GATEWAY_STATES)[number];

/** A SIP address of a carrier. */
export interface Gateway {
  readonly id: string;
  readonly carrierId: string;
  readonly name: string;
  /** Routes may name a group of gateways; '' where it belongs to none. */
  readonly group: string;
  readonly host: string;
  readonly port: number;
  readonly transport: Transport;
  /** `inbound`: the carrier brings us calls from it; `outbound`: we send calls to it. */
  readonly direction: Direction;
  readonly enabled: boolean;
  /** 1–100: its share of the calls that a route gives to several gateways. */
  readonly weight: number;
  /** null: no limit; 0: no call. */
  readonly maxConcurrentCalls: number | null;
  readonly maxCps: number | null;
  /** Networks in CIDR form from which its calls come. */
  readonly sourceAddresses: readonly string[];
  /** null: as the carrier says. */
  readonly cliRules: CliRules | null;
  readonly dialFormat: NumberFormat | null;
  readonly didFormat: DidFormat | null;
  /** Set by hand; null: as its calls go. */
  readonly stateOverride: GatewayState | null;
  readonly health: Health;
  readonly load: Load;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

export type GatewayDetails = Pick<
  Gateway,
  | 'name'
  | 'group'
  | 'host'
  | 'port'
  | 'transport'
  | 'direction'
  | 'enabled'
  | 'weight'
  | 'maxConcurrentCalls'
  | 'maxCps'
  | 'sourceAddresses'
  | 'cliRules'
  | 'dialFormat'
  | 'didFormat'
>;

/** Calls at a gateway, as the edges last reported them. */
export interface Load {
  readonly activeCalls: number;
  readonly callsPerSecond: number;
}

export const NO_LOAD: Load = { activeCalls: 0, callsPerSecond: 0 };
/** A report counts so long; `carrier_routes` says the same. */
export const LOAD_COUNTS_MS = 15_000;

/** Whether calls go to it: what was set by hand, else what its calls show. */
export function stateOf(gateway: Pick<Gateway, 'stateOverride' | 'health'>, at: Date): GatewayState {
  return gateway.stateOverride ?? (isDown(gateway.health, at) ? 'down' : 'up');
}

type Limits = Pick<Gateway, 'maxConcurrentCalls' | 'maxCps'>;

/** Whether its load counts for anything. */
export function isLimited({ maxConcurrentCalls, maxCps }: Limits): boolean {
  return maxConcurrentCalls !== null || maxCps !== null;
}

/** Which of its limits leaves no room for a further call. */
export function fullBy(
  { maxConcurrentCalls, maxCps }: Limits,
  load: Load,
): 'max_concurrent_calls' | 'max_cps' | null {
  if (maxConcurrentCalls !== null && load.activeCalls >= maxConcurrentCalls) return 'max_concurrent_calls';
  return maxCps !== null && load.callsPerSecond >= maxCps ? 'max_cps' : null;
}
