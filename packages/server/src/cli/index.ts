import type { Command } from 'commander';
import { registerAnalyticsCommands } from '../analytics/index.ts';
import { registerCallCommands } from '../calls/index.ts';
import { registerCapacityCommands } from '../capacity/index.ts';
import { registerCarrierCommands } from '../carriers/index.ts';
import { registerDemoCommands } from '../demo/index.ts';
import { registerEdgeCommands } from '../edges/index.ts';
import { registerExportCommands } from '../exports/index.ts';
import { registerNumberCommands } from '../numbers/index.ts';
import { registerCdrCommands } from '../cdrs/index.ts';
import { registerPartnerCommands } from '../partners/index.ts';
import { registerReconcileCommand } from '../reconciliation/index.ts';
import { registerRateCommands } from '../rates/index.ts';
import { createCommandContext, type CommandContext } from './context.ts';
import { registerLedgerCommands } from './ledger-commands.ts';
import { registerMaintenanceCommands } from './maintenance-commands.ts';
import { registerOperatorCommands } from './operator-commands.ts';

/** Every command beside `serve`; whoever runs them closes the context afterwards, whatever came of it. Each works beside a running server, and takes `--json` where it prints facts. */
export function registerCommands(program: Command): CommandContext {
  const context = createCommandContext();
  registerPartnerCommands(program, context);
  registerCapacityCommands(program, context);
  registerCarrierCommands(program, context);
  registerEdgeCommands(program, context);
  registerCallCommands(program, context);
  registerRateCommands(program, context);
  registerNumberCommands(program, context);
  registerOperatorCommands(program, context);
  registerCdrCommands(program, context);
  registerAnalyticsCommands(program, context);
  registerExportCommands(program, context);
  registerReconcileCommand(program, context);
  registerLedgerCommands(program, context);
  registerDemoCommands(program, context);
  registerMaintenanceCommands(program, context);
  return context;
}
