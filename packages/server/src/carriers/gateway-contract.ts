import Type from 'typebox';
import { Format } from 'typebox/format';
import { parseCidr } from '../identity/index.ts';
import { Nullable, OneOf, Timestamp, pageFields, ruled } from '../platform/http/index.ts';
import { id, pageShape, reason, toApiPage, version } from './carrier-contract.ts';
import { isHost } from './gateway-address.ts';
import {
  DIRECTIONS,
  GATEWAY_STATES,
  TRANSPORTS,
  stateOf,
  type Gateway,
  type GatewayDetails,
} from './gateway.ts';
import { CARRIER_PAGES, type Page } from './list-place.ts';
import {
  CliRulesInput,
  CliRulesSchema,
  DidFormatInput,
  DidFormatSchema,
  NumberFormatInput,
  NumberFormatSchema,
  completeRules,
  orAsCarrier,
} from './rules-contract.ts';
import { orNull, toApiCliRules, toApiDidFormat, toApiNumberFormat } from './rules-json.ts';

export const MOST_SOURCES = 50;
export const MOST_CALLS = 100_000;
export const MOST_CPS = 10_000;
/** Whoever may send from a wider network than this is not known by its address. */
const WIDEST = { ipv4: 16, ipv6: 32 };

const HOST_FORMAT = 'sip-host';
const NETWORK_FORMAT = 'ip-network';
Format.Set(HOST_FORMAT, isHost);
Format.Set(NETWORK_FORMAT, isNetwork);

function isNetwork(text: string): boolean {
  const cidr = parseCidr(text);
  if (cidr === null) return false;
  return Number(cidr.split('/')[1]) >= (cidr.includes(':') ? WIDEST.ipv6 : WIDEST.ipv4);
}

const name = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: String.raw`\S`,
  description: 'Unique in its carrier, in any case.',
});
const group = Type.String({
  maxLength: 60,
  pattern: '^[A-Za-z0-9_.-]*$',
  description: 'Routes may name it; empty for none.',
});
const host = Type.String({
  minLength: 1,
  maxLength: 253,
  format: HOST_FORMAT,
  description: 'Host name, IPv4 or IPv6 address, without brackets.',
});
const port = Type.Integer({ minimum: 1, maximum: 65_535, description: 'Default 5060; 5061 for TLS.' });
const transport = OneOf(TRANSPORTS, { description: 'Default `udp`.' });
const direction = OneOf(DIRECTIONS, {
  description: '`outbound`: calls are sent to it (default); `inbound`: it brings calls; `both`.',
});
const enabled = Type.Boolean({ description: 'Default true.' });
const weight = Type.Integer({
  minimum: 1,
  maximum: 100,
  description: 'Share of a route’s calls among its gateways. Default 10.',
});
const limit = (maximum: number, what: string) =>
  Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    minimum: 0,
    maximum,
    description: `${what}; null: no limit, 0: none at all.`,
  });
const calls = limit(MOST_CALLS, 'Calls that may be up at once');
const cps = limit(MOST_CPS, 'Calls that may begin in a second');
const network = Type.String({ maxLength: 50, format: NETWORK_FORMAT });
const sources = Type.Array(network, {
  maxItems: MOST_SOURCES,
  uniqueItems: true,
  description:
    'Addresses or CIDR networks (at widest /16, IPv6 /32) from which its calls come. No enabled gateway shares one with another; a gateway that only takes calls has none.',
});

