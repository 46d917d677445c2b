import { bar, facts, sparkline, table } from '../platform/cli/index.ts';
import { formatForPeople } from '../platform/money/index.ts';

type Row = Readonly<Record<string, unknown>>;
type Column = readonly [head: string, cell: (row: Row) => string];
export type AnswerName =
  | 'timeline'
  | 'partners'
  | 'customers'
  | 'destinations'
  | 'causes'
  | 'trunks'
  | 'numbers'
  | 'concurrency'
  | 'runway'
  | 'runways';

const NONE = '–';

function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 16).replace('T', ' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : NONE;
}

const column = (head: string, key = head): Column => [head, (row) => plain(row[key])];

/** Of an object inside a row. */
const inner = (head: string, object: string, key: string): Column => [
  head,
  (row) => plain((row[object] as Row | null)?.[key]),
];

/** Of the answer’s currency, or of the row’s own. */
function money(head: string, key: string, currency: string): Column {
  return [
    head,
    (row) => {
      const units = row[key];
      const own = typeof row['currency'] === 'string' ? row['currency'] : currency;
      return typeof units === 'bigint' ? formatForPeople({ units, currency: own }) : NONE;
    },
  ];
}

function share(key: string, rows: readonly Row[]): Column {
  const most = Math.max(0, ...rows.map((row) => Number(row[key])));
  return ['', (row) => bar(Number(row[key]), most)];
}

function trafficColumns(rows: readonly Row[], currency: string): Column[] {
  return [
    column('calls'),
    column('asr %', 'asr'),
    column('minutes'),
    money('cost', 'cost', currency),
    money('margin', 'margin', currency),
    share('calls', rows),
  ];
}

type TrafficName = Exclude<AnswerName, 'causes' | 'concurrency' | 'runway' | 'runways'>;

const NAMES: Readonly<Record<TrafficName, readonly Column[]>> = {
  timeline: [column('starts (UTC)', 'starts_at')],
  partners: [column('name', 'partner_name')],
  destinations: [
    ['destination', (row) => plain(row['country_name'] ?? 'inbound, or unknown')],
    column('prefix'),
  ],
  customers: [column('account', 'auth_id'), column('name')],
  trunks: [column('name'), column('trunk', 'trunk_id')],
  numbers: [
    column('number'),
    column('name'),
    column('short %', 'short_percent'),
    column('unanswered %', 'unanswered_percent'),
  ],
};

function columnsOf(name: AnswerName, rows: readonly Row[], currency: string): readonly Column[] {
  switch (name) {
    case 'causes':
      return [column('cause'), column('calls'), column('%', 'share_percent'), share('calls', rows)];
    case 'concurrency':
      return [
        column('starts (UTC)', 'starts_at'),
        column('peak'),
        // Of partners together the most is between two numbers.
        ...(rows.some((row) => row['peak_at_least'] !== row['peak'])
          ? [column('at least', 'peak_at_least')]
          : []),
        column('mean'),
        share('peak', rows),
      ];
    case 'runway':
      return [
        column('account', 'auth_id'),
        column('name'),
        money('available', 'available_balance', currency),
        money('a day', 'burn_per_day', currency),
        column('runs out (UTC)', 'runs_out_at'),
        column('earliest', 'earliest_at'),
        column('latest', 'latest_at'),
      ];
    case 'runways':
      return [
        column('name', 'partner_name'),
        inner('master lasts until (UTC)', 'master', 'runs_out_at'),
        column('wallets'),
        column('running dry', 'running_dry'),
        inner('first wallet', 'first_wallet', 'auth_id'),
        inner('gone (UTC)', 'first_wallet', 'runs_out_at'),
      ];
    default:
      return [...NAMES[name], ...trafficColumns(rows, currency)];
  }
}

/** A table for people; what has a course over time begins with that in one line. */
export function answerText(
  name: AnswerName,
  answer: Readonly<Record<string, unknown>>,
  rows: readonly Row[],
): string {
  const currency = plain(answer['currency']);
  const columns = [
    // Of many partners a row says whose it is.
    ...(rows.some((row) => row['partner_id'] !== undefined) ? [column('partner', 'partner_id')] : []),
    ...columnsOf(name, rows, currency),
  ];
  const line = name === 'timeline' ? 'calls' : name === 'concurrency' ? 'peak' : null;
  const lines =
    rows.length === 0
      ? 'Nothing to show.'
      : table(
          columns.map(([head]) => head),
          rows.map((row) => columns.map(([, cell]) => cell(row))),
        );
  if (line === null || rows.length === 0) return lines;
  return `${line}  ${sparkline(rows.map((row) => Number(row[line])))}\n${lines}`;
}

interface DashboardPart {
  readonly total_calls: number;
  readonly answered_calls: number;
  readonly total_minutes: number;
  readonly total_cost: bigint;
}

/** The dashboard for people: sums, and a line of the days that have calls. */
export function dashboardText(answer: Readonly<Record<string, unknown>>): string {
  const currency = plain(answer['currency']);
  const print = (units: unknown): string =>
    typeof units === 'bigint' ? formatForPeople({ units, currency }) : NONE;
  const told = (part: DashboardPart): string =>
    `${part.total_calls} calls, ${part.answered_calls} answered, ${part.total_minutes} min, ${print(part.total_cost)}`;
  const period = answer['period'] as { readonly from: string; readonly to: string };
  const traffic = answer['traffic'] as Readonly<Record<'inbound' | 'outbound', DashboardPart>>;
  const accounts = answer['accounts'] as { readonly total: number; readonly active: number };
  const days = answer['time_series'] as readonly DashboardPart[];
  const others = ((answer['by_currency'] ?? []) as readonly (DashboardPart & Row)[]).filter(
    (one) => one['currency'] !== currency,
  );
  return facts(`${period.from} to ${period.to}`, [
    ...(answer['partners'] === undefined ? [] : ([['partners', plain(answer['partners'])]] as const)),
    ['calls', told(answer['calls'] as DashboardPart)],
    ['inbound', told(traffic.inbound)],
    ['outbound', told(traffic.outbound)],
    ['by day', sparkline(days.map(({ total_calls: calls }) => calls))],
    ['accounts', `${accounts.total}, ${accounts.active} active`],
    ['in wallets', print(answer['total_balance'])],
    ...others.map((one) => {
      const own = plain(one['currency']);
      const amount = (units: unknown): string =>
        typeof units === 'bigint' ? formatForPeople({ units, currency: own }) : NONE;
      return [
        `in ${own}`,
        `${one.total_calls} calls, ${amount(one.total_cost)}; ${amount(one['total_balance'])} in wallets`,
      ] as const;
    }),
  ]);
}
