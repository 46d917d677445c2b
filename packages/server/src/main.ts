import { Command, CommanderError, Option } from 'commander';
import { ConfigError } from './platform/config/index.ts';
import { AppError, ValidationFailure } from './platform/errors/index.ts';
import { serializeFacts } from './platform/http/index.ts';

/** What was wrong with a command line; where help was shown instead, a command was missing. */
function usageSentence({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'A command is missing; --help lists them.';
  return message.replace(/^error: /, '');
}

/** A failure for a program: a stable word, the sentence, and what else is known of it. */
function factsOf(error: Error): Record<string, unknown> {
  const { message, cause } = error;
  if (error instanceof AppError) return { error: error.code, message, ...error.facts };
  if (error instanceof CommanderError) return { error: 'bad_usage', message: usageSentence(error) };
  if (error instanceof ConfigError) return { error: 'bad_configuration', message, faults: error.faults };
  const faults = [error, cause].find((one) => one instanceof ValidationFailure);
  return faults === undefined
    ? { error: 'failed', message }
    : { error: 'validation_error', message, detail: faults.details };
}

/** A program that asked for JSON gets every failure in the form of the API's. */
function tellProgram(error: Error): void {
  if (process.argv.includes('--json')) process.stdout.write(`${serializeFacts(factsOf(error))}\n`);
}

/** A failure that a person can act on is one sentence; only what nobody foresaw shows where it came from. */
function report(error: unknown): void {
  const known = error instanceof Error ? error : new Error(String(error));
  tellProgram(known);
  process.stderr.write(`${known instanceof ConfigError ? known.message : `Error: ${known.message}`}\n`);
  if (process.env['PORTAL_TRACE'] === '1') process.stderr.write(`${known.stack ?? ''}\n`);
}

const program = new Command('portal')
  .description('Partner Portal: serve it, and run it from the command line.')
  .showHelpAfterError('(portal --help lists the commands)')
  .exitOverride();

program
  .command('serve')
  .description('run the product until a signal ends it')
  .addOption(
    new Option('--role <role>', 'api answers requests, worker runs jobs').choices(['all', 'api', 'worker']),
  )
  .option('--demo', 'fill the sandbox with plausible data', false)
  .action(async (options: { role?: 'all' | 'api' | 'worker'; demo: boolean }) => {
    const { serve } = await import('./serve.ts');
    await serve({ role: options.role, demo: options.demo });
  });

// A server starts without them: to load them takes as long as to start a database.
const commands =
  process.argv[2] === 'serve' ? null : (await import('./cli/index.ts')).registerCommands(program);

/** Exit codes of shells: 128 and the number of the signal. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
let interrupted: number | null = null;

// `serve` ends in its own way; any other command that is interrupted takes the database it started with it.
program.hook('preAction', (_program, command) => {
  if (command.name() === 'serve') return;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      interrupted = code;
      void commands?.close().finally(() => process.exit(code));
    });
  }
});

async function run(): Promise<number> {
  try {
    await program.parseAsync();
    return interrupted ?? Number(process.exitCode ?? 0);
  } catch (error) {
    // It lost its database because it was told to end.
    if (interrupted !== null) return interrupted;
    if (error instanceof CommanderError) {
      // Commander has told people already, and help that was asked for is no failure.
      if (error.exitCode !== 0) tellProgram(error);
      return error.exitCode;
    }
    report(error);
    return 1;
  } finally {
    // A command may have started the database for itself; it never stays behind.
    await commands?.close();
  }
}

process.exit(await run());
