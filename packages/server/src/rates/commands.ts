import type { Command } from 'commander';
import { deckCommands } from './commands.deck.ts';
import { lookupCommands } from './commands.lookup.ts';
import { tierCommands } from './commands.tier.ts';
import { simulateCommand } from './commands.simulate.ts';
import type { RateCommandContext } from './rates-deps.ts';

/** Adds `tier …`, `deck …` and `rates …` to the command line: the operator's own prices. Every command takes `--json`. */
export function registerRateCommands(program: Command, context: RateCommandContext): void {
  const tier = program.command('tier').description('the operator’s pricing tiers');
  tierCommands(tier, context);
  simulateCommand(tier, context);
  deckCommands(program.command('deck').description('decks of prices of the operator’s tiers'), context);
  lookupCommands(program.command('rates').description('what calls cost, and why'), context);
}
