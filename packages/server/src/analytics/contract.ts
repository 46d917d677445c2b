import Type, { type TObject } from 'typebox';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber, MoneyString } from '../platform/money/index.ts';
import { DashboardProfileSchema } from '../partners/index.ts';
import { INTERVALS } from '../cdrs/index.ts';

export const text = (description: string) => Type.String({ description });
export const count = (description: string) => Type.Integer({ description });
const share = (description: string) =>
  Nullable(Type.Number({ description: `${description}; null where there is nothing to measure.` }));

export const rollupFields = {
  total_calls: Type.Integer(),
  answered_calls: Type.Integer(),
  total_minutes: Type.Number({ description: 'Minutes of talk, two decimals.' }),
  total_cost: MoneyString({ description: 'What the customers were charged.' }),
};
export const Rollup = Type.Object(rollupFields);
/** Here the published client reads the minutes of one product into an integer. */
const WholeMinutes = Type.Object({ ...rollupFields, total_minutes: Type.Integer() });
const { total_calls, answered_calls, total_minutes } = rollupFields;
const uncosted = { total_calls, answered_calls, total_minutes };

export function dashboardFields(trunks: TObject) {
  return {
    partner: DashboardProfileSchema,
    period: Type.Object({ from: text('First day, `YYYY-MM-DD`.'), to: text('Last day.') }),
    accounts: Type.Object({
      total: count('Open accounts.'),
      active: count('Those that are not suspended.'),
      customers: Type.Array(
        Type.Object({
          auth_id: Type.String(),
          name: Type.String(),
          email: Type.String(),
          phone: Type.String(),
          is_active: Type.Boolean(),
          created_at: Timestamp(),
        }),
        { description: 'The hundred newest; `GET /accounts` has them all.' },
      ),
    }),
    total_balance: MoneyString({ description: 'All wallets of your primary currency together.' }),
    currency: text('Your primary currency, which all money here is in.'),
    calls: Rollup,
    traffic: Type.Object({ inbound: Rollup, outbound: Rollup }),
    by_product: Type.Object({ sip_trunking: trunks, voice_api: Rollup }),
    time_series: Type.Array(
      Type.Object({
        date: Type.String(),
        ...rollupFields,
        inbound: Type.Object(uncosted),
        outbound: Type.Object(uncosted),
      }),
      { description: 'Days that have calls, oldest first.' },
    ),
  };
}

export const DashboardSchema = Type.Object(dashboardFields(Rollup));
export const StrictDashboardSchema = Type.Object(dashboardFields(WholeMinutes));

const qualityFields = {
  asr: share('Answer-seizure ratio: percent of the dialled calls that were answered'),
  ner: share('Network effectiveness ratio: percent that reached the other side, answered or not'),
  acd_seconds: share('Average talk of an answered call, seconds'),
  pdd_ms: share('Average post-dial delay, milliseconds'),
  mos: share('Mean opinion score, 1 to 5'),
};

const measuredFields = {
  ...qualityFields,
  minutes: Type.Number({ description: 'Minutes of talk.' }),
  billed_minutes: Type.Number({ description: 'Minutes in increments, as charged.' }),
  cost: MoneyNumber({ description: 'What the customers were charged.' }),
  wholesale_cost: MoneyNumber({ description: 'What it cost you.' }),
  margin: MoneyNumber({ description: 'What is left for you.' }),
  margin_percent: share('Margin of the cost, percent'),
};

const figureFields = {
  calls: count('Attempts, refused ones too.'),
  refused: count('Refused by us, before anything was dialled: no money, a limit. They count in no ratio.'),
  answered: Type.Integer(),
  ...measuredFields,
};

const Change = Nullable(
  Type.Object(
    {
      calls: Type.Integer(),
      cost: MoneyNumber(),
      margin: MoneyNumber(),
      cost_change: MoneyNumber(),
      cost_change_percent: share('Against the stretch before'),
      calls_change_percent: share('Against the stretch before'),
    },
    { description: 'The stretch of the same length before.' },
  ),
);

export const headFields = {
  period: Type.Object({
    from: text('First day on the clock that was asked for.'),
    to: text('Last day.'),
    tz: text('IANA time zone.'),
    starts_at: Timestamp(),
    ends_at: Timestamp({ description: 'Exclusive.' }),
  }),
  previous_period: Type.Object({ starts_at: Timestamp(), ends_at: Timestamp() }),
  currency: text('Of all money here. Only calls of this currency are counted.'),
  other_currencies: Type.Array(Type.String(), { description: 'Ask for these apart: they are never added.' }),
};

export function table(row: TObject['properties']): TObject {
  return Type.Object({
    ...headFields,
    total: Type.Object({ ...figureFields, previous: Change }),
    total_items: count('How many there are; `items` has the first of them.'),
    items: Type.Array(
      Type.Object({
        ...row,
        ...figureFields,
        share_percent: share('Of all calls'),
        previous: Change,
      }),
    ),
  });
}

