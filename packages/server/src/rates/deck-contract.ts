import Type from 'typebox';
import {
  Nullable,
  OneOf,
  Timestamp,
  pageFields,
  type PageOptions,
  ManyLines,
} from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import {
  CHANGE_KINDS,
  DECK_STATUSES,
  rateToNumber,
  type Deck,
  type DeckFault,
  type DeckRow,
  type PriceChange,
  type PriceTerms,
} from '../pricing/index.ts';
import type { DeckDiff } from './deck-comparison.ts';
import { NO_TRAFFIC, type DeckTraffic, type TrafficSums } from './deck-traffic.ts';

/** The number of a version as a text says it; null for what is none. */
export function readVersion(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

export const DECK_PAGES: PageOptions = {
  maxPerPage: 100,
  defaultPerPage: 20,
  cursor: [(part) => readVersion(part) !== null],
};
const isPrefix = (part: string): boolean => /^\d{1,15}$/.test(part);
// −Infinity is always; a time is one that a date can be.
const isStart = (part: string): boolean =>
  Number(part) === -Infinity || !Number.isNaN(new Date(Number(part)).getTime());
const isWeight = (part: string): boolean => part !== '' && !Number.isNaN(Number(part));

const rowPages = { maxPerPage: 1_000, defaultPerPage: 50 };
export const ROW_PAGES: PageOptions = { ...rowPages, cursor: [isPrefix, isStart] };
export const CHANGE_PAGES: PageOptions = { ...rowPages, cursor: [isWeight, isPrefix] };

const deckFields = {
  version: Type.Integer({ description: 'Counts for each tier.' }),
  status: OneOf(DECK_STATUSES, {
    description:
      'reading: the file still arrives; faulty: it has bad rows and cannot be published; interrupted: it broke off; ' +
      'draft: verified, nobody pays it; scheduled; live; retired: was live.',
  }),
  file_name: Type.String(),
  bytes_read: Type.Integer(),
  bytes_total: Nullable(Type.Integer({ description: 'Null where nobody said.' })),
  rows_read: Type.Integer({ description: 'Rows of the file so far.' }),
  rates: Type.Integer({ description: 'Prices in it; 0 until it is verified.' }),
  fault_count: Type.Integer({ description: 'Cells and rows that cannot be; the first 1,000 are kept.' }),
  live_since: Nullable(Timestamp()),
  scheduled_for: Nullable(Timestamp({ description: 'When it becomes live, next.' })),
  created_by: Type.String(),
  created_at: Timestamp(),
  ended_at: Nullable(Timestamp({ description: 'When the file was read to its end.' })),
};

export const DeckSchema = Type.Object(deckFields);

const faultFields = Type.Object({
  line: Type.Integer({ description: 'Of the file, from 1.' }),
  column: Nullable(Type.String({ description: 'Null: the whole row.' })),
  message: Type.String(),
});

/** What an upload answers. */
export const UploadedDeckSchema = Type.Object({
  ...deckFields,
  identical: Type.Boolean({
    description: 'The tier has these very prices already, as this version; nothing was written.',
  }),
  faults: Type.Array(faultFields, { description: 'The first of them.' }),
});

const pageEnvelope = {
  total: Type.Integer(),
  page: Type.Integer(),
  per_page: Type.Integer(),
  next_cursor: Nullable(Type.String()),
};

export const DeckListSchema = Type.Object({ decks: Type.Array(DeckSchema), ...pageEnvelope });
export const FaultListSchema = Type.Object({
  fault_count: Type.Integer(),
  faults: Type.Array(faultFields, { description: 'At most the first 1,000, by line.' }),
});

const termFields = {
  description: Type.String(),
  rate_per_minute: Type.Number(),
  connect_fee: MoneyNumber({ description: 'Once for each answered call.' }),
  initial_increment_seconds: Type.Integer(),
  next_increment_seconds: Type.Integer(),
};

export const RateListSchema = Type.Object({
  version: Type.Integer(),
  rates: Type.Array(
    Type.Object({
      prefix: Type.String(),
      ...termFields,
      effective_from: Nullable(Timestamp({ description: 'Null: always.' })),
      effective_to: Nullable(Timestamp({ description: 'Exclusive; null: for good.' })),
    }),
  ),
  ...pageEnvelope,
});

const trafficFields = {
  calls: Type.Integer(),
  talk_seconds: Type.Integer(),
  revenue: MoneyNumber({ description: 'What they were sold for at this tier.' }),
};

export const DiffSchema = Type.Object({
  version: Type.Integer(),
  against: Nullable(Type.Integer({ description: 'The version that it is compared with; null: none.' })),
  at: Timestamp({ description: 'Prices are compared as they hold at this instant.' }),
  counts: Type.Object(Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, Type.Integer()])), {
    description: 'terms: the rate stays, connect fee or increments differ.',
  }),
  changes: Type.Array(
    Type.Object({
      prefix: Type.String(),
      kind: OneOf(CHANGE_KINDS),
      percent: Nullable(Type.Number({ description: 'Of the rate; null for new, gone, and what was free.' })),
      before: Nullable(Type.Object(termFields)),
      after: Nullable(Type.Object(termFields)),
      traffic: Nullable(
        Type.Object(trafficFields, {
          description:
            'Calls that the prefix would price, by being the longest that fits; of one that goes, those that it priced.',
        }),
      ),
    }),
  ),
  traffic: Nullable(
    Type.Object(
      {
        from: Timestamp(),
        before: Timestamp(),
        complete: Type.Boolean({
          description: 'False: the window has more than 100,000 calls; the newest were looked at.',
        }),
        ...trafficFields,
      },
      {
        description:
          'Outbound calls at this tier in the last thirty days, whatever the comparison touches of them.',
      },
    ),
  ),
  ...pageEnvelope,
});

