import { expect, it } from 'vitest';
import { ConfigError, SETTINGS, readConfig, unknownSettings } from './index.ts';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

it('names every fault at once, and what settings lack of each other', () => {
  const faults = faultsOf({
    PORT: 'abc',
    DATABASE_URL: 'postgres://u@127.0.0.1:1/x',
    PORTAL_TRUST_PROXY: 'lala',
    PORTAL_OPERATOR_HOLIDAYS: '2026-02-30',
    PORTAL_OPERATOR_COUNTRY: 'QQ',
    PORTAL_OPERATOR_WEEKEND: 'mon,tue,wed,thu,fri,sat,sun',
    MAIL_FROM: 'a b',
  });
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'PORT',
    'PORTAL_TRUST_PROXY',
    'PORTAL_OPERATOR_COUNTRY',
    'PORTAL_OPERATOR_WEEKEND',
    'PORTAL_OPERATOR_HOLIDAYS',
    'MAIL_FROM',
    'PORTAL_SECRET',
  ]);
});

it('knows the countries that there are, and each currency once', () => {
  const faults = faultsOf({
    PORT: 'abc',
    PORTAL_OPERATOR_COUNTRY: 'ZZ',
    PORTAL_CURRENCIES: 'INR, USD,INR,XYZ,QQQ',
    MAIL_FROM: 'a b',
  });
  expect(faults).toEqual([
    'PORT should be a whole number from 0 to 65535.',
    'PORTAL_OPERATOR_COUNTRY should be a country of ISO 3166-1: two capital letters, such as IN.',
    'PORTAL_CURRENCIES should be each of them once (got "INR" again), ISO 4217 codes (got "XYZ"), ISO 4217 codes (got "QQQ").',
    'MAIL_FROM should be an address, or a name and an address in angle brackets.',
  ]);
  for (const PORTAL_OPERATOR_COUNTRY of ['UK', 'EU', 'UN', 'SU', 'in', 'IND'])
    expect(faultsOf({ PORTAL_OPERATOR_COUNTRY })).toHaveLength(1);
});

it('takes one line for a name, and the name of a time zone as it is written', () => {
  expect(faultsOf({ PORTAL_OPERATOR_NAME: 'Vo\nbiz', PORT: 'abc' })).toEqual([
    'PORT should be a whole number from 0 to 65535.',
    'PORTAL_OPERATOR_NAME should be one line without control characters.',
  ]);
  expect(readConfig({ PORTAL_OPERATOR_TIME_ZONE: 'Asia/Kolkata' }).operator.timeZone).toBe('Asia/Kolkata');
});

it.each([
  { PORTAL_OPERATOR_COUNTRY: 'DE', PORTAL_CURRENCIES: 'EUR,INR' },
  { PORTAL_TRUST_PROXY: 'loopback, 10.0.0.0/8, 2001:db8::/32, 192.0.2.1' },
  { PORTAL_OPERATOR_HOLIDAYS: '2028-02-29,2026-12-25' },
  { MAIL_FROM: 'Billing of Vobiz <billing@vobiz.example>' },
  { MAIL_FROM: 'billing@vobiz.example' },
  { PORTAL_OPERATOR_WEEKEND: 'fri,sat' },
])('takes %o', (env) => {
  expect(faultsOf(env)).toEqual([]);
});

it.each(['10.0.0.0/33', '10.0.0/8', '10.0.0.0/8/8', '::1/129', '10.0.0.0/x'])(
  'takes no proxy %s',
  (network) => {
    expect(faultsOf({ PORTAL_TRUST_PROXY: network })).toHaveLength(1);
  },
);

it('knows a setting that is none', () => {
  expect(unknownSettings(SETTINGS, { PORTAL_ROLE: 'all', PORTAL_WRONG: '1', PATH: '' }, 'PORTAL_')).toEqual([
    'PORTAL_WRONG',
  ]);
});
