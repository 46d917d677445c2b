import Type, { type TObject } from 'typebox';
import { keyedWrite, type OperatorPrincipal, type PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  defaultTierNeeded,
  noDefaultTier,
  tierVersionConflict,
  toApiTierView,
  tooManyTiers,
} from '../pricing/index.ts';
import { notYourTier, pricingTiersDisabled, tierInUse } from './errors.ts';
import { createTierExample, tierExample, tierListExample } from './examples.ts';
import type { RateRoutesDeps } from './rates-deps.ts';
import { readNewTier, readTierPatch } from './read-tier.ts';
import { mayPrice, sellerOf } from './seller.ts';
import {
  CreateTierBody,
  ListTiersQuery,
  PatchTierBody,
  TierListSchema,
  TierSchema,
} from './tier-contract.ts';
import { addTier, currencyFaults, editTier, listTiers, readTier, tierToBeginWith } from './tier-service.ts';

export const PRICES_TAG = 'Prices';

/** What differs between the two surfaces that set prices. */
export interface PriceSurface {
  /** Between verb and noun of an operation id: '' or 'Operator'. */
  readonly infix: '' | 'Operator';
  /** Name of the path parameter: the two surfaces' tiers are not the same things. */
  readonly tierParam: 'tier_id' | 'pricing_tier_id';
  /** Errors that only one of them has. */
  readonly writeErrors: readonly { readonly definition: typeof notYourTier.definition }[];
}

export const PARTNER_PRICES: PriceSurface = {
  infix: '',
  tierParam: 'tier_id',
  writeErrors: [pricingTiersDisabled, notYourTier],
};
export const OPERATOR_PRICES: PriceSurface = {
  infix: 'Operator',
  tierParam: 'pricing_tier_id',
  writeErrors: [],
};

const idField = Type.String({ maxLength: 64, description: 'UUID of a pricing tier.' });

/** Parameters of a path below a tier. */
export function tierParams({ tierParam }: PriceSurface): TObject {
  return Type.Object({ [tierParam]: idField });
}

/** The same, below a version of its deck. */
export function deckParams({ tierParam }: PriceSurface): TObject {
  const version = Type.String({ maxLength: 20, description: 'Number of a version.' });
  return Type.Object({ [tierParam]: idField, version });
}

/** What such a path names. */
export function named(params: unknown): { readonly tierId: string; readonly version: string } {
  const { tier_id: own, pricing_tier_id: operators, version } = params as Readonly<Record<string, string>>;
  return { tierId: own ?? operators ?? '', version: version ?? '' };
}

/** Tiers, for either surface: what a caller sees and may do goes by whose it is. */
export function tierRoutes<P extends PartnerPrincipal | OperatorPrincipal>(
  deps: RateRoutesDeps,
  surface: PriceSurface,
): Route<P>[] {
  return [...readRoutes<P>(deps, surface), ...writeRoutes<P>(deps, surface)];
}

function readRoutes<P extends PartnerPrincipal | OperatorPrincipal>(
  { rates }: RateRoutesDeps,
  surface: PriceSurface,
): Route<P>[] {
  const route = routesOf<P>();
  const { db, clock } = rates;
  return [
    route({
      method: 'GET',
      path: '/pricing-tiers',
      operationId: `list${surface.infix}PricingTiers`,
      tag: PRICES_TAG,
      summary: 'Pricing tiers',
      description:
        surface.infix === ''
          ? 'Yours, then the operator’s at which you buy (`partner_id` null). A customer pays its own tier where that is yours; ' +
            'else selling is wholesale.'
          : 'The operator’s own. A partner buys at the default tier of a currency, unless it was given another one.',
      scope: 'read',
      query: ListTiersQuery,
      success: { status: 200, description: 'All of them.', schema: TierListSchema, example: tierListExample },
      errors: [],
      handler: async ({ principal, query }) => {
        const filter = { currency: query.currency, isActive: query.is_active };
        const views = await listTiers(db.kysely, sellerOf(principal), filter, clock.now());
        return { body: { pricing_tiers: views.map(toApiTierView), total: views.length } };
      },
    }),
    route({
      method: 'GET',
      path: `/pricing-tiers/:${surface.tierParam}`,
      operationId: `get${surface.infix}PricingTier`,
      tag: PRICES_TAG,
      summary: 'One pricing tier',
      description: 'With its inbound rules, the deck that is live and the one that comes next.',
      scope: 'read',
      params: tierParams(surface),
      success: { status: 200, description: 'The tier.', schema: TierSchema, example: tierExample },
      errors: [],
      handler: async ({ principal, params }) => ({
        body: toApiTierView(
          await readTier(db.kysely, sellerOf(principal), named(params).tierId, clock.now()),
        ),
      }),
    }),
  ];
}

function writeRoutes<P extends PartnerPrincipal | OperatorPrincipal>(
  deps: RateRoutesDeps,
  surface: PriceSurface,
): Route<P>[] {
  const route = routesOf<P>();
  const { rates } = deps;
  return [
    route({
      method: 'POST',
      path: '/pricing-tiers',
      operationId: `create${surface.infix}PricingTier`,
      tag: PRICES_TAG,
      summary: 'Make a pricing tier',
      description:
        'Rates and fees that are not given are those of the tier at which you buy. The flat rate holds until a deck is ' +
        'published, and afterwards where none of its prefixes fits.',
      scope: 'pricing',
      body: CreateTierBody,
      example: createTierExample,
      success: { status: 201, description: 'The new tier.', schema: TierSchema, example: tierExample },
      errors: [tooManyTiers, noDefaultTier, ...surface.writeErrors],
      idempotent: true,
      storedFaults: ({ principal, body }) => currencyFaults(rates, sellerOf(principal), body.currency),
      handler: async (call) => {
        mayPrice(call.principal);
        const seller = sellerOf(call.principal);
        const like = await tierToBeginWith(rates, rates.db.kysely, seller, call.body.currency);
        const input = readNewTier(call.body, like);
        return keyedWrite<PartnerPrincipal | OperatorPrincipal>(deps, call, async (tx, by) =>
          toApiTierView(await addTier(rates, tx, seller, input, by)),
        );
      },
    }),
    route({
      method: 'PATCH',
      path: `/pricing-tiers/:${surface.tierParam}`,
      operationId: `update${surface.infix}PricingTier`,
      tag: PRICES_TAG,
      summary: 'Change a pricing tier',
      description:
        'What is absent stays; every field that changes is in the audit log. It holds for calls that begin from then on. ' +
        '`is_default` moves from the tier that had it in the same moment. Prices of a deck are never changed: upload a new one.',
      scope: 'pricing',
      params: tierParams(surface),
      body: PatchTierBody,
      example: { rate_per_minute: 0.65, minimum_duration_seconds: 10 },
      success: { status: 200, description: 'The tier.', schema: TierSchema, example: tierExample },
      errors: [tierVersionConflict, defaultTierNeeded, tierInUse, ...surface.writeErrors],
      handler: async (call) => {
        mayPrice(call.principal);
        const patch = readTierPatch(call.body);
        return keyedWrite<PartnerPrincipal | OperatorPrincipal>(deps, call, async (tx, by) =>
          toApiTierView(
            await editTier(rates, tx, sellerOf(call.principal), named(call.params).tierId, patch, by),
          ),
        );
      },
    }),
  ];
}
