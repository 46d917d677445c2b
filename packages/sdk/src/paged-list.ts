import type { ApiCall } from './api-call.ts';

/** A list that is fetched page by page while it is walked through. Nothing is fetched before that. */
export class PagedList<Row, Page extends object> implements AsyncIterable<Row> {
  readonly #fetch: (query: object) => ApiCall<Page>;
  readonly #query: object;
  readonly #rowsKey: string;

  constructor(fetch: (query: object) => ApiCall<Page>, query: object, rowsKey: string) {
    this.#fetch = fetch;
    this.#query = query;
    this.#rowsKey = rowsKey;
  }

  /** The one page that was asked for, with its totals. */
  page(): ApiCall<Page> {
    return this.#fetch(this.#query);
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<Page, void, undefined> {
    for (let query: object | null = this.#query; query !== null;) {
      const page: Page = await this.#fetch(query);
      yield page;
      query = this.#after(page, query);
    }
  }

  /** Row after row. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    for await (const page of this.pages()) yield* this.#rows(page);
  }

  /** All rows, or the first `limit`. */
  async toArray(options: { readonly limit?: number } = {}): Promise<Row[]> {
    const limit = options.limit ?? Number.POSITIVE_INFINITY;
    const rows: Row[] = [];
    if (limit <= 0) return rows;
    for await (const row of this) {
      rows.push(row);
      if (rows.length >= limit) break;
    }
    return rows;
  }

  #rows(page: Page): readonly Row[] {
    const rows = (page as Readonly<Record<string, unknown>>)[this.#rowsKey];
    return Array.isArray(rows) ? (rows as Row[]) : [];
  }

  /** By cursor where the answer has one, else by page number. */
  #after(page: Page, query: object): object | null {
    const facts = placeOf(page);
    const cursor = facts['next_cursor'];
    if (typeof cursor === 'string') return { ...query, page: undefined, cursor };
    const rows = this.#rows(page).length;
    if (cursor === null || rows === 0) return null;
    const current = count(facts['page']) ?? count((query as { page?: unknown }).page) ?? 1;
    const perPage = count(facts['per_page']) ?? count(facts['size']) ?? rows;
    const pages =
      count(facts['total_pages']) ??
      count(facts['pages']) ??
      Math.ceil((count(facts['total']) ?? 0) / Math.max(perPage, 1));
    return current >= pages ? null : { ...query, page: current + 1 };
  }
}

/** Where a page stands: beside the rows, or in an object of its own. */
function placeOf(page: object): Readonly<Record<string, unknown>> {
  const facts = page as Readonly<Record<string, unknown>>;
  const inner = facts['pagination'];
  return typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>) : facts;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
