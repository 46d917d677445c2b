import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServerProcess, type ServerProcess } from './child.ts';

const run = promisify(execFile);
const MAIN = join(import.meta.dirname, '../../packages/server/src/main.ts');

/** Settings under which throughput is measured: nothing is held back, and only what goes wrong is logged. */
export function throughputSettings(databaseUrl: string): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: databaseUrl,
    PORTAL_SECRET: randomBytes(32).toString('hex'),
    PORTAL_RATE_LIMIT_PER_SECOND: '1000000',
    PORTAL_RATE_LIMIT_BURST: '1000000',
    LOG_LEVEL: 'warn',
  };
}

/** The product as its users run it. `BENCH_NODE_OPTIONS` reaches this process alone, for instance `--cpu-prof`. */
export async function startProduct(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const nodeOptions = (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((option) => option !== '');
  return startServerProcess([...nodeOptions, MAIN, 'serve', '--role', 'api'], env, '/readyz');
}

export interface PartnerKeys {
  readonly authId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A partner with money, made like an operator makes it. */
export async function makePartner(env: NodeJS.ProcessEnv): Promise<PartnerKeys> {
  const options = [
    '--name',
    'Bench Telecom',
    '--email',
    // Another for each run: a database that is kept has the last one’s.
    `bench-${randomBytes(6).toString('hex')}@example.com`,
    '--starting-balance',
    '1000000000',
  ];
  const { stdout } = await run(process.execPath, [MAIN, 'partner', 'create', ...options, '--json'], {
    env: { ...process.env, ...env },
  });
  const { auth_id: authId, token } = JSON.parse(stdout) as { auth_id: string; token: string };
  return { authId, headers: { 'x-auth-id': authId, 'x-auth-token': token, accept: 'application/json' } };
}

/** Customers of a partner, through the API. Their account ids. */
export async function makeCustomers(port: number, partner: PartnerKeys, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/partner/accounts`, {
      method: 'POST',
      headers: { ...partner.headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: `Customer ${number}`,
        email: `customer${number}@example.com`,
        password: 'correct-horse-1!',
        phone: '+919431538535',
        country: 'IN',
      }),
    });
    const text = await answer.text();
    if (answer.status !== 201) throw new Error(`No customer: ${answer.status} ${text}`);
    ids.push((JSON.parse(text) as { auth_id: string }).auth_id);
  }
  return ids;
}
