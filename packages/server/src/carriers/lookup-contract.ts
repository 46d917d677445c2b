import { isIP } from 'node:net';
import Type from 'typebox';
import { Format } from 'typebox/format';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { rateToNumber } from '../pricing/index.ts';
import { GatewaySchema, toApiGateway } from './gateway-contract.ts';
import type { RouteExplanation } from './lookup.ts';
import type { InboundGateway } from './inbound.ts';
import { orNull } from './rules-json.ts';
import { SKIP_REASONS, reasonText } from './skip-reason.ts';

const ADDRESS_FORMAT = 'ip-address';
Format.Set(ADDRESS_FORMAT, (text) => isIP(text) !== 0 && !text.includes('%'));

const named = Type.Object({ id: Type.String(), name: Type.String() });
const route = Type.Object({
  id: Type.String(),
  prefix: Type.String(),
  group: Type.String(),
  priority: Type.Integer(),
  weight: Type.Integer(),
  cost_rate: Nullable(Type.Number({ description: 'Per minute, in `currency`.' })),
  currency: Type.String(),
});

export const RouteLookupSchema = Type.Object({
  to: Type.String(),
  from: Nullable(Type.String()),
  anonymous: Type.Boolean(),
  at: Timestamp(),
  seed: Type.String({ description: 'Calls of other seeds share by weight otherwise.' }),
  attempts: Type.Array(
    Type.Object({
      position: Type.Integer(),
      carrier: named,
      gateway: named,
      route,
      request_uri: Type.String({ description: 'Where the INVITE goes, as it stands in it.' }),
      dialled_number: Type.String(),
      cli: Nullable(Type.String({ description: 'The caller’s number as the carrier gets it; null: none.' })),
      cli_withheld: Type.Boolean({ description: 'Sent as anonymous; `cli` is for the carrier alone.' }),
    }),
    { description: 'In the order in which they are tried.' },
  ),
  skipped: Type.Array(
    Type.Object({
      carrier: named,
      gateway: Nullable(named),
      route,
      reason: OneOf(SKIP_REASONS),
      message: Type.String({ description: 'The same, as a sentence.' }),
    }),
    { description: 'Routes and gateways that the number matches, and why none of its calls goes there.' },
  ),
  skipped_more: Type.Boolean({ description: 'True where there are more than are shown.' }),
});

export const RouteLookupQuery = Type.Object(
  {
    to: Type.String({
      pattern: '^[+ ]?[1-9][0-9]{6,14}$',
      description: 'E.164; the `+` may be left out or written `%2B`.',
    }),
    from: Type.Optional(
      Type.String({
        pattern: '^[+ ]?[0-9]{1,20}$',
        description: 'The caller’s number; E.164 with `+`, or what its switch sends. Absent: none.',
      }),
    ),
    anonymous: Type.Optional(Type.Boolean({ description: 'The caller withholds its number.' })),
    at: Type.Optional(Timestamp({ description: 'Default: now.' })),
    seed: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'A call’s id: which order its weights gave. Default: the number.',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, description: 'Attempts. Default 6.' })),
  },
  { additionalProperties: false },
);

export const InboundLookupSchema = Type.Object({
  address: Type.String(),
  gateway: Nullable(GatewaySchema),
  carrier: Nullable(named),
  did: Nullable(Type.String()),
  e164: Nullable(Type.String({ description: 'The number that was called; null where it is none.' })),
});
export const InboundLookupQuery = Type.Object(
  {
    address: Type.String({ maxLength: 50, format: ADDRESS_FORMAT, description: 'IPv4 or IPv6.' }),
    did: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'The called number as the carrier writes it.',
      }),
    ),
  },
  { additionalProperties: false },
);

const toNamed = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

function toApiRoute({ carrier, route: one }: Pick<RouteExplanation['skipped'][number], 'carrier' | 'route'>) {
  return {
    id: one.id,
    prefix: one.prefix,
    group: one.group,
    priority: one.priority,
    weight: one.weight,
    cost_rate: orNull(one.costRate, rateToNumber),
    currency: carrier.currency,
  };
}

export function toApiRouteLookup(found: RouteExplanation): Record<string, unknown> {
  return {
    to: found.to,
    from: found.caller.number,
    anonymous: found.caller.withheld,
    at: found.at,
    seed: found.seed,
    attempts: found.attempts.map((attempt, index) => ({
      position: index + 1,
      carrier: toNamed(attempt.carrier),
      gateway: toNamed(attempt.gateway),
      route: toApiRoute(attempt),
      request_uri: attempt.wire.requestUri,
      dialled_number: attempt.wire.dialledNumber,
      cli: attempt.wire.cli,
      cli_withheld: attempt.wire.cliWithheld,
    })),
    skipped: found.skipped.map((one) => ({
      carrier: toNamed(one.carrier),
      gateway: orNull(one.gateway, toNamed),
      route: toApiRoute(one),
      reason: one.reason,
      message: reasonText(one, found.at),
    })),
    skipped_more: found.skippedMore,
  };
}

export function toApiInbound(found: InboundGateway, at: Date): Record<string, unknown> {
  return {
    address: found.address,
    gateway: orNull(found.gateway, (gateway) => toApiGateway(gateway, at)),
    carrier: orNull(found.carrier, toNamed),
    did: found.did,
    e164: found.e164,
  };
}
