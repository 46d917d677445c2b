import type { Command } from 'commander';
import type { NumberCommandContext } from './numbers-deps.ts';

/** Adds `number …` to the command line. Every command takes `--json`. */
export function registerNumberCommands(program: Command, _context: NumberCommandContext): void {
  program.command('number').description('stock, search and holders of numbers');
}
