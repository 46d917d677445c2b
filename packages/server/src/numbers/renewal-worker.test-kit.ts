/**
 * A worker of its own, which tests may kill: renews what is due, in batches of four.
 *   node renewal-worker.test-kit.ts <database url> <ISO time>
 */
import { compose } from '../compose.ts';
import { readConfig } from '../platform/config/index.ts';
import { openDatabase } from '../platform/db/index.ts';
import { createLog } from '../platform/log/index.ts';
import { fixedClock } from '../platform/time/index.ts';

const [url = '', time = ''] = process.argv.slice(2);
const at = new Date(time);
const database = openDatabase({
  url,
  maxConnections: 2,
  applicationName: 'renewal-worker',
  statementTimeoutMs: 30_000,
});
const runtime = {
  config: readConfig({ PORTAL_CURRENCIES: 'INR,USD' }),
  masterSecret: Buffer.alloc(32, 5),
  databaseUrl: url,
  database,
  embedded: false,
  close: async () => undefined,
};
const log = createLog({ level: 'silent', format: 'json' });
const { services } = compose(runtime, log, { clock: fixedClock(at) });
await services.numbers.holdings.renewDue(at, 4);
await database.close();
