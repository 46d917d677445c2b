import Type from 'typebox';
import { Nullable, Timestamp, pageFields, ruled, ManyLines } from '../platform/http/index.ts';
import { CurrencyInput } from '../platform/money/index.ts';
import type { Carrier } from './carrier.ts';
import { CARRIER_PAGES, type Page } from './list-place.ts';
import {
  CliRulesInput,
  CliRulesSchema,
  DidFormatInput,
  DidFormatSchema,
  NumberFormatInput,
  NumberFormatSchema,
  completeRules,
} from './rules-contract.ts';
import { toApiCliRules, toApiDidFormat, toApiNumberFormat } from './rules-json.ts';

/** One line with something in it. */

export const reason = ManyLines(500, {
  minLength: 1,
  pattern: String.raw`\S`,
  description: 'For the audit log.',
});
export const version = Type.Integer({
  minimum: 1,
  description: 'The version you read; 409 if it is no longer that.',
});
export const id = Type.String({ maxLength: 64, description: 'UUID.' });
export const pageShape = {
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String({ description: 'Place of the next page; null on the last one.' })),
};

const name = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: String.raw`\S`,
  description: 'Unique, in any case.',
});
const enabled = Type.Boolean({ description: 'False: no call goes to it or comes from it.' });
const description = ManyLines(500, { description: 'Your own note.' });

export const CarrierSchema = Type.Object({
  id: Type.String({ description: 'UUID.' }),
  name: Type.String(),
  enabled,
  currency: Type.String({ description: 'ISO 4217; of the cost rates of its routes.' }),
  description: Type.String(),
  cli_rules: CliRulesSchema,
  dial_format: NumberFormatSchema,
  did_format: DidFormatSchema,
  gateway_count: Type.Integer(),
  route_count: Type.Integer(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
  version: Type.Integer(),
});
export const CarrierListSchema = Type.Object({ carriers: Type.Array(CarrierSchema), ...pageShape });

const rules = {
  cli_rules: Type.Optional(CliRulesInput),
  dial_format: Type.Optional(NumberFormatInput),
  did_format: Type.Optional(DidFormatInput),
};

export const CreateCarrierBody = ruled(
  Type.Object(
    {
      name,
      enabled: Type.Optional(enabled),
      currency: CurrencyInput({ description: 'ISO 4217; of the cost rates of its routes.' }),
      description: Type.Optional(description),
      ...rules,
    },
    { additionalProperties: false },
  ),
  completeRules,
);

export const PatchCarrierBody = ruled(
  Type.Object(
    {
      name: Type.Optional(name),
      enabled: Type.Optional(enabled),
      currency: Type.Optional(CurrencyInput({ description: 'Only while no route of it has a cost rate.' })),
      description: Type.Optional(description),
      ...rules,
      reason: Type.Optional(reason),
      version: Type.Optional(version),
    },
    { additionalProperties: false },
  ),
  completeRules,
);

export const CarrierParams = Type.Object({ carrier_id: id });

export const ListCarriersQuery = Type.Object(
  {
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Part of the name or the note, in any case.',
      }),
    ),
    enabled: Type.Optional(Type.Boolean()),
    ...pageFields(CARRIER_PAGES),
  },
  { additionalProperties: false },
);

/** What may change of a carrier, by its wire names; what the audit log compares. */
export function toApiCarrierDetails(
  carrier: Pick<
    Carrier,
    'name' | 'enabled' | 'currency' | 'description' | 'cliRules' | 'dialFormat' | 'didFormat'
  >,
): Record<string, unknown> {
  return {
    name: carrier.name,
    enabled: carrier.enabled,
    currency: carrier.currency,
    description: carrier.description,
    cli_rules: toApiCliRules(carrier.cliRules),
    dial_format: toApiNumberFormat(carrier.dialFormat),
    did_format: toApiDidFormat(carrier.didFormat),
  };
}

export function toApiCarrier(carrier: Carrier): Record<string, unknown> {
  return {
    id: carrier.id,
    ...toApiCarrierDetails(carrier),
    gateway_count: carrier.gatewayCount,
    route_count: carrier.routeCount,
    created_at: carrier.createdAt,
    updated_at: carrier.updatedAt,
    version: carrier.version,
  };
}

/** What every list of this room answers beside its rows. */
export function toApiPage<T>({ page, perPage, total, nextCursor }: Page<T>): Record<string, unknown> {
  return { page, per_page: perPage, total, next_cursor: nextCursor };
}

export function toApiCarrierPage(page: Page<Carrier>): Record<string, unknown> {
  return { carriers: page.rows.map(toApiCarrier), ...toApiPage(page) };
}
