import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { SETTINGS, describeSettings } from '../platform/config/index.ts';
import { schemaSnapshot } from '../platform/db/index.ts';
import { checkOpenApi, writeOpenApi } from '../reference/index.ts';
import type { CommandContext } from './context.ts';
import { describedSurfaces } from './described-surfaces.ts';
import { withScratchDatabase } from './scratch-database.ts';

const SCHEMA = join(import.meta.dirname, '../../schema.sql');
const OPENAPI = join(import.meta.dirname, '../../../sdk/openapi.json');
const ENV_EXAMPLE = join(import.meta.dirname, '../../../../.env.example');

/** First line in which two texts differ, for a sentence. */
function firstDifference(committed: string, made: string): string {
  const [left, right] = [committed.split('\n'), made.split('\n')];
  const at = right.findIndex((line, index) => line !== left[index]);
  const line = at < 0 ? right.length : at;
  return `line ${line + 1}: committed ${JSON.stringify(left[line] ?? '')}, made ${JSON.stringify(right[line] ?? '')}`;
}

/** Adds `<name> write` and `<name> check` for a file that is made from the code. */
function generatedFile(
  program: Command,
  context: CommandContext,
  name: string,
  about: string,
  path: string,
  make: () => Promise<string>,
): void {
  const command = program.command(name).description(about);
  const told = ({ json }: { json?: boolean }, done: 'written' | 'up_to_date'): void => {
    if (json === true) context.print(JSON.stringify({ path, [done]: true }));
  };
  command
    .command('write')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      await writeFile(path, await make());
      told(options, 'written');
    });
  command
    .command('check')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const [committed, made] = await Promise.all([readFile(path, 'utf8').catch(() => ''), make()]);
      if (committed !== made)
        throw new Error(
          `${path} is out of date (${firstDifference(committed, made)}). Run: npm run -s portal -- ${name} write`,
        );
      told(options, 'up_to_date');
    });
}

export function registerMaintenanceCommands(program: Command, context: CommandContext): void {
  program
    .command('migrate')
    .description('bring the schema up to date and end')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      await context.runtime();
      context.print(json === true ? '{"up_to_date":true}' : 'The schema is up to date.');
    });
  generatedFile(program, context, 'schema', 'snapshot of the schema that the migrations make', SCHEMA, () =>
    withScratchDatabase((pool) => schemaSnapshot(pool)),
  );
  generatedFile(program, context, 'env-example', 'the list of settings', ENV_EXAMPLE, async () =>
    describeSettings(SETTINGS),
  );
  const openapi = program.command('openapi').description('the API document that the routes make');
  for (const [word, done, run] of [
    ['write', 'written', writeOpenApi],
    ['check', 'up_to_date', checkOpenApi],
  ] as const)
    openapi
      .command(word)
      .option('--json', 'print JSON')
      .action(async ({ json }: { json?: boolean }) => {
        await run(OPENAPI, describedSurfaces());
        if (json === true) context.print(JSON.stringify({ path: OPENAPI, [done]: true }));
      });
}
