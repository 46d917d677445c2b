import Type, { type TProperties } from 'typebox';
import { INTERVALS } from '../cdrs/index.ts';
import { COUNTRY_FORMAT } from '../partners/index.ts';
import { OneOf, checked, readDateRange, type FieldCheck } from '../platform/http/index.ts';
import { CurrencyInput } from '../platform/money/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { windowFields } from './asked-window.ts';
import { SORTS } from './breakdown.ts';

const strict = { additionalProperties: false };
export const DEFAULT_LIMIT = 50;

const format = {
  format: Type.Optional(
    OneOf(['json', 'csv'], {
      description: 'csv: the rows alone, as a table; money with five decimals. Default `json`.',
    }),
  ),
};

/** Which calls; each table takes all of it. */
const narrowing = {
  ...format,
  ...windowFields(),
  currency: Type.Optional(CurrencyInput({ description: 'ISO 4217. Default: your primary currency.' })),
  call_direction: Type.Optional(OneOf(['inbound', 'outbound'])),
};
const account = {
  account: Type.Optional(
    Type.String({ minLength: 1, maxLength: 40, description: 'One customer’s auth_id. Default: all.' }),
  ),
};
const country = {
  country: Type.Optional(
    Type.String({
      format: COUNTRY_FORMAT,
      minLength: 2,
      maxLength: 2,
      description: 'Destinations of one country, ISO 3166-1 alpha-2.',
    }),
  ),
};
const limit = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, default: DEFAULT_LIMIT, description: 'Rows. Default 50.' }),
  ),
};
const sorting = {
  sort: Type.Optional(
    OneOf(SORTS, {
      description:
        'growth: what was spent more than in the stretch before; failed: calls that never reached the other side.',
    }),
  ),
  order: Type.Optional(OneOf(['desc', 'asc'], { description: 'Default: the largest first.' })),
  ...limit,
};

const MOST_DAYS_OF_HOURS = 62;

/** Calls of one customer that are up at once are counted from its calls. */
const MOST_DAYS_OF_CALLS = 31;

/** Days of a window; of one that is open, those that are shown then. */
function daysOf(beside: Readonly<Record<string, unknown>>): number {
  const { from, before } = readDateRange(beside);
  return from === null ? 0 : ((before ?? new Date()).getTime() - from.getTime()) / DAY_MS;
}

/** Of many partners together a day of each is a value of its own. */
export const MOST_DAYS_TOGETHER = 31;

/** Whether a window that has both ends is longer than that. */
export const isTooLongTogether = (beside: Readonly<Record<string, unknown>>): boolean => {
  const { from, before } = readDateRange(beside);
  return from !== null && before !== null && before.getTime() - from.getTime() > MOST_DAYS_TOGETHER * DAY_MS;
};

const notTooFine: FieldCheck<string> = (interval, beside) =>
  interval !== 'hour' || daysOf(beside) <= MOST_DAYS_OF_HOURS
    ? null
    : { type: 'value_error', text: `Hours are given of at most ${MOST_DAYS_OF_HOURS} days`, input: interval };

export const notTooMany: FieldCheck<string> = (account, beside) =>
  daysOf(beside) <= MOST_DAYS_OF_CALLS
    ? null
    : { type: 'value_error', text: `Of one account at most ${MOST_DAYS_OF_CALLS} days`, input: account };

const query = <P extends TProperties>(fields: P) => Type.Object(fields, strict);

/** Published: a window alone. */
export const WindowQuery = query(windowFields());
export const ConcurrencyQuery = query({
  ...format,
  ...windowFields(),
  account: Type.Optional(
    checked(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: `One customer’s auth_id, of at most ${MOST_DAYS_OF_CALLS} days. Default: all.`,
      }),
      notTooMany,
    ),
  ),
  interval: Type.Optional(
    checked(
      OneOf(['hour', 'day'], {
        description: `Default \`hour\`. Hours: of at most ${MOST_DAYS_OF_HOURS} days.`,
      }),
      notTooFine,
    ),
  ),
});
export const RunwayQuery = query({
  ...format,
  ...account,
  within_hours: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 2_160, description: 'Wallets alone that are gone by then.' }),
  ),
  ...limit,
});
/** Of many partners. */
export const RunwaysQuery = query({
  ...format,
  within_hours: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2_160,
      description: 'Partners alone whose master account, or a wallet of theirs, is gone by then.',
    }),
  ),
  ...limit,
});
export const DashboardQuery = query({ tz: windowFields().tz });
/** The operator's, of partners who have different currencies. */
export const OperatorDashboardQuery = query({ tz: windowFields().tz, currency: narrowing.currency });
export const TimelineQuery = query({
  ...narrowing,
  ...account,
  context: Type.Optional(OneOf(['sip-trunking', 'voice-api'], { description: 'The product.' })),
  interval: Type.Optional(
    checked(
      OneOf(INTERVALS, { description: `Default \`day\`. Hours: of at most ${MOST_DAYS_OF_HOURS} days.` }),
      notTooFine,
    ),
  ),
});
export const DestinationQuery = query({
  ...narrowing,
  ...account,
  ...country,
  group_by: Type.Optional(OneOf(['country', 'prefix'], { description: 'Default `country`.' })),
  ...sorting,
});
export const CauseQuery = query({ ...narrowing, ...account, ...country, ...limit });
export const TableQuery = query({ ...narrowing, ...sorting });
export const AccountTableQuery = query({ ...narrowing, ...account, ...sorting });
