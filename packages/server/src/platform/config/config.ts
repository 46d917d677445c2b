import { isIP } from 'node:net';
import { isCountryCode } from '../country/index.ts';
import {
  SECRET_MISSING,
  checked,
  expected,
  integer,
  list,
  oneOf,
  readSettings,
  text,
  type Setting,
  type Values,
} from './setting.ts';

function timeZone(name: string, doc: string, fallback: string): Setting<string> {
  return {
    name,
    doc,
    fallback,
    parse: (value) => {
      try {
        // Kept as it was written: what it resolves to may be a name that nobody uses any more, such as Asia/Calcutta.
        new Intl.DateTimeFormat('en', { timeZone: value });
        return value;
      } catch {
        return expected('an IANA time zone such as Asia/Kolkata');
      }
    },
  };
}

function country(name: string, doc: string, fallback: string): Setting<string> {
  return {
    name,
    doc,
    fallback,
    parse: (value) =>
      isCountryCode(value) ? value : expected('a country of ISO 3166-1: two capital letters, such as IN'),
  };
}

function url(name: string, doc: string, fallback: string, protocols: readonly string[]): Setting<string> {
  return {
    name,
    doc,
    fallback,
    parse: (value) => {
      if (value === '') return '';
      const parsed = URL.canParse(value) ? new URL(value) : null;
      if (parsed === null || !protocols.includes(parsed.protocol))
        expected(`a URL that starts with ${protocols.join(' or ')}//`);
      return value.replace(/\/$/, '');
    },
  };
}

