import type { Command } from 'commander';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { operatorAtMachine, writing } from '../identity/index.ts';
import { facts, parseAs, reading, table, toBody, wholeNumber, type Output } from '../platform/cli/index.ts';
import { formatLiteral } from '../platform/money/index.ts';
import { formatRate, type Deck, type DeckFault, type PriceTerms } from '../pricing/index.ts';
import {
  DeckListSchema,
  DeckSchema,
  DiffQuery,
  DiffSchema,
  ListDecksQuery,
  PublishBody,
  UploadedDeckSchema,
  toApiDeck,
  toApiDiff,
  toApiFault,
} from './deck-contract.ts';
import { compareDecks, type DeckDiff } from './deck-comparison.ts';
import { NO_TRAFFIC, type TrafficSums } from './deck-traffic.ts';
import { listDecks, putLive, readDeck, readFaults, receiveDeck, takeBack } from './deck-service.ts';
import { progressLine } from './progress-line.ts';
import type { RateCommandContext } from './rates-deps.ts';
import { OPERATOR } from './seller.ts';

type Services = Awaited<ReturnType<RateCommandContext['services']>>;
/** Of many faults only so many are printed. */
const FAULTS_SHOWN = 20;

const time = (at: Date | null): string => at?.toISOString() ?? '–';

function deckText(deck: Deck): string {
  return facts(`version ${String(deck.version)}  ${deck.status}`, [
    ['file', deck.fileName === '' ? '–' : deck.fileName],
    [
      'rows',
      `${String(deck.rowsRead)} read, ${String(deck.rowCount)} prices, ${String(deck.faultCount)} faults`,
    ],
    ['live since', time(deck.liveSince)],
    ['planned for', time(deck.scheduledFor)],
    ['by', `${deck.createdBy}, ${time(deck.createdAt)}`],
  ]);
}

function faultLines(faults: readonly DeckFault[], all: number): string[] {
  const lines = faults
    .slice(0, FAULTS_SHOWN)
    .map(
      ({ line, column, message }) =>
        `  line ${String(line)}${column === null ? '' : `, ${column}`}: ${message}`,
    );
  return all > lines.length ? [...lines, `  … and ${String(all - lines.length)} more`] : lines;
}

function deckOutput(deck: Deck): Output {
  return { schema: DeckSchema, value: toApiDeck(deck), text: deckText(deck) };
}

export function deckCommands(deck: Command, context: RateCommandContext): void {
  importCommand(deck, context);
  readCommands(deck, context);
  publishCommands(deck, context);
}

function importCommand(deck: Command, context: RateCommandContext): void {
  const command = deck
    .command('import')
    .description('read a file of prices into a new version; shows what it would change')
    .argument('<tier>', 'UUID')
    .argument('<file>', 'CSV');
  reading<Services, [string, string]>(context, command, async ({ rates }, _, tierId, file) => {
    const { size } = await stat(file);
    const progress = progressLine(size);
    const {
      deck: read,
      identical,
      faults,
    } = await receiveDeck(rates, OPERATOR, tierId, {
      source: createReadStream(file),
      fileName: basename(file),
      bytesTotal: size,
      actor: operatorAtMachine(rates.clock).actor,
      onProgress: progress.show,
    }).finally(progress.end);
    if (read.state === 'faulty') process.exitCode = 1;
    const head = identical
      ? `The very prices of version ${String(read.version)}; nothing was written.\n`
      : '';
    const changes =
      read.state === 'ready' && read.liveSince === null
        ? [diffText(await compareDecks(rates, OPERATOR, { tierId, version: String(read.version) }, {}))]
        : [];
    return {
      schema: UploadedDeckSchema,
      value: { ...toApiDeck(read), identical, faults: faults.slice(0, 100).map(toApiFault) },
      text: [head + deckText(read), ...faultLines(faults, read.faultCount), ...changes].join('\n'),
    };
  });
}

function terms(one: PriceTerms | null): string {
  if (one === null) return '–';
  return `${formatRate(one.ratePerMinute)} ${String(one.initialIncrementSeconds)}/${String(one.nextIncrementSeconds)}`;
}

function touchedText({ calls, talkSeconds, revenue }: TrafficSums): string {
  return `${String(calls)} calls, ${(talkSeconds / 60).toFixed(1)} min, ${formatLiteral(revenue, 2)}`;
}

