import type { Command } from 'commander';
import type { Partners } from '../partners/index.ts';
import { parseAs, reading, toBody, withFields, type CommandContext } from '../platform/cli/index.ts';
import { ANSWERS, ofPartner, type AnswerDeps } from './answers.ts';
import { DashboardSchema } from './contract.ts';
import { csvOf } from './csv.ts';
import { DashboardQuery } from './query-contract.ts';
import { answerText, dashboardText, type AnswerName } from './text.ts';

export type AnalyticsCommandContext = CommandContext<AnswerDeps & { readonly partners: Partners }>;

const ABOUT: Readonly<Record<AnswerName, string>> = {
  timeline: 'traffic over time',
  destinations: 'where calls go, and how they fare there',
  causes: 'why calls ended',
  customers: 'who spends most; --sort growth: who spends more than before',
  trunks: 'traffic by trunk',
  numbers: 'numbers and their health',
  concurrency: 'how many calls were up at once',
  runway: 'how long wallets last',
};

/** `portal analytics …`: what `/partner/analytics/…` answers, with the same filters. */
export function registerAnalyticsCommands(program: Command, context: AnalyticsCommandContext): void {
  const analytics = program.command('analytics').description('figures of a partner’s traffic and money');
  const named = (name: string, about: string): Command =>
    analytics.command(name).description(about).requiredOption('--partner <id>', 'UUID or partner-…');

  const dashboard = withFields(named('dashboard', 'the last thirty days at a glance'), DashboardQuery);
  reading(context, dashboard, async ({ analytics: figures, partners }, options) => {
    const query = parseAs(DashboardQuery, toBody(options, ['partner']));
    const { partner } = await partners.read(String(options['partner']));
    const value = await figures.dashboard(partner, figures.window(query));
    return { schema: DashboardSchema, value, text: dashboardText(value) };
  });

  for (const name of Object.keys(ABOUT) as AnswerName[]) {
    const { query: schema, schema: answers, rows, read } = ANSWERS[name];
    reading(context, withFields(named(name, ABOUT[name]), schema), async (services, options) => {
      const query = parseAs(schema, toBody(options, ['partner'])) as Readonly<Record<string, unknown>>;
      const { partner } = await services.partners.read(String(options['partner']));
      const value = await read(services, ofPartner(partner), query);
      const shown = value[rows] as readonly Readonly<Record<string, unknown>>[];
      const asCsv = query['format'] === 'csv';
      const text = asCsv
        ? [...csvOf(answers, rows, value)].join('').trimEnd()
        : answerText(name, value, shown);
      return { schema: answers, value, text };
    });
  }
}
