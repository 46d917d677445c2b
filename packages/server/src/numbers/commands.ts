import type { Command } from 'commander';
import { importCommand } from './commands.import.ts';
import { stockCommands } from './commands.stock.ts';
import type { NumberCommandContext } from './numbers-deps.ts';

/** Adds `number …` to the command line. Every command takes `--json`. */
export function registerNumberCommands(program: Command, context: NumberCommandContext): void {
  const number = program.command('number').description('the stock of numbers, and who has which');
  importCommand(number, context);
  stockCommands(number, context);
}
