import type { Static, TSchema } from 'typebox';
import type { Customers } from '../customers/index.ts';
import type { PartnerFacts, PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import type { Sort } from './breakdown.ts';
import {
  AnalyticsSchema,
  CauseTable,
  Concurrency,
  CustomerTable,
  DashboardSchema,
  DestinationTable,
  NumberTable,
  Runway,
  StrictDashboardSchema,
  Timeline,
  TrunkTable,
} from './contract.ts';
import {
  analyticsExample,
  causesExample,
  concurrencyExample,
  customersExample,
  dashboardExample,
  destinationsExample,
  numbersExample,
  runwayExample,
  timelineExample,
  trunksExample,
} from './examples.ts';
import {
  AccountTableQuery,
  CauseQuery,
  ConcurrencyQuery,
  DEFAULT_LIMIT,
  DashboardQuery,
  DestinationQuery,
  RunwayQuery,
  TableQuery,
  TimelineQuery,
  WindowQuery,
} from './query-contract.ts';
import type { Analytics } from './service.ts';
import type { TableAsked } from './tables.ts';

export interface AnalyticsRoutesDeps {
  readonly analytics: Analytics;
  readonly customers: Pick<Customers, 'walletRef'>;
}

const TAG = 'Analytics';
const NARROW_FIGURES = 'from_date and to_date, or one account';
const FRESH =
  'A call counts in the moment in which it is settled. Days and windows go by `tz`; money is of one currency, since amounts of different ones are never added.';

export function analyticsPartnerRoutes({
  analytics,
  customers,
}: AnalyticsRoutesDeps): Route<PartnerPrincipal>[] {
  const route = routesOf<PartnerPrincipal>();

  /** One of the tables and series, which differ in little but what they show. */
  function figures<Query extends TSchema>(
    path: string,
    operationId: string,
    texts: { readonly summary: string; readonly description: string },
    query: Query,
    answer: { readonly schema: TSchema; readonly example: unknown },
    read: (query: Static<Query>, asked: TableAsked) => Promise<Record<string, unknown>>,
    sort: Sort,
  ): Route<PartnerPrincipal> {
    return route({
      method: 'GET',
      path: `/analytics/${path}`,
      operationId,
      tag: TAG,
      summary: texts.summary,
      description: `${texts.description} ${FRESH}`,
      scope: 'read',
      rateCost: 2,
      heavy: NARROW_FIGURES,
      query,
      success: { status: 200, description: 'Figures.', ...answer },
      errors: [notFound],
      handler: async ({ principal: { partner }, query: given }) => ({
        body: await read(given, await askedOf(partner, given as TableQueryFields, sort)),
      }),
    });
  }

  async function askedOf(partner: PartnerFacts, query: TableQueryFields, sort: Sort): Promise<TableAsked> {
    const one =
      query.account === undefined ? null : await customers.walletRef(partner.partnerId, query.account);
    return {
      owner: { partnerIds: [partner.partnerId], customerId: one?.customerId ?? null },
      window: analytics.window(query),
      currency: query.currency?.toUpperCase() ?? one?.currency ?? partner.currency,
      direction: query.call_direction ?? null,
      sort: query.sort ?? sort,
      order: query.order ?? 'desc',
      limit: query.limit ?? DEFAULT_LIMIT,
    };
  }

  return [
    route({
      method: 'GET',
      path: '/dashboard',
      operationId: 'getDashboard',
      tag: TAG,
      summary: 'The last thirty days at a glance',
      description: `Accounts, wallets and traffic of thirty days back and today. ${FRESH} Inbound and outbound add up to \`calls\` in every field, and so do the two products.`,
      scope: 'read',
      rateCost: 2,
      heavy: NARROW_FIGURES,
      query: DashboardQuery,
      success: {
        status: 200,
        description: 'The dashboard.',
        schema: DashboardSchema,
        versions: { '2026-05-12': StrictDashboardSchema },
        example: dashboardExample,
      },
      errors: [],
      handler: async ({ principal: { partner }, query }) => ({
        body: await analytics.dashboard(partner, analytics.window(query)),
      }),
    }),
    route({
      method: 'GET',
      path: '/analytics',
      operationId: 'getAnalytics',
      tag: TAG,
      summary: 'The dashboard of any window, with quality, destinations, causes and margin',
      description: `Up to 400 days; without dates the last thirty and today. ${FRESH} Version 2026-05-12 answers the dashboard’s shape alone.`,
      scope: 'read',
      rateCost: 4,
      heavy: NARROW_FIGURES,
      query: WindowQuery,
      success: {
        status: 200,
        description: 'Figures of the window.',
        schema: AnalyticsSchema,
        versions: { '2026-05-12': StrictDashboardSchema },
        example: analyticsExample,
      },
      errors: [],
      handler: async ({ principal: { partner }, query }) => ({
        body: await analytics.analytics(partner, analytics.window(query)),
      }),
    }),
    figures(
      'timeline',
      'getTrafficTimeline',
      {
        summary: 'Traffic over time',
        description:
          'Calls, quality, money by hour, day, week or month, against the stretch of the same length before.',
      },
      TimelineQuery,
      { schema: Timeline, example: timelineExample },
      (query, asked) =>
        analytics.timeline({ ...asked, context: query.context ?? null, interval: query.interval ?? 'day' }),
      'calls',
    ),
    figures(
      'destinations',
      'getTrafficByDestination',
      {
        summary: 'Traffic by country or prefix',
        description:
          'Where calls go, how they fare there and what is earned. To see why calls to one country fail, ask `/analytics/causes` with its `country`.',
      },
      DestinationQuery,
      { schema: DestinationTable, example: destinationsExample },
      (query, asked) =>
        analytics.destinations(asked, query.group_by ?? 'country', query.country?.toUpperCase() ?? null),
      'calls',
    ),
    figures(
      'causes',
      'getHangupCauses',
      {
        summary: 'Why calls ended',
        description:
          'Hang-up causes, and of calls that were refused the reasons. Of one `account` the newest 200,000 calls of the window are looked at.',
      },
      CauseQuery,
      { schema: CauseTable, example: causesExample },
      (query, asked) => analytics.causes(asked, query.country?.toUpperCase() ?? null),
      'calls',
    ),
    figures(
      'customers',
      'getTrafficByCustomer',
      {
        summary: 'Top spenders and top growers',
        description:
          'Customers by what they spent; `sort=growth` puts those first that spend more than before, `sort=margin` those that earn you most.',
      },
      TableQuery,
      { schema: CustomerTable, example: customersExample },
      (_query, asked) => analytics.customers(asked),
      'cost',
    ),
    figures(
      'trunks',
      'getTrafficByTrunk',
      { summary: 'Traffic by trunk', description: 'Which trunk carries what, and how well.' },
      AccountTableQuery,
      { schema: TrunkTable, example: trunksExample },
      (_query, asked) => analytics.trunks(asked),
      'calls',
    ),
    figures(
      'numbers',
      'getNumberHealth',
      {
        summary: 'Numbers and their health',
        description:
          'Calls from and to each number with the share of short and of unanswered ones: a number that is marked as spam shows there first.',
      },
      AccountTableQuery,
      { schema: NumberTable, example: numbersExample },
      (_query, asked) => analytics.numbers(asked),
      'calls',
    ),
    route({
      method: 'GET',
      path: '/analytics/concurrency',
      operationId: 'getConcurrentCalls',
      tag: TAG,
      summary: 'How many calls were up at once',
      description:
        'The most at one moment and the mean, by hour or day. A call counts when it has ended, so that the last minutes are a lower bound; what is up now is in `/live-calls`.',
      scope: 'read',
      rateCost: 2,
      heavy: NARROW_FIGURES,
      query: ConcurrencyQuery,
      success: { status: 200, description: 'Figures.', schema: Concurrency, example: concurrencyExample },
      errors: [notFound],
      handler: async ({ principal: { partner }, query }) => {
        const one =
          query.account === undefined ? null : await customers.walletRef(partner.partnerId, query.account);
        return {
          body: await analytics.concurrency({
            partnerId: partner.partnerId,
            customerId: one?.customerId ?? null,
            window: analytics.window(query),
            interval: query.interval ?? 'hour',
          }),
        };
      },
    }),
    route({
      method: 'GET',
      path: '/analytics/runway',
      operationId: 'getRunway',
      tag: TAG,
      summary: 'How long wallets last',
      description:
        'When each wallet that is spent from is expected to be empty, and your master account: by the pattern of weekdays and hours of the last four weeks, at the level of the last 24 hours, with a range. The pattern is up to two minutes old, balances are those of now.',
      scope: 'read',
      rateCost: 2,
      heavy: NARROW_FIGURES,
      query: RunwayQuery,
      success: { status: 200, description: 'Forecasts.', schema: Runway, example: runwayExample },
      errors: [notFound],
      handler: async ({ principal: { partner }, query }) => {
        const one =
          query.account === undefined ? null : await customers.walletRef(partner.partnerId, query.account);
        return {
          body: await analytics.runway(partner, {
            customerId: one?.customerId ?? null,
            withinMs: query.within_hours === undefined ? null : query.within_hours * 3_600_000,
            limit: query.limit ?? DEFAULT_LIMIT,
          }),
        };
      },
    }),
  ];
}

/** All that any of these queries may hold. */
type TableQueryFields = Partial<Static<typeof AccountTableQuery>>;
