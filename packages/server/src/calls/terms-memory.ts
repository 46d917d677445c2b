import type { Database, Reader } from '../platform/db/index.ts';
import { forgetting, TaggedCache, type Loaded, type News } from '../platform/news/index.ts';
import type { RateTables } from '../pricing/index.ts';
import { selectClasses } from './class-store.ts';
import { selectEmergencies } from './emergency-store.ts';
import type { AccountRef, CallTerms } from './facts.ts';
import type { DestinationClass } from './limits.ts';
import { NO_MATCH, SharedTerms, sidesOf, type Match, type TierPrices } from './price-parts.ts';
import type { AccountTerms, FoundTerms } from './read-terms.ts';
import { selectTerms, type TermsQuestion } from './terms-store.ts';

export interface TermsMemoryDeps {
  readonly db: Pick<Database, 'kysely'>;
  readonly news: News;
  readonly rateTables: RateTables;
}

type KnownAccount = Pick<AccountTerms, 'country' | 'prices'>;

/** What is the same for all accounts. */
interface Rules {
  readonly classes: ReadonlyMap<string, DestinationClass>;
  /** By country. */
  readonly emergencies: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Who sends it is in the migrations: triggers on all that `call_terms` reads. */
const CHANNEL = 'portal_call_terms';
const RULES = 'rules';
/** Numbers that customers show: several for each. */
const MOST_CLIS = 50_000;
const MOST_DIGITS = 15;
/** Who does not exist is asked about again. */
const NOTHING: Loaded<null> = { value: null, tags: [], keep: false };

/**
 * What calls cost and which callers they may show, remembered by this process for as long as nobody said that it changed.
 * `call_terms` says the same, and is asked wherever something is not known or news may be late.
 */
export class TermsMemory {
  readonly #deps: TermsMemoryDeps;
  readonly #accounts = new TaggedCache<KnownAccount | null>();
  readonly #clis = new TaggedCache<CallTerms['cli'] | null>({ maxEntries: MOST_CLIS });
  /** By the number that is called. */
  readonly #inbound = new TaggedCache<CallTerms | null>();
  readonly #rules = new TaggedCache<Rules>();

