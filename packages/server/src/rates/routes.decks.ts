import { actorOf, keyedWrite, type OperatorPrincipal, type PartnerPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  DECK_LIMITS,
  deckFileTooLarge,
  deckInUse,
  deckNotPublishable,
  deckNotScheduled,
  deckUploadInterrupted,
  deckUploadRunning,
  liveDeckChanged,
  publishTimeFaults,
  tooManyDecks,
  tooManyScheduled,
} from '../pricing/index.ts';
import {
  DECK_FILE,
  DeckListSchema,
  DeckSchema,
  DiffQuery,
  DiffSchema,
  ExportRatesQuery,
  FaultListSchema,
  ListDecksQuery,
  ListRatesQuery,
  NoBody,
  PublishBody,
  RateListSchema,
  UploadQuery,
  UploadedDeckSchema,
  toApiDeck,
  toApiDiff,
  toApiFault,
  toApiRow,
} from './deck-contract.ts';
import { compareDecks } from './deck-comparison.ts';
import {
  dropDraft,
  exportRates,
  listDecks,
  listRates,
  putLive,
  readDeck,
  readFaults,
  receiveDeck,
  takeBack,
  type Page,
} from './deck-service.ts';
import {
  deckExample,
  deckListExample,
  diffExample,
  faultListExample,
  rateListExample,
  ratesFileExample,
  uploadedExample,
} from './examples.ts';
import type { RateRoutesDeps } from './rates-deps.ts';
import { ratesFile } from './rates-file.ts';
import { PRICES_TAG, deckParams, named, tierParams, type PriceSurface } from './routes.tiers.ts';
import { mayPrice, sellerOf } from './seller.ts';

type Pricer = PartnerPrincipal | OperatorPrincipal;

const oneDeck = {
  status: 200,
  description: 'The version.',
  schema: DeckSchema,
  example: deckExample,
} as const;
/** What comparing and counting a whole deck costs of a caller's bucket. */
const WHOLE_DECK_COST = 5;

function toApiPage({ total, page, perPage, nextCursor }: Page): Record<string, unknown> {
  return { total, page, per_page: perPage, next_cursor: nextCursor };
}

/** Decks of prices, for either surface. */
export function deckRoutes<P extends Pricer>(deps: RateRoutesDeps, surface: PriceSurface): Route<P>[] {
  return [
    uploadRoute<P>(deps, surface),
    ...versionRoutes<P>(deps, surface),
    ...priceRoutes<P>(deps, surface),
    ...publishRoutes<P>(deps, surface),
  ];
}

function uploadRoute<P extends Pricer>({ rates }: RateRoutesDeps, surface: PriceSurface): Route<P> {
  return routesOf<P>()({
    method: 'PUT',
    path: `/pricing-tiers/:${surface.tierParam}/deck`,
    operationId: `upload${surface.infix}Deck`,
    tag: PRICES_TAG,
    summary: 'Send a deck of prices',
    description:
      'Reads the file as it arrives, verifies every row and makes a new version, which nobody pays until it is published. A ' +
      'file with a bad row makes a `faulty` version that names each of them and can never be published. The same prices ' +
      'again, in whatever form, make no version: the answer is the one there is, with `identical`. While it runs, the ' +
      'version can be read with its progress. One file at a time for each tier.',
    scope: 'pricing',
    params: tierParams(surface),
    query: UploadQuery,
    upload: { ...DECK_FILE, limitBytes: DECK_LIMITS.fileBytes },
    success: {
      status: 200,
      description: 'What became of the file.',
      schema: UploadedDeckSchema,
      example: uploadedExample,
    },
    errors: [
      deckUploadRunning,
      deckUploadInterrupted,
      tooManyDecks,
      deckFileTooLarge,
      ...surface.writeErrors,
    ],
    rateCost: WHOLE_DECK_COST,
    handler: async (call) => {
      mayPrice(call.principal);
      const { deck, identical, faults } = await receiveDeck(
        rates,
        sellerOf(call.principal),
        named(call.params).tierId,
        {
          source: call.upload,
          fileName: call.query.file_name ?? '',
          bytesTotal: null,
          actor: actorOf(call.principal, call),
        },
      );
      return { body: { ...toApiDeck(deck), identical, faults: faults.slice(0, 100).map(toApiFault) } };
    },
  });
}

