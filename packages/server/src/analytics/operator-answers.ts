import Type, { type Static } from 'typebox';
import type { Partners } from '../partners/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { OneOf, checked, type FieldCheck } from '../platform/http/index.ts';
import { ANSWERS, ofPartner, table, type Answer, type AnswerDeps, type Whose, withinOf } from './answers.ts';
import { PartnerTable, RunwayTable, withPartner } from './contract.ts';
import { DEFAULT_LIMIT, RunwaysQuery, TableQuery } from './query-contract.ts';

/** What the operator's figures are read with. */
export interface OperatorAnswerDeps extends AnswerDeps {
  readonly partners: Partners;
  readonly reader: Reader;
  /** The operator's first currency. */
  readonly currency: string;
}

const ofOnePartner: FieldCheck<string> = (account, beside) =>
  beside['partner_id'] === undefined
    ? {
        type: 'value_error',
        text: 'An account is asked for with the partner_id of its partner',
        input: account,
      }
    : null;

const partnerId = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'One partner: UUID or `partner-…`.',
});

/** Which partners; of one partner also which account. */
const among = {
  partner_id: Type.Optional(partnerId),
  mode: Type.Optional(
    OneOf(['live', 'test'], {
      description: 'All partners of one world, without `partner_id`. Default `live`.',
    }),
  ),
};
const account = Type.Optional(
  checked(
    Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'One customer’s auth_id, with its `partner_id`.',
    }),
    ofOnePartner,
  ),
);

interface AskedAmong {
  readonly partner_id?: string;
  readonly mode?: 'live' | 'test';
}

async function whoseOf(
  { partners, reader, currency }: OperatorAnswerDeps,
  { partner_id: one, mode = 'live' }: AskedAmong,
): Promise<Whose> {
  if (one !== undefined) return ofPartner((await partners.read(one)).partner);
  return { partnerIds: await partners.idsOfMode(reader, mode), currency, partner: null };
}

type Row = Readonly<Record<string, unknown>>;

/** Rows that belong to a partner say to whom. */
async function withPartners({ partners, reader }: OperatorAnswerDeps, rows: readonly Row[]): Promise<Row[]> {
  const ids = [...new Set(rows.map((row) => String(row['partnerId'])))];
  const names = await partners.namesOf(reader, ids);
  return rows.map((row) => {
    const found = names.get(String(row['partnerId']));
    return { partner_id: found?.authId ?? '', partner_name: found?.name ?? '', ...row };
  });
}

/** One of the operator's tables and series. */
export interface OperatorAnswer extends Omit<Answer, 'read'> {
  readonly read: (deps: OperatorAnswerDeps, query: Row) => Promise<Row>;
}

/** The partner's answer, of many partners or of one; `byPartner`: its rows are a partner's each. */
function across(
  { query, schema, rows, read }: Answer,
  { byPartner, ofOne }: { readonly byPartner?: boolean; readonly ofOne?: boolean } = {},
): OperatorAnswer {
  const { account: customer, ...fields } = query.properties;
  const more = ofOne === true ? { partner_id: partnerId } : among;
  return {
    query: Type.Object(
      {
        ...fields,
        ...more,
        ...(customer === undefined ? {} : { account: ofOne === true ? customer : account }),
      },
      { additionalProperties: false },
    ),
    schema: byPartner === true ? withPartner(schema, rows) : schema,
    rows,
    async read(deps, given) {
      const answer = await read(deps, await whoseOf(deps, given), given);
      return byPartner === true
        ? { ...answer, [rows]: await withPartners(deps, answer[rows] as readonly Row[]) }
        : answer;
    },
  };
}

const partners = table(
  TableQuery,
  PartnerTable,
  (analytics, asked, _query: Static<typeof TableQuery>) => analytics.partners(asked),
  { sort: 'cost' },
);

const runways: Answer = {
  query: RunwaysQuery,
  schema: RunwayTable,
  rows: 'items',
  async read({ analytics }, { partnerIds }, given) {
    const { within_hours: hours, limit = DEFAULT_LIMIT } = given as Static<typeof RunwaysQuery>;
    return analytics.runways({
      partnerIds,
      withinMs: withinOf(hours),
      limit,
    });
  },
};

/** What partners read of themselves, across all of them. Moments, and forecasts wallet by wallet, are read of one partner. */
export const OPERATOR_ANSWERS = {
  timeline: across(ANSWERS.timeline),
  partners: across(partners, { byPartner: true }),
  customers: across(ANSWERS.customers, { byPartner: true }),
  destinations: across(ANSWERS.destinations),
  causes: across(ANSWERS.causes),
  trunks: across(ANSWERS.trunks, { byPartner: true }),
  numbers: across(ANSWERS.numbers, { byPartner: true }),
  concurrency: across(ANSWERS.concurrency, { ofOne: true }),
  runway: across(ANSWERS.runway, { ofOne: true }),
  runways: across(runways, { byPartner: true }),
} as const satisfies Readonly<Record<string, OperatorAnswer>>;
