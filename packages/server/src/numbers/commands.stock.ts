import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import { facts, parseAs, reading, table, toBody, wholeNumber, type Output } from '../platform/cli/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import { CAPABILITIES, type StockNumber } from './number-stock.ts';
import type { NumberCommandContext } from './numbers-deps.ts';
import {
  AddStockBody,
  StockAddedSchema,
  StockListSchema,
  StockNumberSchema,
  StockQuery,
  StockReasonBody,
  toApiStockList,
  toApiStockRow,
} from './stock-contract.ts';
import type { StockListRow } from './stock-list.ts';

function money(units: bigint, { currency }: StockNumber): string {
  return formatForPeople({ units, currency });
}

function stateText({ number, holder }: StockListRow): string {
  if (holder !== null) return `held by ${holder.accountId}`;
  if (number.reservation !== null) return `reserved until ${number.reservation.until.toISOString()}`;
  if (number.quarantinedUntil !== null) return `quarantined until ${number.quarantinedUntil.toISOString()}`;
  return number.state;
}

function numberText(row: StockListRow): string {
  const { number, holder } = row;
  return facts(`${number.e164}  ${stateText(row)}`, [
    ['country', number.country],
    ['region', number.region === '' ? '–' : number.region],
    ['type', number.numberType],
    ['can', CAPABILITIES.filter((one) => number.capabilities[one]).join(', ') || '–'],
    ['setup fee', money(number.setupFee, number)],
    ['monthly fee', money(number.monthlyFee, number)],
    ['KYC', number.kycRequirement],
    ['provider', number.provider === '' ? '–' : number.provider],
    ...(holder === null
      ? []
      : ([
          ['partner', holder.partnerId],
          ['account', holder.accountId],
          ['since', holder.purchasedAt.toISOString()],
        ] as const)),
  ]);
}

function numberOutput(row: StockListRow): Output {
  return { schema: StockNumberSchema, value: toApiStockRow(row), text: numberText(row) };
}

export function stockCommands(number: Command, context: NumberCommandContext): void {
  addCommand(number, context);
  listCommands(number, context);
  marketCommands(number, context);
}

function addCommand(number: Command, context: NumberCommandContext): void {
  const add = number
    .command('add <number-or-range>')
    .description('put one number, or a range such as +912240000000-+912240000999, into stock')
    .requiredOption('--number-type <local|mobile|toll_free|national>', 'what kind of number')
    .requiredOption('--currency <code>', 'of both fees')
    .requiredOption('--setup-fee <amount>', 'wholesale')
    .requiredOption('--monthly-fee <amount>', 'wholesale')
    .option('--country <code>', 'ISO 3166-1 alpha-2; default: what the number says')
    .option('--region <name>', 'state or city')
    .option('--capabilities <list>', 'some of voice,sms,mms,fax; default voice')
    .option('--kyc-requirement <none|identity|aadhaar>', 'what its holder has to show')
    .option('--provider <name>', 'whom you have it from')
    .option('--minimum-commitment-months <n>', 'shortest time that it is taken for', wholeNumber);
  writing(context, add, async ({ numbers, tx, by }, options, span: string) => {
    const { capabilities, ...rest } = toBody(options);
    const body = parseAs(AddStockBody, {
      ...rest,
      [span.includes('-') ? 'range' : 'number']: span,
      ...(typeof capabilities === 'string' ? { capabilities: capabilities.split(',') } : {}),
    });
    const added = await numbers.stock.add(tx, body, by);
    const text = `${added.added.toString()} added: ${added.first}${added.added === 1 ? '' : ` to ${added.last}`}`;
    return { schema: StockAddedSchema, value: { ...added }, text };
  });
}

function listCommands(number: Command, context: NumberCommandContext): void {
  const list = number
    .command('list')
    .description('the stock, in the order of the numbers')
    .option('--state <state>', 'available, reserved, held, quarantined or withdrawn')
    .option('--country <code>', 'ISO 3166-1 alpha-2')
    .option('--region <name>', 'as it was given')
    .option('--number-type <type>', 'local, mobile, toll_free or national')
    .option('--provider <name>', 'as it was given')
    .option('--pattern <text>', 'part of the number, or all of it with * and ?')
    .option('--cursor <text>', 'go on after this place')
    .option('--page <n>', 'page number', wholeNumber, 1)
    .option('--per-page <n>', 'rows on a page', wholeNumber, 20);
  reading(context, list, async ({ numbers }, options) => {
    const page = await numbers.stock.list(parseAs(StockQuery, toBody(options)));
    const rows = page.rows.map((row) => [
      row.number.e164,
      row.number.country,
      row.number.region,
      row.number.numberType,
      money(row.number.monthlyFee, row.number),
      stateText(row),
    ]);
    const text = [
      table(['NUMBER', 'COUNTRY', 'REGION', 'TYPE', 'MONTHLY', 'STATE'], rows),
      `${page.total.toString()} in all`,
      ...(page.nextCursor === null ? [] : [`next page: --cursor ${page.nextCursor}`]),
    ].join('\n');
    return { schema: StockListSchema, value: toApiStockList(page), text };
  });
  reading(
    context,
    number.command('show <number>').description('one number, and who has it'),
    async ({ numbers, db }, _options, written: string) =>
      numberOutput(await numbers.stock.read(db.kysely, written)),
  );
}

function marketCommands(number: Command, context: NumberCommandContext): void {
  for (const name of ['withdraw', 'restore'] as const) {
    const description = name === 'withdraw' ? 'take a number off the market' : 'put a withdrawn number back';
    const command = number
      .command(`${name} <number>`)
      .description(description)
      .option('--reason <text>', 'for the audit log');
    writing(context, command, async ({ numbers, tx, by }, options, written: string) => {
      const { reason } = parseAs(StockReasonBody, toBody(options));
      const { e164 } = await numbers.stock[name](tx, written, reason, by);
      return numberOutput(await numbers.stock.read(tx, e164));
    });
  }
}
