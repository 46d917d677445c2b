/** A place in the chain of one's books: the number of an entry, and its hash in hex. */
export interface ChainPlace {
  readonly entry_no: number;
  readonly hash: string;
}

interface ChainEntry extends ChainPlace {
  readonly id: string;
  readonly debit_account_id: string;
  readonly credit_account_id: string;
  readonly currency: string;
  readonly amount_units: string;
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly reverses: string | null;
  readonly debit_balance_after_units: string;
  readonly credit_balance_after_units: string;
  readonly debit_version: number;
  readonly credit_version: number;
  readonly event_at: string;
  readonly posted_at: string;
}

interface EntryPage {
  readonly partner_id: string;
  readonly entries: readonly ChainEntry[];
}

interface Root extends ChainPlace {
  readonly day: string;
}

interface RootPage {
  readonly roots: readonly Root[];
  readonly head: ChainPlace;
}

/** What is needed of a client; a `PartnerPortal` of either version has it. */
export interface ChainSource {
  readonly ledger: {
    listRoots(query: { readonly per_page: number }): { pages(): AsyncIterable<RootPage> };
    listEntries(query: { readonly after_entry_no: number; readonly limit: number }): PromiseLike<EntryPage>;
  };
}

export interface VerifyChainOptions {
  /** A place that was found right before: only what comes after it is read. Default: the first entry. */
  readonly after?: ChainPlace;
  /** Places that you kept, roots for instance: the chain must still go through every one of them after `after`. */
  readonly known?: readonly ChainPlace[];
}

/** `head`: keep it, and the next time it is one of the `known`, or `after`. */
export type ChainReport =
  | { readonly ok: true; readonly entries: number; readonly roots: number; readonly head: ChainPlace }
  | {
      readonly ok: false;
      /** The first entry that is wrong; every one before it is right. */
      readonly entryNo: number;
      readonly what: 'entry_missing' | 'entry_changed' | 'known_wrong' | 'root_wrong' | 'head_wrong';
      /** One sentence. */
      readonly detail: string;
    };

type Wrong = Extract<ChainReport, { ok: false }>;

const NOTHING: ChainPlace = { entry_no: 0, hash: '0'.repeat(64) };
const MOST_ROOTS = 366;
const MOST_ENTRIES = 1_000;

/**
 * Recomputes the hash of every entry of your books up to where they end now, and holds them against their daily roots and
 * against what you kept. Nothing but the answers is trusted; without `known` or `after` it proves that they agree with each
 * other. Reads a thousand entries a request. Throws what the client throws.
 */
export async function verifyChain(
  portal: ChainSource,
  options: VerifyChainOptions = {},
): Promise<ChainReport> {
  const after = options.after ?? NOTHING;
  const { roots, head } = await readRoots(portal);
  const known = [...(options.known ?? []), after];
  const walk = new Walk(after, roots, known);
  if (head.entry_no < walk.furthest)
    return wrong(head.entry_no + 1, 'entry_missing', 'The books end before a place that was known.');
  const found = walk.lookBack() ?? (await walkTo(portal, walk, head.entry_no));
  if (found !== null) return found;
  if (head.hash !== walk.place.hash) {
    return wrong(
      head.entry_no,
      'head_wrong',
      'The end of the chain does not carry the hash of its last entry.',
    );
  }
  return (
    walk.end() ?? { ok: true, entries: head.entry_no - after.entry_no, roots: walk.met, head: walk.place }
  );
}

/** All roots, and the end of the chain as it was when the first of them were read: entries may be added meanwhile. */
async function readRoots(portal: ChainSource): Promise<{ roots: Root[]; head: ChainPlace }> {
  const roots: Root[] = [];
  let head: ChainPlace | null = null;
  for await (const page of portal.ledger.listRoots({ per_page: MOST_ROOTS }).pages()) {
    head ??= page.head;
    roots.push(...page.roots);
  }
  const end = head ?? NOTHING;
  return { head: end, roots: roots.filter((root) => root.entry_no < end.entry_no) };
}

