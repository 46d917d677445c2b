import type { Command } from 'commander';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { operatorAtMachine } from '../identity/index.ts';
import { reading, table } from '../platform/cli/index.ts';
import { ImportSchema, toApiImport } from './import-contract.ts';
import type { NumberImport } from './number-import.ts';
import type { NumberCommandContext } from './numbers-deps.ts';
import { progressLine } from './progress-line.ts';

/** Faults that are printed; all that were kept come with `--json`. */
const MOST_PRINTED = 20;

/** `number import FILE`, with a bar on standard error where that is a terminal. */
export function importCommand(number: Command, context: NumberCommandContext): void {
  const command = number
    .command('import <file>')
    .description('put the numbers of a CSV file into stock: all of them, or none and every fault by line');
  reading(context, command, async ({ numbers, clock }, _options, path: string) => {
    const { size } = await stat(path);
    const file = { name: basename(path), bytes: size, content: createReadStream(path) };
    const show = process.stderr.isTTY ? drawn : () => undefined;
    const ended = await numbers.imports.run(file, operatorAtMachine(clock), show);
    if (process.stderr.isTTY) process.stderr.write('\n');
    // A script has to learn of it.
    if (ended.state === 'refused') process.exitCode = 1;
    return { schema: ImportSchema, value: toApiImport(ended), text: importText(ended) };
  });
}

function drawn(state: NumberImport): void {
  process.stderr.write(`\r\u001b[2K${progressLine(state)}`);
}

function importText(ended: NumberImport): string {
  if (ended.state === 'done') return `${ended.numbersAdded.toString()} numbers added from ${ended.fileName}`;
  const shown = ended.faultList.slice(0, MOST_PRINTED);
  const more = ended.faults - shown.length;
  return [
    `Nothing was added: ${ended.fileName} has ${ended.faults.toString()} faults.`,
    table(
      ['LINE', 'COLUMN', 'FAULT'],
      shown.map(({ line, column, message }) => [line.toString(), column ?? '', message]),
    ),
    ...(more > 0 ? [`and ${more.toString()} more`] : []),
  ].join('\n');
}
