import Type, { type Static } from 'typebox';
import type { Partners } from '../partners/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { ValidationFailure, fault } from '../platform/errors/index.ts';
import { OneOf, checked, ruled, type FieldCheck } from '../platform/http/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { ANSWERS, ofPartner, table, type Answer, type AnswerDeps, type Whose, withinOf } from './answers.ts';
import {
  OperatorDashboardSchema,
  PartnerTable,
  PlatformConcurrency,
  RunwayTable,
  withPartner,
} from './operator-contract.ts';
import {
  ConcurrencyQuery,
  DEFAULT_LIMIT,
  MOST_DAYS_TOGETHER,
  OperatorDashboardQuery,
  RunwaysQuery,
  TableQuery,
  isTooLongTogether,
  notTooMany,
} from './query-contract.ts';

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
const accountField = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'One customer’s auth_id, with its `partner_id`.',
});
const account = Type.Optional(checked(accountField, ofOnePartner));

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

const tooLongTogether = () =>
  fault(
    ['query', 'partner_id'],
    'missing',
    `Of all partners together at most ${MOST_DAYS_TOGETHER} days; name one partner_id for more`,
  );

/** Moments of different partners are not known of each other: what is said of them together is said as that. */
const concurrency: OperatorAnswer = {
  query: ruled(
    Type.Object(
      {
        ...ConcurrencyQuery.properties,
        ...among,
        account: Type.Optional(
          checked(accountField, (one, beside) => ofOnePartner(one, beside) ?? notTooMany(one, beside)),
        ),
      },
      { additionalProperties: false },
    ),
    (asked, faults) => {
      if (asked.partner_id === undefined && isTooLongTogether(asked)) faults.push(tooLongTogether());
    },
  ),
  schema: PlatformConcurrency,
  rows: ANSWERS.concurrency.rows,
  async read(deps, given) {
    const { from, before } = deps.analytics.window(given);
    // One that is left open ends today. A day more or less where clocks changed is let pass.
    const isLong = before.getTime() - from.getTime() > (MOST_DAYS_TOGETHER + 1) * DAY_MS;
    if (given['partner_id'] === undefined && isLong) throw new ValidationFailure([tooLongTogether()]);
    return ANSWERS.concurrency.read(deps, await whoseOf(deps, given), given);
  },
};

/** The dashboard, which is no table. */
export const OPERATOR_DASHBOARD = {
  query: Type.Object({ ...OperatorDashboardQuery.properties, ...among }, { additionalProperties: false }),
  schema: OperatorDashboardSchema,
  async read(deps: OperatorAnswerDeps, given: DashboardAsked): Promise<Row> {
    const { currency, ...whose } = await whoseOf(deps, given);
    const window = deps.analytics.window(given);
    return deps.analytics.operatorDashboard({ ...whose, currency: given.currency ?? currency, window });
  },
};

type DashboardAsked = AskedAmong & Static<typeof OperatorDashboardQuery>;

/** What partners read of themselves, across all of them. Forecasts wallet by wallet are read of one partner. */
export const OPERATOR_ANSWERS = {
  timeline: across(ANSWERS.timeline),
  partners: across(partners, { byPartner: true }),
  customers: across(ANSWERS.customers, { byPartner: true }),
  destinations: across(ANSWERS.destinations),
  causes: across(ANSWERS.causes),
  trunks: across(ANSWERS.trunks, { byPartner: true }),
  numbers: across(ANSWERS.numbers, { byPartner: true }),
  concurrency,
  runway: across(ANSWERS.runway, { ofOne: true }),
  runways: across(runways, { byPartner: true }),
} as const satisfies Readonly<Record<string, OperatorAnswer>>;
