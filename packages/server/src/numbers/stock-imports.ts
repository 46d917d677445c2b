import type { By } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { ID_CURSOR, encodeCursor, readPage, type PageQuery } from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { readIdCursor } from './holding-lists.ts';
import type { NumberImport } from './number-import.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { importStock, type OnProgress, type StockFile } from './stock-import.ts';
import { countImports, selectImport, selectImports } from './stock-import-store.ts';

export const IMPORT_PAGES = { defaultPerPage: 20, maxPerPage: 100, cursor: ID_CURSOR };

export interface ImportPage {
  readonly imports: readonly NumberImport[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

/** Files of stock that were, or are being, read in. */
export interface StockImports {
  /** Resolves when it is `done` or `refused`. Throws 409 `number_import_running`, `number_exists`. */
  run(file: StockFile, by: By, onProgress?: OnProgress): Promise<NumberImport>;
  list(query: PageQuery): Promise<ImportPage>;
  /** Throws 404. */
  read(id: string): Promise<NumberImport>;
}

export function createStockImports(deps: Pick<NumbersDeps, 'db' | 'clock'>): StockImports {
  const reader = deps.db.kysely;
  return {
    run: (file, by, onProgress) => importStock(deps, file, by, onProgress),
    async list(query) {
      const place = readPage(query, IMPORT_PAGES);
      const rows = await selectImports(reader, {
        limit: place.limit + 1,
        offset: place.offset,
        afterId: readIdCursor(place.cursor),
      });
      const imports = rows.slice(0, place.limit);
      const last = imports.at(-1);
      return {
        imports,
        page: place.page,
        perPage: place.perPage,
        total: await countImports(reader),
        nextCursor: rows.length > place.limit && last !== undefined ? encodeCursor([last.id]) : null,
      };
    },
    async read(id) {
      const found = isUuid(id) ? await selectImport(reader, id) : null;
      if (found === null) throw notFound({ message: 'No such import.' });
      return found;
    },
  };
}
