import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ValidationFailure } from '../platform/errors/index.ts';
import { formatRate } from '../pricing/index.ts';
import { readRoutesFile, type FileRoute } from './routes-file.ts';
import { carrierHarness } from './test-carriers.ts';

const room = await carrierHarness();
const { carriers, clock, db } = room;

async function* bytes(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof text === 'string' ? Buffer.from(text) : text;
}

const read = (text: string | Uint8Array): Promise<readonly FileRoute[]> =>
  readRoutesFile(bytes(text), clock.now());

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof ValidationFailure)) throw error;
  return error.details.map(({ loc, msg }) => `${loc.slice(1).join(' ')}: ${msg}`);
}

const replace = (id: string, rows: readonly FileRoute[]) =>
  room.write(async (tx, by) => (await carriers.replaceRoutes(tx, id, rows, by)).replaced);

async function stored(id: string): Promise<string[]> {
  const { rows } = await carriers.listRoutes(id, { per_page: 100 });
  return rows.map((route) =>
    [
      route.prefix,
      route.group,
      route.priority,
      route.weight,
      route.costRate === null ? '' : formatRate(route.costRate),
    ].join(),
  );
}

test('a file is read with all it says, and with what it leaves out', async () => {
  const at = (text: string) => new Date(text);
  expect(
    await read(
      'prefix;gateway group;priority;weight;rate;exclusive;enabled;from;until\n' +
        '+91;premium;2;60;0,0042;yes;no;2026-04-01;2026-05-01T00:00:00+05:30\n*;;;;;;;;\n',
    ),
  ).toEqual([
    {
      line: 2,
      prefix: '91',
      group: 'premium',
      priority: 2,
      weight: 60,
      costRate: 4_200_000n,
      exclusive: true,
      enabled: false,
      effectiveFrom: at('2026-04-01'),
      effectiveTo: at('2026-04-30T18:30:00Z'),
    },
    {
      line: 3,
      prefix: '',
      group: '',
      priority: 1,
      weight: 10,
      costRate: null,
      exclusive: false,
      enabled: true,
      effectiveFrom: null,
      effectiveTo: null,
    },
  ]);
});

test('every faulty cell of every line is named', async () => {
  const file = [
    'prefix,group,priority,weight,cost_rate,exclusive,effective_from,effective_to',
    ',,,,,,,',
    '91x,a b,0,101,-1,maybe,soon,2026-13-01',
    '91,,1001,1.5,0.0000000001,,,2026-03-01',
    '44,,,,,,,',
    '44,,,,,,2026-05-01,',
    '33,,,,,,2026-01-01,2026-02-01',
    '33,,,,,,2026-02-01,',
    '33,,,,,,2026-03-01,',
    '33,,,,,,2025-01-01,2026-01-01',
  ].join('\n');
  expect(await faultsOf(read(file))).toEqual([
    '2 prefix: The cell is empty; * stands for every number',
    '3 prefix: Give up to fifteen digits',
    '3 group: Give letters, digits, `_`, `.` and `-`',
    '3 priority: Give a whole number from 1 to 1000',
    '3 weight: Give a whole number from 1 to 100',
    '3 cost_rate: Give a rate with at most six digits and nine decimals',
    '3 exclusive: Say yes or no',
    '3 effective_from: Give a day (2026-03-25) or a time with its zone (2026-03-25T10:00:00Z)',
    '3 effective_to: Give a day (2026-03-25) or a time with its zone (2026-03-25T10:00:00Z)',
    '4 priority: Give a whole number from 1 to 1000',
    '4 weight: Give a whole number from 1 to 100',
    '4 cost_rate: Give a rate with at most six digits and nine decimals',
    '6 effective_from: Several rows of one prefix and group each say when they begin',
    '9 prefix: Line 8 has this prefix and group at that time',
  ]);
  expect(await faultsOf(read('prefix,effective_to\n91,2026-03-01\n'))).toEqual([
    '2 effective_to: It ends before it begins',
  ]);
  expect(
    await faultsOf(read('prefix,effective_from,effective_to\n91,,2026-05-01\n91,2026-05-01,\n')),
  ).toEqual(['3 effective_from: Several rows of one prefix and group each say when they begin']);
});

test('a file with very many faults names the first hundred and counts the rest', async () => {
  const faults = await faultsOf(read(`prefix\n${'x\n'.repeat(250)}`));
  expect(faults).toHaveLength(101);
  expect(faults.at(-1)).toBe(': And 150 more faults');
});