function diffText({ against, counts, changes, total, traffic }: DeckDiff): string {
  const head = `against ${against === null ? 'nothing' : `version ${String(against)}`}: ${Object.entries(
    counts,
  )
    .map(([kind, count]) => `${String(count)} ${kind}`)
    .join(', ')}`;
  const rows = changes.map(({ prefix, kind, percent, before, after }) => [
    prefix,
    kind,
    percent === null ? '' : `${percent > 0 ? '+' : ''}${String(percent)} %`,
    terms(before),
    terms(after),
    (after ?? before)?.description ?? '',
    traffic === null ? '–' : touchedText(traffic.byPrefix.get(prefix) ?? NO_TRAFFIC),
  ]);
  const more = total > rows.length ? [`… ${String(total)} in all`] : [];
  if (rows.length === 0) return head;
  return [
    head,
    table(['PREFIX', 'CHANGE', '', 'BEFORE', 'AFTER', 'DESTINATION', '30 DAYS'], rows),
    ...more,
  ].join('\n');
}

function readCommands(deck: Command, context: RateCommandContext): void {
  const list = deck
    .command('list')
    .description('versions, newest first')
    .argument('<tier>', 'UUID')
    .option('--page <n>', 'page number', wholeNumber, 1)
    .option('--per-page <n>', 'rows on a page', wholeNumber, 20);
  reading<Services, [string]>(context, list, async ({ rates }, options, tierId) => {
    const page = await listDecks(rates, OPERATOR, tierId, parseAs(ListDecksQuery, toBody(options)));
    const rows = page.decks.map((one) => [
      String(one.version),
      one.status,
      String(one.rowCount),
      time(one.liveSince ?? one.scheduledFor),
      one.fileName,
    ]);
    return {
      schema: DeckListSchema,
      value: {
        decks: page.decks.map(toApiDeck),
        total: page.total,
        page: page.page,
        per_page: page.perPage,
        next_cursor: page.nextCursor,
      },
      text: table(['VERSION', 'STATUS', 'PRICES', 'FROM', 'FILE'], rows),
    };
  });
  const show = deck
    .command('show')
    .description('one version, with its bad rows')
    .argument('<tier>', 'UUID')
    .argument('<version>', 'number');
  reading<Services, [string, string]>(context, show, async ({ rates }, _, tierId, version) => {
    const output = deckOutput(await readDeck(rates, OPERATOR, { tierId, version }));
    const { deck: one, faults } = await readFaults(rates, OPERATOR, { tierId, version });
    return { ...output, text: [output.text, ...faultLines(faults, one.faultCount)].join('\n') };
  });
  const diff = deck
    .command('diff')
    .description('what a version would change')
    .argument('<tier>', 'UUID')
    .argument('<version>', 'number')
    .option('--against <n>', 'another version; default: the live one', wholeNumber)
    .option('--kind <new|dearer|cheaper|terms|gone|unchanged>', 'only these')
    .option('--per-page <n>', 'changes shown', wholeNumber, 20);
  reading<Services, [string, string]>(context, diff, async ({ rates }, options, tierId, version) => {
    const found = await compareDecks(
      rates,
      OPERATOR,
      { tierId, version },
      parseAs(DiffQuery, toBody(options)),
    );
    const value = toApiDiff(found);
    return { schema: DiffSchema, value, text: diffText(found) };
  });
}

function publishCommands(deck: Command, context: RateCommandContext): void {
  const publish = deck
    .command('publish')
    .description('make a version live, at once or at a time')
    .option('--effective-at <time>', 'ISO 8601; default: at once')
    .option('--live-version <n>', 'refuse if another version is live by now', wholeNumber);
  const rollback = deck.command('rollback').description('make an earlier version live again');
  for (const command of [publish, rollback]) {
    command
      .argument('<tier>', 'UUID')
      .argument('<version>', 'number')
      .option('--reason <text>', 'for the audit log');
    writing<Services, [string, string]>(context, command, async ({ tx, by }, options, tierId, version) =>
      deckOutput(await putLive(tx, OPERATOR, { tierId, version }, parseAs(PublishBody, toBody(options)), by)),
    );
  }
  const unschedule = deck
    .command('unschedule')
    .description('take back what is planned of a version')
    .argument('<tier>', 'UUID')
    .argument('<version>', 'number');
  writing<Services, [string, string]>(context, unschedule, async ({ tx, by }, _, tierId, version) =>
    deckOutput(await takeBack(tx, OPERATOR, { tierId, version }, by)),
  );
}
