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
  type Options,
  type Output,
} from '../platform/cli/index.ts';
import type { Carrier } from './carrier.ts';
import {
  CarrierListSchema,
  CarrierSchema,
  CreateCarrierBody,
  ListCarriersQuery,
  PatchCarrierBody,
  toApiCarrier,
  toApiCarrierPage,
} from './carrier-contract.ts';
import type { CliRules } from './cli-rules.ts';
import type { CarrierCommandContext } from './commands.ts';
import type { NumberFormat } from './number-format.ts';

export const onOff = (enabled: boolean): string => (enabled ? 'on' : 'off');

export function formatText({ strip, prepend, otherwise }: NumberFormat): string {
  const plain = `${prepend}<number>`;
  return strip === '' ? plain : `${strip}… as ${plain} without it, others ${otherwise}<number>`;
}

export function cliText(rules: CliRules): string {
  const number = rules.mode === 'force' ? `always ${rules.number ?? ''}` : 'the caller’s';
  const strict = rules.requireE164 ? ', E.164 alone' : '';
  return `${number}${strict}, withheld ones ${rules.anonymous}; ${formatText(rules.format)}`;
}

function carrierOutput(carrier: Carrier): Output {
  const text = facts(`${carrier.name}  ${onOff(carrier.enabled)}`, [
    ['id', carrier.id],
    ['currency', carrier.currency],
    ['note', carrier.description === '' ? '–' : carrier.description],
    ['CLI', cliText(carrier.cliRules)],
    ['dials', formatText(carrier.dialFormat)],
    ['DIDs', `${carrier.didFormat.form} ${carrier.didFormat.callingCode ?? ''}`.trim()],
    ['gateways', String(carrier.gatewayCount)],
    ['routes', String(carrier.routeCount)],
    ['version', String(carrier.version)],
  ]);
  return { schema: CarrierSchema, value: toApiCarrier(carrier), text };
}

/** Options that say how numbers look; a gateway has them too. */
export function ruleOptions(command: Command): Command {
  return command
    .option('--cli <pass|force>', 'the caller’s number, or always --cli-number')
    .option('--cli-number <e164>', 'what `force` and `replace` show')
    .option('--cli-require-e164 <yes|no>', 'send no call whose CLI is not E.164', yesNo)
    .option('--cli-anonymous <pass|refuse|replace>', 'callers who withhold their number')
    .option('--cli-strip <digits>', 'CLI: digits to take off')
    .option('--cli-prepend <text>', 'CLI: what stands in their place')
    .option('--cli-otherwise <text>', 'CLI: what stands before other numbers')
    .option('--dial-strip <digits>', 'number: digits to take off')
    .option('--dial-prepend <text>', 'number: what stands in their place')
    .option('--dial-otherwise <text>', 'number: what stands before other numbers')
    .option('--did-form <international|national>', 'inbound: what digits without plus are')
    .option('--did-calling-code <digits>', 'inbound: calling code of national numbers')
    .option('--did-strip <text>', 'inbound: what the carrier puts before numbers');
}

const RULES = {
  cli_rules: {
    cli: 'mode',
    cliNumber: 'number',
    cliRequireE164: 'require_e164',
    cliAnonymous: 'anonymous',
  },
  cli_format: { cliStrip: 'strip', cliPrepend: 'prepend', cliOtherwise: 'otherwise' },
  dial_format: { dialStrip: 'strip', dialPrepend: 'prepend', dialOtherwise: 'otherwise' },
  did_format: { didForm: 'form', didCallingCode: 'calling_code', didStrip: 'strip' },
} as const;

function picked(options: Options, names: Readonly<Record<string, string>>): Record<string, unknown> | null {
  const found = Object.entries(names).filter(([option]) => options[option] !== undefined);
  return found.length === 0 ? null : Object.fromEntries(found.map(([option, key]) => [key, options[option]]));
}

/** Options as the body of the request that does the same; those of rules lie in objects of their own. */
export function toRuledBody(options: Options): Record<string, unknown> {
  const ruled = Object.values(RULES).flatMap((names) => Object.keys(names));
  const format = picked(options, RULES.cli_format);
  const cli = picked(options, RULES.cli_rules);
  const rules = {
    cli_rules: cli === null && format === null ? null : { ...cli, ...(format === null ? {} : { format }) },
    dial_format: picked(options, RULES.dial_format),
    did_format: picked(options, RULES.did_format),
  };
  const given = Object.entries(rules).filter(([, value]) => value !== null);
  return { ...toBody(options, ruled), ...Object.fromEntries(given) };
}

function createCommand(carrier: Command, context: CarrierCommandContext): void {
  const create = carrier
    .command('create')
    .description('add a carrier')
    .requiredOption('--name <text>', 'unique')
    .requiredOption('--currency <code>', 'of the cost rates of its routes')
    .option('--description <text>', 'your own note');
  writing(context, ruleOptions(create), async ({ carriers, tx, by }, options) => {
    const body = await parseBeside(CreateCarrierBody, toRuledBody(options), (left) =>
      carriers.faults.ofCarrier(undefined, left.body),
    );
    return carrierOutput(await carriers.create(tx, body, by));
  });
}

function readCommands(carrier: Command, context: CarrierCommandContext): void {
  const list = carrier
    .command('list')
    .description('carriers, by name')
    .option('--search <text>', 'part of the name or the note')
    .option('--enabled <yes|no>', 'only these', yesNo)
    .option('--page <n>', 'page number', wholeNumber, 1)
    .option('--per-page <n>', 'rows on a page', wholeNumber, 20);
  reading(context, list, async ({ carriers }, options) => {
    const page = await carriers.list(parseAs(ListCarriersQuery, toBody(options)));
    const rows = page.rows.map((row) => [
      row.id,
      row.name,
      onOff(row.enabled),
      row.currency,
      String(row.gatewayCount),
      String(row.routeCount),
    ]);
    const head = ['ID', 'NAME', 'STATE', 'CURRENCY', 'GATEWAYS', 'ROUTES'];
    return {
      schema: CarrierListSchema,
      value: toApiCarrierPage(page),
      text: `${table(head, rows)}\n${String(page.total)} in all`,
    };
  });
  reading(
    context,
    carrier.command('show <carrier>').description('one carrier'),
    async ({ carriers }, _options, word: string) => carrierOutput(await carriers.find(word)),
  );
}

export function carrierCommands(carrier: Command, context: CarrierCommandContext): void {
  createCommand(carrier, context);
  readCommands(carrier, context);
  const set = carrier
    .command('set <carrier>')
    .description('change or disable a carrier')
    .option('--name <text>', 'unique')
    .option('--enabled <yes|no>', 'no: it takes no call and brings none', yesNo)
    .option('--currency <code>', 'of the cost rates of its routes')
    .option('--description <text>', 'your own note')
    .option('--reason <text>', 'for the audit log');
  writing(context, ruleOptions(set), async ({ carriers, tx, by }, options, word: string) => {
    const { id } = await carriers.find(word);
    const body = await parseBeside(PatchCarrierBody, toRuledBody(options), (left) =>
      carriers.faults.ofCarrier(id, left.body),
    );
    return carrierOutput(await carriers.patch(tx, id, body, by));
  });
  writing(
    context,
    carrier.command('delete <carrier>').description('delete a carrier without gateways and routes'),
    async ({ carriers, tx, by }, _options, word: string) => {
      const found = await carriers.find(word);
      await carriers.remove(tx, found.id, by);
      return { ...carrierOutput(found), text: `${found.name} is deleted.` };
    },
  );
}
