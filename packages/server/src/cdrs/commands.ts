import type { Command } from 'commander';
import Type from 'typebox';
import type { Customers } from '../customers/index.ts';
import { operatorAtMachine, type WritingServices } from '../identity/index.ts';
import type { Partners } from '../partners/index.ts';
import { facts, parseAs, reading, table, type CommandContext } from '../platform/cli/index.ts';
import { Nullable, OneOf } from '../platform/http/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import type { Cdr } from './cdr.ts';
import { PartnerCdr } from './contract.ts';
import { explainCdr } from './explain.ts';
import type { RetiredMonth } from './retention.ts';
import type { Cdrs } from './service.ts';
import { toApiCdr } from './views.ts';

export type CdrCommandContext = CommandContext<
  WritingServices & {
    readonly cdrs: Cdrs;
    readonly customers: Pick<Customers, 'byIds'>;
    readonly partners: Partners;
  }
>;

const Rebuilt = Type.Object({
  partners: Type.Array(
    Type.Object({
      partner_id: Type.String(),
      from: Nullable(Type.String()),
      to: Nullable(Type.String()),
      days: Type.Integer(),
      calls: Type.Integer(),
    }),
  ),
});

const Retired = Type.Object({
  months: Type.Array(
    Type.Object({
      month: Type.String(),
      outcome: OneOf(['would_go', 'sums_open', 'archived']),
      calls: Type.Integer({ description: 'Before it is archived, as the planner believes.' }),
      bytes: Type.Integer(),
      file: Nullable(Type.String()),
    }),
  ),
});

const RestoredArchive = Type.Object({ table: Type.String(), month: Type.String(), calls: Type.Integer() });

const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';
const Range = Type.Object({
  from: Type.Optional(Type.String({ pattern: DAY })),
  to: Type.Optional(Type.String({ pattern: DAY })),
});

function cdrText(cdr: Cdr, authId: string): string {
  const print = (units: bigint): string => formatForPeople({ units, currency: cdr.currency });
  const title = `${cdr.callId}  ${authId}  ${cdr.direction}  ${cdr.status}`;
  return [
    facts(title, [
      ['from', cdr.callerIdNumber],
      ['to', cdr.destinationNumber],
      ['began', cdr.startedAt.toISOString()],
      ['answered', cdr.answeredAt?.toISOString() ?? '–'],
      ['ended', cdr.endedAt.toISOString()],
      ['talk', `${cdr.talkSeconds} s, charged as ${cdr.sellingBilledSeconds} s`],
      ['cost', print(cdr.cost + cdr.streamingCost)],
      ['wholesale', `${print(cdr.wholesaleCost)}, margin ${print(cdr.margin)}`],
      ['hang-up', `${cdr.hangupCause ?? '–'}${cdr.sipCode === null ? '' : `, SIP ${cdr.sipCode}`}`],
      ['edge', cdr.edgeNode ?? '–'],
    ]),
    ...explainCdr(cdr).steps.map(({ text }) => `  ${text}`),
  ].join('\n');
}

/** Adds `cdr …` to the command line. */
export function registerCdrCommands(program: Command, context: CdrCommandContext): void {
  const cdr = program.command('cdr').description('call records');

  const show = cdr.command('show <uuid>').description('one call, with the reasons of its charge');
  reading(context, show, async ({ cdrs, customers, db }, _options, uuid: string) => {
    const found = await cdrs.findAny(uuid);
    const owners = await customers.byIds(db.kysely, found.partnerId, [found.customerId]);
    const authId = owners.get(found.customerId)?.authId ?? '';
    return { schema: PartnerCdr, value: toApiCdr(found, authId), text: cdrText(found, authId) };
  });

  const rebuild = cdr
    .command('rebuild-rollups')
    .description('make the sums behind dashboards and lists anew from the call records')
    .option('--partner <id>', 'one partner (UUID or partner-…); default: all')
    .option('--from <day>', 'first UTC day, YYYY-MM-DD; default: that of the oldest call')
    .option('--to <day>', 'last UTC day; default: that of the newest call');
  reading(context, rebuild, async ({ cdrs, clock, partners }, options) => {
    const { from = null, to = null } = parseAs(Range, {
      ...(options['from'] === undefined ? {} : { from: options['from'] }),
      ...(options['to'] === undefined ? {} : { to: options['to'] }),
    });
    const named = options['partner'];
    const partnerId = typeof named === 'string' ? (await partners.read(named)).partner.partnerId : null;
    const done = await cdrs.rebuild(partnerId, { from, to }, operatorAtMachine(clock));
    const rows = done.map((one) => ({ ...one, partner_id: one.partnerId }));
    const lines = done.map((one) => [
      one.partnerId,
      one.from ?? '–',
      one.to ?? '–',
      String(one.days),
      String(one.calls),
    ]);
    return {
      schema: Rebuilt,
      value: { partners: rows },
      text: table(['partner', 'from', 'to', 'days', 'calls'], lines),
    };
  });

  const retention = cdr
    .command('retention')
    .description('write months that are older than is kept to compressed files, and drop them')
    .option('--dry-run', 'only say which would go');
  reading(context, retention, async ({ cdrs }, options) => {
    const months = options['dryRun'] === true ? await cdrs.planRetention() : await cdrs.retire();
    if (months === null) throw new Error('Somebody is at it already.');
    return { schema: Retired, value: { months: months.map(toApiMonth) }, text: retiredText(months) };
  });

  const restore = cdr
    .command('restore <file>')
    .description('read an archive back into a table of its own, cdr_restored_YYYYMM');
  reading(context, restore, async ({ cdrs }, _options, file: string) => {
    const { table: name, month, calls } = await cdrs.restore(file);
    return {
      schema: RestoredArchive,
      value: { table: name, month, calls },
      text: `${calls} calls of ${month.slice(0, 7)} are in the table ${name}. Drop it when you are done: DROP TABLE ${name}`,
    };
  });
}

function toApiMonth(one: RetiredMonth): Record<string, unknown> {
  const file = one.outcome === 'archived' ? one.file : null;
  return { month: one.month.slice(0, 7), outcome: one.outcome, calls: one.rows, bytes: one.bytes, file };
}

const OUTCOMES: Readonly<Record<RetiredMonth['outcome'], string>> = {
  would_go: 'would go',
  sums_open: 'its sums are not added up yet; comes again',
  archived: 'archived and dropped',
};

function retiredText(months: readonly RetiredMonth[]): string {
  if (months.length === 0) return 'No month is old enough.';
  return table(
    ['month', 'calls', 'MB', '', 'file'],
    months.map((one) => [
      one.month.slice(0, 7),
      String(one.rows),
      String(Math.ceil(one.bytes / 1_000_000)),
      OUTCOMES[one.outcome],
      one.outcome === 'archived' ? (one.file ?? '–') : '',
    ]),
  );
}
