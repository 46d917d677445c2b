import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toWire } from './attempts.ts';
import { PLAIN_CLI, applyCliRules, type CliRules } from './cli-rules.ts';
import { readCostRate } from './cost-rate.ts';
import { PLAIN_DID, readDid, type DidFormat } from './did-format.ts';
import { e164Digits } from './e164.ts';
import { isHost, requestUri } from './gateway-address.ts';
import { PLAIN_E164, formatNumber } from './number-format.ts';

const digits = fc.stringMatching(/^[1-9][0-9]{6,14}$/);

describe('a dialled number', () => {
  test.each([
    [PLAIN_E164, '919876543210', '+919876543210'],
    [{ strip: '', prepend: '', otherwise: '' }, '919876543210', '919876543210'],
    [{ strip: '', prepend: '1234#', otherwise: '1234#' }, '14155550100', '1234#14155550100'],
    [{ strip: '91', prepend: '0', otherwise: '00' }, '919876543210', '09876543210'],
    [{ strip: '91', prepend: '0', otherwise: '00' }, '14155550100', '0014155550100'],
  ])('as %j: %s is %s', (format, number, wire) => {
    expect(formatNumber(format, number)).toBe(wire);
  });

  test('keeps its digits but for those that are stripped, whatever the format', () => {
    fc.assert(
      fc.property(
        digits,
        fc.stringMatching(/^[0-9]{0,4}$/),
        fc.constantFrom('', '+', '00'),
        (number, strip, prepend) => {
          const wire = formatNumber({ strip, prepend, otherwise: '9' }, number);
          expect(wire).toBe(number.startsWith(strip) ? prepend + number.slice(strip.length) : `9${number}`);
        },
      ),
    );
  });

  test('is written into the request line as SIP wants it', () => {
    const gateway = { host: '2001:db8::5', port: 5061, transport: 'tls' };
    expect(requestUri(gateway, '12#9198')).toBe('sip:12%239198@[2001:db8::5]:5061;transport=tls');
    expect(requestUri({ host: 'sip.carrier.example', port: 5060, transport: 'udp' }, '+9198')).toBe(
      'sip:+9198@sip.carrier.example:5060;transport=udp',
    );
  });
});

const rules = (change: Partial<CliRules>): CliRules => ({ ...PLAIN_CLI, ...change });
const MINE = { number: '+919431538535', withheld: false };
const HIDDEN = { number: '+919431538535', withheld: true };
const NONE = { number: null, withheld: false };
const EXTENSION = { number: '1001', withheld: false };
const OURS = '+918000000000';

describe('the caller’s number', () => {
  const national = { strip: '91', prepend: '0', otherwise: '00' };
  test.each([
    ['passes', rules({}), MINE, '+919431538535', false],
    ['passes in the carrier’s form', rules({ format: national }), MINE, '09431538535', false],
    ['passes as it came where it is no E.164', rules({ format: national }), EXTENSION, '1001', false],
    ['passes withheld', rules({}), HIDDEN, '+919431538535', true],
    ['is none where there is none', rules({}), NONE, null, true],
    ['is forced', rules({ mode: 'force', number: OURS }), MINE, OURS, false],
    ['is forced and stays withheld', rules({ mode: 'force', number: OURS }), HIDDEN, OURS, true],
    ['is replaced where it is withheld', rules({ anonymous: 'replace', number: OURS }), HIDDEN, OURS, false],
    ['is replaced where there is none', rules({ anonymous: 'replace', number: OURS }), NONE, OURS, false],
    [
      'is not replaced where it is shown',
      rules({ anonymous: 'replace', number: OURS }),
      MINE,
      MINE.number,
      false,
    ],
    [
      'is forced over what is no E.164',
      rules({ mode: 'force', number: OURS, requireE164: true }),
      EXTENSION,
      OURS,
      false,
    ],
  ] as const)('%s', (_name, wanted, caller, number, withheld) => {
    expect(applyCliRules(wanted, caller)).toEqual({ allowed: true, number, withheld });
  });

  test.each([
    [rules({ requireE164: true }), EXTENSION, 'cli_not_e164'],
    [rules({ anonymous: 'refuse' }), HIDDEN, 'anonymous_refused'],
    [rules({ anonymous: 'refuse' }), NONE, 'anonymous_refused'],
    [rules({ anonymous: 'refuse', mode: 'force', number: OURS }), HIDDEN, 'anonymous_refused'],
  ] as const)('keeps a call away: %j', (wanted, caller, reason) => {
    expect(applyCliRules(wanted, caller)).toEqual({ allowed: false, reason });
    const rule = { host: 'h', port: 1, transport: 'udp', dialFormat: PLAIN_E164, cliRules: wanted };
    expect(toWire(rule, '919876543210', caller)).toEqual({ refused: reason });
  });

  test('that the caller withholds is never sent in the open', () => {
    const anyRules = fc.record<CliRules>({
      mode: fc.constantFrom('pass', 'force'),
      number: fc.constant(OURS),
      requireE164: fc.boolean(),
      anonymous: fc.constantFrom('pass', 'refuse', 'replace'),
      format: fc.constant(PLAIN_E164),
    });
    fc.assert(
      fc.property(anyRules, (one) => {
        const shown = applyCliRules(one, HIDDEN);
        if (shown.allowed && !shown.withheld) expect(shown.number).toBe(OURS);
      }),
    );
  });
});

