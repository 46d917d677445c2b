import { keyedWrite, type PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { numberNotAvailable, reservationEnded, reservationTooLong, tooManyReserved } from './errors.ts';
import {
  CountriesQuery,
  CountriesSchema,
  ExtendBody,
  InventoryQuerySchema,
  InventorySchema,
  ReservationListSchema,
  ReservationParams,
  ReservationSchema,
  ReservationsQuery,
  ReserveBody,
  toApiCountries,
  toApiInventory,
  toApiReservation,
  toApiReservationPage,
} from './inventory-contract.ts';
import { NUMBERS_TAG } from './number-route.ts';
import type { NumberRoutesDeps } from './numbers-deps.ts';
import { countriesExample, inventoryExample, reservationExample } from './stock-examples.ts';

const route = routesOf<PartnerPrincipal>();

const oneReservation = {
  status: 200,
  description: 'The reservation.',
  schema: ReservationSchema,
  example: reservationExample,
} as const;

/** What a partner can buy, and keeping it for a while. */
export function partnerInventoryRoutes(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [
    ...inventoryRoutes(deps),
    reserveRoute(deps),
    ...reservationReads(deps),
    ...reservationWrites(deps),
  ];
}

function inventoryRoutes({ numbers }: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/numbers/inventory',
      operationId: 'searchNumberInventory',
      tag: NUMBERS_TAG,
      summary: 'Numbers that you can buy',
      description:
        'Every filter and order works over the whole stock. `pattern` takes `*` for any digits and `?` for one; every other character ' +
        'means itself. Each number shows what it costs you (wholesale) and what your customer pays by your price rules; filters and ' +
        'orders by fee go by wholesale, in one currency. `total` counts all that fit. A number reserved or ' +
        'bought by somebody is not among them.',
      scope: 'read',
      query: InventoryQuerySchema,
      success: { status: 200, description: 'One page.', schema: InventorySchema, example: inventoryExample },
      errors: [],
      handler: async ({ principal, query }) => ({
        body: toApiInventory(await numbers.stock.inventory(principal.partner, query)),
      }),
    }),
    route({
      method: 'GET',
      path: '/numbers/inventory/countries',
      operationId: 'listInventoryCountries',
      tag: NUMBERS_TAG,
      summary: 'Where there are numbers to buy',
      description: 'Countries by name, with how many numbers of which type and region are for sale just now.',
      scope: 'read',
      query: CountriesQuery,
      success: {
        status: 200,
        description: 'The countries.',
        schema: CountriesSchema,
        example: countriesExample,
      },
      errors: [],
      handler: async ({ query }) => ({
        body: toApiCountries(await numbers.stock.countries(query.country)),
      }),
    }),
  ];
}

function reserveRoute(deps: NumberRoutesDeps): Route<PartnerPrincipal> {
  return route({
    method: 'POST',
    path: '/numbers/reservations',
    operationId: 'reserveNumbers',
    tag: NUMBERS_TAG,
    summary: 'Reserve numbers',
    description:
      'Keeps numbers for you while you ask your customer: all of them or none, 15 minutes unless you say otherwise. Nothing is ' +
      'charged. Of two who want the same number one gets it; the other is told which. You may have 500 numbers reserved at a time.',
    scope: 'numbers',
    body: ReserveBody,
    example: { numbers: ['+912240000001'], minutes: 30 },
    success: { ...oneReservation, status: 201 },
    errors: [numberNotAvailable, tooManyReserved],
    idempotent: true,
    handler: async (call) =>
      keyedWrite(deps, call, async (tx, by) =>
        toApiReservation(
          await deps.numbers.reservations.reserve(
            tx,
            call.principal.partner.partnerId,
            call.body.numbers,
            call.body.minutes,
            by,
          ),
          by.at,
        ),
      ),
  });
}

function reservationReads(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  const { numbers, clock } = deps;
  return [
    route({
      method: 'GET',
      path: '/numbers/reservations',
      operationId: 'listNumberReservations',
      tag: NUMBERS_TAG,
      summary: 'Your reservations',
      description: 'Newest first; ended ones are kept for thirty days.',
      scope: 'read',
      query: ReservationsQuery,
      success: {
        status: 200,
        description: 'One page.',
        schema: ReservationListSchema,
        example: { items: [reservationExample], page: 1, per_page: 20, total: 1, next_cursor: null },
      },
      errors: [],
      handler: async ({ principal, query }) => ({
        body: toApiReservationPage(
          await numbers.reservations.list(principal.partner.partnerId, query),
          clock.now(),
        ),
      }),
    }),
    route({
      method: 'GET',
      path: '/numbers/reservations/:id',
      operationId: 'getNumberReservation',
      tag: NUMBERS_TAG,
      summary: 'One reservation',
      description: 'What it began with and what you still have of it.',
      scope: 'read',
      params: ReservationParams,
      success: oneReservation,
      errors: [],
      handler: async ({ principal, params }) => ({
        body: toApiReservation(
          await numbers.reservations.read(principal.partner.partnerId, params.id),
          clock.now(),
        ),
      }),
    }),
  ];
}

function reservationWrites(deps: NumberRoutesDeps): Route<PartnerPrincipal>[] {
  const { reservations } = deps.numbers;
  return [
    route({
      method: 'POST',
      path: '/numbers/reservations/:id/extend',
      operationId: 'extendNumberReservation',
      tag: NUMBERS_TAG,
      summary: 'Extend a reservation',
      description:
        'So many minutes beyond its end, for the numbers that you still have. It lasts 24 hours at most.',
      scope: 'numbers',
      params: ReservationParams,
      body: ExtendBody,
      bodyOptional: true,
      example: { minutes: 30 },
      success: oneReservation,
      errors: [reservationEnded, reservationTooLong],
      idempotent: true,
      handler: async (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiReservation(
            await reservations.extend(
              tx,
              call.principal.partner.partnerId,
              call.params.id,
              call.body.minutes,
              by,
            ),
            by.at,
          ),
        ),
    }),
    route({
      method: 'DELETE',
      path: '/numbers/reservations/:id',
      operationId: 'cancelNumberReservation',
      tag: NUMBERS_TAG,
      summary: 'Let reserved numbers go',
      description: 'At once, for everybody. What has ended stays as it is.',
      scope: 'numbers',
      params: ReservationParams,
      success: oneReservation,
      errors: [],
      handler: async (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiReservation(
            await reservations.cancel(tx, call.principal.partner.partnerId, call.params.id, by),
            by.at,
          ),
        ),
    }),
  ];
}
