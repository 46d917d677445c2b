import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import {
  facts,
  parseAs,
  parseBeside,
  reading,
  table,
  toBody,
  wholeNumber,
  yesNo,
  type Output,
} from '../platform/cli/index.ts';
import { formatLiteral } from '../platform/money/index.ts';
import { formatRate, toApiTierView, type TierView } from '../pricing/index.ts';
import type { RateCommandContext } from './rates-deps.ts';
import { readNewTier, readTierPatch } from './read-tier.ts';
import { toApiWholesale } from './routes.operator.ts';
import { OPERATOR } from './seller.ts';
import {
  AssignWholesaleBody,
  CreateTierBody,
  ListTiersQuery,
  PatchTierBody,
  TierListSchema,
  TierSchema,
  WholesaleTiersSchema,
} from './tier-contract.ts';
import {
  addTier,
  editTier,
  giveWholesaleTier,
  listTiers,
  readTier,
  tierToBeginWith,
  currencyFaults,
} from './tier-service.ts';

function tierText(view: TierView): string {
  const { tier, inboundRates, liveDeck, nextDeck } = view;
  const deck = (one: TierView['liveDeck']): string =>
    one === null
      ? '–'
      : `version ${String(one.version)}, ${String(one.rowCount)} prices, from ${one.effectiveFrom.toISOString()}`;
  return facts(
    `${tier.name}  ${tier.currency}  ${tier.isActive ? 'active' : 'inactive'}${tier.isDefault ? '  (default)' : ''}`,
    [
      ['id', tier.id],
      ['rate per minute', formatRate(tier.ratePerMinute)],
      [
        'increments',
        `${String(tier.initialIncrementSeconds)}/${String(tier.billingIncrementSeconds)} s, at least ${String(tier.minimumDurationSeconds)} s`,
      ],
      ['not connected', tier.chargeNonConnectedCalls ? formatLiteral(tier.nonConnectedCallFee, 2) : 'free'],
      ['number release', formatLiteral(tier.didReleaseFee, 2)],
      ['inbound rules', String(inboundRates.length)],
      ['live deck', deck(liveDeck)],
      ['next deck', deck(nextDeck)],
      ['version', String(tier.version)],
    ],
  );
}

function tierOutput(view: TierView): Output {
  return { schema: TierSchema, value: toApiTierView(view), text: tierText(view) };
}

function priceOptions(command: Command): Command {
  return command
    .option('--rate-per-minute <rate>', 'flat rate')
    .option('--description <text>', 'for the customers on it')
    .option('--initial-increment-seconds <n>', 'shortest time that is charged', wholeNumber)
    .option('--billing-increment-seconds <n>', 'what further time is charged in', wholeNumber)
    .option('--minimum-duration-seconds <n>', 'shorter calls cost as much', wholeNumber)
    .option('--inbound-rate-per-minute <rate>', 'inbound calls')
    .option('--charge-non-connected-calls <yes|no>', 'charge calls that nobody answers', yesNo)
    .option('--non-connected-call-fee <amount>', 'for such a call')
    .option('--did-release-fee <amount>', 'when a number is given back')
    .option('--is-default <yes|no>', 'default tier of its currency', yesNo);
}

export function tierCommands(tier: Command, context: RateCommandContext): void {
  const list = tier
    .command('list')
    .description('all of them')
    .option('--currency <code>', 'only these')
    .option('--is-active <yes|no>', 'only these', yesNo);
  reading(context, list, async ({ rates }, options) => {
    const { currency, is_active: isActive } = parseAs(ListTiersQuery, toBody(options));
    const views = await listTiers(rates.db.kysely, OPERATOR, { currency, isActive }, rates.clock.now());
    const rows = views.map(({ tier: one, liveDeck }) => [
      one.id,
      one.name,
      one.currency,
      formatRate(one.ratePerMinute),
      liveDeck === null ? '–' : `v${String(liveDeck.version)}, ${String(liveDeck.rowCount)} prices`,
      [one.isDefault ? 'default' : '', one.isActive ? '' : 'inactive'].join(' ').trim(),
    ]);
    return {
      schema: TierListSchema,
      value: { pricing_tiers: views.map(toApiTierView), total: views.length },
      text: table(['ID', 'NAME', 'CURRENCY', 'RATE', 'DECK', ''], rows),
    };
  });
  const show = tier.command('show').description('one tier').argument('<tier>', 'UUID');
  reading<Awaited<ReturnType<RateCommandContext['services']>>, [string]>(
    context,
    show,
    async ({ rates }, _, id) => tierOutput(await readTier(rates.db.kysely, OPERATOR, id, rates.clock.now())),
  );
  writeCommands(tier, context);
}

function writeCommands(tier: Command, context: RateCommandContext): void {
  const create = tier
    .command('create')
    .description('make a tier; what is not said is as at the default tier of its currency')
    .requiredOption('--name <text>', 'what it is called')
    .requiredOption('--currency <code>', 'ISO 4217');
  writing(context, priceOptions(create), async ({ rates, tx, by }, options) => {
    const body = await parseBeside(CreateTierBody, toBody(options), (left) =>
      currencyFaults(rates, OPERATOR, left.body.currency),
    );
    const like = await tierToBeginWith(rates, tx, OPERATOR, body.currency);
    return tierOutput(await addTier(rates, tx, OPERATOR, readNewTier(body, like), by));
  });
  const set = tier
    .command('set')
    .description('change a tier')
    .argument('<tier>', 'UUID')
    .option('--name <text>', 'what it is called')
    .option('--is-active <yes|no>', 'may be given to anybody', yesNo);
  type Services = Awaited<ReturnType<RateCommandContext['services']>>;
  writing<Services, [string]>(context, priceOptions(set), async ({ rates, tx, by }, options, id) =>
    tierOutput(
      await editTier(rates, tx, OPERATOR, id, readTierPatch(parseAs(PatchTierBody, toBody(options))), by),
    ),
  );
  const assign = tier
    .command('assign')
    .description('let a partner buy at a tier, in the tier’s currency')
    .argument('<tier>', 'UUID')
    .argument('<partner>', 'UUID or partner-…');
  writing<Services, [string, string]>(context, assign, async ({ rates, tx, by }, _, id, partner) => {
    const body = parseAs(AssignWholesaleBody, { pricing_tier_id: id });
    const tiers = await giveWholesaleTier(rates, tx, partner, body.pricing_tier_id, by);
    const text = table(
      ['CURRENCY', 'TIER', 'ID'],
      tiers.map((one) => [one.currency, one.name, one.id]),
    );
    return { schema: WholesaleTiersSchema, value: toApiWholesale(tiers), text };
  });
}