export const ListDecksQuery = Type.Object({ ...pageFields(DECK_PAGES) }, { additionalProperties: false });

const digits = (description: string) => Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description }));

const rateFilters = {
  prefix: digits('Prices whose prefix begins with these digits.'),
  search: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Part of the description, in any case.' }),
  ),
};
export const ListRatesQuery = Type.Object(
  { ...rateFilters, ...pageFields(ROW_PAGES) },
  { additionalProperties: false },
);
export const ExportRatesQuery = Type.Object(rateFilters, { additionalProperties: false });

export const DiffQuery = Type.Object(
  {
    against: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Another version of the tier. Default: the live one.' }),
    ),
    at: Type.Optional(Timestamp({ description: 'Compare prices as they hold then. Default: now.' })),
    kind: Type.Optional(OneOf(CHANGE_KINDS, { description: 'Only these. Default: all but the unchanged.' })),
    traffic: Type.Optional(
      Type.Boolean({ description: 'False: do not look at past calls, which takes a moment. Default: true.' }),
    ),
    ...pageFields(CHANGE_PAGES),
  },
  { additionalProperties: false },
);

export const UploadQuery = Type.Object(
  {
    file_name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'For your own eyes.' }),
    ),
  },
  { additionalProperties: false },
);

export const PublishBody = Type.Object(
  {
    effective_at: Type.Optional(Timestamp({ description: 'When it becomes live. Default: at once.' })),
    live_version: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'The version that you compared with (0: none); 409 if another one is live by now.',
      }),
    ),
    reason: Type.Optional(
      ManyLines(500, { minLength: 1, pattern: String.raw`\S`, description: 'For the audit log.' }),
    ),
  },
  { additionalProperties: false },
);
export const NoBody = Type.Object({}, { additionalProperties: false });

/** Only documented: which columns a file may have. */
export const DECK_FILE = {
  mediaType: 'text/csv',
  description:
    'Columns in any order, by these names or what others call them: `prefix` (digits, no +), `description`, `rate_per_minute`, ' +
    '`connect_fee`, `initial_increment`, `next_increment`, `effective_from`, `effective_to`. Prefix and rate are needed. ' +
    'Comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows-1252; a decimal comma where the comma is not the delimiter. ' +
    'At most 500,000 rows and 64 MiB. A row without increments takes those of the tier as they are now.',
  example:
    'prefix,description,rate_per_minute,connect_fee,initial_increment,next_increment\n' +
    '91,India,0.60,0,60,60\n9198,India mobile,0.55,0,1,1\n',
} as const;

export function toApiDeck(deck: Deck): Record<string, unknown> {
  return {
    version: deck.version,
    status: deck.status,
    file_name: deck.fileName,
    bytes_read: deck.bytesRead,
    bytes_total: deck.bytesTotal,
    rows_read: deck.rowsRead,
    rates: deck.rowCount,
    fault_count: deck.faultCount,
    live_since: deck.liveSince,
    scheduled_for: deck.scheduledFor,
    created_by: deck.createdBy,
    created_at: deck.createdAt,
    ended_at: deck.endedAt,
  };
}

export function toApiFault({ line, column, message }: DeckFault): Record<string, unknown> {
  return { line, column, message };
}

function toApiTerms(terms: PriceTerms): Record<string, unknown> {
  return {
    description: terms.description,
    rate_per_minute: rateToNumber(terms.ratePerMinute),
    connect_fee: terms.connectFee,
    initial_increment_seconds: terms.initialIncrementSeconds,
    next_increment_seconds: terms.nextIncrementSeconds,
  };
}

const timeOf = (ms: number): Date | null => (Number.isFinite(ms) ? new Date(ms) : null);

export function toApiRow(row: DeckRow): Record<string, unknown> {
  return {
    prefix: row.prefix,
    ...toApiTerms(row),
    effective_from: timeOf(row.effectiveFromMs),
    effective_to: timeOf(row.effectiveToMs),
  };
}

function toApiTraffic({ calls, talkSeconds, revenue }: TrafficSums): Record<string, unknown> {
  return { calls, talk_seconds: talkSeconds, revenue };
}

function toApiChange(
  { prefix, kind, percent, before, after }: PriceChange,
  traffic: DeckTraffic | null,
): Record<string, unknown> {
  return {
    prefix,
    kind,
    percent,
    before: before === null ? null : toApiTerms(before),
    after: after === null ? null : toApiTerms(after),
    traffic: traffic === null ? null : toApiTraffic(traffic.byPrefix.get(prefix) ?? NO_TRAFFIC),
  };
}

export function toApiDiff(diff: DeckDiff): Record<string, unknown> {
  const { traffic } = diff;
  return {
    version: diff.deck.version,
    against: diff.against,
    at: diff.at,
    counts: { ...diff.counts },
    changes: diff.changes.map((change) => toApiChange(change, traffic)),
    traffic:
      traffic === null
        ? null
        : {
            from: traffic.from,
            before: traffic.before,
            complete: traffic.complete,
            ...toApiTraffic(traffic),
          },
    total: diff.total,
    page: diff.page,
    per_page: diff.perPage,
    next_cursor: diff.nextCursor,
  };
}
