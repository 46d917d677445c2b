import type { Command } from 'commander';
import type { WritingServices } from '../identity/index.ts';
import type { CommandContext } from '../platform/cli/index.ts';
import { carrierCommands } from './commands.carrier.ts';
import { gatewayCommands } from './commands.gateway.ts';
import { lookupCommands } from './commands.lookup.ts';
import { routeCommands } from './commands.route.ts';
import type { Carriers } from './service.ts';

export type CarrierCommandContext = CommandContext<WritingServices & { readonly carriers: Carriers }>;

/** Adds `carrier …` to the command line. A carrier is named by its id or its name. Every command takes `--json`. */
export function registerCarrierCommands(program: Command, context: CarrierCommandContext): void {
  const carrier = program.command('carrier').description('carriers, their gateways and routes');
  carrierCommands(carrier, context);
  gatewayCommands(carrier.command('gateway').description('SIP addresses of a carrier'), context);
  routeCommands(carrier.command('routes').description('which numbers go to a carrier'), context);
  lookupCommands(carrier, context);
}
