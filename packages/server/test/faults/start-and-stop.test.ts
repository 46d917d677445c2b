import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { emptyDatabase } from '../database.ts';
import { ask, askOk, makeCustomer, makePartner } from './partner-client.ts';
import {
  embeddedUrl,
  freePort,
  postmasterOf,
  runPortal,
  servePortal,
  startPortal,
  statusOf,
  temporaryDataDir,
  until,
  type PortalProcess,
  type Settings,
} from './portal-process.ts';
import { tcpGate } from './tcp-gate.ts';

const { url } = await emptyDatabase();
const SECRET = randomBytes(32).toString('hex');

/** What a process that refused to start left on standard error for the person who started it: no stack, no log line. */
async function complaintOf(server: PortalProcess): Promise<string[]> {
  const code = await server.exited;
  expect(code, server.stderr()).toBe(1);
  expect(server.stdout()).toBe('');
  return linesFor(server.stderr());
}

function linesFor(stderr: string): string[] {
  const lines = stderr.trim().split('\n');
  expect(stderr).not.toMatch(/^\s+at .*\d+:\d+\)?$/m);
  return lines.filter((line) => !line.startsWith('{"level"'));
}

async function freshSettings(): Promise<Settings & { readonly PORT: string }> {
  return { PORTAL_DATA_DIR: await temporaryDataDir(), PORT: String(await freePort()) };
}

describe('a start that cannot be', () => {
  it('on a taken port ends with one sentence, and leaves no database running', async () => {
    const settings = await freshSettings();
    const other = createServer().listen(Number(settings.PORT), '127.0.0.1');
    await once(other, 'listening');
    const lines = await complaintOf(servePortal(settings));
    expect(lines).toEqual([
      `Error: Port ${settings.PORT} is taken by another program. Stop it, or choose another port with PORT=….`,
    ]);
    expect(await postmasterOf(settings['PORTAL_DATA_DIR']!)).toBeNull();
    other.close();
  });

  it('on a taken port keeps what is shown once for the start that can be', async () => {
    const settings = await freshSettings();
    const other = createServer().listen(Number(settings.PORT), '127.0.0.1');
    await once(other, 'listening');
    await complaintOf(servePortal(settings));
    other.close();
    await once(other, 'close');
    const second = servePortal(settings);
    await second.ready();
    await until('the credentials are shown', () => /X-Auth-Token sk_test_\w{40}/.test(second.stdout()));
    expect(second.stdout()).toMatch(/Operator +operator@localhost +password \S{12,}/);
    expect(await second.end('SIGTERM')).toBe(0);
  });

  it('with another secret than the database was made with ends with one sentence, and the right one starts again', async () => {
    const settings = await freshSettings();
    const path = join(settings['PORTAL_DATA_DIR']!, 'secret.key');
    const first = servePortal(settings);
    await first.ready();
    expect(await first.end('SIGTERM')).toBe(0);
    await rename(path, `${path}.saved`);
    expect(await complaintOf(servePortal(settings))).toEqual([
      `Error: ${path} is not the secret that this database was made with: nothing that is sealed in it could be read. Put that file back from your backup.`,
    ]);
    await rename(`${path}.saved`, path);
    const again = servePortal(settings);
    await again.ready();
    expect(await again.end('SIGTERM')).toBe(0);
  });

  it('on a database that does not answer ends with one sentence that shows no password', async () => {
    const nobody = await freePort();
    const lines = await complaintOf(
      servePortal({
        ...(await freshSettings()),
        DATABASE_URL: `postgresql://portal:hunter2@localhost:${nobody}/portal`,
        PORTAL_SECRET: SECRET,
      }),
    );
    // Names that stand for several addresses fail with a list of failures, whose own message is empty.
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      new RegExp(
        `^Error: The database localhost:${nobody}/portal cannot be used: .*ECONNREFUSED.* Check DATABASE_URL, and`,
      ),
    );
    expect(lines[0]).not.toContain('hunter2');
  });

  it('on an own database without a secret says how to make one', async () => {
    const lines = await complaintOf(servePortal({ ...(await freshSettings()), DATABASE_URL: url }));
    expect(lines.join('\n')).toContain('PORTAL_SECRET is required with DATABASE_URL');
    expect(lines.join('\n')).toContain('openssl rand -hex 32');
  });

  it('with several wrong settings names all of them at once', async () => {
    const lines = await complaintOf(
      servePortal({
        ...(await freshSettings()),
        PORT: '99999',
        LOG_LEVEL: 'loud',
        PORTAL_OPERATOR_COUNTRY: 'India',
        PORTAL_SECRET: 'short',
        SMTP_URL: 'mail.example',
      }),
    );
    for (const name of ['PORT', 'LOG_LEVEL', 'PORTAL_OPERATOR_COUNTRY', 'PORTAL_SECRET', 'SMTP_URL']) {
      expect(
        lines.filter((line) => new RegExp(`\\b${name}\\b`).test(line)),
        name,
      ).toHaveLength(1);
    }
  });

  it('of a second instance on a data directory is refused, and the first goes on', async () => {
    const settings = await freshSettings();
    const first = servePortal(settings);
    await first.ready();
    const postmaster = await postmasterOf(settings['PORTAL_DATA_DIR']!);
    const lines = await complaintOf(servePortal({ ...settings, PORT: String(await freePort()) }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      `Another instance (process ${first.child.pid!}) is running on the data directory`,
    );
    expect(await statusOf(`${first.base}/readyz`)).toBe(200);
    expect(await postmasterOf(settings['PORTAL_DATA_DIR']!)).toBe(postmaster);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(await postmasterOf(settings['PORTAL_DATA_DIR']!)).toBeNull();
  });
});

