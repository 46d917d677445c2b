import type { Command } from 'commander';
import { facts, parseAs, reading, table, toBody, wholeNumber } from '../platform/cli/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import type { RateCommandContext } from './rates-deps.ts';
import type { ReplayRow, ReplayTotals } from './replay.ts';
import { SimulationSchema, simulateBody, toApiSimulation } from './simulate-contract.ts';
import { simulateTier, type Simulation } from './simulate-service.ts';

type Services = Awaited<ReturnType<RateCommandContext['services']>>;
/** Of a list only so many rows are printed. */
const ROWS_SHOWN = 10;

const minutes = (seconds: number): string => (seconds / 60).toFixed(1);

function simulationText(simulation: Simulation): string {
  const { tier, version, result, accounts, from, before, authIds } = simulation;
  const print = (units: bigint): string => formatForPeople({ units, currency: tier.currency });
  const line = (name: string, totals: ReplayTotals): string[] => [
    name,
    String(totals.calls),
    minutes(totals.talkSeconds),
    print(totals.revenue),
    print(totals.wholesaleCost),
    print(totals.margin),
  ];
  const { refused } = result;
  const { loss_guard: belowCost, rate_above_maximum: tooDear } = refused.byReason;
  const where = ({ prefix, description }: ReplayRow): string =>
    `${prefix ?? 'flat rate'} ${description}`.trim();
  const losers = simulation.losingCalls
    .slice(0, ROWS_SHOWN)
    .map((row) => [
      authIds.get(row.customerId ?? '') ?? '',
      String(row.refused),
      String(row.calls),
      print(row.lost),
    ]);
  const rows = simulation.worseOff
    .slice(0, ROWS_SHOWN)
    .map((row) => [
      authIds.get(row.customerId ?? '') ?? '',
      where(row),
      String(row.calls),
      print(row.before),
      print(row.after),
      `+${print(row.after - row.before)}`,
    ]);
  return [
    facts(`${tier.name}  ${version === null ? 'flat rate' : `version ${String(version)}`}`, [
      ['calls', `from ${from.toISOString()}, before ${before.toISOString()}`],
      ['would be refused', `${String(belowCost + tooDear)}, which brought ${print(refused.revenue)}`],
      ['no longer refused', String(refused.noLonger)],
      [
        'customers',
        `${String(accounts.worse_off)} would pay more, ${String(accounts.better_off)} less, ${String(accounts.unchanged)} the same, ${String(accounts.losing_calls)} would lose calls`,
      ],
    ]),
    table(
      ['', 'CALLS', 'MINUTES', 'REVENUE', 'COST', 'MARGIN'],
      [line('recorded', result.before), line('simulated', result.after)],
    ),
    ...(losers.length === 0 ? [] : [table(['ACCOUNT', 'REFUSED', 'STILL GO', 'REVENUE LOST'], losers)]),
    ...(rows.length === 0 ? [] : [table(['ACCOUNT', 'DESTINATION', 'CALLS', 'BEFORE', 'AFTER', ''], rows)]),
  ].join('\n');
}

export function simulateCommand(tier: Command, context: RateCommandContext): void {
  const simulate = tier
    .command('simulate')
    .description('what past calls of a partner would have cost at a tier, or at a draft of its deck')
    .argument('<tier>', 'UUID of a tier of the partner, or of the one at which it buys')
    .requiredOption('--partner <id>', 'UUID or partner-…')
    .option('--version <n>', 'version of the deck; default: the live one', wholeNumber)
    .option('--from-date <day>', 'YYYY-MM-DD or ISO 8601; default: thirty days before the end')
    .option('--to-date <day>', 'the last one; default: now')
    .option('--at <time>', 'prices as they hold then; default: now')
    .option('--calls <of_tier|all>', 'those that were sold at the tier, or all in its currency')
    .option('--account <MA_…>', 'only of this customer');
  reading<Services, [string]>(context, simulate, async ({ rates, db }, options, tierId) => {
    const { partnerId } = await rates.partners.find(db.kysely, String(options['partner']));
    const input = parseAs(simulateBody(rates.clock), toBody(options, ['partner']));
    const simulation = await simulateTier(rates, { ownerId: partnerId, partnerId }, tierId, input);
    return { schema: SimulationSchema, value: toApiSimulation(simulation), text: simulationText(simulation) };
  });
}
