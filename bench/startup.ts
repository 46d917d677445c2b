/**
 * From `npm start` on an installed clone to the first answered request, on an empty data directory (cold) and on one
 * that is there (warm); then the memory of everything that runs, idle.
 *
 *   node bench/startup.ts [--rounds 3] [--idle-seconds 10]
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { runningEmbeddedPostgres } from '../packages/server/src/platform/postgres/index.ts';
import { endChild, endsWithUs, freePort, untilAnswered } from './parts/child.ts';
import { machine, median } from './parts/compare.ts';
import { commandOf, memoryOf, processTree, type Memory } from './parts/processes.ts';

const TARGET_SECONDS = 5;
const TARGET_MIB = 400;
const PROJECT = join(import.meta.dirname, '..');
const MIB = 1024 * 1024;
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'idle-seconds': { type: 'string', default: '10' },
  },
});

interface Started {
  readonly child: ChildProcess;
  readonly seconds: number;
}

async function start(dataDir: string): Promise<Started> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    PORTAL_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  };
  delete env['DATABASE_URL'];
  const begun = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  endsWithUs(child);
  await untilAnswered(child, `http://127.0.0.1:${port}/readyz`);
  return { child, seconds: (performance.now() - begun) / 1_000 };
}

async function postmasterOf(dataDir: string): Promise<number> {
  const running = await runningEmbeddedPostgres(dataDir);
  if (running === null) throw new Error('The embedded PostgreSQL does not run.');
  const client = new pg.Client({ connectionString: running.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return Number(
      (await readFile(join(rows[0]?.data_directory ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0],
    );
  } finally {
    await client.end();
  }
}

/** What belongs to the product, each process once, by what it is. */
async function memoryByPart(root: number, dataDir: string): Promise<Map<string, Memory>> {
  const postmaster = await postmasterOf(dataDir);
  await sleep(500);
  const postgres = (await processTree(postmaster)).map(({ pid }) => pid);
  const others = (await processTree(root)).map(({ pid }) => pid).filter((pid) => !postgres.includes(pid));
  const parts = new Map<string, Memory>();
  for (const pid of [...others, ...postgres]) {
    const command = await commandOf(pid);
    const name = postgres.includes(pid)
      ? 'postgres'
      : command.includes('main.ts serve')
        ? 'server'
        : command.startsWith('npm')
          ? 'npm'
          : 'bootstrap';
    const before = parts.get(name) ?? { rss: 0, pss: 0 };
    const own = await memoryOf(pid);
    parts.set(name, { rss: before.rss + own.rss, pss: before.pss + own.pss });
  }
  return parts;
}

function judge(name: string, value: number, target: number, unit: string): void {
  const ratio = value / target;
  console.log(
    `${name}: ${value.toFixed(unit === 's' ? 2 : 0)} ${unit}, ratio ${ratio.toFixed(2)} of ${target} ${unit} (at most 1)`,
  );
  if (!(ratio <= 1)) process.exitCode = 1;
}

const directory = await mkdtemp(join(tmpdir(), 'portal-bench-'));
console.log(machine());
const [cold, warm]: [number[], number[]] = [[], []];
const memories: Map<string, Memory>[] = [];
try {
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const dataDir = join(directory, String(round));
    const first = await start(dataDir);
    cold.push(first.seconds);
    await endChild(first.child);
    const second = await start(dataDir);
    warm.push(second.seconds);
    if (round === 0) {
      await sleep(Number(options['idle-seconds']) * 1_000);
      memories.push(await memoryByPart(second.child.pid ?? 0, dataDir));
    }
    await endChild(second.child);
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
const seconds = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(' ');
console.log(`cold ${seconds(cold)} s, warm ${seconds(warm)} s`);
judge('npm start to the first answer, empty data directory', median(cold), TARGET_SECONDS, 's');
judge('npm start to the first answer, again', median(warm), TARGET_SECONDS, 's');
let total = 0;
for (const parts of memories) {
  for (const [name, { rss, pss }] of parts) {
    console.log(
      `  ${name.padEnd(10)} PSS ${(pss / MIB).toFixed(0).padStart(4)} MiB   RSS ${(rss / MIB).toFixed(0).padStart(4)} MiB`,
    );
    total += pss;
  }
}
judge('memory when idle (PSS)', total / MIB, TARGET_MIB, 'MiB');