describe('a command', () => {
  it('leaves no database behind that it started for itself, whether it succeeds or fails', async () => {
    const settings = { PORTAL_DATA_DIR: await temporaryDataDir() };
    const running = (): Promise<number | null> => postmasterOf(settings.PORTAL_DATA_DIR);
    const good = await runPortal(settings, ['ledger', 'verify', '--json']);
    expect([good.code, await running()]).toEqual([0, null]);
    const bad = await runPortal(settings, ['partner', 'show', 'partner-nobody1']);
    expect([bad.code, await running()]).toEqual([1, null]);
    expect(linesFor(bad.stderr)).toHaveLength(1);
    const refused = await runPortal(settings, ['partner', 'create', '--name', 'X', '--email', 'no address']);
    expect([refused.code, await running()]).toEqual([1, null]);
  });

  it('that is written wrongly tells a program why like any other failure, without a database', async () => {
    const settings = { PORTAL_DATA_DIR: await temporaryDataDir() };
    const wrong = [
      [['partner', 'list', '--nope'], "unknown option '--nope'"],
      [['partner', 'show'], "missing required argument 'id'"],
      [['partner', 'create', '--can-view-cdrs', 'perhaps'], /Say yes or no/],
    ] as const;
    for (const [args, sentence] of wrong) {
      const asked = await runPortal(settings, [...args, '--json']);
      const told = JSON.parse(asked.stdout) as Record<string, unknown>;
      const message = typeof sentence === 'string' ? sentence : (expect.stringMatching(sentence) as unknown);
      expect([asked.code, told], args.join(' ')).toEqual([1, { error: 'bad_usage', message }]);
    }
    const plain = await runPortal(settings, ['partner', 'list', '--nope']);
    expect([plain.code, plain.stdout]).toEqual([1, '']);
    expect(linesFor(plain.stderr)[0]).toBe("error: unknown option '--nope'");
    const help = await runPortal(settings, ['partner', 'list', '--help', '--json']);
    expect([help.code, help.stdout.split('\n')[0]]).toEqual([0, 'Usage: portal partner list [options]']);
  });

  it('on a database that does not answer fails with one sentence', async () => {
    const settings = {
      DATABASE_URL: `postgresql://portal:hunter2@127.0.0.1:${await freePort()}/portal`,
      PORTAL_SECRET: SECRET,
      PORTAL_DATA_DIR: await temporaryDataDir(),
    };
    const { code, stderr } = await runPortal(settings, ['ledger', 'verify']);
    expect(code).toBe(1);
    expect(linesFor(stderr)).toHaveLength(1);
    expect(stderr).toMatch(/database/i);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('the end', () => {
  it('by SIGTERM answers what is under way, then stops the database, and says 0', async () => {
    const settings = await freshSettings();
    const dataDir = settings['PORTAL_DATA_DIR']!;
    const server = servePortal(settings);
    await server.ready();
    const access = await makePartner(settings, ['--starting-balance', '1000']);
    const wallet = await makeCustomer(server.base, access);
    const database = new pg.Client({ connectionString: await embeddedUrl(dataDir) });
    // The server ends this session when it stops.
    database.on('error', () => undefined);
    await database.connect();

    // Requests that cannot end before this transaction does; each waits on a connection of its own, and is seen waiting.
    await database.query('BEGIN');
    await database.query('LOCK TABLE customer IN ACCESS EXCLUSIVE MODE');
    const count = 8;
    const requests = Array.from({ length: count }, (_, index) =>
      ask(server.base, access, {
        path: `/accounts/${wallet}/transfer-balance`,
        body: { amount: 1, currency: 'INR' },
        key: `under-way-${index}`,
      }),
    );
    const answered = Promise.all(requests);
    answered.catch(() => undefined);
    await until('all of them wait for the lock', async () => {
      const { rows } = await database.query('SELECT FROM pg_locks WHERE NOT granted');
      return rows.length === count;
    });
    // As browsers open one ahead of their next request; it must not hold up the end.
    const silent = connect(Number(settings.PORT), '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    server.child.kill('SIGTERM');
    await until('no new connection is taken', async () => (await statusOf(`${server.base}/readyz`)) === 0);
    expect(server.running()).toBe(true);
    await database.query('ROLLBACK');

    const answers = await answered;
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect(await server.exited, server.stderr()).toBe(0);
    expect(await postmasterOf(dataDir)).toBeNull();
    await database.end().catch(() => undefined);

    const again = servePortal(settings);
    await again.ready();
    const { total } = await askOk(again.base, access, { path: '/transfers' });
    expect(total).toBe(count);
    expect(await again.end('SIGTERM')).toBe(0);
  });

  it('by SIGTERM while it is still starting says 0 as well, and leaves no database', async () => {
    const settings = await freshSettings();
    const server = servePortal(settings);
    await until('PostgreSQL is up', () => postmasterOf(settings['PORTAL_DATA_DIR']!));
    expect(await server.end('SIGTERM')).toBe(0);
    expect(await postmasterOf(settings['PORTAL_DATA_DIR']!)).toBeNull();
  });
});

describe('a command that is interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s takes the database that it started with it', async (signal, code) => {
    const settings = await freshSettings();
    const command = startPortal(settings, ['partner', 'list']);
    await until('PostgreSQL is up', () => postmasterOf(settings['PORTAL_DATA_DIR']!));
    expect(await command.end(signal)).toBe(code);
    expect(await postmasterOf(settings['PORTAL_DATA_DIR']!)).toBeNull();
  });
});

describe('a database that goes away and comes back', () => {
  it('means 503 with Retry-After meanwhile, and all works after it, in the same process', async () => {
    const real = new URL(url);
    const gate = await tcpGate({ host: real.hostname, port: Number(real.port) });
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(gate.port);
    const shared = { DATABASE_URL: url, PORTAL_SECRET: SECRET };
    const server = servePortal({ ...(await freshSettings()), ...shared, DATABASE_URL: through.href });
    await server.ready();
    const access = await makePartner(shared, ['--starting-balance', '1000']);
    const wallet = await makeCustomer(server.base, access);
    const transfer = {
      path: `/accounts/${wallet}/transfer-balance`,
      body: { amount: 1, currency: 'INR' },
      key: 'across',
    };

    for (let round = 0; round < 3; round += 1) {
      await gate.shut();
      await until('not ready', async () => (await statusOf(`${server.base}/readyz`)) === 503);
      expect(await statusOf(`${server.base}/healthz`)).toBe(200);
      for (const request of [{ path: '/me' }, { path: '/accounts' }, transfer]) {
        const { status, headers, body } = await ask(server.base, access, request);
        expect([status, body['error']]).toEqual([503, 'service_unavailable']);
        expect(headers.get('retry-after')).toBe('1');
      }
      await gate.open();
      await until('ready', async () => (await statusOf(`${server.base}/readyz`)) === 200);
      await askOk(server.base, access, { path: '/me' });
      expect(await askOk(server.base, access, transfer)).toMatchObject({ customer_balance_after: 1 });
    }
    const { total } = await askOk(server.base, access, { path: '/transfers' });
    expect(total).toBe(1);
    expect(await server.end('SIGTERM'), server.stderr()).toBe(0);
  });
});