const timeOrNull = Nullable(Timestamp());
export const GatewaySchema = Type.Object({
  id: Type.String({ description: 'UUID.' }),
  carrier_id: Type.String(),
  name: Type.String(),
  group: Type.String(),
  host: Type.String(),
  port: Type.Integer(),
  transport,
  direction,
  enabled,
  weight,
  max_concurrent_calls: calls,
  max_cps: cps,
  source_addresses: Type.Array(Type.String()),
  cli_rules: Nullable(CliRulesSchema),
  dial_format: Nullable(NumberFormatSchema),
  did_format: Nullable(DidFormatSchema),
  state: OneOf(GATEWAY_STATES, {
    description: '`up`: calls go to it. `down`: none. `draining`: no new ones, those that are up go on.',
  }),
  state_override: Nullable(
    OneOf(GATEWAY_STATES, { description: 'Set by hand; null: the state follows from its calls.' }),
  ),
  health: Type.Object({
    failures: Type.Integer({ description: 'Failed calls in a row.' }),
    trips: Type.Integer({ description: 'How often it went down since it last worked.' }),
    down_since: timeOrNull,
    down_until: Nullable(Timestamp({ description: 'Then it is tried again.' })),
    last_cause: Nullable(Type.String()),
  }),
  active_calls: Type.Integer({ description: 'As the edges reported within the last 15 seconds.' }),
  calls_per_second: Type.Integer(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  version: Type.Integer(),
});
export const GatewayListSchema = Type.Object({ gateways: Type.Array(GatewaySchema), ...pageShape });

const optional = {
  group: Type.Optional(group),
  port: Type.Optional(port),
  transport: Type.Optional(transport),
  direction: Type.Optional(direction),
  enabled: Type.Optional(enabled),
  weight: Type.Optional(weight),
  max_concurrent_calls: Type.Optional(calls),
  max_cps: Type.Optional(cps),
  source_addresses: Type.Optional(sources),
  cli_rules: Type.Optional(orAsCarrier(CliRulesInput)),
  dial_format: Type.Optional(orAsCarrier(NumberFormatInput)),
  did_format: Type.Optional(orAsCarrier(DidFormatInput)),
};

export const CreateGatewayBody = ruled(
  Type.Object({ name, host, ...optional }, { additionalProperties: false }),
  completeRules,
);
export const PatchGatewayBody = ruled(
  Type.Object(
    {
      name: Type.Optional(name),
      host: Type.Optional(host),
      ...optional,
      reason: Type.Optional(reason),
      version: Type.Optional(version),
    },
    { additionalProperties: false },
  ),
  completeRules,
);
export const GatewayStateBody = Type.Object(
  {
    state: OneOf(['auto', ...GATEWAY_STATES], {
      description: '`auto`: forget past failures and let its calls show.',
    }),
    reason: Type.Optional(reason),
  },
  { additionalProperties: false },
);
export const GatewayParams = Type.Object({ carrier_id: id, gateway_id: id });
export const ListGatewaysQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Part of name, host or group, in any case.' }),
    ),
    direction: Type.Optional(OneOf(DIRECTIONS)),
    enabled: Type.Optional(Type.Boolean()),
    ...pageFields(CARRIER_PAGES),
  },
  { additionalProperties: false },
);

/** What may change of a gateway, by its wire names; what the audit log compares. */
export function toApiGatewayDetails(gateway: GatewayDetails): Record<string, unknown> {
  return {
    name: gateway.name,
    group: gateway.group,
    host: gateway.host,
    port: gateway.port,
    transport: gateway.transport,
    direction: gateway.direction,
    enabled: gateway.enabled,
    weight: gateway.weight,
    max_concurrent_calls: gateway.maxConcurrentCalls,
    max_cps: gateway.maxCps,
    source_addresses: gateway.sourceAddresses,
    cli_rules: orNull(gateway.cliRules, toApiCliRules),
    dial_format: orNull(gateway.dialFormat, toApiNumberFormat),
    did_format: orNull(gateway.didFormat, toApiDidFormat),
  };
}

export function toApiGateway(gateway: Gateway, at: Date): Record<string, unknown> {
  const { health, load } = gateway;
  return {
    id: gateway.id,
    carrier_id: gateway.carrierId,
    ...toApiGatewayDetails(gateway),
    state: stateOf(gateway, at),
    state_override: gateway.stateOverride,
    health: {
      failures: health.failures,
      trips: health.trips,
      down_since: health.downSince,
      down_until: health.downUntil,
      last_cause: health.lastCause,
    },
    active_calls: load.activeCalls,
    calls_per_second: load.callsPerSecond,
    created_at: gateway.createdAt,
    updated_at: gateway.updatedAt,
    version: gateway.version,
  };
}

export function toApiGatewayPage(page: Page<Gateway>, at: Date): Record<string, unknown> {
  return { gateways: page.rows.map((row) => toApiGateway(row, at)), ...toApiPage(page) };
}
