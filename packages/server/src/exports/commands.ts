import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import Type from 'typebox';
import { writing, type WritingServices } from '../identity/index.ts';
import type { Partners } from '../partners/index.ts';
import {
  facts,
  parseAs,
  reading,
  table,
  toBody,
  withFields,
  type CommandContext,
} from '../platform/cli/index.ts';
import type { Config } from '../platform/config/index.ts';
import { readPage } from '../platform/http/index.ts';
import {
  EXPORT_PAGES,
  ExportBody,
  ExportListQuery,
  ExportListSchema,
  ExportSchema,
  filtersOf,
} from './contract.ts';
import type { Export } from './export.ts';
import type { Exports } from './service.ts';
import { showExport } from './show-export.ts';

type Services = WritingServices & {
  readonly exports: Exports;
  readonly partners: Partners;
  readonly config: Pick<Config, 'publicUrl'>;
};
export type ExportCommandContext = CommandContext<Services>;

const DownloadedSchema = Type.Object({ id: Type.String(), file: Type.String(), bytes: Type.Integer() });

function progressOf({ status, rowsDone, rowsTotal }: Export): string {
  if (status === 'running') return `${rowsDone} of ${rowsTotal ?? '?'}`;
  return status === 'queued' ? '' : String(rowsDone);
}

function textOf(made: Export, shown: Readonly<Record<string, unknown>>): string {
  const url = shown['download_url'];
  return facts(`${made.id}  ${made.kind}  ${made.status}`, [
    ['account', made.accountId ?? 'all'],
    ['filters', JSON.stringify(made.filters)],
    ['rows', progressOf(made) || '–'],
    ['bytes', String(made.bytes)],
    ['asked by', `${made.requestedBy}, ${made.createdAt.toISOString()}`],
    ['kept until', made.expiresAt?.toISOString() ?? '–'],
    ['link', typeof url === 'string' ? url : '–'],
  ]);
}

async function partnerOf({ partners }: Services, options: Readonly<Record<string, unknown>>) {
  return (await partners.read(String(options['partner']))).partner;
}

/** `portal export …`: what `/partner/exports` does. A worker makes the files. */
export function registerExportCommands(program: Command, context: ExportCommandContext): void {
  const command = program.command('export').description('tables of a partner as files');
  const named = (name: string, about: string): Command =>
    command.command(name).description(about).requiredOption('--partner <id>', 'UUID or partner-…');
  const answer = (services: Services, made: Export) => {
    const value = showExport(services.exports, services.config, made);
    return { schema: ExportSchema, value, text: textOf(made, value) };
  };

  const create = named('create', 'have calls or transactions as a file; a worker makes it');
  withFields(create, ExportBody, { required: ['type'] });
  writing(context, create, async (services, options) => {
    const body = parseAs(ExportBody, toBody(options, ['partner']));
    const asked = { kind: body.type, accountId: body.account ?? null, filters: filtersOf(body) };
    const partner = await partnerOf(services, options);
    return answer(services, await services.exports.request(services.tx, partner, asked, services.by));
  });

  const list = withFields(named('list', 'the newest first'), ExportListQuery);
  reading(context, list, async (services, options) => {
    const page = readPage(parseAs(ExportListQuery, toBody(options, ['partner'])), EXPORT_PAGES);
    const { partnerId } = await partnerOf(services, options);
    const { exports, total, nextCursor } = await services.exports.list(partnerId, page);
    const rows = exports.map((one) => [
      one.id,
      one.kind,
      one.status,
      progressOf(one),
      one.createdAt.toISOString(),
    ]);
    return {
      schema: ExportListSchema,
      value: {
        exports: exports.map((one) => showExport(services.exports, services.config, one)),
        page: page.page,
        per_page: page.perPage,
        total,
        next_cursor: nextCursor,
      },
      text: table(['id', 'table', 'status', 'rows', 'asked at'], rows),
    };
  });

  reading(
    context,
    named('show <id>', 'how far one is, and its link'),
    async (services, options, id: string) => {
      const { partnerId } = await partnerOf(services, options);
      return answer(services, await services.exports.find(partnerId, id));
    },
  );

  writing(context, named('cancel <id>', 'one that waits or runs'), async (services, options, id: string) => {
    const { partnerId } = await partnerOf(services, options);
    return answer(services, await services.exports.cancel(services.tx, partnerId, id, services.by));
  });

  const download = named('download <id>', 'writes the file, gzip of CSV').requiredOption(
    '--output <file>',
    'where to; a file that is there already is left alone',
  );
  reading(context, download, async (services, options, id: string) => {
    const { partnerId } = await partnerOf(services, options);
    const found = await services.exports.find(partnerId, id);
    const link = services.exports.link(found);
    if (link === null) throw new Error(`There is no file: the export is ${found.status}.`);
    const output = String(options['output']);
    const { made, file } = await services.exports.download(link.token);
    await pipeline(file, createWriteStream(output, { flags: 'wx', mode: 0o600 }));
    const value = { id: made.id, file: output, bytes: made.bytes };
    return {
      schema: DownloadedSchema,
      value,
      text: `${output}: ${made.rowsDone} rows, ${made.bytes} bytes.`,
    };
  });
}
