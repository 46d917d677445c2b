import type { SkipReason, Skipped } from './choose-routes.ts';

const TEXTS: Readonly<Record<SkipReason, (skipped: Skipped, at: Date) => string>> = {
  carrier_disabled: () => 'The carrier is disabled.',
  route_disabled: () => 'The route is disabled.',
  not_yet_effective: ({ route }) => `In effect from ${route.effectiveFrom.toISOString()} on.`,
  no_longer_effective: ({ route }) => `No longer in effect since ${route.effectiveTo?.toISOString() ?? ''}.`,
  longer_prefix_of_carrier: () => 'The carrier has a route with a longer prefix.',
  exclusive_prefix: () => 'A longer prefix is exclusive.',
  no_gateway: ({ route }) =>
    route.group === '' ? 'The carrier has no gateway.' : `No gateway is of the group ${route.group}.`,
  gateway_disabled: () => 'The gateway is disabled.',
  gateway_inbound_only: () => 'The gateway takes no calls, it only brings some.',
  gateway_down: ({ gateway }) =>
    gateway?.stateOverride === 'down' || gateway?.health.downUntil == null
      ? 'Set down by hand.'
      : `Down after failed calls; tried again from ${gateway.health.downUntil.toISOString()} on.`,
  gateway_draining: () => 'Set to draining by hand: it takes no new calls.',
  max_concurrent_calls: ({ gateway }) =>
    `${String(gateway?.load.activeCalls ?? 0)} calls are up, ${String(gateway?.maxConcurrentCalls ?? 0)} may be.`,
  max_cps: ({ gateway }) =>
    `${String(gateway?.load.callsPerSecond ?? 0)} calls began in a second, ${String(gateway?.maxCps ?? 0)} may.`,
  reached_before: () => 'A route before this one reaches the gateway already.',
  enough_of_route: () => 'Two gateways of the route are tried; others have their turn.',
  enough_attempts: () => 'Enough others come before it.',
  anonymous_refused: () => 'It takes no calls of callers who withhold their number.',
  cli_not_e164: () => 'It wants a caller’s number in E.164.',
};

export const SKIP_REASONS = Object.keys(TEXTS) as SkipReason[];

/** Why a route or gateway is not tried, as a sentence. */
export function reasonText(skipped: Skipped, at: Date): string {
  return TEXTS[skipped.reason](skipped, at);
}
