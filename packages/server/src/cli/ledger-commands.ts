import type { Command } from 'commander';
import { sql } from 'kysely';
import type { VerifyReport } from '../ledger/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import type { CommandContext } from './context.ts';
import { registerLedgerRoots } from './ledger-roots.ts';
import { releaseHold } from './release-hold.ts';

function toJson({ ok, partners, transfers, problems }: VerifyReport): string {
  return JSON.stringify({
    ok,
    partners,
    transfers: Number(transfers),
    problems: problems.map((one) => ({
      what: one.what,
      partner_id: one.partnerId,
      entry_no: one.entryNo === null ? null : Number(one.entryNo),
      transfer_id: one.transferId,
      account_id: one.accountId,
      detail: one.detail,
    })),
  });
}

function toText(report: VerifyReport): string {
  const problems = report.problems.map((one) => {
    const where = one.entryNo === null ? '' : `, entry ${one.entryNo} (${one.transferId ?? ''})`;
    const account = one.accountId === null ? '' : `, account ${one.accountId}`;
    return `  ${one.what}: partner ${one.partnerId}${where}${account}: ${one.detail}`;
  });
  const head = report.ok
    ? 'The books are right: no entry missing or changed, every balance follows from the entries, every currency sums to zero.'
    : 'The books are WRONG.';
  return [head, `  partners ${report.partners}, transfers ${report.transfers}`, ...problems].join('\n');
}

export function registerLedgerCommands(
  program: Command,
  context: Pick<CommandContext, 'services' | 'print'>,
): void {
  const ledger = program.command('ledger').description('the books');
  ledger
    .command('verify')
    .description('recompute every balance and the hash chain from the first entry on')
    .option('--partner <id>', 'one partner (UUID or partner-…)')
    .option('--json', 'print JSON')
    .action(async (options: { partner?: string; json?: boolean }) => {
      const { db, ledger, partners } = await context.services();
      const partnerId =
        options.partner === undefined ? undefined : (await partners.read(options.partner)).partner.partnerId;
      const report = await db.inTransaction(async (tx) => {
        // One picture of the books, while others go on posting.
        await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`.execute(tx);
        await sql`SET LOCAL statement_timeout = 0`.execute(tx);
        return ledger.verifyLedger(tx, partnerId === undefined ? {} : { partnerId });
      });
      context.print(options.json === true ? toJson(report) : toText(report));
      if (!report.ok) process.exitCode = 1;
    });
  registerLedgerRoots(ledger, context);
  ledger
    .command('release-hold <id>')
    .description('give money back that is held for a call which is not up')
    .requiredOption('--partner <id>', 'whose (UUID or partner-…)')
    .option('--json', 'print JSON')
    .action(async (id: string, options: { partner: string; json?: boolean }) => {
      const done = await releaseHold(await context.services(), options.partner, id);
      const facts = {
        hold_id: done.holdId,
        ledger_account_id: done.accountId,
        amount: formatFixed(done.amount),
      };
      context.print(
        options.json === true
          ? JSON.stringify(facts)
          : `Hold ${done.holdId} of ${facts.amount} on account ${done.accountId} is released.`,
      );
    });
}
