import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTestApp } from '../app.ts';
import {
  freePort,
  runPortal,
  startPortal,
  temporaryDataDir,
  until,
  type Settings,
} from './portal-process.ts';

const app = await startTestApp();
const { pool } = app.db;
const ROWS = 30_000;
const PATIENCE_MS = 120_000;

async function one<T>(query: string): Promise<T> {
  const { rows } = await pool.query<{ value: T }>(query);
  return rows[0]!.value;
}

const inStock = () => one<number>('SELECT count(*)::int AS value FROM number_stock');
const stateOf = () => one<string | undefined>('SELECT max(state) AS value FROM number_import');

describe('a process that reads a file of stock and is killed with SIGKILL', () => {
  it.each(['reading', 'adding'])(
    'while %s leaves nothing behind, and the next import goes on as if it had not been',
    async (state) => {
      await pool.query('TRUNCATE number_import, number_stock, number_stock_count');
      const directory = await temporaryDataDir();
      const file = join(directory, 'large.csv');
      const rows = Array.from({ length: ROWS }, (_, n) => `+91${String(2_240_000_000 + n)},local,INR,1,2`);
      const head = 'number,type,currency,setup_fee,monthly_fee';
      await writeFile(file, [head, ...rows, ''].join('\n'));
      const settings: Settings & { PORT: string } = {
        DATABASE_URL: app.db.url,
        PORTAL_SECRET: '5'.repeat(64),
        PORTAL_DATA_DIR: directory,
        PORT: String(await freePort()),
      };
      const importing = startPortal(settings, ['number', 'import', file]);
      const far = state === 'reading' ? 'rows_read > 0' : 'numbers_added > 0';
      const isFar = `SELECT EXISTS (SELECT 1 FROM number_import WHERE state = '${state}' AND ${far}) AS value`;
      await until(`it is ${state}`, () => one<boolean>(isFar), PATIENCE_MS);
      expect(await importing.end('SIGKILL')).toBe('SIGKILL');
      // The server notices that the connection is gone, and with it the lock.
      await until(
        'the sweep has seen it',
        async () => {
          await app.services.numbers.sweep(app.clock.now());
          return (await stateOf()) === 'interrupted';
        },
        PATIENCE_MS,
      );
      expect(await inStock()).toBe(0);
      expect(await one<number>('SELECT count(*)::int AS value FROM number_import_row')).toBe(0);
      expect(await one<number>('SELECT coalesce(sum(n), 0)::int AS value FROM number_stock_count')).toBe(0);
      await writeFile(file, [head, ...rows.slice(0, 50), ''].join('\n'));
      const again = await runPortal(settings, ['number', 'import', file]);
      expect(again).toMatchObject({ code: 0, stdout: '50 numbers added from large.csv\n' });
      expect(await inStock()).toBe(50);
    },
  );

  it('prints the faults of a file and ends with code 1', async () => {
    const directory = await temporaryDataDir();
    const file = join(directory, 'bad.csv');
    await writeFile(file, 'number,type,currency,setup_fee,monthly_fee\n12,local,INR,1,2\n');
    const settings = { DATABASE_URL: app.db.url, PORTAL_SECRET: '5'.repeat(64), PORTAL_DATA_DIR: directory };
    const refused = await runPortal(settings, ['number', 'import', file]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('Nothing was added: bad.csv has 1 faults.');
    expect(refused.stdout).toMatch(/^2 +number +This is no number/m);
  });
});
