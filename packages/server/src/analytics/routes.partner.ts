import type { Customers } from '../customers/index.ts';
import type { PartnerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { ANSWERS, ofPartner } from './answers.ts';
import { AnalyticsSchema, DashboardSchema, StrictDashboardSchema } from './contract.ts';
import { csvAnswer, csvExample } from './csv.ts';
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
import { DashboardQuery, WindowQuery } from './query-contract.ts';
import type { Analytics } from './service.ts';

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
  function figures(
    name: keyof typeof ANSWERS,
    operationId: string,
    texts: { readonly summary: string; readonly description: string },
    example: unknown,
  ): Route<PartnerPrincipal> {
    const { query, schema, rows, read } = ANSWERS[name];
    return route({
      method: 'GET',
      path: `/analytics/${name}`,
      operationId,
      tag: TAG,
      ...texts,
      scope: 'read',
      rateCost: 2,
      heavy: NARROW_FIGURES,
      query,
      success: {
        status: 200,
        description: 'Figures.',
        schema,
        example,
        orFile: { mediaType: 'text/csv', example: csvExample(schema, rows, example) },
      },
      errors: [notFound],
      handler: async ({ principal: { partner }, query: given }) => {
        const body = await read({ analytics, customers }, ofPartner(partner), given);
        return (given as { readonly format?: string }).format === 'csv'
          ? csvAnswer(name, schema, rows, body)
          : { body };
      },
    });
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
        description: `Calls, quality, money by hour, day, week or month, against the stretch of the same length before. ${FRESH}`,
      },
      timelineExample,
    ),
    figures(
      'destinations',
      'getTrafficByDestination',
      {
        summary: 'Traffic by country or prefix',
        description: `Where calls go, how they fare there and what is earned. To see why calls to one country fail, ask \`/analytics/causes\` with its \`country\`. ${FRESH}`,
      },
      destinationsExample,
    ),
    figures(
      'causes',
      'getHangupCauses',
      {
        summary: 'Why calls ended',
        description: `Hang-up causes, and of calls that were refused the reasons. Of one \`account\` all calls of days that are over are looked at, and of a stretch that is not added up yet its newest 20,000. ${FRESH}`,
      },
      causesExample,
    ),
    figures(
      'customers',
      'getTrafficByCustomer',
      {
        summary: 'Top spenders and top growers',
        description: `Customers by what they spent; \`sort=growth\` puts those first that spend more than before, \`sort=margin\` those that earn you most. ${FRESH}`,
      },
      customersExample,
    ),
    figures(
      'trunks',
      'getTrafficByTrunk',
      { summary: 'Traffic by trunk', description: `Which trunk carries what, and how well. ${FRESH}` },
      trunksExample,
    ),
    figures(
      'numbers',
      'getNumberHealth',
      {
        summary: 'Numbers and their health',
        description: `Calls from and to each number with the share of short and of unanswered ones: a number that is marked as spam shows there first. ${FRESH}`,
      },
      numbersExample,
    ),
    figures(
      'concurrency',
      'getConcurrentCalls',
      {
        summary: 'How many calls were up at once',
        description:
          'The most at one moment and the mean, by hour or day. A call counts when it has ended, so that the last minutes are a lower bound; what is up now is in `/live-calls`.',
      },
      concurrencyExample,
    ),
    figures(
      'runway',
      'getRunway',
      {
        summary: 'How long wallets last',
        description:
          'When each wallet that is spent from is expected to be empty, and your master account: by the pattern of weekdays and hours of the last four weeks, at the level of the last 24 hours, with a range. Rentals of numbers go on the days on which they fall due (`rentals_due`, `next_rental_at`), unpaid months now, and money that cannot pay them has run out then. The pattern and the rentals are up to two minutes old, balances are those of now.',
      },
      runwayExample,
    ),
  ];
}
