import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv, type CsvColumn, type CsvItem } from './index.ts';

type Key = 'prefix' | 'name' | 'rate';
const COLUMNS: readonly CsvColumn<Key>[] = [
  { key: 'prefix', names: ['prefix', 'code'], required: true },
  { key: 'name', names: ['description', 'destination'] },
  { key: 'rate', names: ['rate_per_minute', 'rate'], required: true, decimal: true },
];

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

async function read(file: string | Uint8Array, size = 7, maxRows = 100): Promise<CsvItem<Key>[]> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return collect(readCsv(chunks(bytes, size), { columns: COLUMNS, maxRows }));
}

const records = (items: readonly CsvItem<Key>[]): unknown[] =>
  items.map((item) => (item.kind === 'record' ? [item.record.line, item.record.values] : item.fault));

const TABLE = 'Prefix,Description,Rate\n33,France Télécom,0.45\n44,"Kingdom, United",1\n';
const EXPECTED = [
  [2, { prefix: '33', name: 'France Télécom', rate: '0.45' }],
  [3, { prefix: '44', name: 'Kingdom, United', rate: '1' }],
];

test('the same table reads the same in every encoding, delimiter and line end, however it is cut into pieces', async () => {
  const semicolons = 'Prefix;Description;Rate\n33;France Télécom;0,45\n44;"Kingdom, United";1\n';
  const utf16le = Buffer.from(`\ufeff${TABLE}`, 'utf16le');
  const files: readonly (string | Uint8Array)[] = [
    TABLE,
    `\ufeff${TABLE}`,
    TABLE.replaceAll('\n', '\r\n'),
    TABLE.replaceAll('\n', '\r'),
    TABLE.trimEnd(),
    semicolons,
    semicolons.replaceAll(';', '\t'),
    semicolons.replaceAll(';', '|'),
    Buffer.from(TABLE, 'latin1'),
    utf16le,
    Buffer.from(TABLE, 'utf16le'),
    Buffer.from(utf16le).swap16(),
    'Rate,Prefix,Destination\n0.45,33,France Télécom\n1,44,"Kingdom, United"\n',
    'PREFIX ,description, rate per minute,,\n33,France Télécom,0.45,,\n44,"Kingdom, United",1,,\n',
  ];
  for (const file of files) {
    for (const size of [1, 2, 3, 5, 64, 10_000]) expect(records(await read(file, size))).toEqual(EXPECTED);
  }
});

test('a first line that names the delimiter is no row', async () => {
  expect(records(await read('sep=;\r\nprefix;rate\r\n33;0,5\r\n'))).toEqual([
    [3, { prefix: '33', rate: '0.5' }],
  ]);
});

test('a line number is that of the file, across quoted line ends and empty lines', async () => {
  expect(records(await read('prefix,description,rate\n1,"two\nlines",2\n\n3,x,4\n'))).toEqual([
    [2, { prefix: '1', name: 'two\nlines', rate: '2' }],
    [5, { prefix: '3', name: 'x', rate: '4' }],
  ]);
});

test('every fault of the header is named, and nothing is read below it', async () => {
  expect(records(await read('code,prefix,colour\n1,2,3\n'))).toEqual([
    { line: 1, column: 'prefix', message: 'The column is there twice' },
    { line: 1, column: 'colour', message: 'Unknown column' },
    { line: 1, column: 'rate_per_minute', message: 'The column is missing' },
  ]);
  expect(records(await read(''))).toEqual([{ line: 1, column: null, message: 'The file is empty' }]);
});

test('a bad row is a fault with its line, and those around it are read', async () => {
  expect(
    records(await read(`prefix,description,rate\n1,a\n2,b,3,4\n3,\u0000,1\n4,${'x'.repeat(501)},1\n5,e,1\n`)),
  ).toEqual([
    { line: 2, column: null, message: 'The row has 2 cells instead of 3; the file may be cut off' },
    { line: 3, column: null, message: 'The row has more than 3 cells' },
    { line: 4, column: 'description', message: 'The cell has a control character in it' },
    { line: 5, column: 'description', message: 'The cell is longer than 500 characters' },
    [6, { prefix: '5', name: 'e', rate: '1' }],
  ]);
  expect(records(await read('prefix,rate\n1,2\n2,"3"4\n4,5\n'))).toEqual([
    [2, { prefix: '1', rate: '2' }],
    {
      line: 3,
      column: null,
      message: 'A quote stands in the middle of a cell, or something follows a closing quote',
    },
    { line: 4, column: null, message: 'A quote is never closed; the file may be cut off' },
  ]);
});

test.each([
  ['prefix,rate\n1,2\n2,"3', 3, /never closed/],
  [Buffer.from([...Buffer.from('prefix,rate\né,2\n'), 0xff, 0x2c, 0x31, 0x0a]), 3, /not valid UTF-8/],
])('reading ends with a fault where the file cannot be understood: %j', async (file, line, message) => {
  const items = await read(file);
  const last = items.at(-1);
  expect(last).toMatchObject({ kind: 'fault', fault: { line } });
  expect(last?.kind === 'fault' ? last.fault.message : '').toMatch(message);
});

test('a file with too many rows says so and is read no further', async () => {
  const items = await read('prefix,rate\n1,1\n2,2\n3,3\n', 7, 2);
  expect(records(items).at(-1)).toEqual({ line: 4, column: null, message: 'The file has more than 2 rows' });
  expect(items).toHaveLength(3);
});

test('a source that fails is no fault of the file', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('prefix,rate\n1,1\n');
    throw new Error('cut');
  }
  await expect(collect(readCsv(broken(), { columns: COLUMNS, maxRows: 9 }))).rejects.toThrow('cut');
});

test('whatever bytes arrive, reading ends with records and faults', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 50 }),
      async (bytes, size) => {
        const prefix = Buffer.from('prefix,rate\n');
        await read(Buffer.concat([prefix, bytes]), size);
        await read(bytes, size);
      },
    ),
  );
});
