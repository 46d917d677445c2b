import type { KeyedWriteDeps } from '../identity/index.ts';
import type { Database, Reader } from '../platform/db/index.ts';
import type { DirectoryDeps } from './directory.ts';
import type { Edges } from './service.ts';

/** Port: which calls a node is to end. What knows is plugged in where the product is wired. */
export interface EdgeCalls {
  /** By the node's name. */
  hangUpsOf(reader: Reader, edgeNode: string, limit: number): Promise<readonly string[]>;
}

export interface EdgeNodeRoutesDeps extends KeyedWriteDeps {
  readonly db: Database;
  readonly edges: Edges;
}

export interface EdgeRoutesDeps extends EdgeNodeRoutesDeps, DirectoryDeps {
  readonly calls: EdgeCalls;
}
