import type { NewsListener } from './news.ts';

export interface TaggedCacheOptions {
  readonly maxEntries: number;
  /** Of all entries together, where they say what they weigh. */
  readonly maxWeight: number;
  /** Nothing is served that is older, whatever was or was not announced. Milliseconds. */
  readonly maxAgeMs: number;
}

export interface Loaded<V> {
  readonly value: V;
  /** What the value was made from; a change of any of them makes it old. */
  readonly tags: readonly string[];
  /** False: not worth remembering (what does not exist, so that made-up names push out nothing). */
  readonly keep?: boolean;
  /** In whatever unit `maxWeight` is; 1 where nothing is said. */
  readonly weight?: number | undefined;
}

interface Entry<V> extends Loaded<V> {
  readonly loadedAtMs: number;
}

interface Flight<V> {
  readonly spoiled: Set<string>;
  all: boolean;
  readonly result: Promise<V>;
}

const DEFAULTS: TaggedCacheOptions = { maxEntries: 20_000, maxWeight: Infinity, maxAgeMs: 60_000 };

/**
 * Remembers loaded values until a tag of theirs is invalidated. What was read before an invalidation is never kept
 * after it, and who asks after it never shares a reading that began before it.
 */
export class TaggedCache<V> {
  readonly #options: TaggedCacheOptions;
  /** In order of loading: the first is the oldest. */
  readonly #entries = new Map<string, Entry<V>>();
  readonly #keysOfTag = new Map<string, Set<string>>();
  readonly #shared = new Map<string, Flight<V>>();
  readonly #flights = new Set<Flight<V>>();
  readonly #held = new Map<string, number>();
  #weight = 0;

  constructor(options: Partial<TaggedCacheOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  get size(): number {
    return this.#entries.size;
  }

  get weight(): number {
    return this.#weight;
  }

  /** Whether nothing made from the tag would be kept now. */
  isHeld(tag: string): boolean {
    return this.#held.has(tag);
  }

  get(key: string, nowMs: number): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (nowMs - entry.loadedAtMs < this.#options.maxAgeMs) return entry.value;
    this.#drop(key, entry);
    return undefined;
  }

  /** Loads and keeps a value; callers of one key at one time share one reading. */
  async load(key: string, read: () => Promise<Loaded<V>>): Promise<V> {
    const shared = this.#held.size === 0 ? this.#shared.get(key) : undefined;
    if (shared !== undefined) return shared.result;
    const flight: Flight<V> = {
      spoiled: new Set(),
      all: false,
      result: Promise.resolve().then(() => this.#fly(key, read, flight)),
    };
    this.#shared.set(key, flight);
    this.#flights.add(flight);
    return flight.result;
  }

  invalidate(tag: string): void {
    const keys = this.#keysOfTag.get(tag) ?? new Set();
    // All at once where all is made from it: one by one takes milliseconds where they are many.
    if (keys.size === this.#entries.size) this.#empty();
    else
      for (const key of keys) {
        const entry = this.#entries.get(key);
        if (entry !== undefined) this.#drop(key, entry);
      }
    for (const flight of this.#flights) flight.spoiled.add(tag);
    this.#shared.clear();
  }

  /**
   * From here until `release` nothing made from the tag is kept: somebody is changing it, and whether the change has
   * been committed cannot be known yet.
   */
  hold(tag: string): void {
    this.#held.set(tag, (this.#held.get(tag) ?? 0) + 1);
    this.invalidate(tag);
  }

  release(tag: string): void {
    const holders = (this.#held.get(tag) ?? 1) - 1;
    if (holders === 0) this.#held.delete(tag);
    else this.#held.set(tag, holders);
    this.invalidate(tag);
  }

  clear(): void {
    this.#empty();
    this.#shared.clear();
    for (const flight of this.#flights) flight.all = true;
  }

  async #fly(key: string, read: () => Promise<Loaded<V>>, flight: Flight<V>): Promise<V> {
    try {
      // Age counts from before the reading: what it saw is at least that old.
      const loadedAtMs = performance.now();
      const { keep, ...loaded } = await read();
      const { value, tags } = loaded;
      const spoiled = flight.all || tags.some((tag) => flight.spoiled.has(tag) || this.#held.has(tag));
      if (keep !== false && !spoiled) this.#keep(key, { ...loaded, loadedAtMs });
      return value;
    } finally {
      this.#flights.delete(flight);
      if (this.#shared.get(key) === flight) this.#shared.delete(key);
    }
  }

  #keep(key: string, entry: Entry<V>): void {
    const old = this.#entries.get(key);
    if (old !== undefined) this.#drop(key, old);
    this.#entries.set(key, entry);
    this.#weight += entry.weight ?? 1;
    for (const tag of entry.tags) {
      const keys = this.#keysOfTag.get(tag);
      if (keys === undefined) this.#keysOfTag.set(tag, new Set([key]));
      else keys.add(key);
    }
    for (const [oldest, one] of this.#entries) {
      if (this.#entries.size <= this.#options.maxEntries && this.#weight <= this.#options.maxWeight) return;
      this.#drop(oldest, one);
    }
  }

  #empty(): void {
    this.#entries.clear();
    this.#keysOfTag.clear();
    this.#weight = 0;
  }

  #drop(key: string, entry: Entry<V>): void {
    this.#entries.delete(key);
    this.#weight -= entry.weight ?? 1;
    for (const tag of entry.tags) {
      const keys = this.#keysOfTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysOfTag.delete(tag);
    }
  }
}

/** Has caches forget what they hear of: each all that is told, whether anything of theirs was made from it or not. */
export function forgetting(caches: readonly Forgetful[]): NewsListener {
  const each =
    (how: 'invalidate' | 'hold' | 'release') =>
    (tag: string): void => {
      for (const cache of caches) cache[how](tag);
    };
  return {
    changed: each('invalidate'),
    hold: each('hold'),
    release: each('release'),
    lost: () => {
      for (const cache of caches) cache.clear();
    },
  };
}

/** A `TaggedCache` of anything. */
type Forgetful = Pick<TaggedCache<never>, 'invalidate' | 'hold' | 'release' | 'clear'>;
