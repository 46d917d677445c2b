import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import {
  parseAs,
  parseBeside,
  reading,
  table,
  toBody,
  wholeNumber,
  yesNo,
  type Output,
} from '../platform/cli/index.ts';
import { ValidationFailure } from '../platform/errors/index.ts';
import { formatRate } from '../pricing/index.ts';
import type { CarrierRoute } from './carrier-route.ts';
import { onOff } from './commands.carrier.ts';
import type { CarrierCommandContext } from './commands.ts';
import {
  CarrierRouteListSchema,
  CarrierRouteSchema,
  CreateRouteBody,
  ListRoutesQuery,
  PatchRouteBody,
  toApiCarrierRoute,
  toApiCarrierRoutePage,
} from './route-contract.ts';
import { readRoutesFile } from './routes-file.ts';
import { ReplacedSchema } from './routes.operator-routes.ts';

const HEAD = ['ID', 'PREFIX', 'GROUP', 'PRIORITY', 'WEIGHT', 'COST', 'STATE', 'FROM', 'TO'];

function cells(route: CarrierRoute): string[] {
  return [
    route.id,
    `${route.prefix === '' ? '*' : route.prefix}${route.exclusive ? '!' : ''}`,
    route.group === '' ? '–' : route.group,
    String(route.priority),
    String(route.weight),
    route.costRate === null ? '–' : formatRate(route.costRate),
    onOff(route.enabled),
    route.effectiveFrom.toISOString(),
    route.effectiveTo?.toISOString() ?? '–',
  ];
}

function routeOutput(route: CarrierRoute): Output {
  return {
    schema: CarrierRouteSchema,
    value: toApiCarrierRoute(route),
    text: table(HEAD, [cells(route)]),
  };
}

function routeOptions(command: Command): Command {
  return command
    .option('--group <text>', 'gateways that take them')
    .option('--priority <n>', 'lower is tried first', wholeNumber)
    .option('--weight <n>', 'share inside a priority, 1 to 100', wholeNumber)
    .option('--cost-rate <amount>', 'per minute, in the carrier’s currency')
    .option('--exclusive <yes|no>', 'no shorter prefix is tried beside it', yesNo)
    .option('--enabled <yes|no>', 'no: as if it were not there', yesNo)
    .option('--effective-from <time>', 'ISO 8601; default now')
    .option('--effective-to <time>', 'ISO 8601');
}

export function routeCommands(routes: Command, context: CarrierCommandContext): void {
  listCommand(routes, context);
  const add = routes
    .command('add <carrier>')
    .description('route a prefix to a carrier')
    .requiredOption('--prefix <digits>', 'digits that numbers begin with');
  writing(context, routeOptions(add), async ({ carriers, tx, by }, options, word: string) => {
    const { id } = await carriers.find(word);
    const body = await parseBeside(CreateRouteBody, toBody(options), (left) =>
      carriers.faults.ofRoute({ carrierId: id }, left, by.at),
    );
    return routeOutput(await carriers.createRoute(tx, id, body, by));
  });
  const set = routes
    .command('set <carrier> <route-id>')
    .description('change or disable a route')
    .option('--prefix <digits>', 'digits that numbers begin with')
    .option('--reason <text>', 'for the audit log');
  writing(context, routeOptions(set), async ({ carriers, tx, by }, options, word: string, id: string) => {
    const found = await carriers.find(word);
    const body = await parseBeside(PatchRouteBody, toBody(options), (left) =>
      carriers.faults.ofRoute({ carrierId: found.id, id }, left, by.at),
    );
    return routeOutput(await carriers.patchRoute(tx, found.id, id, body, by));
  });
  writing(
    context,
    routes.command('delete <carrier> <route-id>').description('delete a route'),
    async ({ carriers, tx, by }, _options, word: string, id: string) => {
      const found = await carriers.find(word);
      const gone = await carriers.readRoute(found.id, id);
      await carriers.removeRoute(tx, found.id, id, by);
      return { ...routeOutput(gone), text: `The route for ${gone.prefix} is deleted.` };
    },
  );
  replaceCommand(routes, context);
}

function listCommand(routes: Command, context: CarrierCommandContext): void {
  const list = routes
    .command('list <carrier>')
    .description('routes of a carrier, by prefix')
    .option('--prefix <digits>', 'those that begin so')
    .option('--number <e164>', 'those that a number matches')
    .option('--enabled <yes|no>', 'only these', yesNo)
    .option('--page <n>', 'page number', wholeNumber, 1)
    .option('--per-page <n>', 'rows on a page', wholeNumber, 20);
  reading(context, list, async ({ carriers }, options, word: string) => {
    const { id } = await carriers.find(word);
    const page = await carriers.listRoutes(id, parseAs(ListRoutesQuery, toBody(options)));
    const text = `${table(HEAD, page.rows.map(cells))}\n${String(page.total)} in all`;
    return { schema: CarrierRouteListSchema, value: toApiCarrierRoutePage(page), text };
  });
}

/** At a prompt the faults of a file are its lines. */
function inLines(error: unknown): never {
  if (!(error instanceof ValidationFailure)) throw error;
  const lines = error.details.map(({ loc, msg }) => {
    const [, line, column] = loc;
    const place =
      line === undefined ? '' : `line ${String(line)}${column === undefined ? '' : `, ${String(column)}`}: `;
    return place + msg;
  });
  throw new Error(lines.join('\n'), { cause: error });
}

function replaceCommand(routes: Command, context: CarrierCommandContext): void {
  const replace = routes
    .command('replace <carrier> <file>')
    .description('make a carrier’s routes those of a CSV file, all or nothing');
  writing(context, replace, async ({ carriers, tx, by }, _options, word: string, file: string) => {
    const { id, name } = await carriers.find(word);
    const rows = await readRoutesFile(createReadStream(file), by.at).catch(inLines);
    const { replaced } = await carriers.replaceRoutes(tx, id, rows, by).catch(inLines);
    const { added, changed, removed, unchanged } = replaced;
    const counts = [
      ['added', added],
      ['changed', changed],
      ['removed', removed],
      ['unchanged', unchanged],
    ].map(([what, count]) => `${String(count)} ${String(what)}`);
    const text = `${name}: ${counts.join(', ')}.`;
    return { schema: ReplacedSchema, value: { carrier_id: id, ...replaced }, text };
  });
}
