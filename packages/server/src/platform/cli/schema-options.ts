import { Option, type Command } from 'commander';
import type { TObject, TSchema } from 'typebox';
import { wholeNumber } from './command-kit.ts';

function describe(schema: TSchema): string {
  const { description } = schema as { readonly description?: string };
  return (description ?? '').replaceAll('`', '');
}

/** An option for every field of a query or body: `from_date` is `--from-date`. What may stand in it, the schema says. */
export function withFields(
  command: Command,
  schema: TObject,
  options: { readonly omit?: readonly string[]; readonly required?: readonly string[] } = {},
): Command {
  for (const [name, field] of Object.entries(schema.properties)) {
    if (options.omit?.includes(name) === true) continue;
    const option = new Option(`--${name.replaceAll('_', '-')} <value>`, describe(field));
    if ((field as { readonly type?: string }).type === 'integer') option.argParser(wholeNumber);
    if (options.required?.includes(name) === true) option.makeOptionMandatory();
    command.addOption(option);
  }
  return command;
}