function versionRoutes<P extends Pricer>({ rates }: RateRoutesDeps, surface: PriceSurface): Route<P>[] {
  const route = routesOf<P>();
  const base = `/pricing-tiers/:${surface.tierParam}/decks`;
  return [
    route({
      method: 'GET',
      path: base,
      operationId: `list${surface.infix}Decks`,
      tag: PRICES_TAG,
      summary: 'Versions of a deck, newest first',
      description: 'Of the tier at which you buy, those that are, were or will be live.',
      scope: 'read',
      params: tierParams(surface),
      query: ListDecksQuery,
      success: { status: 200, description: 'One page.', schema: DeckListSchema, example: deckListExample },
      errors: [],
      handler: async ({ principal, params, query }) => {
        const page = await listDecks(rates, sellerOf(principal), named(params).tierId, query);
        return { body: { decks: page.decks.map(toApiDeck), ...toApiPage(page) } };
      },
    }),
    route({
      method: 'GET',
      path: `${base}/:version`,
      operationId: `get${surface.infix}Deck`,
      tag: PRICES_TAG,
      summary: 'One version',
      description: 'What it is now; while its file arrives, how far it has come.',
      scope: 'read',
      params: deckParams(surface),
      success: oneDeck,
      errors: [],
      handler: async ({ principal, params }) => ({
        body: toApiDeck(await readDeck(rates, sellerOf(principal), named(params))),
      }),
    }),
    route({
      method: 'GET',
      path: `${base}/:version/faults`,
      operationId: `list${surface.infix}DeckFaults`,
      tag: PRICES_TAG,
      summary: 'Bad rows of a version',
      description: 'The first 1,000, each with its line, column and reason; `fault_count` counts all.',
      scope: 'read',
      params: deckParams(surface),
      success: {
        status: 200,
        description: 'The list.',
        schema: FaultListSchema,
        example: faultListExample,
      },
      errors: [],
      handler: async ({ principal, params }) => {
        const { deck, faults } = await readFaults(rates, sellerOf(principal), named(params));
        return { body: { fault_count: deck.faultCount, faults: faults.map(toApiFault) } };
      },
    }),
  ];
}

function priceRoutes<P extends Pricer>({ rates }: RateRoutesDeps, surface: PriceSurface): Route<P>[] {
  const route = routesOf<P>();
  const base = `/pricing-tiers/:${surface.tierParam}/decks/:version`;
  return [
    route({
      method: 'GET',
      path: `${base}/rates`,
      operationId: `list${surface.infix}DeckRates`,
      tag: PRICES_TAG,
      summary: 'Prices of a version',
      description: 'By prefix. `prefix` finds a part of the world, `search` a name.',
      scope: 'read',
      params: deckParams(surface),
      query: ListRatesQuery,
      success: { status: 200, description: 'One page.', schema: RateListSchema, example: rateListExample },
      errors: [],
      handler: async ({ principal, params, query }) => {
        const page = await listRates(rates, sellerOf(principal), named(params), query);
        return {
          body: { version: page.deck.version, rates: page.rows.map(toApiRow), ...toApiPage(page) },
        };
      },
    }),
    route({
      method: 'GET',
      path: `${base}/rates.csv`,
      operationId: `export${surface.infix}DeckRates`,
      tag: PRICES_TAG,
      summary: 'Prices of a version as a file',
      description:
        'All of them, or those that fit; changed in a spreadsheet it can be sent back as a new version.',
      scope: 'read',
      params: deckParams(surface),
      query: ExportRatesQuery,
      success: {
        status: 200,
        description: 'The file.',
        mediaType: 'text/csv',
        example: ratesFileExample,
      },
      errors: [],
      rateCost: WHOLE_DECK_COST,
      handler: async ({ principal, params, query }) => {
        const { deck, pages } = await exportRates(rates, sellerOf(principal), named(params), query);
        const disposition = `attachment; filename="deck-${String(deck.version)}.csv"`;
        return { file: ratesFile(pages), headers: { 'content-disposition': disposition } };
      },
    }),
    route({
      method: 'GET',
      path: `${base}/diff`,
      operationId: `compare${surface.infix}Decks`,
      tag: PRICES_TAG,
      summary: 'What a version would change',
      description:
        'Against the live deck, or another version: counts, and every price that differs, the biggest changes first, each with the ' +
        'calls, talk and revenue of the last thirty days that it touches.',
      scope: 'read',
      params: deckParams(surface),
      query: DiffQuery,
      success: { status: 200, description: 'One page.', schema: DiffSchema, example: diffExample },
      errors: [],
      rateCost: WHOLE_DECK_COST,
      handler: async ({ principal, params, query }) => {
        return { body: toApiDiff(await compareDecks(rates, sellerOf(principal), named(params), query)) };
      },
    }),
  ];
}

