import type { Command } from 'commander';
import { registerCarrierCommands } from '../carriers/index.ts';
import { registerPartnerCommands } from '../partners/index.ts';
import { createCommandContext, type CommandContext } from './context.ts';
import { registerLedgerCommands } from './ledger-commands.ts';
import { registerMaintenanceCommands } from './maintenance-commands.ts';
import { registerOperatorCommands } from './operator-commands.ts';

/** Every command beside `serve`; whoever runs them closes the context afterwards, whatever came of it. Each works beside a running server, and takes `--json` where it prints facts. */
export function registerCommands(program: Command): CommandContext {
  const context = createCommandContext();
  registerPartnerCommands(program, context);
  registerCarrierCommands(program, context);
  registerOperatorCommands(program, context);
  registerLedgerCommands(program, context);
  registerMaintenanceCommands(program, context);
  return context;
}
