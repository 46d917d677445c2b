import type { Static, TObject } from 'typebox';
import type { Customers } from '../customers/index.ts';
import type { PartnerFacts } from '../identity/index.ts';
import type { Sort } from './breakdown.ts';
import {
  CauseTable,
  Concurrency,
  CustomerTable,
  DestinationTable,
  NumberTable,
  Runway,
  Timeline,
  TrunkTable,
} from './contract.ts';
import {
  AccountTableQuery,
  CauseQuery,
  ConcurrencyQuery,
  DEFAULT_LIMIT,
  DestinationQuery,
  RunwayQuery,
  TableQuery,
  TimelineQuery,
} from './query-contract.ts';
import type { Analytics } from './service.ts';
import type { TableAsked } from './tables.ts';

/** What answers are read with, for the API and for the command line. */
export interface AnswerDeps {
  readonly analytics: Analytics;
  readonly customers: Pick<Customers, 'walletRef'>;
}

/** Whose figures: one partner's, or the operator's of many together. */
export interface Whose {
  readonly partnerIds: readonly string[];
  readonly currency: string;
  /** Null: of many. */
  readonly partner: PartnerFacts | null;
}

export function ofPartner(partner: PartnerFacts): Whose {
  return { partnerIds: [partner.partnerId], currency: partner.currency, partner };
}

/** Forecasts and customers are one partner's. */
function onePartner({ partner }: Whose): PartnerFacts {
  if (partner === null) throw new Error('This is asked of one partner.');
  return partner;
}

/** One of the tables and series: what may be asked, what is answered, and under which key its rows are. */
export interface Answer {
  readonly query: TObject;
  readonly schema: TObject;
  readonly rows: 'items' | 'points';
  /** `query` was checked against the schema. Throws 404 for an account that is none of the partner's. */
  readonly read: (
    deps: AnswerDeps,
    whose: Whose,
    query: Readonly<Record<string, unknown>>,
  ) => Promise<Record<string, unknown>>;
}

/** All that any of the tables may be asked. */
type TableFields = Partial<Static<typeof AccountTableQuery>>;

async function customerOf(
  { customers }: AnswerDeps,
  whose: Whose,
  account: string | undefined,
): Promise<{ readonly customerId: string; readonly currency: string } | null> {
  return account === undefined ? null : customers.walletRef(onePartner(whose).partnerId, account);
}

async function askedOf(deps: AnswerDeps, whose: Whose, query: TableFields, sort: Sort): Promise<TableAsked> {
  const one = await customerOf(deps, whose, query.account);
  return {
    owner: { partnerIds: whose.partnerIds, customerId: one?.customerId ?? null },
    window: deps.analytics.window(query),
    currency: query.currency ?? one?.currency ?? whose.currency,
    direction: query.call_direction ?? null,
    sort: query.sort ?? sort,
    order: query.order ?? 'desc',
    limit: query.limit ?? DEFAULT_LIMIT,
  };
}

export function table<Query extends TObject>(
  query: Query,
  schema: TObject,
  read: (analytics: Analytics, asked: TableAsked, query: Static<Query>) => Promise<Record<string, unknown>>,
  options: { readonly sort?: Sort; readonly rows?: Answer['rows'] } = {},
): Answer {
  const { sort = 'calls', rows = 'items' } = options;
  return {
    query,
    schema,
    rows,
    read: async (deps, whose, given) =>
      read(deps.analytics, await askedOf(deps, whose, given, sort), given as Static<Query>),
  };
}

const upper = (country: string | undefined): string | null => country?.toUpperCase() ?? null;

const concurrency: Answer = {
  query: ConcurrencyQuery,
  schema: Concurrency,
  rows: 'points',
  async read(deps, whose, given) {
    const query = given as Static<typeof ConcurrencyQuery>;
    const one = await customerOf(deps, whose, query.account);
    return deps.analytics.concurrency({
      partnerIds: whose.partnerIds,
      customerId: one?.customerId ?? null,
      window: deps.analytics.window(query),
      interval: query.interval ?? 'hour',
    });
  },
};

/** Null: however long it lasts. */
export const withinOf = (hours: number | undefined): number | null =>
  hours === undefined ? null : hours * 3_600_000;

const runway: Answer = {
  query: RunwayQuery,
  schema: Runway,
  rows: 'items',
  async read(deps, whose, given) {
    const query = given as Static<typeof RunwayQuery>;
    const one = await customerOf(deps, whose, query.account);
    return deps.analytics.runway(onePartner(whose), {
      customerId: one?.customerId ?? null,
      withinMs: withinOf(query.within_hours),
      limit: query.limit ?? DEFAULT_LIMIT,
    });
  },
};

export const ANSWERS = {
  timeline: table(
    TimelineQuery,
    Timeline,
    (analytics, asked, { context, interval }) =>
      analytics.timeline({ ...asked, context: context ?? null, interval: interval ?? 'day' }),
    { rows: 'points' },
  ),
  destinations: table(DestinationQuery, DestinationTable, (analytics, asked, { group_by: by, country }) =>
    analytics.destinations(asked, by ?? 'country', upper(country)),
  ),
  causes: table(CauseQuery, CauseTable, (analytics, asked, { country }) =>
    analytics.causes(asked, upper(country)),
  ),
  customers: table(TableQuery, CustomerTable, (analytics, asked) => analytics.customers(asked), {
    sort: 'cost',
  }),
  trunks: table(AccountTableQuery, TrunkTable, (analytics, asked) => analytics.trunks(asked)),
  numbers: table(AccountTableQuery, NumberTable, (analytics, asked) => analytics.numbers(asked)),
  concurrency,
  runway,
} as const;
