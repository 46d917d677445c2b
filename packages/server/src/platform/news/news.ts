import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { onTransactionEnd, type Database, type Tx } from '../db/index.ts';
import type { Logger } from '../log/index.ts';

export interface NewsDeps {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** Sends a notification over another connection than the one that listens. */
  notify(channel: string, payload: string): Promise<void>;
}

/** Who remembers things, each known by tags. */
export interface NewsListener {
  /** Something with this tag was changed by a committed transaction. */
  changed(tag: string): void;
  /** This node changes something with this tag and does not know yet whether it will be committed. */
  hold(tag: string): void;
  release(tag: string): void;
  /** News may have been missed: whatever is remembered may be old. */
  lost(): void;
}

interface Held {
  readonly channel: string;
  readonly who: string;
  readonly tags: Set<string>;
  readonly timer: NodeJS.Timeout;
}

interface Connection {
  readonly client: pg.Client;
  readonly socket: Socket;
}

/** Where a new connection hears itself; nobody remembers anything by it. */
const GREETING_CHANNEL = 'portal_news';
/** How long after it was last heard that the connection is alive, memory is trusted. */
export const LEASE_MS = 700;
const RENEW_AFTER_MS = 250;
const PING_LIMIT_MS = 1_000;
const GREETING_LIMIT_MS = 2_000;
const BACKOFF_MS = { first: 50, longest: 5_000 };
/** Longer than any transaction may stay open. */
const HOLD_LIMIT_MS = 120_000;
/** Of a statement without a transaction that is told by a notice: whether it failed is not heard. */
const NOTICE_LIMIT_MS = 60_000;

/**
 * What triggers say, to the connection that changes something, of what they will notify everybody of at COMMIT. The detail is
 * `channel|who|tag`. See `tell_news` in the migrations.
 */
const NOTICE_CODE = '01N01';

/** Who changes something may change what is remembered by two channels. */
function heldKey(channel: string, who: string): string {
  return `${channel} ${who}`;
}

/** News of a database, which hears at once what this process itself changes. */
export function createNews({
  db,
  databaseUrl,
  log,
}: Pick<NewsDeps, 'databaseUrl' | 'log'> & { readonly db: Database }): News {
  const news = new News({
    databaseUrl,
    log,
    notify: async (channel, payload) => {
      await db.pool.query('SELECT pg_notify($1, $2)', [channel, payload]);
    },
  });
  const changing = new WeakMap<object, { readonly channel: string; readonly who: string }[]>();
  db.onNotice({
    notice({ code, detail = '' }, connection) {
      if (code !== NOTICE_CODE) return;
      const [channel = '', who = '', ...tags] = detail.split('|');
      const begins = news.hold(channel, who, tags, NOTICE_LIMIT_MS);
      if (begins) changing.set(connection, [...(changing.get(connection) ?? []), { channel, who }]);
    },
    ended(connection) {
      for (const { channel, who } of changing.get(connection) ?? []) news.release(channel, who);
      changing.delete(connection);
    },
  });
  return news;
}

/**
 * News of what other nodes and other programs changed, by LISTEN/NOTIFY on a connection of its own. Memory is to be trusted only
 * while `fresh`: the connection answered a moment ago. PostgreSQL delivers what was committed before a query together with
 * its answer, so even behind a connection that died without a word what was changed is remembered no longer than the lease.
 *
 * A notification is `who|tag|tag…`, where `who` tells a change's announcement from its arrival.
 */
export class News {
  readonly #deps: NewsDeps;
  readonly #listeners = new Map<string, NewsListener[]>();
  #connection: Connection | null = null;
  #aliveAtMs = -Infinity;
  #ping: Promise<void> | null = null;
  #running: Promise<void> | null = null;
  #greeting: { readonly nonce: string; heard(): void } | null = null;
  readonly #stop = new AbortController();
  readonly #held = new Map<string, Held>();

