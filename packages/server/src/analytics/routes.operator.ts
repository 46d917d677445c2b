import type { OperatorPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { csvAnswer, csvExample } from './csv.ts';
import {
  causesExample,
  platformConcurrencyExample,
  destinationsExample,
  operatorDashboardExample,
  operatorExample,
  customersExample,
  numbersExample,
  partnersExample,
  runwayExample,
  runwaysExample,
  timelineExample,
  trunksExample,
} from './examples.ts';
import { OPERATOR_ANSWERS, OPERATOR_DASHBOARD, type OperatorAnswerDeps } from './operator-answers.ts';

const ACROSS =
  'Of all live partners together, or of one (`partner_id`). Money is of one currency, yours unless asked otherwise; calls of others are in other answers.';
const NARROW = 'from_date and to_date, or one partner_id';

export function analyticsOperatorRoutes(deps: OperatorAnswerDeps): Route<OperatorPrincipal>[] {
  const route = routesOf<OperatorPrincipal>();

  function figures(
    name: keyof typeof OPERATOR_ANSWERS,
    operationId: string,
    summary: string,
    description: string,
    example: unknown,
  ): Route<OperatorPrincipal> {
    const { query, schema, rows, read } = OPERATOR_ANSWERS[name];
    return route({
      method: 'GET',
      path: `/analytics/${name}`,
      operationId,
      tag: 'Analytics',
      summary,
      description,
      scope: 'read',
      heavy: NARROW,
      query,
      success: {
        status: 200,
        description: 'Figures.',
        schema,
        example,
        orFile: { mediaType: 'text/csv', example: csvExample(schema, rows, example) },
      },
      errors: [notFound],
      handler: async ({ query: given }) => {
        const body = await read(deps, given);
        return (given as { readonly format?: string }).format === 'csv'
          ? csvAnswer(name, schema, rows, body)
          : { body };
      },
    });
  }

  return [
    route({
      method: 'GET',
      path: '/analytics/dashboard',
      operationId: 'getPlatformDashboard',
      tag: 'Analytics',
      summary: 'The last thirty days of the platform at a glance',
      description:
        'What partners read at `/partner/dashboard`, of all live partners together or of one (`partner_id`). `calls` and what is beside it count calls of all currencies; their money is of one, yours unless asked otherwise, and `by_currency` has each by itself.',
      scope: 'read',
      heavy: 'one partner_id',
      query: OPERATOR_DASHBOARD.query,
      success: {
        status: 200,
        description: 'The dashboard.',
        schema: OPERATOR_DASHBOARD.schema,
        example: operatorDashboardExample,
      },
      errors: [notFound],
      handler: async ({ query }) => ({ body: await OPERATOR_DASHBOARD.read(deps, query) }),
    }),
    figures(
      'timeline',
      'getPlatformTimeline',
      'Traffic of the platform over time',
      `Calls, quality and money by hour, day, week or month, against the stretch before. ${ACROSS}`,
      timelineExample,
    ),
    figures(
      'partners',
      'getTrafficByPartner',
      'Partners by traffic and money',
      `What each partner’s customers were charged, what the calls cost and what is left for the partner; \`sort=growth\` puts those first that grew most. ${ACROSS}`,
      partnersExample,
    ),
    figures(
      'customers',
      'getPlatformCustomers',
      'Top spenders and growers of the platform',
      `Customers of all partners. ${ACROSS}`,
      operatorExample(customersExample),
    ),
    figures(
      'destinations',
      'getPlatformDestinations',
      'Traffic of the platform by country or prefix',
      `Where calls go and how they fare there. ${ACROSS}`,
      destinationsExample,
    ),
    figures(
      'causes',
      'getPlatformCauses',
      'Why calls of the platform ended',
      `Hang-up causes, and of refused calls the reasons; \`country\` narrows to one. ${ACROSS}`,
      causesExample,
    ),
    figures(
      'trunks',
      'getPlatformTrunks',
      'Traffic of the platform by trunk',
      `Which trunk of which customer carries what. ${ACROSS}`,
      operatorExample(trunksExample),
    ),
    figures(
      'numbers',
      'getPlatformNumbers',
      'Numbers of the platform and their health',
      `Calls from and to each number with the share of short and of unanswered ones. ${ACROSS}`,
      operatorExample(numbersExample),
    ),
    figures(
      'concurrency',
      'getPlatformConcurrency',
      'How many calls of the platform were up at once',
      'The most at one moment and the mean, by hour or day, of all live partners together or of one (`partner_id`). Together the mean is exact of what is counted, but whose busiest moments were the same is not known: `peak` is the most that it can have been, and `peak_at_least` what it was for certain. They come from closed hours, so that what ended after `counted_until` is not in them; of at most 31 days.',
      platformConcurrencyExample,
    ),
    figures(
      'runway',
      'getPartnerRunway',
      'How long one partner’s wallets and master account last',
      'What the partner reads at `/partner/analytics/runway`.',
      runwayExample,
    ),
    figures(
      'runways',
      'getRunways',
      'Whose money runs out first',
      'How long each partner’s master account lasts, how many of its wallets are about to run dry, and which one is gone first: whose money is gone first stands first. Of partners with calls in the last four weeks; forecasts as at `/partner/analytics/runway`.',
      runwaysExample,
    ),
  ];
}
