import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import { facts, parseAs, toBody, wholeNumber, yesNo, type Output } from '../platform/cli/index.ts';
import type { CapacityCommandContext } from './capacity-deps.ts';
import { remainingOf, type Pool, type Resource } from './capacity.ts';
import { PoolSchema, SetPoolBody, toApiPool } from './contract.ts';

function poolOutput(pool: Pool, authId: string): Output {
  const left = remainingOf(pool);
  const line = (resource: Resource): string =>
    `${String(pool.granted[resource])} granted, ${String(pool.allocated[resource])} with customers, ${String(left[resource])} left`;
  const text = facts(`Capacity of ${authId}`, [
    ['calls at once', line('concurrent_calls')],
    ['calls per second', line('cps')],
    ['may move slots', pool.transfersEnabled ? 'yes' : 'no'],
  ]);
  return { schema: PoolSchema, value: toApiPool(pool, authId), text };
}

/** Adds `partner capacity` to the command line, beside what the partners room has put there. */
export function registerCapacityCommands(program: Command, context: CapacityCommandContext): void {
  const partner =
    program.commands.find((command) => command.name() === 'partner') ?? program.command('partner');
  const set = partner
    .command('capacity <id>')
    .description('a partner’s pool of calls: shows it, and sets what is given')
    .option('--concurrent-calls <n>', 'calls at once that it may give out in all', wholeNumber)
    .option('--cps <n>', 'calls per second that it may give out in all', wholeNumber)
    .option('--transfers-enabled <yes|no>', 'may move slots to and from its customers', yesNo)
    .option('--reason <text>', 'for the audit log');
  writing(context, set, async ({ capacity, partners, tx, by }, options, id: string) => {
    const { reason, ...patch } = parseAs(SetPoolBody, toBody(options));
    const { partner: found } = await partners.read(id);
    const pool =
      Object.keys(patch).length === 0
        ? await capacity.pool(tx, found.partnerId)
        : await capacity.setPool(tx, found, patch, reason, by);
    return poolOutput(pool, found.authId);
  });
}
