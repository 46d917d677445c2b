import { askFunction, quoted, rowsOf, type Column, type Reader } from '../platform/db/index.ts';
import { toRate } from '../pricing/index.ts';
import type { RouteTerms } from './carrier-route.ts';
import { BUCKET_DIGITS, RouteBucket } from './route-bucket.ts';
import { orNull } from './rules-json.ts';

interface BucketRow {
  readonly place: bigint;
  readonly id: string;
  readonly carrier_id: string;
  readonly prefix: string;
  readonly gateway_group: string;
  readonly priority: number;
  readonly weight: number;
  readonly cost_rate: bigint | null;
  readonly exclusive: boolean;
  readonly enabled: boolean;
  readonly effective_from: Date;
  readonly effective_to: Date | null;
}

const KEY_COLUMNS: readonly Column<string>[] = [['p_key', quoted]];

/** The buckets of some keys, in one round trip; null: it has more routes than `most`. */
export async function selectBuckets(
  reader: Reader,
  keys: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, RouteBucket | null>> {
  const rows = await askFunction<BucketRow>(reader, 'carrier_route_buckets', [rowsOf(KEY_COLUMNS, keys)], {
    p_digits: BUCKET_DIGITS,
    p_most: most + 1,
  });
  const found = Map.groupBy(rows, ({ place }) => Number(place) - 1);
  return new Map(
    keys.map((key, place) => {
      const routes = found.get(place) ?? [];
      return [key, routes.length > most ? null : new RouteBucket(routes.map(fromRow))];
    }),
  );
}

function fromRow(row: BucketRow): RouteTerms {
  return {
    id: row.id,
    carrierId: row.carrier_id,
    prefix: row.prefix,
    group: row.gateway_group,
    priority: row.priority,
    weight: row.weight,
    costRate: orNull(row.cost_rate, toRate),
    exclusive: row.exclusive,
    enabled: row.enabled,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
  };
}
