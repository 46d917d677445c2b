import Type, { type TObject } from 'typebox';
import { DashboardProfileSchema } from '../partners/index.ts';
import { Nullable, OneOf, Timestamp } from '../platform/http/index.ts';
import { MoneyString } from '../platform/money/index.ts';
import {
  Rollup,
  count,
  dashboardFields,
  headFields,
  rollupFields,
  runwayFields,
  table,
  text,
  walletRow,
} from './contract.ts';

const whose = {
  partner_id: text('`partner-…`.'),
  partner_name: Type.String(),
};

/** An answer whose rows also say whose they are. */
export function withPartner(answer: TObject, rows: string): TObject {
  const list = answer.properties[rows] as unknown as { readonly items: TObject };
  const items = Type.Array(Type.Object({ ...whose, ...list.items.properties }));
  return Type.Object({ ...answer.properties, [rows]: items });
}

/** For the operator: a row a partner. */
export const PartnerTable = table({});

/** Across partners: a row each. */
export const RunwayTable = Type.Object({
  as_of: Timestamp(),
  not_looked_at: count('Partners with calls in the last four weeks beyond the 200 that spend most.'),
  total_items: Type.Integer(),
  items: Type.Array(
    Type.Object({
      master: Nullable(Type.Object({ currency: Type.String(), ...runwayFields })),
      wallets: count('Wallets that are spent from.'),
      running_dry: count('Of them, expected to be gone within three days.'),
      first_wallet: Nullable(Type.Object(walletRow, { description: 'The one that is gone first.' })),
    }),
    { description: 'Whose money is gone first, of the master account or of a wallet, stands first.' },
  ),
});

/** Calls at once for the operator, who may ask for many partners together. */
export const PlatformConcurrency = Type.Object({
  period: headFields.period,
  interval: OneOf(['hour', 'day']),
  counted_until: Timestamp({
    description:
      'What was later is not counted: of partners together the end of the newest hour that is added up of any of them, as a rule ten to twenty minutes after it.',
  }),
  peak: count(
    'Most calls at one moment of the window. Of partners together the most that it can have been: what each had at most in the same quarter of an hour, as if at the same moment.',
  ),
  peak_at_least: count(
    'As many were up at one moment for certain: those of one partner, or the mean of a quarter of an hour. Of one partner the same as `peak`.',
  ),
  points: Type.Array(
    Type.Object({
      starts_at: Timestamp(),
      peak: count('Most at one moment; of partners together the most that it can have been.'),
      peak_at_least: count('As many for certain.'),
      mean: Type.Number({
        description: 'Calls that were up on average; exact of what is counted, of partners together too.',
      }),
    }),
  ),
});

const money = {
  currency: Type.String(),
  ...rollupFields,
  total_balance: MoneyString({ description: 'All wallets of this currency together.' }),
};
const ofPartner = dashboardFields(Rollup);
const { customers: ownCustomers, ...accountCounts } = ofPartner.accounts.properties;

/** The dashboard of one partner, or of many together: then `partner` is null. */
export const OperatorDashboardSchema = Type.Object({
  ...ofPartner,
  partner: Nullable(DashboardProfileSchema),
  partners: count('How many partners this is about.'),
  accounts: Type.Object({
    ...accountCounts,
    customers: Type.Array(Type.Object({ ...whose, ...ownCustomers.items.properties }), {
      description: 'The hundred newest.',
    }),
  }),
  total_balance: MoneyString({ description: 'All wallets of `currency` together.' }),
  currency: text(
    'The one that all money here is in, but for `by_currency`; calls of all currencies are counted.',
  ),
  by_currency: Type.Array(Type.Object(money), {
    description:
      'Calls and money of each currency that there are calls or wallets of; amounts of different ones are never added.',
  }),
});
