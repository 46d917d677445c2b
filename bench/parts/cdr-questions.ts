import { uuidv7 } from '../../packages/server/src/platform/ids/index.ts';
import { DAY_MS, utcDay } from '../../packages/server/src/platform/time/index.ts';
import type { CdrWorld } from './cdr-data.ts';

/** What the questions are about, of one world. */
export interface Subject {
  readonly from: Date;
  readonly before: Date;
  /** The large partner's customers, the busiest first. */
  readonly accounts: readonly string[];
  /** Some calls of it, from anywhere. */
  readonly calls: readonly {
    readonly id: string;
    readonly sip_call_id: string;
    readonly bridge_uuid: string;
    readonly other: string;
    readonly own: string;
  }[];
}

export async function subjectOf({ db, partners, from, before }: CdrWorld): Promise<Subject> {
  const partnerId = partners[0]?.partnerId;
  const accounts = await db.pool.query<{ auth_id: string }>(
    'SELECT auth_id FROM customer WHERE partner_id = $1 ORDER BY customer_id',
    [partnerId],
  );
  const { rows: calls } = await db.pool.query<Subject['calls'][number]>(
    `SELECT id, sip_call_id, bridge_uuid, CASE call_direction WHEN 'outbound' THEN destination_number ELSE caller_id_number END AS other,
       CASE call_direction WHEN 'outbound' THEN caller_id_number ELSE destination_number END AS own
     FROM (SELECT DISTINCT c.* FROM generate_series(0, 399) AS nth
       JOIN LATERAL (SELECT * FROM cdr WHERE partner_id = $1 AND bridge_uuid IS NOT NULL
         AND id >= cdr_first_id($2::timestamptz + nth / 400.0 * ($3::timestamptz - $2::timestamptz)) ORDER BY id LIMIT 1) c ON true) c`,
    [partnerId, from, before],
  );
  return { from, before, accounts: accounts.rows.map((row) => row.auth_id), calls };
}

