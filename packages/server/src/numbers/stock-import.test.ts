import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TEST_ACTOR, startTestApp } from '../../test/app.ts';
import type { NumberImport } from './number-import.ts';
import { progressLine } from './progress-line.ts';
import { MOST_ROWS, importStock } from './stock-import.ts';
import { nobodyImports } from './stock-import-store.ts';

const SAMPLE = join(import.meta.dirname, '../../../../docs/samples/numbers.csv');
const HEAD = 'number,country,region,type,capabilities,currency,setup_fee,monthly_fee,kyc,provider\n';
const row = (number: string, rest = 'IN,Delhi,local,voice,INR,100,300,none,A'): string =>
  `${number},${rest}\n`;

async function* bytes(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const app = await startTestApp();
const { db, clock, services } = app;
const { imports, stock } = services.numbers;
const by = () => ({ actor: TEST_ACTOR, at: clock.now() });
const run = (...texts: readonly string[]): Promise<NumberImport> =>
  imports.run({ name: 'test.csv', bytes: null, content: bytes(...texts) }, by());

async function count(where = 'true'): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM number_stock WHERE ${where}`,
  );
  return rows[0]!.n;
}

async function counted(): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    'SELECT coalesce(sum(n), 0)::int AS n FROM number_stock_count',
  );
  return rows[0]!.n;
}

async function leftOver(): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM number_import_row');
  return rows[0]!.n;
}

describe('a file of stock', () => {
  it('comes in whole, with its fees, countries and capabilities; the sample of the README does', async () => {
    const content = createReadStream(SAMPLE);
    const ended = await imports.run({ name: 'numbers.csv', bytes: 2000, content }, by());
    expect(ended).toMatchObject({ state: 'done', rowsRead: 20, numbersAdded: 20, faults: 0 });
    expect(await imports.read(ended.id)).toEqual(ended);
    const { number } = await stock.read(db.kysely, '+14155550123');
    expect(number).toMatchObject({
      country: 'US',
      region: 'California',
      monthlyFee: 115_000n,
      capabilities: { voice: true, sms: true, mms: true, fax: false },
      importId: ended.id,
      state: 'available',
    });
    expect(await counted()).toBe(await count());
    expect(await leftOver()).toBe(0);
  });

  it('with any fault changes nothing and names every fault by line and column', async () => {
    const before = await count();
    const ended = await run(
      HEAD,
      row('+911140009001'),
      row('9111'),
      row('+911140009002', 'US,Delhi,local,voice,INR,100,300,none,A'),
      row('+911140009003', 'IN,Delhi,landline,"voice,telepathy",RUPEE,1.123456,-3,passport,A'),
      row('+911140009001'),
      row('+912240000101'),
      row('+911140009004', 'IN,Delhi'),
    );
    expect(ended).toMatchObject({ state: 'refused', rowsRead: 6, numbersAdded: 0, faults: 11 });
    expect(ended.faultList.map(({ line, column }) => [line, column])).toEqual([
      [3, 'number'],
      [4, 'country'],
      [5, 'type'],
      [5, 'capabilities'],
      [5, 'currency'],
      [5, 'setup_fee'],
      [5, 'monthly_fee'],
      [5, 'kyc'],
      [6, 'number'],
      [7, 'number'],
      [8, null],
    ]);
    expect(ended.faultList[8]!.message).toBe('The number, or one of the range, stands in line 2 too');
    expect(ended.faultList[9]!.message).toBe('The number, or one of the range, is in stock already');
    expect(await count()).toBe(before);
    expect(await leftOver()).toBe(0);
  });

  it('may have ranges: each number of one comes in, and what is wrong with one is told by its line', async () => {
    const head = 'number,last_number,type,currency,setup_fee,monthly_fee,region\n';
    const range = (from: string, to: string) => `${from},${to},local,INR,100,300,Delhi\n`;
    const done = await run(
      head,
      range('+911170000000', '+911170002999'),
      range('+91 11 7100 0000', ''),
      range('911172000000', '911172000009'),
    );
    expect(done).toMatchObject({ state: 'done', rowsRead: 3, numbersAdded: 3_011 });
    expect(await count(`import_id = '${done.id}' AND region = 'Delhi' AND country = 'IN'`)).toBe(3_011);
    expect(await count(`e164 BETWEEN '+911170000000' AND '+911170002999'`)).toBe(3_000);
    expect(await counted()).toBe(await count());
    const before = await count();
    const refused = await run(
      head,
      range('+911173000000', '+911173000099'),
      range('+911173000099', '+911173000199'),
      range('+911170002990', '+911170003010'),
      range('+911174000009', '+911174000000'),
      range('+911174000000', '+91117400000'),
      range('+911175000000', '+911175010000'),
      range('+911176000000', 'x'),
      range('+918999999999', '+919000000000'),
      range('+919999999999', '+920000000000'),
    );
    expect(refused).toMatchObject({ state: 'refused', numbersAdded: 0, faults: 7 });
    expect(refused.faultList.map(({ line, column }) => [line, column])).toEqual([
      [3, 'number'],
      [4, 'number'],
      [5, 'last_number'],
      [6, 'last_number'],
      [7, 'last_number'],
      [8, 'last_number'],
      [10, 'country'],
    ]);
    expect(await count()).toBe(before);
  });

  it('of ranges has no more numbers than a file of rows', async () => {
    const head = 'number,last_number,type,currency,setup_fee,monthly_fee\n';
    const rows = Array.from({ length: 4 }, (_, index) => {
      const first = 912_200_000_000n + BigInt(index) * 1_000n;
      return `+${String(first)},+${String(first + 999n)},local,INR,1,2\n`;
    });
    expect(MOST_ROWS).toBe(1_000_000);
    const most = (mostNumbers: number) =>
      importStock(
        { ...services, mostNumbers },
        { name: 'long.csv', bytes: null, content: bytes(head, ...rows) },
        by(),
      );
    const ended = await most(3_999);
    expect(ended).toMatchObject({ state: 'refused', faults: 1, numbersAdded: 0 });
    const message = 'The file has more than 3999 numbers';
    expect(ended.faultList).toEqual([{ line: 5, column: 'last_number', message }]);
    expect(await leftOver()).toBe(0);
    expect(await most(4_000)).toMatchObject({ state: 'done', numbersAdded: 4_000 });
  });

  it('keeps the first thousand faults and counts the rest', async () => {
    const rows = Array.from({ length: 3_100 }, (_, index) => row(`nonsense ${index.toString()}`));
    const ended = await run(HEAD, ...rows);
    expect(ended.faults).toBe(3_100);
    expect(ended.faultList).toHaveLength(1_000);
    expect(ended.faultList.at(-1)!.line).toBe(1_001);
  });

  it.each([
    ['twice', [HEAD, row('+911140009101')], [HEAD, row('+911140009101')]],
    [
      'as another program wrote it',
      ['\uFEFFE164;Type;Currency;Setup fee;Monthly fee\r\n"+91 11 4000 9102";Local;inr;0,50;300\r\n'],
      null,
    ],
  ])('is understood %s', async (_name, first, second) => {
    expect((await run(...first)).state).toBe('done');
    if (second !== null) expect((await run(...second)).state).toBe('refused');
  });

  it('that breaks off adds nothing and is marked interrupted', async () => {
    const before = await count();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(
        HEAD + Array.from({ length: 5_000 }, (_, n) => row(`+9111${String(50_000_000 + n)}`)).join(''),
      );
      throw new Error('The line is dead.');
    }
    await expect(imports.run({ name: 'broken.csv', bytes: null, content: broken() }, by())).rejects.toThrow(
      'The line is dead.',
    );
    const {
      imports: [last],
    } = await imports.list({});
    expect(last).toMatchObject({ fileName: 'broken.csv', state: 'interrupted', numbersAdded: 0 });
    expect(await count()).toBe(before);
    expect(await leftOver()).toBe(0);
  });

  it('is read one at a time, and tells meanwhile how far it is', async () => {
    const asked: NumberImport[] = [];
    let goOn = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (goOn = resolve));
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(
        HEAD + Array.from({ length: 4_000 }, (_, n) => row(`+9111${String(51_000_000 + n)}`)).join(''),
      );
      await waiting;
      yield Buffer.from(row('+911151999999'));
    }
    const file = { name: 'slow.csv', bytes: null, content: slow() };
    const running = importStock(services, file, by(), (state) => {
      asked.push(state);
      if (state.rowsRead >= 2_000) reached();
    });
    let reached = (): void => undefined;
    await new Promise<void>((resolve) => (reached = resolve));
    await expect(run(HEAD, row('+911140009201'))).rejects.toMatchObject({ code: 'number_import_running' });
    const {
      imports: [last],
    } = await imports.list({});
    expect(last).toMatchObject({ fileName: 'slow.csv', state: 'reading' });
    expect(last!.rowsRead).toBeGreaterThanOrEqual(2_000);
    // The sweep lets what lives live.
    await services.numbers.sweep(clock.now());
    goOn();
    expect(await running).toMatchObject({ state: 'done', numbersAdded: 4_001 });
    expect(asked.map(progressLine).some((line) => line.startsWith('adding'))).toBe(true);
  });

  it('whose process died is marked by the sweep, and nothing of it is there', async () => {
    await db.pool.query(
      `INSERT INTO number_import VALUES ('0198c0de-7a11-7c3e-9b1e-000000000001', 'dead.csv', 'adding', 0, NULL, 5, 0, 0,
        '[]', 'somebody', now(), NULL)`,
    );
    expect(await db.inTransaction(nobodyImports)).toBe(true);
    await services.numbers.sweep(clock.now());
    const dead = await imports.read('0198c0de-7a11-7c3e-9b1e-000000000001');
    expect(dead.state).toBe('interrupted');
  });

  it('that was taken for dead while its numbers were added adds none', async () => {
    const before = await count();
    const rows = Array.from({ length: 12_000 }, (_, n) => row(`+9111${String(52_000_000 + n)}`));
    let given = false;
    const running = importStock(
      services,
      { name: 'late.csv', bytes: null, content: bytes(HEAD, ...rows) },
      by(),
      (state) => {
        if (state.state !== 'adding' || given) return;
        given = true;
        void db.pool.query(`UPDATE number_import SET state = 'interrupted', ended_at = now() WHERE id = $1`, [
          state.id,
        ]);
      },
    );
    await expect(running).rejects.toThrow('given up');
    expect(await count()).toBe(before);
  });
});