/** A number of months, at least `min`; 0 means without end. */
function monthsOrForEver(name: string, doc: string, fallback: number, min: number): Setting<number> {
  return {
    name,
    doc,
    fallback: String(fallback),
    parse: (value) => {
      const number = Number(value);
      if (!/^\d{1,4}$/.test(value) || (number !== 0 && (number < min || number > 1_200)))
        expected(`0, or a whole number from ${min} to 1200`);
      return number;
    },
  };
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const currencyCode = (item: string): string | null =>
  /^[A-Z]{3}$/.test(item) && Intl.supportedValuesOf('currency').includes(item) ? null : 'ISO 4217 codes';
/** A day that there is: JavaScript takes 30 February for 2 March. */
const isoDay = (item: string): string | null => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(item) ? new Date(`${item}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(item)
    ? null
    : 'dates as YYYY-MM-DD';
};
const proxy = (item: string): string | null => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(item)) return null;
  const [address = '', bits, ...rest] = item.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return family !== 0 && fits && rest.length === 0 ? null : 'IP addresses or networks such as 10.0.0.0/8';
};
const weekday = (item: string): string | null =>
  WEEKDAYS.some((day) => day === item) ? null : `days of ${WEEKDAYS.join(', ')}`;

/** Every setting of the product. `.env.example` is printed from this table. */
export const SETTINGS = {
  host: text('HOST', 'Address to listen on. 0.0.0.0 for every address of the machine.', '127.0.0.1'),
  port: integer('PORT', 'Port of the API, the console and the API reference.', 8080, 0, 65_535),
  publicUrl: url(
    'PORTAL_PUBLIC_URL',
    'How the outside reaches this server; links in e-mails start with it.\nDefault: http://localhost and the port.',
    '',
    ['http:', 'https:'],
  ),
  dataDir: text(
    'PORTAL_DATA_DIR',
    'Where the embedded database, the master secret and mail files live.',
    '.data',
  ),
  databaseUrl: url(
    'DATABASE_URL',
    'Your own PostgreSQL (15 or newer). Empty: the embedded one, under the data directory.',
    '',
    ['postgres:', 'postgresql:'],
  ),
  databaseConnections: integer(
    'PORTAL_DB_CONNECTIONS',
    'Most database connections of one process.',
    12,
    4,
    200,
  ),
  statementTimeoutMs: integer(
    'PORTAL_STATEMENT_TIMEOUT_MS',
    'Longest that one database statement may run. Milliseconds.',
    15_000,
    100,
    600_000,
  ),
  secret: checked(
    'PORTAL_SECRET',
    'Master secret: 32 bytes or more as hexadecimal digits. It seals stored secrets and signs logins.\nRequired with DATABASE_URL, the same on every node; with the embedded database one is made in the data directory.',
    '',
    /^[0-9a-fA-F]{64,}$/,
    'at least 64 hexadecimal digits',
  ),
  role: oneOf(
    'PORTAL_ROLE',
    'What this process does: api answers requests, worker runs jobs. --role overrides it.',
    ['all', 'api', 'worker'],
    'all',
  ),
  trustProxy: list(
    'PORTAL_TRUST_PROXY',
    'Addresses or networks of proxies whose X-Forwarded-For is believed.',
    '',
    proxy,
  ),
  rateLimitPerSecond: integer(
    'PORTAL_RATE_LIMIT_PER_SECOND',
    'Requests per second of one credential on one node.',
    50,
    1,
    1_000_000,
  ),
  rateLimitBurst: integer('PORTAL_RATE_LIMIT_BURST', 'Requests that may come at once.', 100, 1, 1_000_000),
  logLevel: oneOf(
    'LOG_LEVEL',
    'Least severity that is logged.',
    ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
    'info',
  ),
  logFormat: oneOf(
    'LOG_FORMAT',
    'json for machines, text for people. auto: text on a terminal.',
    ['auto', 'json', 'text'],
    'auto',
  ),
  metricsToken: text(
    'PORTAL_METRICS_TOKEN',
    'Bearer token that /metrics asks for. Empty: only callers on this machine may read it.',
    '',
  ),
  operatorName: text(
    'PORTAL_OPERATOR_NAME',
    'Who runs this platform; partners see it in e-mails and documents.',
    'Vobiz',
    { max: 80 },
  ),
  operatorEmail: checked(
    'PORTAL_OPERATOR_EMAIL',
    'Where access requests are announced.',
    'operator@localhost',
    /^[^@\s]+@[^@\s]+$/,
    'an e-mail address',
  ),
  operatorAddress: text('PORTAL_OPERATOR_ADDRESS', 'Postal address.', '', { max: 500 }),
  operatorCountry: country(
    'PORTAL_OPERATOR_COUNTRY',
    'ISO 3166-1 alpha-2 code of the country of business.',
    'IN',
  ),
  operatorTaxId: text('PORTAL_OPERATOR_TAX_ID', 'Tax identity (in India the GSTIN).', ''),
  operatorTimeZone: timeZone(
    'PORTAL_OPERATOR_TIME_ZONE',
    'Time zone of the business calendar.',
    'Asia/Kolkata',
  ),
  operatorWeekend: list('PORTAL_OPERATOR_WEEKEND', 'Days that are no business days.', 'sat,sun', weekday, {
    most: 6,
  }),
  operatorHolidays: list(
    'PORTAL_OPERATOR_HOLIDAYS',
    'Public holidays, YYYY-MM-DD, separated by commas.',
    '',
    isoDay,
  ),
  currencies: list(
    'PORTAL_CURRENCIES',
    'Currencies that master accounts may be in; the first is the default.',
    'INR',
    currencyCode,
    { once: true },
  ),
  numberGraceDays: integer(
    'PORTAL_NUMBER_GRACE_DAYS',
    'A number whose month was not paid works on for so many days.',
    3,
    0,
    60,
  ),
  numberSuspendedDays: integer(
    'PORTAL_NUMBER_SUSPENDED_DAYS',
    'Then it stands still for so many days, and is released after them.',
    7,
    0,
    90,
  ),
  numberRetryHours: integer(
    'PORTAL_NUMBER_RETRY_HOURS',
    'Meanwhile its renewal is tried again every so many hours; within a minute once the wallet can pay.',
    6,
    1,
    168,
  ),
  numberUndoHours: integer(
    'PORTAL_NUMBER_UNDO_HOURS',
    'So long the release of a number can be taken back.',
    24,
    0,
    720,
  ),
  numberQuarantineDays: integer(
    'PORTAL_NUMBER_QUARANTINE_DAYS',
    'After its release a number rests for so many days before it is for sale again.',
    45,
    0,
    365,
  ),
  cdrRetentionMonths: monthsOrForEver(
    'PORTAL_CDR_RETENTION_MONTHS',
    'Call records are kept for so many whole months beside the current one; older months are written to compressed files and dropped.\n0: they are kept for ever.',
    24,
    3,
  ),
  cdrArchiveDir: text(
    'PORTAL_CDR_ARCHIVE_DIR',
    'Where those files are written, on the disk of the worker. Empty: cdr-archive in the data directory.',
    '',
  ),
  smtpUrl: url(
    'SMTP_URL',
    'SMTP server for e-mail, smtp://user:password@host:587. Empty: mails are written as files to the data directory.',
    '',
    ['smtp:', 'smtps:'],
  ),
  sipDomain: checked(
    'PORTAL_SIP_DOMAIN',
    'Domain of SIP: the realm of passwords, and what trunk domains end in (8 digits, a dot, this). Point it and *.it at your edges.\nA password is hashed with it: after a change every SIP password has to be set anew.',
    'sip.localhost',
    /^(?=.{1,200}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/,
    'a domain name in lower case, such as sip.example.com',
  ),
  sipPrivateAddresses: oneOf(
    'PORTAL_SIP_PRIVATE_ADDRESSES',
    'Whether customers may name private and reserved addresses as their own (source addresses, hosts that calls are sent to).\nno: only customers of sandbox partners may. yes: for a platform inside a private network.',
    ['no', 'yes'],
    'no',
  ),
  mailFrom: checked(
    'MAIL_FROM',
    'Sender of e-mails. Default: the operator.',
    '',
    /^([^<>@\s]+@[^<>@\s]+|[^<>@]{1,200}<[^<>@\s]+@[^<>@\s]+>)?$/,
    'an address, or a name and an address in angle brackets',
  ),
} as const;

export interface OperatorConfig {
  readonly name: string;
  readonly email: string;
  readonly address: string;
  readonly country: string;
  readonly taxId: string;
  readonly timeZone: string;
  /** Days of the week as `Date.getUTCDay` counts them, 0 = Sunday. */
  readonly weekend: readonly number[];
  /** `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
  /** The first is the default. */
  readonly currencies: readonly [string, ...string[]];
}

type Flat = Values<typeof SETTINGS>;

/** What the process runs with. */
export interface Config extends Omit<Flat, Extract<keyof Flat, `operator${string}` | 'currencies'>> {
  readonly operator: OperatorConfig;
}

function secretFaults(env: Readonly<Record<string, string | undefined>>): string[] {
  const missing = (env['DATABASE_URL'] ?? '') !== '' && (env['PORTAL_SECRET'] ?? '') === '';
  return missing ? [SECRET_MISSING] : [];
}

/** Reads the environment. Throws `ConfigError`, which names every fault at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const flat = readSettings(SETTINGS, env, secretFaults);
  const { operatorName, operatorEmail, operatorAddress, operatorCountry, operatorTaxId, ...rest } = flat;
  const { operatorTimeZone, operatorWeekend, operatorHolidays, currencies, ...settings } = rest;
  const [first = 'INR', ...more] = currencies;
  return {
    ...settings,
    publicUrl: settings.publicUrl === '' ? `http://localhost:${settings.port}` : settings.publicUrl,
    mailFrom: settings.mailFrom === '' ? `${operatorName} <${operatorEmail}>` : settings.mailFrom,
    operator: {
      name: operatorName,
      email: operatorEmail,
      address: operatorAddress,
      country: operatorCountry,
      taxId: operatorTaxId,
      timeZone: operatorTimeZone,
      weekend: operatorWeekend.map((day) => WEEKDAYS.findIndex((known) => known === day)),
      holidays: operatorHolidays,
      currencies: [first, ...more],
    },
  };
}
