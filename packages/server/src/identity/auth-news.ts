import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { onTransactionEnd, type Tx } from '../platform/db/index.ts';
import type { Logger } from '../platform/log/index.ts';

/** What somebody remembers and must forget when it changes. */
export type AuthChange =
  | { readonly authId: string }
  | { readonly partnerId: string }
  | { readonly userId: string }
  | { readonly sessionId: string };

export function tagOf(change: AuthChange): string {
  if ('authId' in change) return `a:${change.authId}`;
  if ('partnerId' in change) return `p:${change.partnerId}`;
  return 'userId' in change ? `u:${change.userId}` : `s:${change.sessionId}`;
}

export interface AuthNewsDeps {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** Sends a notification over another connection than the one that listens. */
  notify(channel: string, payload: string): Promise<void>;
  /** Something with this tag was changed by a committed transaction. */
  changed(tag: string): void;
  /** This node changes something with this tag and does not know yet whether it will be committed. */
  hold(tag: string): void;
  release(tag: string): void;
  /** News may have been missed: whatever is remembered may be old. */
  lost(): void;
}

interface Connection {
  readonly client: pg.Client;
  readonly socket: Socket;
}

const CHANNEL = 'portal_auth';
/** How long after it was last heard that the connection is alive, memory is trusted. */
export const LEASE_MS = 700;
const RENEW_AFTER_MS = 250;
const PING_LIMIT_MS = 1_000;
const GREETING_LIMIT_MS = 2_000;
const BACKOFF_MS = { first: 50, longest: 5_000 };
/** Longer than any transaction may stay open. */
const HOLD_LIMIT_MS = 120_000;

/**
 * News of changed credentials, by LISTEN/NOTIFY on a connection of its own. Memory is to be trusted only while
 * `fresh`: the connection answered a moment ago. PostgreSQL delivers what was committed before a query together with
 * its answer, so even behind a connection that died without a word a revoked token lives no longer than the lease.
 */
export class AuthNews {
  readonly #deps: AuthNewsDeps;
  #connection: Connection | null = null;
  #aliveAtMs = -Infinity;
  #ping: Promise<void> | null = null;
  #running: Promise<void> | null = null;
  #greeting: { readonly nonce: string; heard(): void } | null = null;
  readonly #stop = new AbortController();
  readonly #held = new Map<string, { tags: readonly string[]; timer: NodeJS.Timeout }>();

  constructor(deps: AuthNewsDeps) {
    this.#deps = deps;
  }

  /** Resolves when news arrive for the first time; keeps the connection up from then on. */
  async start(): Promise<void> {
    if (this.#running !== null) return;
    const first = Promise.withResolvers<undefined>();
    this.#running = this.#keepConnected(() => {
      first.resolve(undefined);
    });
    await Promise.race([first.promise, sleep(PING_LIMIT_MS * 5, undefined, { ref: false })]);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    for (const nonce of [...this.#held.keys()]) this.#release(nonce);
    this.#connection?.socket.destroy();
    await this.#running;
  }

  /** Whether memory may be trusted at this moment. Monotonic milliseconds. Renews the lease in passing. */
  fresh(nowMs: number): boolean {
    const age = nowMs - this.#aliveAtMs;
    if (age > RENEW_AFTER_MS) void this.#renew();
    return age < LEASE_MS;
  }

  /** Asks, when the lease has run out, whether the connection still lives. False when there is none. */
  async confirm(): Promise<boolean> {
    if (this.#connection === null) return false;
    await this.#renew();
    return performance.now() - this.#aliveAtMs < LEASE_MS;
  }

  /** Tells every node, when the transaction commits. This one stops trusting its memory of it at once. */
  async announce(tx: Tx, changes: readonly AuthChange[]): Promise<void> {
    const tags = [...new Set(changes.map(tagOf))];
    const nonce = randomBytes(9).toString('base64url');
    if (this.#running !== null) {
      this.#hold(nonce, tags);
      onTransactionEnd(tx, (end) => {
        // Where COMMIT got no answer, the change may come yet: its notification tells, or the time limit.
        if (end !== 'unknown') this.#release(nonce);
      });
    }
    await sql`SELECT pg_notify(${CHANNEL}, ${[nonce, ...tags].join('|')})`.execute(tx);
  }

  #hold(nonce: string, tags: readonly string[]): void {
    for (const tag of tags) this.#deps.hold(tag);
    // For a transaction of which nobody can say how it ended.
    const timer = setTimeout(() => {
      this.#release(nonce);
    }, HOLD_LIMIT_MS);
    timer.unref();
    this.#held.set(nonce, { tags, timer });
  }

  #release(nonce: string): void {
    const held = this.#held.get(nonce);
    if (held === undefined) return;
    this.#held.delete(nonce);
    clearTimeout(held.timer);
    for (const tag of held.tags) this.#deps.release(tag);
  }

