import type { Command } from 'commander';
import Type from 'typebox';
import { parseAs, reading, type CommandContext } from '../platform/cli/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { ReconcileOutput } from './contract.ts';
import type { Figure } from './difference.ts';
import type { Asked } from './reconcile-partner.ts';
import { operatorRemedy } from './remedy.ts';
import type { NamedRun, Reconciliation } from './service.ts';
import { toOperatorRun } from './views.ts';

export type ReconcileCommandContext = CommandContext<{ readonly reconciliation: Reconciliation }>;

const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';
const Range = Type.Object({
  from: Type.Optional(Type.String({ pattern: DAY })),
  to: Type.Optional(Type.String({ pattern: DAY })),
});

function askedBy(options: Readonly<Record<string, unknown>>): Asked {
  const { from, to } = parseAs(Range, {
    ...(options['from'] === undefined ? {} : { from: options['from'] }),
    ...(options['to'] === undefined ? {} : { to: options['to'] }),
  });
  if (from === undefined && to === undefined) return options['all'] === true ? 'all' : null;
  return {
    from: from === undefined ? null : new Date(`${from}T00:00:00Z`),
    before: to === undefined ? null : new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS),
  };
}

function figureText({ source, amount, count }: Figure, currency: string | null): string {
  const name = source.replaceAll('_', ' ');
  if (amount === null) return `${name} ${count ?? ''}`;
  // To the last unit: two sides that differ by one should not look alike.
  return [name, currency, formatFixed(amount)].filter((part) => part !== null).join(' ');
}

function textOf({ partner, run }: NamedRun): string {
  const checked = run.checks.map((one) => `${one.check} ${one.checked}`).join(', ');
  const head = `${partner.authId}  ${partner.name}  score ${run.score}  (${checked})`;
  const { first } = run;
  if (first === null) return head;
  const about = [
    first.accountId,
    first.callId,
    first.holdId,
    first.e164,
    first.ledgerAccountId,
    first.transferId,
    first.sumsKey,
  ].filter((one) => one !== null);
  const figures = first.figures.map((one) => figureText(one, first.currency)).join(', ');
  const lines = [
    `  ${first.summary}`,
    ...(about.length > 0 ? [`  ${about.join('  ')}`] : []),
    ...(figures === '' ? [] : [`  ${figures}`]),
    `  ${operatorRemedy(first, partner.authId)}`,
  ];
  return [head, ...lines].join('\n');
}

/** Adds `reconcile` to the command line. Its exit code says whether all agrees. */
export function registerReconcileCommand(program: Command, context: ReconcileCommandContext): void {
  const reconcile = program
    .command('reconcile')
    .description('compare ledger, call records, sums, holds and numbers')
    .option('--partner <id>', 'one partner (UUID or partner-…); default: all')
    .option('--from <day>', 'calls from this UTC day, YYYY-MM-DD')
    .option('--to <day>', 'calls up to this UTC day, included')
    .option('--all', 'everything there is; default: what is new since all was right, and eight days before');
  reading(context, reconcile, async ({ reconciliation }, options) => {
    const partner = typeof options['partner'] === 'string' ? options['partner'] : null;
    const results: NamedRun[] = [];
    for await (const one of reconciliation.run(partner, askedBy(options))) results.push(one);
    const ok = results.every(({ run }) => run.first === null);
    if (!ok) process.exitCode = 1;
    const last = ok ? 'Everything agrees.' : 'Something DIFFERS.';
    return {
      schema: ReconcileOutput,
      value: { ok, results: results.map(toOperatorRun) },
      text: [...results.map(textOf), last].join('\n'),
    };
  });
}