describe('the number that a carrier says was called', () => {
  const india: DidFormat = { strip: '', form: 'national', callingCode: '91' };
  test.each([
    [PLAIN_DID, '+919876543210', '+919876543210'],
    [PLAIN_DID, '919876543210', '+919876543210'],
    [PLAIN_DID, '00919876543210', '+919876543210'],
    [PLAIN_DID, '+91 (98765) 432-10', '+919876543210'],
    [{ ...PLAIN_DID, strip: '77#' }, '77#919876543210', '+919876543210'],
    [{ ...PLAIN_DID, strip: '77#' }, '919876543210', '+919876543210'],
    [india, '9876543210', '+919876543210'],
    [india, '09876543210', '+919876543210'],
    [india, '+14155550100', '+14155550100'],
    [india, '0014155550100', '+14155550100'],
    [PLAIN_DID, '', null],
    [PLAIN_DID, 'anonymous', null],
    [PLAIN_DID, '09876543210', null],
    [PLAIN_DID, '++919876543210', null],
    [PLAIN_DID, '+9198765432101234', null],
    [india, '12', null],
  ])('in %j: %s is %s', (format, text, e164) => {
    expect(readDid(format, text)).toBe(e164);
  });

  test('is the number again that was written in any usual form', () => {
    const prefix = fc.constantFrom('', '+', '00');
    fc.assert(
      fc.property(digits, prefix, (number, how) => {
        expect(readDid(PLAIN_DID, how + number)).toBe(`+${number}`);
      }),
    );
  });

  test('is E.164 or nothing, whatever arrives', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        for (const format of [PLAIN_DID, india])
          expect(readDid(format, text) ?? '+919876543210').toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });
});

test('an E.164 number is read with and without its plus, and nothing else is', () => {
  expect(['+919876543210', ' 919876543210', '919876543210'].map(e164Digits)).toEqual(
    Array.from({ length: 3 }, () => '919876543210'),
  );
  for (const text of ['', '+0123456789', '12345', '+91987654321012345', '+91 98', 'x'])
    expect(e164Digits(text)).toBeNull();
});

test.each([
  ['sip.carrier.example', true],
  ['SIP-1.Carrier.example', true],
  ['localhost', true],
  ['203.0.113.9', true],
  ['2001:db8::1', true],
  ['fe80::1%eth0', false],
  ['[2001:db8::1]', false],
  ['203.0.113.300', false],
  ['1.2.3', false],
  ['-a.example', false],
  ['a-.example', false],
  ['a..example', false],
  ['a.example.', false],
  ['a_b.example', false],
  ['host:5060', false],
  ['sip:host', false],
  ['a b', false],
  ['', false],
  [`${'a'.repeat(64)}.example`, false],
  [`${'abcdefgh.'.repeat(30)}example`, false],
])('%s is a host: %s', (text, yes) => {
  expect(isHost(text)).toBe(yes);
});

test('a cost rate is what its author typed, or none', () => {
  expect(readCostRate('0.0042')).toBe(4_200_000n);
  expect(readCostRate(0.0042)).toBe(4_200_000n);
  expect(readCostRate(1e-9)).toBe(1n);
  expect(readCostRate(0)).toBe(0n);
  for (const value of [
    1e-10,
    0.1234567891,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1e3',
    '',
    '-1',
    '0.0000000001',
  ])
    expect(readCostRate(value)).toBeNull();
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (nanos) => {
      const fraction = String(nanos % 1_000_000_000n).padStart(9, '0');
      expect(readCostRate(Number(`${String(nanos / 1_000_000_000n)}.${fraction}`))).toBe(nanos);
    }),
  );
});