function publishRoutes<P extends Pricer>(deps: RateRoutesDeps, surface: PriceSurface): Route<P>[] {
  const route = routesOf<P>();
  const base = `/pricing-tiers/:${surface.tierParam}/decks/:version`;
  return [
    route({
      method: 'POST',
      path: `${base}/publish`,
      operationId: `publish${surface.infix}Deck`,
      tag: PRICES_TAG,
      summary: 'Make a version live, at once or at a time',
      description:
        'Calls that begin from then on are priced by it. To go back, publish an old version again. Of several planned ones the ' +
        'latest that has begun holds. A version that is live already is left as it is.',
      scope: 'pricing',
      params: deckParams(surface),
      body: PublishBody,
      bodyOptional: true,
      example: { effective_at: '2026-04-01T00:00:00Z', reason: 'New carrier contract' },
      success: oneDeck,
      errors: [deckNotPublishable, liveDeckChanged, tooManyScheduled, ...surface.writeErrors],
      idempotent: true,
      // Not a rule of the field: the same request under its key is answered again when the time has passed.
      storedFaults: ({ body }) => publishTimeFaults(body.effective_at, deps.clock.now()),
      handler: async (call) => {
        mayPrice(call.principal);
        const { principal, params, body } = call;
        return keyedWrite<Pricer>(deps, call, async (tx, by) =>
          toApiDeck(await putLive(tx, sellerOf(principal), named(params), body, by)),
        );
      },
    }),
    route({
      method: 'POST',
      path: `${base}/unschedule`,
      operationId: `unschedule${surface.infix}Deck`,
      tag: PRICES_TAG,
      summary: 'Take back what is planned of a version',
      description: 'Until it begins. What is live stays live.',
      scope: 'pricing',
      params: deckParams(surface),
      body: NoBody,
      bodyOptional: true,
      example: {},
      success: oneDeck,
      errors: [deckNotScheduled, ...surface.writeErrors],
      idempotent: true,
      handler: async (call) => {
        mayPrice(call.principal);
        const { principal, params } = call;
        return keyedWrite<Pricer>(deps, call, async (tx, by) =>
          toApiDeck(await takeBack(tx, sellerOf(principal), named(params), by)),
        );
      },
    }),
    route({
      method: 'DELETE',
      path: base,
      operationId: `delete${surface.infix}Deck`,
      tag: PRICES_TAG,
      summary: 'Delete a draft',
      description: 'A version that was never live and is not planned. Its number is not given again.',
      scope: 'pricing',
      params: deckParams(surface),
      success: oneDeck,
      errors: [deckInUse, ...surface.writeErrors],
      handler: async (call) => {
        mayPrice(call.principal);
        const { principal, params } = call;
        return keyedWrite<Pricer>(deps, call, async (tx, by) =>
          toApiDeck(await dropDraft(tx, sellerOf(principal), named(params), by)),
        );
      },
    }),
  ];
}