test('the routes become those of the file, and the same file again changes nothing', async () => {
  const { id } = await room.carrier({ group: 'premium' });
  await room.addRoute(id, '1');
  const kept = await room.addRoute(id, '91', { cost_rate: '0.0042' });
  clock.advanceMs(60_000);
  const file = 'prefix,group,priority,cost_rate\n91,,1,0.0042\n91,premium,2,0.005\n44,,1,\n';
  expect(await replace(id, await read(file))).toEqual({ added: 2, changed: 0, removed: 1, unchanged: 1 });
  expect(await stored(id)).toEqual(['44,,1,10,', '91,,1,10,0.0042', '91,premium,2,10,0.005']);
  expect(await carriers.readRoute(id, kept.id)).toEqual(kept);
  expect((await carriers.read(id)).routeCount).toBe(3);
  const told = await room.topics();
  expect(told.at(-1)).toBe('carrier.routes_replaced');

  clock.advanceMs(60_000);
  expect(await replace(id, await read(`\ufeff${file.replaceAll(',', ';')}`))).toEqual({
    added: 0,
    changed: 0,
    removed: 0,
    unchanged: 3,
  });
  expect(await room.topics()).toEqual(told);
  expect(await replace(id, await read(file.replace('0.0042', '0.0043')))).toMatchObject({
    changed: 1,
    unchanged: 2,
  });
  expect(await carriers.readRoute(id, kept.id)).toMatchObject({
    version: 2,
    effectiveFrom: kept.effectiveFrom,
  });
  expect(await replace(id, await read('prefix\n'))).toMatchObject({ removed: 3 });
  expect((await carriers.read(id)).routeCount).toBe(0);
});

test('a group that the carrier does not have is named by its lines, and nothing changes', async () => {
  const { id } = await room.carrier();
  await room.addRoute(id, '1');
  const rows = await read('prefix,group\n91,\n92,premium\n93,premium\n');
  expect(await faultsOf(replace(id, rows))).toEqual([
    '3 group: No gateway of the carrier that takes calls is in it',
    '4 group: No gateway of the carrier that takes calls is in it',
  ]);
  expect(await stored(id)).toEqual(['1,,1,10,']);
});

test('calls see the old routes or the new ones, each whole, while a file goes live', async () => {
  const { id } = await room.carrier();
  const rowsOf = (cost: string) =>
    `prefix,cost_rate\n${Array.from({ length: 500 }, (_, index) => `359${String(100 + index)},${cost}`).join('\n')}\n359,${cost}\n`;
  await replace(id, await read(rowsOf('0.1')));
  const progress = { over: false };
  const replaced = replace(id, await read(rowsOf('0.2'))).finally(() => {
    progress.over = true;
  });
  const seen = new Set<string>();
  const look = async () => {
    const { rows } = await db.pool.query<{ rate: bigint; count: bigint }>(
      `SELECT cost_rate AS rate, count(*) AS count FROM carrier_route WHERE carrier_id = $1 GROUP BY cost_rate`,
      [id],
    );
    seen.add(rows.map(({ rate, count }) => `${String(count)} at ${String(rate)}`).join());
  };
  while (!progress.over) await look();
  await replaced;
  await look();
  for (const picture of seen) expect(picture).toMatch(/^501 at [12]00000000$/);
  expect(seen).toContain('501 at 200000000');
});

test('whatever the file, reading ends with routes or faults, and what is read can be stored', async () => {
  const { id } = await room.carrier();
  const cell = fc.oneof(
    fc.constantFrom('', '91', '*', '1', '100', '0.5', 'yes', '2026-04-01', '2026-04-01T00:00:00Z'),
    fc.string({ maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 6 }),
      async (table) => {
        const quoted = table.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
        const rows = await read(['prefix,priority,cost_rate,effective_to', ...quoted].join('\n')).catch(
          (error: unknown) => {
            if (!(error instanceof ValidationFailure)) throw error;
            expect(error.details.length).toBeGreaterThan(0);
            return null;
          },
        );
        if (rows === null) return;
        const { added, changed, unchanged } = await replace(id, rows);
        expect(added + changed + unchanged).toBe(rows.length);
      },
    ),
    { numRuns: 60 },
  );
});
