import type { Static } from 'typebox';
import type { CarrierDetails } from './carrier.ts';
import type { CreateCarrierBody, PatchCarrierBody } from './carrier-contract.ts';
import type { RouteDetails } from './carrier-route.ts';
import { PLAIN_CLI, type CliRules } from './cli-rules.ts';
import { readCostRate } from './cost-rate.ts';
import { PLAIN_DID, type DidFormat } from './did-format.ts';
import type { GatewayDetails } from './gateway.ts';
import type { CreateGatewayBody, PatchGatewayBody } from './gateway-contract.ts';
import { PLAIN_E164, type NumberFormat } from './number-format.ts';
import type { CreateRouteBody, PatchRouteBody } from './route-contract.ts';
import type { CliRulesInput, DidFormatInput, NumberFormatInput } from './rules-contract.ts';

/** What is absent is left out, so that spreading the rest over what was there changes only what was given. */
type Given<T> = { [K in keyof T]?: T[K] };

function given<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

function readNumberFormat(input: Static<typeof NumberFormatInput>): NumberFormat {
  const prepend = input.prepend ?? PLAIN_E164.prepend;
  return { strip: input.strip ?? PLAIN_E164.strip, prepend, otherwise: input.otherwise ?? prepend };
}

function readCliRules(input: Static<typeof CliRulesInput>): CliRules {
  return {
    mode: input.mode ?? PLAIN_CLI.mode,
    number: input.number ?? null,
    requireE164: input.require_e164 ?? PLAIN_CLI.requireE164,
    anonymous: input.anonymous ?? PLAIN_CLI.anonymous,
    format: input.format === undefined ? PLAIN_CLI.format : readNumberFormat(input.format),
  };
}

function readDidFormat(input: Static<typeof DidFormatInput>): DidFormat {
  return {
    strip: input.strip ?? PLAIN_DID.strip,
    form: input.form ?? PLAIN_DID.form,
    callingCode: input.calling_code ?? null,
  };
}

/** Of a gateway or a route null says something too. */
function orNothing<I, O>(input: I | null | undefined, read: (input: I) => O): O | null | undefined {
  if (input === undefined) return undefined;
  return input === null ? null : read(input);
}

/** Reads what a body says of a carrier. */
export function readCarrier(
  body: Static<typeof PatchCarrierBody> | Static<typeof CreateCarrierBody>,
): Given<CarrierDetails> {
  return given<CarrierDetails>({
    name: body.name?.trim(),
    enabled: body.enabled,
    currency: body.currency,
    description: body.description?.trim(),
    cliRules: body.cli_rules === undefined ? undefined : readCliRules(body.cli_rules),
    dialFormat: body.dial_format === undefined ? undefined : readNumberFormat(body.dial_format),
    didFormat: body.did_format === undefined ? undefined : readDidFormat(body.did_format),
  });
}

/** The same of a gateway. Its networks stay as they were written; the database spells them. */
export function readGateway(
  body: Static<typeof PatchGatewayBody> | Static<typeof CreateGatewayBody>,
): Given<GatewayDetails> {
  return given<GatewayDetails>({
    name: body.name?.trim(),
    group: body.group,
    host: body.host?.toLowerCase(),
    port: body.port,
    transport: body.transport,
    direction: body.direction,
    enabled: body.enabled,
    weight: body.weight,
    maxConcurrentCalls: body.max_concurrent_calls,
    maxCps: body.max_cps,
    sourceAddresses: body.source_addresses,
    cliRules: orNothing(body.cli_rules, readCliRules),
    dialFormat: orNothing(body.dial_format, readNumberFormat),
    didFormat: orNothing(body.did_format, readDidFormat),
  });
}

/** The same of a route. */
export function readRoute(
  body: Static<typeof PatchRouteBody> | Static<typeof CreateRouteBody>,
): Given<RouteDetails> {
  return given<RouteDetails>({
    prefix: body.prefix,
    group: body.group,
    priority: body.priority,
    weight: body.weight,
    costRate: orNothing(body.cost_rate, readCostRate),
    exclusive: body.exclusive,
    enabled: body.enabled,
    effectiveFrom: body.effective_from,
    effectiveTo: body.effective_to,
  });
}
