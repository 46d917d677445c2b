import type { Static } from 'typebox';
import type { OperatorPrincipal } from '../identity/index.ts';
import { ValidationFailure, fault } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { e164Digits } from './e164.ts';
import { inboundExample, routeLookupExample } from './examples.ts';
import type { RoutedCall } from './lookup.ts';
import {
  InboundLookupQuery,
  InboundLookupSchema,
  RouteLookupQuery,
  RouteLookupSchema,
  toApiInbound,
  toApiRouteLookup,
} from './lookup-contract.ts';
import type { CarrierRoutesDeps } from './service.ts';

const route = routesOf<OperatorPrincipal>();

/** A question as the rules ask it. Throws 422 for a number that its pattern let through and E.164 does not know. */
export function toRoutedCall(query: Static<typeof RouteLookupQuery>, now: Date): RoutedCall {
  const digits = e164Digits(query.to);
  if (digits === null)
    throw new ValidationFailure([
      fault(['query', 'to'], 'value_error', 'Input should be an E.164 number', query.to),
    ]);
  // A plus in a query arrives as a space.
  const number = query.from?.replace(/^ /, '+') ?? null;
  return {
    digits,
    caller: { number, withheld: query.anonymous ?? false },
    at: query.at ?? now,
    seed: query.seed ?? digits,
    limit: query.limit,
  };
}

export function lookupOperatorRoutes({ carriers, clock }: CarrierRoutesDeps): Route<OperatorPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/routes/lookup',
      operationId: 'lookupRoutes',
      tag: 'Routes',
      summary: 'Where a call would go, and why nowhere else',
      description:
        'The gateways in the order in which they are tried, with the number and the caller’s number as they go over the wire; ' +
        'and every route and gateway that the number matches and that is not tried, with the reason.',
      scope: 'read',
      query: RouteLookupQuery,
      success: {
        status: 200,
        description: 'The attempts and what was skipped.',
        schema: RouteLookupSchema,
        example: routeLookupExample,
      },
      errors: [],
      handler: async ({ query }) => ({
        body: toApiRouteLookup(await carriers.explain(toRoutedCall(query, clock.now()))),
      }),
    }),
    route({
      method: 'GET',
      path: '/gateways/lookup',
      operationId: 'lookupGateway',
      tag: 'Gateways',
      summary: 'Whose address brings a call',
      description:
        'The enabled gateway that an address belongs to, and which E.164 number `did` is in its carrier’s format.',
      scope: 'read',
      query: InboundLookupQuery,
      success: {
        status: 200,
        description: 'The gateway, or null.',
        schema: InboundLookupSchema,
        example: inboundExample,
      },
      errors: [],
      handler: async ({ query }) => {
        const at = clock.now();
        return { body: toApiInbound(await carriers.inbound(query.address, query.did ?? null, at), at) };
      },
    }),
  ];
}
