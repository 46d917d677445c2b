import type { KeptSince } from './kept-since.ts';
import { planRetention, retire, type RetentionDeps, type RetiredMonth } from './retention.ts';
import { restoreArchive, type Restored } from './restore.ts';

/** What becomes of months that are old. */
export interface Retention {
  /** Writes months that are old enough to files and drops them. Null where somebody is at it. */
  retire(): Promise<RetiredMonth[] | null>;
  /** What `retire` would do now. */
  planRetention(): Promise<RetiredMonth[]>;
  /** Reads an archive back into a table of its own. */
  restore(path: string): Promise<Restored>;
}

export function createRetention(deps: RetentionDeps, kept: KeptSince): Retention {
  return {
    async retire() {
      const done = await retire(deps);
      kept.forget();
      return done;
    },
    planRetention: () => planRetention(deps),
    restore: (path) => restoreArchive(deps.db, path),
  };
}