/** A generator of its own, so that both sizes and two runs are asked the same. */
export class Chance {
  #state = 20_261_127;
  next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

export interface Question {
  readonly name: string;
  /** Longest that 95 of 100 may take, milliseconds. */
  readonly within: number;
  /** Another one each time. */
  ask(subject: Subject, chance: Chance): string;
}

const QUICK_MS = 50;
/** Search, and filters that few calls or no index of their own answers. */
const UNCOMMON_MS = 250;

type Fields = Readonly<Record<string, string | number>>;
const path = (route: string, fields: Fields): string =>
  `${route}?${new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])).toString()}`;

const day = (at: number): string => utcDay(new Date(at));

/** Some days that lie within the story, at any hour; both ends are instants. */
function window({ from, before }: Subject, chance: Chance, days: number): Fields {
  const start = from.getTime() + chance.next() * (before.getTime() - from.getTime() - days * DAY_MS);
  return { from_date: new Date(start).toISOString(), to_date: new Date(start + days * DAY_MS).toISOString() };
}

/** A year that ends on one of the last days. */
function year({ before }: Subject, chance: Chance, length = 365): Fields {
  const last = before.getTime() - chance.below(28) * DAY_MS;
  return { from_date: day(last - (length - 1) * DAY_MS), to_date: day(last) };
}

const customerOf = ({ accounts }: Subject, chance: Chance): string =>
  accounts[Math.floor(accounts.length ** chance.next()) - 1] ?? '';
const zone = (chance: Chance): string =>
  chance.oneOf([
    'Asia/Kolkata',
    'America/New_York',
    'Europe/Berlin',
    'Asia/Kathmandu',
    'Australia/Sydney',
    'America/Sao_Paulo',
  ]);
const CAUSES = [
  'NORMAL_CLEARING',
  'NO_ANSWER',
  'USER_BUSY',
  'ORIGINATOR_CANCEL',
  'UNALLOCATED_NUMBER',
  'SERVICE_UNAVAILABLE',
];
const cursorAt = (at: number): string =>
  Buffer.from(JSON.stringify([uuidv7(new Date(at))])).toString('base64url');

const list = (
  name: string,
  fields: (subject: Subject, chance: Chance) => Fields,
  within = QUICK_MS,
): Question => ({
  name: `calls: ${name}`,
  within,
  ask: (subject, chance) => path('/cdrs', fields(subject, chance)),
});
const table = (
  name: string,
  route: string,
  fields: (subject: Subject, chance: Chance) => Fields,
): Question => ({
  name: `year: ${name}`,
  within: QUICK_MS,
  ask: (subject, chance) =>
    path(`/analytics${route}`, { ...year(subject, chance), ...fields(subject, chance) }),
});

const LISTS: readonly Question[] = [
  list('page 1', (_, chance) => ({ per_page: 20 + chance.below(80) })),
  list('page 1,000', (_, chance) => ({ page: 990 + chance.below(20) })),
  list('page 5,000, the last', () => ({ page: 5_000 })),
  list('cursor, anywhere', ({ from, before }, chance) => ({
    cursor: cursorAt(from.getTime() + chance.next() * (before.getTime() - from.getTime())),
  })),
  {
    name: 'calls of a customer',
    within: QUICK_MS,
    ask: (subject, chance) =>
      path(`/accounts/${customerOf(subject, chance)}/cdrs`, { per_page: 20 + chance.below(80) }),
  },
  list('account', (subject, chance) => ({ account: customerOf(subject, chance) })),
  list('account, page 100', ({ accounts }, chance) => ({
    account: accounts[chance.below(20)] ?? '',
    page: 100,
  })),
  list('account + status', (subject, chance) => ({
    account: customerOf(subject, chance),
    status: chance.oneOf(['busy', 'failed', 'no_answer']),
  })),
  list('account + days', (subject, chance) => ({
    account: customerOf(subject, chance),
    ...window(subject, chance, 30),
  })),
  list('a day', (subject, chance) => window(subject, chance, 1)),
  list('a month', (subject, chance) => window(subject, chance, 30)),
  list('a year', (subject, chance) => window(subject, chance, 365)),
  list('call_direction', (_, chance) => ({
    call_direction: chance.oneOf(['inbound', 'outbound']),
    page: 1 + chance.below(50),
  })),
  list('status', (_, chance) => ({
    status: chance.oneOf(['answered', 'busy', 'failed', 'no_answer']),
    page: 1 + chance.below(50),
  })),
  list('context', (_, chance) => ({
    context: chance.oneOf(['sip-trunking', 'voice-api']),
    page: 1 + chance.below(50),
  })),
  list('status + direction + month', (subject, chance) => ({
    status: chance.oneOf(['busy', 'failed']),
    call_direction: 'inbound',
    ...window(subject, chance, 30),
  })),
  list('hangup_cause', (_, chance) => ({ hangup_cause: chance.oneOf(CAUSES), page: 1 + chance.below(50) })),
  list('hangup_cause + month', (subject, chance) => ({
    hangup_cause: chance.oneOf(CAUSES),
    ...window(subject, chance, 30),
  })),
  list(
    'hangup_cause, rare',
    (_, chance) => ({ hangup_cause: 'NETWORK_CONGESTION', page: 1 + chance.below(3) }),
    UNCOMMON_MS,
  ),
  list(
    'hangup_disposition',
    (_, chance) => ({
      hangup_disposition: chance.oneOf(['send_bye', 'recv_bye', 'send_cancel', 'send_refuse_late']),
      page: 1 + chance.below(50),
    }),
    UNCOMMON_MS,
  ),
  list('min_duration', (_, chance) => ({ min_duration: 30 + chance.below(300) }), UNCOMMON_MS),
  list('min_duration, long ones', (_, chance) => ({ min_duration: 700 + chance.below(300) }), UNCOMMON_MS),
  list('max_duration', (_, chance) => ({ max_duration: 2 + chance.below(20) }), UNCOMMON_MS),
  list(
    'from_number, an own one',
    ({ calls }, chance) => ({ from_number: chance.oneOf(calls).own }),
    UNCOMMON_MS,
  ),
  list('to_number, whole', ({ calls }, chance) => ({ to_number: chance.oneOf(calls).other }), UNCOMMON_MS),
  list(
    'to_number, first six',
    ({ calls }, chance) => ({ to_number: chance.oneOf(calls).other.slice(0, 7) }),
    UNCOMMON_MS,
  ),
  list('search, whole number', ({ calls }, chance) => ({ search: chance.oneOf(calls).other }), UNCOMMON_MS),
  list(
    'search, last seven digits',
    ({ calls }, chance) => ({ search: chance.oneOf(calls).other.slice(-7) }),
    UNCOMMON_MS,
  ),
  list(
    'search, any four digits',
    (_, chance) => ({ search: String(1_000 + chance.below(9_000)) }),
    UNCOMMON_MS,
  ),
  list(
    'search, what most have',
    (_, chance) => ({ search: chance.oneOf(['918', '9198', '9180', '804']) }),
    UNCOMMON_MS,
  ),
  list(
    'search, what none has',
    (_, chance) => ({ search: `0000000${100 + chance.below(900)}` }),
    UNCOMMON_MS,
  ),
  list('search, uuid', ({ calls }, chance) => ({ search: chance.oneOf(calls).id }), UNCOMMON_MS),
  list('sip_call_id', ({ calls }, chance) => ({ sip_call_id: chance.oneOf(calls).sip_call_id })),
  list('bridge_uuid', ({ calls }, chance) => ({ bridge_uuid: chance.oneOf(calls).bridge_uuid })),
  list('campaign_id', (_, chance) => ({ campaign_id: `campaign-${1 + chance.below(40)}` }), UNCOMMON_MS),
  list(
    'account + search',
    (subject, chance) => ({ account: customerOf(subject, chance), search: String(100 + chance.below(900)) }),
    UNCOMMON_MS,
  ),
  {
    name: 'one call explained',
    within: QUICK_MS,
    ask: ({ calls }, chance) => `/cdrs/${chance.oneOf(calls).id}/explain`,
  },
];

const FIGURES: readonly Question[] = [
  { name: 'dashboard', within: QUICK_MS, ask: () => '/dashboard' },
  {
    name: 'dashboard, another clock',
    within: QUICK_MS,
    ask: (_, chance) => path('/dashboard', { tz: zone(chance) }),
  },
  table('analytics', '', () => ({})),
  table('analytics, another clock', '', (_, chance) => ({ tz: zone(chance) })),
  table('timeline by day', '/timeline', () => ({})),
  table('timeline by day, another clock', '/timeline', (_, chance) => ({ tz: zone(chance) })),
  table('timeline by week or month, another clock', '/timeline', (_, chance) => ({
    tz: zone(chance),
    interval: chance.oneOf(['week', 'month']),
  })),
  table('timeline of a customer', '/timeline', (subject, chance) => ({
    account: customerOf(subject, chance),
  })),
  table('timeline of a customer, another clock', '/timeline', (subject, chance) => ({
    account: customerOf(subject, chance),
    tz: zone(chance),
  })),
  {
    name: '62 days: timeline by hour',
    within: QUICK_MS,
    ask: (subject, chance) =>
      path('/analytics/timeline', { ...year(subject, chance, 62), interval: 'hour', tz: zone(chance) }),
  },
  table('destinations', '/destinations', (_, chance) => ({ group_by: chance.oneOf(['country', 'prefix']) })),
  table('destinations of a customer', '/destinations', (subject, chance) => ({
    account: customerOf(subject, chance),
  })),
  table('causes', '/causes', () => ({})),
  table('causes of a country', '/causes', (_, chance) => ({
    country: chance.oneOf(['IN', 'US', 'AE', 'DE', 'GB']),
  })),
  table('causes of a customer', '/causes', (subject, chance) => ({ account: customerOf(subject, chance) })),
  table('customers', '/customers', (_, chance) => ({
    sort: chance.oneOf(['cost', 'margin', 'calls', 'asr']),
  })),
  table('customers that grow', '/customers', (_, chance) => ({
    sort: 'growth',
    limit: 10 + chance.below(90),
  })),
  table('customers, another clock', '/customers', (_, chance) => ({ tz: zone(chance) })),
  table('trunks', '/trunks', (_, chance) => ({ sort: chance.oneOf(['calls', 'asr', 'failed']) })),
  table('trunks of a customer', '/trunks', (subject, chance) => ({ account: customerOf(subject, chance) })),
  table('numbers', '/numbers', (_, chance) => ({ sort: chance.oneOf(['calls', 'short_calls', 'asr']) })),
  table('numbers of a customer', '/numbers', (subject, chance) => ({ account: customerOf(subject, chance) })),
  table('calls at once by day', '/concurrency', () => ({ interval: 'day' })),
  {
    name: '31 days: calls at once by hour',
    within: QUICK_MS,
    ask: (subject, chance) =>
      path('/analytics/concurrency', { ...year(subject, chance, 31), tz: zone(chance) }),
  },
  {
    name: 'runway of all wallets',
    within: QUICK_MS,
    ask: (_, chance) => path('/analytics/runway', { limit: 400 + chance.below(100) }),
  },
  {
    name: 'runway, about to run dry',
    within: QUICK_MS,
    ask: (_, chance) => path('/analytics/runway', { within_hours: 1 + chance.below(2_000) }),
  },
];

export const QUESTIONS: readonly Question[] = [...LISTS, ...FIGURES];
/** Those that keep a database busiest: what one partner’s should not do to another’s calls. */
export const HEAVIEST: readonly Question[] = QUESTIONS.filter(({ name }) =>
  /most have|min_duration$|disposition|year: (analytics|customers|numbers|trunks|timeline of a customer)/.test(
    name,
  ),
);
