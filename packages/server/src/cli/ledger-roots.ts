import type { Command } from 'commander';
import { LedgerRootList, LedgerRootQuery, showRoots } from '../ledger/index.ts';
import { parseAs, reading, table, toBody, withFields } from '../platform/cli/index.ts';
import type { CommandContext } from './context.ts';

/** `portal ledger roots`: what `/partner/ledger/roots` answers that partner. */
export function registerLedgerRoots(
  ledger: Command,
  context: Pick<CommandContext, 'services' | 'print'>,
): void {
  const roots = ledger
    .command('roots')
    .description('where the chain of a partner’s books stood at the end of each day, and stands now')
    .requiredOption('--partner <id>', 'whose (UUID or partner-…)');
  withFields(roots, LedgerRootQuery);
  reading(context, roots, async (services, options) => {
    const query = parseAs(LedgerRootQuery, toBody(options, ['partner']));
    const { partnerId } = (await services.partners.read(String(options['partner']))).partner;
    const { db, ledger: books } = services;
    const shown = await showRoots(books, db.kysely, partnerId, query);
    const { roots: found, total, head } = shown;
    const rows = found.map((one) => [one.day, String(one.entry_no), one.hash]);
    const lines = [...rows, ['now', String(head.entry_no), head.hash]];
    const text = [table(['day', 'entry', 'hash'], lines), `${found.length} of ${total} days`].join('\n');
    return { schema: LedgerRootList, value: shown, text };
  });
}
