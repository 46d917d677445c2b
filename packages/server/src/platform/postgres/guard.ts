import pg from 'pg';
import { urlOf, type Connection } from './connection-file.ts';

/** Held by the one instance that owns the server. It dies with the process, whatever kills it. */
const OWNER_LOCK = 7_266_512_000;

export interface Guard {
  /** Resolves when the session is lost: the server died, or somebody ended it. */
  readonly lost: Promise<void>;
  /** Whether the server waits for the disk before it says that something is stored. */
  readonly durable: boolean;
  release(): Promise<void>;
}

/**
 * Takes the ownership of the server, or says which process has it. Stands behind the lock on the data directory, which
 * somebody could have deleted, and tells at once when the server is gone.
 */
export async function takeGuard(
  connection: Connection,
): Promise<Guard | { readonly ownerPid: number | null }> {
  const client = new pg.Client({
    connectionString: urlOf(connection, 'postgres'),
    application_name: `portal-owner ${process.pid}`,
    keepAlive: true,
  });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => undefined);
    client.once('end', () => {
      resolve();
    });
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean; fsync: string }>(
      `SELECT pg_try_advisory_lock($1) AS taken, current_setting('fsync') AS fsync`,
      [OWNER_LOCK],
    );
    if (rows[0]?.taken === true)
      return { lost, durable: rows[0].fsync === 'on', release: () => client.end() };
    const owner = await client.query<{ application_name: string }>(
      `SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE l.locktype = 'advisory' AND l.granted AND ((l.classid::bigint << 32) | l.objid::bigint) = $1`,
      [OWNER_LOCK],
    );
    await client.end();
    const pid = /portal-owner (\d+)/.exec(owner.rows[0]?.application_name ?? '')?.[1];
    return { ownerPid: pid === undefined ? null : Number(pid) };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