  constructor(deps: TermsMemoryDeps) {
    this.#deps = deps;
    deps.news.listen(CHANNEL, forgetting([this.#accounts, this.#clis, this.#inbound, this.#rules]));
  }

  /** In the order of the questions; null: nobody's call. What is not remembered is asked of `reader`, in one statement. */
  async find(
    reader: Reader,
    questions: readonly TermsQuestion[],
    at: Date,
  ): Promise<readonly (CallTerms | null)[]> {
    const shared = new SharedTerms();
    const nowMs = performance.now();
    if (!this.#deps.news.fresh(nowMs)) return (await selectTerms(reader, questions, at)).calls;
    const known = questions.map((question) => this.#recall(question, at, nowMs, shared));
    const unknown = questions.filter((_, place) => known[place] === undefined);
    if (unknown.length === 0) return known.map((terms) => terms ?? null);
    const asked = selectTerms(reader, unknown, at);
    // Nothing is awaited between: what changes from here on is heard while the answer is on its way.
    this.#learn(unknown, asked, nowMs);
    const answers = (await asked).calls.values();
    return known.map((terms) => terms ?? answers.next().value ?? null);
  }

  /** Undefined: not known, or not all of it. */
  #recall(question: TermsQuestion, at: Date, nowMs: number, shared: SharedTerms): CallTerms | undefined {
    const { direction, source, digits, caller } = question;
    if (direction === 'inbound') return this.#inbound.get(digits, nowMs) ?? undefined;
    if (source === null) return undefined;
    const account = this.#accounts.get(accountKey(source), nowMs) ?? null;
    const cli = caller === null ? 'unknown' : (this.#clis.get(cliKey(source, caller), nowMs) ?? null);
    const rules = this.#rules.get(RULES, nowMs) ?? null;
    if (account === null || cli === null || rules === null) return undefined;
    const { country, prices } = account;
    const selling = this.#match(prices.selling, digits, at);
    const wholesale = this.#match(prices.wholesale, digits, at);
    if (selling === undefined || wholesale === undefined) return undefined;
    return {
      account: { partnerId: source.partnerId, customerId: source.customerId, trunkId: source.trunkId },
      country,
      numberUsable: false,
      numberNeedsKyc: false,
      cli,
      emergency: rules.emergencies.get(country)?.has(digits) ?? false,
      destinationClass: classOf(rules, digits),
      ...sidesOf(prices, (side) => (side === 'selling' ? selling : wholesale), direction, shared),
    };
  }

  /** Undefined: the deck is not in memory, or another one has begun. */
  #match(tier: TierPrices | null, digits: string, at: Date): Match | undefined {
    if (tier === null) return NO_MATCH;
    const { deck, nextDeckAtMs } = tier;
    if (at.getTime() >= nextDeckAtMs) return undefined;
    if (deck === null) return NO_MATCH;
    const table = this.#deps.rateTables.ready(deck);
    if (table === undefined) return undefined;
    const row = table.match(digits, at.getTime());
    if (row === null) return NO_MATCH;
    return {
      prefix: row.prefix,
      rate: row.ratePerMinute,
      connectFee: row.connectFee,
      initial: row.initialIncrementSeconds,
      next: row.nextIncrementSeconds,
    };
  }

  /** Keeps what is on its way. Nobody waits for it, and whoever asked hears of what went wrong. */
  #learn(questions: readonly TermsQuestion[], asked: Promise<FoundTerms>, nowMs: number): void {
    const keep = <V>(
      cache: TaggedCache<V | null>,
      key: string,
      find: (found: FoundTerms) => Loaded<V> | null,
    ): void => {
      const read = async (): Promise<Loaded<V | null>> => find(await asked) ?? NOTHING;
      cache.load(key, read).catch(() => undefined);
    };
    for (const [place, { direction, source, digits, caller }] of questions.entries()) {
      if (direction === 'inbound') {
        keep(this.#inbound, digits, ({ calls }) => {
          const value = calls[place] ?? null;
          return value && { value, tags: [customerTag(value.account), 'prices', 'stock'] };
        });
      } else if (source !== null) {
        const key = accountKey(source);
        keep(this.#accounts, key, ({ accounts }) => {
          const value = accounts.find(({ ref }) => accountKey(ref) === key);
          return value === undefined ? null : { value, tags: [customerTag(source), 'prices'] };
        });
        if (caller === null) continue;
        keep(this.#clis, cliKey(source, caller), ({ calls }) => {
          const value = calls[place]?.cli;
          // Made-up callers push out nobody's.
          return value === undefined || value === 'unknown'
            ? null
            : { value, tags: [customerTag(source), 'stock'] };
        });
      }
    }
    if (this.#rules.get(RULES, nowMs) === undefined)
      this.#rules.load(RULES, () => this.#readRules()).catch(() => undefined);
  }

  async #readRules(): Promise<Loaded<Rules>> {
    const reader = this.#deps.db.kysely;
    const [classes, numbers] = await Promise.all([selectClasses(reader), selectEmergencies(reader, null)]);
    const emergencies = new Map<string, Set<string>>();
    for (const { country, number } of numbers)
      emergencies.set(country, (emergencies.get(country) ?? new Set()).add(number));
    const value = {
      classes: new Map(classes.map(({ prefix, destinationClass }) => [prefix, destinationClass])),
      emergencies,
    };
    return { value, tags: [RULES] };
  }
}

function accountKey({ partnerId, customerId }: Pick<AccountRef, 'partnerId' | 'customerId'>): string {
  return `${partnerId}/${customerId}`;
}

function cliKey(source: Pick<AccountRef, 'partnerId' | 'customerId'>, caller: string): string {
  return `${accountKey(source)}/${caller}`;
}

function customerTag({ customerId }: Pick<AccountRef, 'customerId'>): string {
  return `c:${customerId}`;
}

/** Of the longest prefix. */
function classOf({ classes }: Rules, digits: string): DestinationClass {
  for (let length = Math.min(digits.length, MOST_DIGITS); length > 0; length -= 1) {
    const found = classes.get(digits.slice(0, length));
    if (found !== undefined) return found;
  }
  return 'normal';
}
