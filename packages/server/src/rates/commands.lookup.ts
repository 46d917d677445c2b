import type { Command } from 'commander';
import { parseAs, reading, toBody, wholeNumber } from '../platform/cli/index.ts';
import { formatLiteral } from '../platform/money/index.ts';
import { explainSide } from './explain.ts';
import { LookupSchema, OperatorLookupQuery } from './lookup-contract.ts';
import { lookUpRateAsOperator, toApiLookup, type Lookup } from './lookup-service.ts';
import type { RateCommandContext } from './rates-deps.ts';

type Services = Awaited<ReturnType<RateCommandContext['services']>>;

function lookupText(lookup: Lookup): string {
  const { number, quote } = lookup;
  const { selling, wholesale } = quote;
  const where = number.countryName === null ? 'no country' : number.countryName;
  const margin = selling.charge.amount - wholesale.charge.amount;
  const same = selling.tier.id === wholesale.tier.id;
  return [
    `${number.e164}  ${where}, ${number.type}${number.isPossible ? '' : '  (not a possible number)'}`,
    same ? 'selling and wholesale' : 'selling',
    ...explainSide(selling).map((step) => `  ${step}`),
    ...(same ? [] : ['wholesale', ...explainSide(wholesale).map((step) => `  ${step}`)]),
    `margin ${formatLiteral(margin, 2)} ${selling.tier.currency}`,
    ...lookup.warnings.map((warning) => `! ${warning}`),
  ].join('\n');
}

export function lookupCommands(rates: Command, context: RateCommandContext): void {
  const lookup = rates
    .command('lookup')
    .description('why a call costs what it costs')
    .argument('<number>', 'the number that is called')
    .option('--seconds <n>', 'how long the call lasts', wholeNumber)
    .option('--partner <id>', 'as this partner sees it (UUID or partner-…)')
    .option('--account <id>', 'at the tier of this customer of the partner (MA_…)')
    .option('--pricing-tier-id <uuid>', 'at this tier')
    .option('--currency <code>', 'at the default tier of this currency')
    .option('--direction <outbound|inbound>', 'default outbound')
    .option('--number-type <local|mobile|toll_free|national>', 'of an inbound call')
    .option('--at <time>', 'at the prices that hold then, ISO 8601');
  reading<Services, [string]>(context, lookup, async (services, options, to) => {
    const found = await lookUpRateAsOperator(
      services.rates,
      parseAs(OperatorLookupQuery, { ...toBody(options), to }),
    );
    return { schema: LookupSchema, value: toApiLookup(found), text: lookupText(found) };
  });
}
