import type { Command } from 'commander';
import type { TObject } from 'typebox';
import type { Partners } from '../partners/index.ts';
import { ValidationFailure } from '../platform/errors/index.ts';
import {
  parseAs,
  reading,
  toBody,
  withFields,
  type CommandContext,
  type Options,
} from '../platform/cli/index.ts';
import type { Database } from '../platform/db/index.ts';
import { ANSWERS, ofPartner, type AnswerDeps } from './answers.ts';
import { DashboardSchema } from './contract.ts';
import { csvOf } from './csv.ts';
import { OPERATOR_ANSWERS, OPERATOR_DASHBOARD, type OperatorAnswerDeps } from './operator-answers.ts';
import { answerText, dashboardText, type AnswerName } from './text.ts';

interface Services extends AnswerDeps {
  readonly partners: Partners;
  readonly db: Database;
  readonly config: { readonly operator: { readonly currencies: readonly [string, ...string[]] } };
}

export type AnalyticsCommandContext = CommandContext<Services>;

const ABOUT: Readonly<Record<AnswerName, string>> = {
  timeline: 'traffic over time',
  partners: 'partners by traffic and money; --sort growth: whose customers spend more than before',
  destinations: 'where calls go, and how they fare there',
  causes: 'why calls ended',
  customers: 'who spends most; --sort growth: who spends more than before',
  trunks: 'traffic by trunk',
  numbers: 'numbers and their health',
  concurrency: 'how many calls were up at once',
  runway: 'how long the wallets of one partner last',
  runways: 'whose money runs out first, a row for each partner',
};

type Query = Readonly<Record<string, unknown>>;
interface Read {
  readonly schema: TObject;
  readonly value: Query;
  readonly query: Query;
}

const isOfPartners = (name: AnswerName): name is keyof typeof ANSWERS => name in ANSWERS;

const operatorDeps = ({ db, config, ...services }: Services): OperatorAnswerDeps => ({
  ...services,
  reader: db.kysely,
  currency: config.operator.currencies[0],
});

/** At the prompt the partner is `--partner`, as it is of every command. */
function parsed<S extends TObject>(schema: S, options: Options): ReturnType<typeof parseAs<S>> {
  try {
    const { partner } = options;
    return parseAs(schema, {
      ...toBody(options, ['partner']),
      ...(partner === undefined ? {} : { partner_id: partner }),
    });
  } catch (error) {
    if (!(error instanceof ValidationFailure)) throw error;
    throw new ValidationFailure(
      error.details.map((one) => ({
        ...one,
        loc: one.loc.map((part) => (part === 'partner_id' ? 'partner' : part)),
      })),
    );
  }
}

/** Of one partner what it reads itself; of all of them, and what only the operator asks, what the operator reads. */
async function answer(name: AnswerName, services: Services, options: Options): Promise<Read> {
  const operator = OPERATOR_ANSWERS[name];
  const { partner_id: id, ...query } = parsed(operator.query, options) as Query;
  if (typeof id !== 'string' || !isOfPartners(name)) {
    const asked = id === undefined ? query : { ...query, partner_id: id };
    return { schema: operator.schema, value: await operator.read(operatorDeps(services), asked), query };
  }
  const { schema, read } = ANSWERS[name];
  const { partner } = await services.partners.read(id);
  return { schema, value: await read(services, ofPartner(partner), query), query };
}

/** `portal analytics …`: what `/operator/analytics/…` answers, of one `--partner` what `/partner/analytics/…` does; with the same filters. */
export function registerAnalyticsCommands(program: Command, context: AnalyticsCommandContext): void {
  const analytics = program.command('analytics').description('figures of traffic and money');
  const named = (name: string, about: string, query: TObject): Command => {
    const command = analytics.command(name).description(about);
    if (name === 'runway') command.requiredOption('--partner <id>', 'UUID or partner-…');
    else command.option('--partner <id>', 'UUID or partner-…; without it: all partners together');
    return withFields(command, query, { omit: ['partner_id'] });
  };

  const dashboard = named('dashboard', 'the last thirty days at a glance', OPERATOR_DASHBOARD.query);
  reading(context, dashboard, async (services, options) => {
    const asked = parsed(OPERATOR_DASHBOARD.query, options);
    const { tz, partner_id: id, currency } = asked;
    // A partner reads its own in its primary currency alone.
    if (id === undefined || currency !== undefined) {
      const value = await OPERATOR_DASHBOARD.read(operatorDeps(services), asked);
      return { schema: OPERATOR_DASHBOARD.schema, value, text: dashboardText(value) };
    }
    const { partner } = await services.partners.read(id);
    const window = services.analytics.window(tz === undefined ? {} : { tz });
    const value = await services.analytics.dashboard(partner, window);
    return { schema: DashboardSchema, value, text: dashboardText(value) };
  });

  for (const name of Object.keys(ABOUT) as AnswerName[]) {
    const { query: fields, rows } = OPERATOR_ANSWERS[name];
    reading(context, named(name, ABOUT[name], fields), async (services, options) => {
      const { schema, value, query } = await answer(name, services, options);
      const shown = value[rows] as readonly Query[];
      const asCsv = query['format'] === 'csv';
      const text = asCsv
        ? [...csvOf(schema, rows, value)].join('').trimEnd()
        : answerText(name, value, shown);
      return { schema, value, text };
    });
  }
}
