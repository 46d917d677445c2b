import type { Command } from 'commander';
import { accessRequestCommands } from './commands.access-request.ts';
import { partnerCommands } from './commands.partner.ts';
import { partnerMoneyCommands } from './commands.partner-money.ts';
import type { PartnerCommandContext } from './partner-deps.ts';

/** Adds `partner …` and `access-request …` to the command line. Every command takes `--json`. */
export function registerPartnerCommands(program: Command, context: PartnerCommandContext): void {
  const partner = program.command('partner').description('make, read, change and fund partners');
  partnerCommands(partner, context);
  partnerMoneyCommands(partner, context);
  accessRequestCommands(
    program.command('access-request').description('who asked to become a partner'),
    context,
  );
}
