import Type from 'typebox';
import {
  ID_CURSOR,
  Nullable,
  OneOf,
  Timestamp,
  pageFields,
  type CursorParts,
  type PageOptions,
} from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import { CHECKS, DIFFERENCES, SOURCES } from './difference.ts';
import { SCOPES } from './run.ts';

export const RUN_PAGES: PageOptions = { maxPerPage: 90, defaultPerPage: 20, cursor: ID_CURSOR };
/** By score, then by partner. */
export const WORST_CURSOR: CursorParts = [(part) => /^\d{1,3}$/.test(part), isUuid];
export const WORST_PAGES: PageOptions = { maxPerPage: 100, defaultPerPage: 20, cursor: WORST_CURSOR };

export const RunListQuery = Type.Object({ ...pageFields(RUN_PAGES) }, { additionalProperties: false });
export const WorstQuery = Type.Object({ ...pageFields(WORST_PAGES) }, { additionalProperties: false });

const text = (description: string) => Nullable(Type.String({ description }));

const DifferenceSchema = Type.Object({
  check: OneOf(CHECKS),
  what: OneOf(DIFFERENCES),
  summary: Type.String({ description: 'One sentence.' }),
  from: Nullable(Timestamp({ description: 'Where the stretch begins in which it lies.' })),
  before: Nullable(Timestamp({ description: 'And ends, exclusive.' })),
  account_id: text('The customer’s auth_id.'),
  call_uuid: text('Of a call record or a call that is up.'),
  hold_id: text('Money that is set aside.'),
  number: text('E.164.'),
  ledger_account_id: text('An account of the books.'),
  transfer_id: text('An entry of the books.'),
  sums_key: text('Which row of sums: its table, where it begins, and the rest of its key.'),
  measure: text('What of it differs, e.g. `cost`, `wholesale`, `attempts`, `held`.'),
  currency: text('ISO 4217.'),
  figures: Type.Array(
    Type.Object({
      source: OneOf(SOURCES),
      amount: Nullable(MoneyNumber()),
      count: Nullable(Type.Integer()),
    }),
    { description: 'What each of the two sides says; empty where it is not about a figure.' },
  ),
});

export const RunSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  scope: OneOf(SCOPES, {
    description:
      'since_clean: what is new since all was right, and the eight days before, as every night; all; window: days that the operator named.',
  }),
  from: Timestamp({ description: 'Calls and sums from here were compared; holds and numbers always are.' }),
  before: Timestamp(),
  started_at: Timestamp(),
  finished_at: Timestamp(),
  score: Type.Integer({
    description:
      'Of 100: the share of what was compared that agrees, rounded down; 100 only where all of it does. At most 50 where money differs, 99 where only sums do.',
  }),
  checked: Type.Integer({ description: 'How many things were compared.' }),
  differing: Type.Integer(),
  checks: Type.Array(
    Type.Object({ check: OneOf(CHECKS), checked: Type.Integer(), differing: Type.Integer() }),
  ),
  first_difference: Nullable(DifferenceSchema),
  what_to_do: text('About the first difference.'),
});

export const PartnerReconciliation = Type.Object({
  latest: Nullable(RunSchema),
  runs: Type.Array(RunSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

const PartnerRun = Type.Object({
  partner_id: Type.String({ description: 'UUID.' }),
  partner_auth_id: Type.String(),
  partner_name: Type.String(),
  ...RunSchema.properties,
});

export const OperatorReconciliation = Type.Object({
  partners: Type.Integer({ description: 'Partners that were looked at.' }),
  partners_differing: Type.Integer(),
  worst_score: Nullable(Type.Integer()),
  average_score: Nullable(Type.Number()),
  results: Type.Array(PartnerRun),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

/** What the command prints. */
export const ReconcileOutput = Type.Object({ ok: Type.Boolean(), results: Type.Array(PartnerRun) });