  #arrived(payload: string): void {
    const [nonce = '', ...tags] = payload.split('|');
    if (nonce === this.#greeting?.nonce) this.#greeting.heard();
    for (const tag of tags) this.#deps.changed(tag);
    this.#release(nonce);
  }

  /**
   * A pooler between us and the database may take LISTEN and deliver nothing. Only a connection on which a notification
   * of another one was heard is listened on.
   */
  async #hearGreeting(): Promise<void> {
    const heard = Promise.withResolvers<boolean>();
    const nonce = randomBytes(9).toString('base64url');
    this.#greeting = {
      nonce,
      heard: () => {
        heard.resolve(true);
      },
    };
    const limit = setTimeout(() => {
      heard.resolve(false);
    }, GREETING_LIMIT_MS);
    try {
      await this.#deps.notify(CHANNEL, nonce);
      if (!(await heard.promise))
        throw new Error(
          'Notifications do not arrive: the database is reached through a pooler that drops them.',
        );
    } finally {
      clearTimeout(limit);
      this.#greeting = null;
    }
  }

  #renew(): Promise<void> {
    const connection = this.#connection;
    if (connection === null) return Promise.resolve();
    this.#ping ??= this.#askAlive(connection).finally(() => {
      this.#ping = null;
    });
    return this.#ping;
  }

  async #askAlive({ client, socket }: Connection): Promise<void> {
    const askedAtMs = performance.now();
    const limit = setTimeout(() => socket.destroy(), PING_LIMIT_MS);
    limit.unref();
    try {
      await client.query('SELECT 1');
      this.#aliveAtMs = askedAtMs;
    } catch {
      socket.destroy();
    } finally {
      clearTimeout(limit);
    }
  }

  async #keepConnected(connected: () => void): Promise<void> {
    let waitMs = BACKOFF_MS.first;
    const stopped = (): boolean => this.#stop.signal.aborted;
    while (!stopped()) {
      try {
        const { ended } = await this.#connect();
        waitMs = BACKOFF_MS.first;
        connected();
        await ended;
        if (!stopped()) this.#deps.log.warn('credential news: connection lost');
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'credential news: no connection');
      }
      await sleep(waitMs * (0.5 + Math.random()), undefined, { signal: this.#stop.signal }).catch(
        () => undefined,
      );
      waitMs = Math.min(BACKOFF_MS.longest, waitMs * 2);
    }
  }

  async #connect(): Promise<{ ended: Promise<void> }> {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: this.#deps.databaseUrl,
      application_name: 'portal-auth-news',
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      // Our own socket, so that a connection that no longer answers can be dropped at once.
      stream: () => socket,
    });
    const end = Promise.withResolvers<undefined>();
    const lose = (): void => {
      if (this.#connection?.client === client) {
        this.#connection = null;
        this.#aliveAtMs = -Infinity;
        this.#deps.lost();
      }
      end.resolve(undefined);
    };
    client.on('error', () => socket.destroy());
    client.on('end', lose);
    socket.on('close', lose);
    client.on('notification', ({ payload }) => {
      this.#arrived(payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      await this.#hearGreeting();
      const askedAtMs = performance.now();
      await client.query('SELECT 1');
      // What was read before LISTEN may have changed unheard.
      this.#deps.lost();
      this.#connection = { client, socket };
      this.#aliveAtMs = askedAtMs;
    } catch (error) {
      socket.destroy();
      throw error;
    }
    if (this.#stop.signal.aborted || socket.destroyed) {
      socket.destroy();
      lose();
    }
    return { ended: end.promise.then(() => undefined) };
  }
}
