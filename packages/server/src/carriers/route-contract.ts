import Type from 'typebox';
import { Nullable, Timestamp, checked, pageFields } from '../platform/http/index.ts';
import { formatRate, rateToNumber } from '../pricing/index.ts';
import { id, pageShape, reason, toApiPage, version } from './carrier-contract.ts';
import { readCostRate } from './cost-rate.ts';
import type { CarrierRoute, RouteDetails } from './carrier-route.ts';
import { CARRIER_PAGES, type Page } from './list-place.ts';
import { orNull } from './rules-json.ts';

export const MOST_PRIORITY = 1_000;
export const MOST_WEIGHT = 100;

const prefix = Type.String({
  pattern: '^[0-9]{0,15}$',
  description: 'Digits that E.164 numbers begin with, without `+`; empty: every number.',
});
const group = Type.String({
  maxLength: 60,
  pattern: '^[A-Za-z0-9_.-]*$',
  description: 'Gateways of the carrier that take these calls; empty: all.',
});
const priority = Type.Integer({
  minimum: 1,
  maximum: MOST_PRIORITY,
  description: 'Lower is tried first, among routes of one prefix length. Default 1.',
});
const weight = Type.Integer({
  minimum: 1,
  maximum: MOST_WEIGHT,
  description: 'Share of the calls among routes of one priority. Default 10.',
});
const costRate = checked(
  Type.Unsafe<number | string | null>({
    type: ['number', 'string', 'null'],
    minimum: 0,
    maximum: 999_999,
    pattern: String.raw`^[0-9]{1,6}(\.[0-9]{1,9})?$`,
    description:
      'What the carrier charges per minute, in its currency; at most nine decimals. Null: unknown.',
  }),
  (value) =>
    value === null || readCostRate(value) !== null
      ? null
      : { type: 'decimal_parsing', text: 'Input should have no more than 9 decimals', input: value },
);
const exclusive = Type.Boolean({
  description: 'No shorter prefix of any carrier is tried beside it. Default false.',
});
const enabled = Type.Boolean({ description: 'False: as if it were not there. Default true.' });
const from = Timestamp({ description: 'Default: now.' });
const to = Type.Unsafe<Date | null>({
  type: ['string', 'null'],
  format: 'date-time',
  description: 'Null: without end.',
});

export const CarrierRouteSchema = Type.Object({
  id: Type.String({ description: 'UUID.' }),
  carrier_id: Type.String(),
  prefix: Type.String(),
  group: Type.String(),
  priority: Type.Integer(),
  weight: Type.Integer(),
  cost_rate: Nullable(Type.Number({ description: 'Per minute, in the carrier’s currency.' })),
  exclusive,
  enabled,
  effective_from: Timestamp(),
  effective_to: Nullable(Timestamp()),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  version: Type.Integer(),
});
export const CarrierRouteListSchema = Type.Object({ routes: Type.Array(CarrierRouteSchema), ...pageShape });

const optional = {
  group: Type.Optional(group),
  priority: Type.Optional(priority),
  weight: Type.Optional(weight),
  cost_rate: Type.Optional(costRate),
  exclusive: Type.Optional(exclusive),
  enabled: Type.Optional(enabled),
  effective_from: Type.Optional(from),
  effective_to: Type.Optional(to),
};

export const CreateRouteBody = Type.Object({ prefix, ...optional }, { additionalProperties: false });
export const PatchRouteBody = Type.Object(
  {
    prefix: Type.Optional(prefix),
    ...optional,
    reason: Type.Optional(reason),
    version: Type.Optional(version),
  },
  { additionalProperties: false },
);
export const RouteParams = Type.Object({ carrier_id: id, route_id: id });
export const ListRoutesQuery = Type.Object(
  {
    prefix: Type.Optional(
      Type.String({ pattern: '^[0-9]{1,15}$', description: 'Routes whose prefix begins so.' }),
    ),
    number: Type.Optional(
      Type.String({
        pattern: '^[+ ]?[1-9][0-9]{6,14}$',
        description: 'Routes that this E.164 number matches.',
      }),
    ),
    enabled: Type.Optional(Type.Boolean()),
    ...pageFields(CARRIER_PAGES),
  },
  { additionalProperties: false },
);

/** What may change of a route, by its wire names; what the audit log compares. */
export function toApiRouteDetails(route: RouteDetails): Record<string, unknown> {
  return {
    prefix: route.prefix,
    group: route.group,
    priority: route.priority,
    weight: route.weight,
    cost_rate: orNull(route.costRate, formatRate),
    exclusive: route.exclusive,
    enabled: route.enabled,
    effective_from: route.effectiveFrom,
    effective_to: route.effectiveTo,
  };
}

export function toApiCarrierRoute(route: CarrierRoute): Record<string, unknown> {
  return {
    id: route.id,
    carrier_id: route.carrierId,
    ...toApiRouteDetails(route),
    cost_rate: orNull(route.costRate, rateToNumber),
    created_at: route.createdAt,
    updated_at: route.updatedAt,
    version: route.version,
  };
}

export function toApiCarrierRoutePage(page: Page<CarrierRoute>): Record<string, unknown> {
  return { routes: page.rows.map(toApiCarrierRoute), ...toApiPage(page) };
}
