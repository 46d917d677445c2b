import { InvalidArgumentError, type Command } from 'commander';
import type { Static, TSchema } from 'typebox';
import { ValidationFailure } from '../errors/index.ts';
import { DEFAULT_API_VERSION, compileParser, compileSerializer, withStoredFaultsOf } from '../http/index.ts';

/** What the command line gives to its commands. */
export interface CommandContext<S> {
  /** Opened when a command runs, not when the command line is read. */
  services(): Promise<S>;
  /** A line on standard output. */
  print(text: string): void;
}

export type Options = Readonly<Record<string, unknown>>;

export function yesNo(text: string): boolean {
  if (text === 'yes' || text === 'true') return true;
  if (text === 'no' || text === 'false') return false;
  throw new InvalidArgumentError('Say yes or no.');
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

export function decimal(text: string): number {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text)) throw new InvalidArgumentError('Give a number such as 2 or 2.5.');
  return Number(text);
}

/** Options as the body of the request that does the same: `--max-accounts` is `max_accounts`. */
export function toBody(options: Options, omit: readonly string[] = []): Record<string, unknown> {
  const entries = Object.entries(options).filter(
    ([key, value]) => key !== 'json' && !omit.includes(key) && value !== undefined,
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}

/** The same reading that a request gets, with the same faults. */
export function parseAs<S extends TSchema>(schema: S, body: unknown): Static<S> {
  const parsed = compileParser(schema, 'body')(body);
  if ('faults' in parsed) throw new ValidationFailure(parsed.faults);
  return parsed.value;
}

/** The same where stored data has a say: what it says stands beside the faults of the words. */
export async function parseBeside<S extends TSchema>(
  schema: S,
  body: unknown,
  stored: Parameters<typeof withStoredFaultsOf<S>>[2],
): Promise<Static<S>> {
  const parsed = compileParser(schema, 'body')(body);
  if ('faults' in parsed) throw await withStoredFaultsOf(schema, parsed, stored);
  return parsed.value;
}

/** At a prompt the faults of an input are sentences, named by their options. */
function inSentences(error: unknown): never {
  if (!(error instanceof ValidationFailure)) throw error;
  const lines = error.details.map(({ loc: [, ...place], msg }) =>
    place.length === 0 ? msg : `--${place.join('.').replaceAll('_', '-')}: ${msg}`,
  );
  throw new Error(lines.join('\n'), { cause: error });
}

export interface Output {
  readonly schema: TSchema;
  readonly value: Readonly<Record<string, unknown>>;
  /** For people. */
  readonly text: string;
}

/** Prints what the API would answer, or lines for people. */
function show(context: CommandContext<unknown>, options: Options, output: Output): void {
  if (options['json'] !== true) {
    context.print(output.text);
    return;
  }
  const serialize = compileSerializer(output.schema, DEFAULT_API_VERSION, (path) => {
    throw new Error(`No value for ${path}.`);
  });
  context.print(serialize(output.value));
}

/** Makes a command that reads. */
export function reading<S, A extends unknown[]>(
  context: CommandContext<S>,
  command: Command,
  work: (services: S, options: Options, ...args: A) => Promise<Output>,
): Command {
  return command.option('--json', 'print JSON').action(async (...received: unknown[]) => {
    const options = command.opts<Options>();
    // Commander gives the arguments, then the options and the command itself.
    const args = received.slice(0, -2) as A;
    const services = await context.services();
    show(context, options, await work(services, options, ...args).catch(inSentences));
  });
}

/** Columns for people, as wide as their longest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Names and values for people, a line each. */
export function facts(title: string, pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return [title, ...pairs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n');
}
