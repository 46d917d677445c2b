import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { reading, type CommandContext, type Options, type Output } from '../platform/cli/index.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { By } from './by.ts';

export interface WritingServices {
  readonly db: Database;
  readonly clock: Clock;
}

/** Who works at the machine itself. */
export function operatorAtMachine(clock: Clock): By {
  const { username } = userInfo();
  const actor = {
    kind: 'operator',
    id: 'cli',
    label: `cli:${username}`,
    ip: null,
    userAgent: null,
    requestId: null,
  } as const;
  return { actor, at: clock.now() };
}

/** Makes a command that changes something, in one transaction. */
export function writing<S extends WritingServices, A extends unknown[]>(
  context: CommandContext<S>,
  command: Command,
  work: (services: S & { tx: Tx; by: By }, options: Options, ...args: A) => Promise<Output>,
): Command {
  return reading<S, A>(context, command, (services, options, ...args) =>
    services.db.inTransaction((tx) =>
      work({ ...services, tx, by: operatorAtMachine(services.clock) }, options, ...args),
    ),
  );
}