  constructor(deps: NewsDeps) {
    this.#deps = deps;
  }

  /** Before `start`; later only to a channel that somebody listens to. */
  listen(channel: string, listener: NewsListener): void {
    const listeners = this.#listeners.get(channel);
    if (listeners !== undefined) listeners.push(listener);
    else if (this.#running === null) this.#listeners.set(channel, [listener]);
    else throw new Error(`Nobody listens to ${channel}.`);
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
    for (const { channel, who } of [...this.#held.values()]) this.release(channel, who);
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
  async announce(tx: Tx, channel: string, tags: readonly string[]): Promise<void> {
    const who = randomBytes(9).toString('base64url');
    const each = [...new Set(tags)];
    // The limit is for a transaction of which nobody can say how it ended.
    this.hold(channel, who, each, HOLD_LIMIT_MS);
    onTransactionEnd(tx, (end) => {
      // Where COMMIT got no answer, the change may come yet: its notification tells, or the time limit.
      if (end !== 'unknown') this.release(channel, who);
    });
    await sql`SELECT pg_notify(${channel}, ${[who, ...each].join('|')})`.execute(tx);
  }

  /**
   * Nothing made from these tags is kept here until the notification of `who` arrives, `release` is said, or so much time has passed.
   * Milliseconds. For a change that this process makes and that is not committed yet. Whether `who` held nothing before.
   */
  hold(channel: string, who: string, tags: readonly string[], limitMs: number): boolean {
    if (this.#running === null) return false;
    const known = this.#held.get(heldKey(channel, who));
    const held = known ?? this.#beginHold(channel, who, limitMs);
    held.timer.refresh();
    for (const tag of tags) {
      // Triggers of rows say the same of one customer again and again.
      if (held.tags.has(tag)) continue;
      held.tags.add(tag);
      this.#each(channel, (listener) => {
        listener.hold(tag);
      });
    }
    return known === undefined;
  }

  #beginHold(channel: string, who: string, limitMs: number): Held {
    const timer = setTimeout(() => {
      this.release(channel, who);
    }, limitMs);
    timer.unref();
    const held = { channel, who, tags: new Set<string>(), timer };
    this.#held.set(heldKey(channel, who), held);
    return held;
  }

  /** The change was committed or taken back: what is read from now on is right. */
  release(channel: string, who: string): void {
    const key = heldKey(channel, who);
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.delete(key);
    clearTimeout(held.timer);
    for (const tag of held.tags)
      this.#each(channel, (listener) => {
        listener.release(tag);
      });
  }

  #arrived(channel: string, payload: string): void {
    const [who = '', ...tags] = payload.split('|');
    if (who === this.#greeting?.nonce) this.#greeting.heard();
    this.#each(channel, (listener) => {
      for (const tag of tags) listener.changed(tag);
    });
    this.release(channel, who);
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
      await this.#deps.notify(GREETING_CHANNEL, nonce);
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

  #each(channel: string, work: (listener: NewsListener) => void): void {
    for (const listener of this.#listeners.get(channel) ?? []) work(listener);
  }

  #lost(): void {
    for (const channel of this.#listeners.keys())
      this.#each(channel, (listener) => {
        listener.lost();
      });
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
        if (!stopped()) this.#deps.log.warn('news of changes: connection lost');
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'news of changes: no connection');
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
      application_name: 'portal-news',
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
        this.#lost();
      }
      end.resolve(undefined);
    };
    client.on('error', () => socket.destroy());
    client.on('end', lose);
    socket.on('close', lose);
    client.on('notification', ({ channel, payload }) => {
      this.#arrived(channel, payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of [GREETING_CHANNEL, ...this.#listeners.keys()])
        await client.query(`LISTEN ${channel}`);
      await this.#hearGreeting();
      const askedAtMs = performance.now();
      await client.query('SELECT 1');
      // What was read before LISTEN may have changed unheard.
      this.#lost();
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