const destinationFields = {
  country: Nullable(text('ISO 3166-1 alpha-2; null of inbound calls and of prefixes that are no country’s.')),
  country_name: Nullable(Type.String()),
  prefix: Nullable(text('Dialled prefix, digits; null when grouped by country.')),
};
const customerFields = { auth_id: Type.String(), name: Type.String() };

const Cause = Type.Object({
  cause: text('Hang-up cause; of refused calls the reason code.'),
  refused: Type.Boolean({ description: 'We refused such calls.' }),
  calls: Type.Integer(),
  answered: Type.Integer(),
  share_percent: share('Of all calls'),
  ...measuredFields,
});

export const DestinationTable = table(destinationFields);
export const CustomerTable = table(customerFields);
export const TrunkTable = table({ ...customerFields, trunk_id: Type.String() });
export const NumberTable = table({
  ...customerFields,
  number: text('E.164.'),
  short_calls: Nullable(count('Answered, with six seconds of talk or less.')),
  short_percent: share('Short ones among the answered calls, percent'),
  unanswered_percent: share('Unanswered ones among the dialled calls, percent'),
});
export const CauseTable = Type.Object({
  ...headFields,
  calls: Type.Integer(),
  failing_calls: count('Calls of causes of which none was answered.'),
  capped: Type.Boolean({
    description:
      'One `account` had 20,000 calls or more in what is not added up yet, as a rule the days that are not over: of each such stretch its newest 20,000 are counted.',
  }),
  total_items: Type.Integer(),
  items: Type.Array(Cause),
});
export const Timeline = Type.Object({
  ...headFields,
  interval: OneOf(INTERVALS),
  total: Type.Object({ ...figureFields, previous: Change }),
  points: Type.Array(
    Type.Object({
      starts_at: Timestamp(),
      date: text('The day on which it starts, on the clock that was asked for.'),
      ...figureFields,
    }),
    { description: 'Every interval of the window, those without calls too.' },
  ),
});

export const Concurrency = Type.Object({
  period: headFields.period,
  interval: OneOf(['hour', 'day']),
  peak: count('Most calls at one moment of the window.'),
  points: Type.Array(
    Type.Object({
      starts_at: Timestamp(),
      peak: count('Most at one moment.'),
      mean: Type.Number({ description: 'Calls that were up on average.' }),
    }),
  ),
});

export const runwayFields = {
  available_balance: MoneyNumber({ description: 'What can be spent.' }),
  burn_per_day: MoneyNumber({
    description:
      'What calls take on an average day, at the level of the last 24 hours; of the master account what wallets are given.',
  }),
  lasts_seconds: Nullable(
    count(
      'How long it is expected to last: until it is empty, or cannot pay what falls due; null: more than ninety days, or nothing is spent.',
    ),
  ),
  runs_out_at: Nullable(Timestamp()),
  earliest_at: Nullable(Timestamp({ description: 'If it goes as in the busiest of the last four weeks.' })),
  latest_at: Nullable(Timestamp({ description: 'If it goes as in the quietest of them.' })),
  rentals_due: MoneyNumber({
    description:
      'What falls due for numbers within 31 days, unpaid months included; of the master account what it adds where they are sold below cost.',
  }),
  next_rental_at: Nullable(
    Timestamp({
      description: 'When the next of it falls due, now where a month is unpaid; null: nothing does.',
    }),
  ),
};

export const walletRow = {
  ...customerFields,
  status: Type.String(),
  currency: Type.String(),
  ...runwayFields,
};

export const Runway = Type.Object({
  as_of: Timestamp(),
  master: Nullable(
    Type.Object(
      { currency: Type.String(), ...runwayFields },
      { description: 'Your primary master account; its burn is what you give to wallets.' },
    ),
  ),
  running_dry: count('Wallets expected to be gone within three days.'),
  total_items: Type.Integer(),
  items: Type.Array(Type.Object(walletRow), { description: 'The first to be gone first.' }),
});

/** `GET /analytics` of the default version: the dashboard, then what its older form had, then ours. */
export const AnalyticsSchema = Type.Object({
  ...dashboardFields(Rollup),
  totals: Type.Object({
    total_calls: Type.Integer(),
    answered_calls: Type.Integer(),
    failed_calls: Type.Integer(),
    total_duration_seconds: count('Ringing and talk.'),
    total_cost: MoneyNumber(),
    currency: Type.String(),
  }),
  by_direction: Type.Object({
    inbound: Type.Object({ calls: Type.Integer(), cost: MoneyNumber() }),
    outbound: Type.Object({ calls: Type.Integer(), cost: MoneyNumber() }),
  }),
  top_customers: Type.Array(Type.Object({ ...customerFields, calls: Type.Integer(), cost: MoneyNumber() }), {
    description: 'The ten that spent most.',
  }),
  quality: Type.Object(qualityFields),
  by_destination: DestinationTable.properties['items'] ?? Type.Array(Type.Unknown()),
  by_hangup_cause: Type.Array(Cause),
  margin: Type.Object({
    cost: MoneyNumber(),
    wholesale_cost: MoneyNumber(),
    margin: MoneyNumber(),
    margin_percent: share('Margin of the cost, percent'),
  }),
});
