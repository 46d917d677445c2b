import type { Database } from '../platform/db/index.ts';
import {
  forgetting,
  TaggedCache,
  type Loaded,
  type News,
  type TaggedCacheOptions,
} from '../platform/news/index.ts';
import type { AccountDirectory, AccountName } from './account-directory.ts';
import { AUTH_CHANNEL, tagOf } from './auth-news.ts';
import { loadAccount, type KnownAccount } from './known-account.ts';
import type { User } from './user.ts';
import { selectUser } from './user-store.ts';

export interface AuthMemoryDeps {
  readonly db: Database;
  readonly news: News;
  readonly directory: AccountDirectory;
  readonly cache?: Partial<TaggedCacheOptions> | undefined;
}

/** What authentication remembers of accounts and users, and the news that make it forget. */
export class AuthMemory {
  readonly #deps: AuthMemoryDeps;
  readonly #accounts: TaggedCache<KnownAccount | null>;
  readonly #users: TaggedCache<User | null>;

  constructor(deps: AuthMemoryDeps) {
    this.#deps = deps;
    this.#accounts = new TaggedCache(deps.cache);
    this.#users = new TaggedCache(deps.cache);
    deps.news.listen(AUTH_CHANNEL, forgetting([this.#accounts, this.#users]));
  }

  /** What is remembered and may be trusted now; undefined: ask `account`. No I/O. */
  rememberedAccount(name: AccountName): KnownAccount | null | undefined {
    const nowMs = performance.now();
    return this.#deps.news.fresh(nowMs) ? this.#accounts.get(name.authId, nowMs) : undefined;
  }

  /** Null when there is no such account. */
  async account(name: AccountName): Promise<KnownAccount | null> {
    return this.#recall(this.#accounts, name.authId, () =>
      loadAccount(this.#deps.db.kysely, this.#deps.directory, name),
    );
  }

  /** Without password and second factor: these are never remembered. */
  async user(partnerId: string, userId: string): Promise<User | null> {
    return this.#recall(this.#users, userId, async () => {
      const user = await selectUser(this.#deps.db.kysely, partnerId, userId);
      const tags = [tagOf({ userId }), tagOf({ partnerId })];
      if (user === null) return { value: null, tags, keep: false };
      return { value: { ...user, passwordHash: null, totpSecret: null }, tags };
    });
  }

  async #recall<V>(cache: TaggedCache<V>, key: string, read: () => Promise<Loaded<V>>): Promise<V> {
    if (!this.#deps.news.fresh(performance.now()) && !(await this.#deps.news.confirm()))
      return (await read()).value;
    const remembered = cache.get(key, performance.now());
    return remembered === undefined ? cache.load(key, read) : remembered;
  }
}
