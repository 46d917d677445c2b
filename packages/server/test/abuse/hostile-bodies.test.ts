import { beforeAll, describe, expect, it } from 'vitest';
import { node, type SchemaNode } from '../../src/platform/http/index.ts';
import { startTestApp } from '../app.ts';
import { callersOf } from '../matrix/callers.ts';
import { bodyOf, cellsOf, type Cell } from '../matrix/cells.ts';
import { checkedCall, type CheckedAnswer } from '../matrix/checked-call.ts';
import { databaseDigest } from '../matrix/database-digest.ts';
import { fillPath } from '../matrix/path-parameters.ts';
import { makeWorld, type World } from '../matrix/world.ts';

const app = await startTestApp();
const cells = cellsOf(app).filter(({ documented, route }) => documented && route.body !== undefined);
let world: World;
beforeAll(async () => {
  world = await makeWorld(app);
});

async function send(cell: Cell, body: unknown, headers: Record<string, string> = {}): Promise<CheckedAnswer> {
  const auth = cell.route.open === true ? {} : callersOf(cell.surface.name).own(world, world.own);
  return checkedCall(app, cell.route.method, fillPath(cell.path, world, world.own), { auth, body, headers });
}

async function changingNothing(work: () => Promise<void>): Promise<void> {
  const before = await databaseDigest(app.db);
  await work();
  expect(await databaseDigest(app.db)).toEqual(before);
}

const faultsOf = (answer: CheckedAnswer) =>
  (answer.body as { details: { type: string; loc: (string | number)[] }[] }).details;
const example = ({ route }: Cell) => ({ ...(bodyOf(route) as Record<string, unknown>) });
const fieldsOf = ({ route }: Cell) => Object.entries(node(route.body!).properties ?? {});

const NOT_JSON: Readonly<Record<string, string | Buffer>> = {
  'half an object': '{"amount": 5',
  'a trailing comma': '{"amount": 5,}',
  'a comment': '{} // no',
  'single quotes': "{'amount': 5}",
  NaN: '{"amount": NaN}',
  Infinity: '{"amount": Infinity}',
  'a leading zero': '{"amount": 01}',
  'a line break in a text': '{"name": "a\nb"}',
  'two objects': '{}{}',
  'a form': 'amount=5&currency=INR',
  XML: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  'a broken UTF-8 sequence': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
  'an overlong UTF-8 slash': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc0, 0xaf, 0x22, 0x7d]),
  'a UTF-8 surrogate': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d]),
  UTF16: Buffer.from('{"amount":5}', 'utf16le'),
  '100,000 opening brackets': '['.repeat(100_000),
};

const NO_OBJECT: Readonly<Record<string, string>> = {
  null: 'null',
  'a list': '[]',
  'a list of the right body': '[{}]',
  'a text': '"text"',
  'a number': '5',
  true: 'true',
  '100,000 nested lists': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
};

describe('a body that is not what it should be is 422, names the fault, and changes nothing', () => {
  it.each(cells)('$name', async (cell) => {
    await changingNothing(async () => {
      for (const [what, body] of Object.entries(NOT_JSON)) {
        const got = await send(cell, body);
        expect([got.status, got.code], what).toEqual([422, 'ValidationError']);
        expect(['json_invalid', 'unicode_decode_error'], what).toContain(faultsOf(got)[0]?.type);
      }
      for (const [what, body] of Object.entries(NO_OBJECT)) {
        const got = await send(cell, body);
        expect([got.status, got.code], what).toEqual([422, 'ValidationError']);
      }
    });
  });
});

describe('an unknown key is 422 and named, whatever it is called', () => {
  it.each(cells)('$name', async (cell) => {
    const right = JSON.stringify(example(cell)).slice(1, -1);
    const deep = `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`;
    await changingNothing(async () => {
      for (const key of [
        'surprise',
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'partner_id',
        '',
        '\u0000',
        'a/b~c',
      ]) {
        for (const value of key === 'surprise' ? ['{"isAdmin":true}', '1', deep] : ['{"isAdmin":true}']) {
          const body = `{${right}${right === '' ? '' : ','}${JSON.stringify(key)}:${value}}`;
          const got = await send(cell, body);
          expect([got.status, got.code], `${key}: ${got.text.slice(0, 300)}`).toEqual([
            422,
            'ValidationError',
          ]);
          expect(faultsOf(got).map(({ loc }) => loc.join('.'))).toContain(`body.${key}`);
        }
      }
      const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${String(n)}`, n]));
      // Very many of them do not hide each other, nor what else is wrong.
      const got = await send(cell, { ...example(cell), ...many });
      expect(got.status, got.text.slice(0, 300)).toBe(422);
      expect(faultsOf(got)).toHaveLength(50);
    });
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});

/** Raw JSON that can be right for no field of that kind. */
function wrongValues(schema: SchemaNode): string[] {
  const always = ['{"a":1}', '[[]]', '[{}]'];
  if (schema['x-money'] === 'input')
    return [
      ...always,
      'true',
      '1e400',
      '-1e400',
      '1e308',
      '10000000000.00001',
      '99999999999',
      '0.000001',
      '"1e5"',
      '"NaN"',
      '"0x10"',
      '" 5"',
      '"5,00"',
      '"٥"',
      '""',
    ];
  const types = [schema.type ?? []].flat();
  // Rates are read as numbers and as decimal texts.
  if (types.includes('string') && types.includes('number'))
    return [...always, 'true', '1e400', '"x"', '"NaN"', '"1e5"'];
  if (types.includes('string'))
    return [
      ...always,
      '5',
      'true',
      '1e400',
      String.raw`"a\u0000b"`,
      String.raw`"a\u001bb"`,
      String.raw`"a\ud800b"`,
      `"${'a'.repeat(10_000)}"`,
    ];
  if (types.includes('integer')) return [...always, '"x"', '1.5', '1e400', '-9007199254740993', 'true'];
  if (types.includes('number')) return [...always, '"x"', '1e400', '1e308', '-1e308', 'true'];
  if (types.includes('boolean')) return [...always, '"x"', '1', '"true"'];
  // What the published API documents and nobody uses may be anything.
  return Object.keys(schema).some((key) => ['type', 'anyOf', 'enum', 'const'].includes(key))
    ? always.slice(0, 1)
    : [];
}

describe('a field of the wrong type or beyond its limits is 422 and named', () => {
  it.each(cells)('$name', async (cell) => {
    await changingNothing(async () => {
      for (const [field, schema] of fieldsOf(cell)) {
        for (const raw of wrongValues(schema)) {
          const rest = example(cell);
          Reflect.deleteProperty(rest, field);
          const right = JSON.stringify(rest).slice(1, -1);
          const body = `{${right}${right === '' ? '' : ','}${JSON.stringify(field)}:${raw}}`;
          const got = await send(cell, body);
          expect([got.status, got.code], `${field} = ${raw.slice(0, 60)}: ${got.text.slice(0, 300)}`).toEqual(
            [422, 'ValidationError'],
          );
          expect(faultsOf(got).map(({ loc }) => loc[1])).toContain(field);
          if (/password|token|secret/.test(field)) expect(got.text).not.toContain('"input"');
        }
      }
    });
  });
});
