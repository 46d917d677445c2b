import { compose, type Composition } from '../compose.ts';
import { SETTINGS, readConfig } from '../platform/config/index.ts';
import { openDatabase } from '../platform/db/index.ts';
import { createLog } from '../platform/log/index.ts';

/** The route tables as they are with default settings, without a database: composing asks it for nothing. */
export function describedSurfaces(): Composition['surfaces'] {
  const defaults = Object.fromEntries(
    Object.values(SETTINGS).map((setting) => [setting.name, setting.fallback]),
  );
  const databaseUrl = 'postgresql://nowhere.invalid/none';
  const database = openDatabase({
    url: databaseUrl,
    maxConnections: 1,
    applicationName: 'none',
    statementTimeoutMs: 1,
  });
  const runtime = {
    config: readConfig(defaults),
    masterSecret: Buffer.alloc(32),
    databaseUrl,
    database,
    embedded: false,
    close: () => database.close(),
  };
  return compose(runtime, createLog({ level: 'silent', format: 'json' })).surfaces;
}