async function walkTo(portal: ChainSource, walk: Walk, last: number): Promise<Wrong | null> {
  while (walk.place.entry_no < last) {
    const page = await portal.ledger.listEntries({
      after_entry_no: walk.place.entry_no,
      limit: MOST_ENTRIES,
    });
    const entries = page.entries.filter((entry) => entry.entry_no <= last);
    if (entries.length === 0) return walk.missing();
    for (const entry of entries) {
      const found = await walk.step(page.partner_id, entry);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Where the check stands in the chain, and what it must still meet. */
class Walk {
  place: ChainPlace;
  /** Roots that were met. */
  met = 0;
  readonly furthest: number;
  #day: string | null = null;
  readonly #start: ChainPlace;
  readonly #roots: Map<number, Root>;
  readonly #known: readonly ChainPlace[];

  constructor(start: ChainPlace, roots: readonly Root[], known: readonly ChainPlace[]) {
    this.place = start;
    this.#start = start;
    this.#roots = new Map(roots.map((root) => [root.entry_no, root]));
    this.#known = known;
    this.furthest = Math.max(...known.map((one) => one.entry_no));
  }

  /** A root of the very place where the check starts. */
  lookBack(): Wrong | null {
    const root = this.#roots.get(this.#start.entry_no);
    return root === undefined || root.hash === this.#start.hash ? null : this.#rootWrong(root.entry_no);
  }

  missing(): Wrong {
    const entryNo = this.place.entry_no + 1;
    return wrong(entryNo, 'entry_missing', `Entry ${entryNo.toString()} is missing.`);
  }

  /** The next entry. */
  async step(partnerId: string, entry: ChainEntry): Promise<Wrong | null> {
    const before = this.place;
    if (entry.entry_no !== before.entry_no + 1) return this.missing();
    const hash = await hashAfter(before.hash, entryText(partnerId, entry));
    if (hash !== entry.hash) {
      return wrong(
        entry.entry_no,
        'entry_changed',
        'The entry does not match its hash, or the hash not the entry before.',
      );
    }
    const day = entry.posted_at.slice(0, 10);
    if (this.#day !== null && day !== this.#day && !this.#closes(before, this.#day)) {
      return this.#rootWrong(before.entry_no);
    }
    this.#day = day;
    this.place = { entry_no: entry.entry_no, hash };
    if (this.#known.every((one) => one.entry_no !== entry.entry_no || one.hash === hash)) return null;
    return wrong(
      entry.entry_no,
      'known_wrong',
      'The entry does not carry the hash that was known of it: the books were written anew.',
    );
  }

  /** What is left when the end is reached: roots where no day ends. */
  end(): Wrong | null {
    const left = [...this.#roots.keys()].filter((entryNo) => entryNo > this.#start.entry_no);
    return left.length === 0 ? null : this.#rootWrong(Math.min(...left));
  }

  #closes(place: ChainPlace, day: string): boolean {
    const root = this.#roots.get(place.entry_no);
    if (root?.day !== day || root.hash !== place.hash) return false;
    this.#roots.delete(place.entry_no);
    this.met += 1;
    return true;
  }

  #rootWrong(entryNo: number): Wrong {
    return wrong(entryNo, 'root_wrong', 'The daily root is missing, or not that of the day’s last entry.');
  }
}

function wrong(entryNo: number, what: Wrong['what'], detail: string): Wrong {
  return { ok: false, entryNo, what, detail };
}

/** The text that is hashed, line by line; the API reference describes it at `GET /ledger/entries`. */
function entryText(partnerId: string, entry: ChainEntry): string {
  const lines = [
    'ledger-entry/1',
    partnerId,
    entry.entry_no,
    entry.id,
    entry.debit_account_id,
    entry.credit_account_id,
    entry.currency,
    entry.amount_units,
    JSON.stringify(entry.code),
    JSON.stringify(entry.reference),
    JSON.stringify(entry.description),
    entry.reverses ?? 'null',
    entry.debit_balance_after_units,
    entry.credit_balance_after_units,
    entry.debit_version,
    entry.credit_version,
    entry.event_at,
    entry.posted_at,
  ];
  return lines.map((line) => `${String(line)}\n`).join('');
}

async function hashAfter(hash: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const input = new Uint8Array(32 + bytes.length);
  for (let at = 0; at < 32; at += 1) input[at] = Number.parseInt(hash.slice(2 * at, 2 * at + 2), 16);
  input.set(bytes, 32);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', input));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
