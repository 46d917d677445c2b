import Type, { type TInteger, type TOptional } from 'typebox';
import { DEEPEST_ROW } from './paging.ts';

/** Some published lists are cut by `limit` and `offset`. */
export interface OffsetOptions {
  readonly maxLimit: number;
  readonly defaultLimit: number;
}

export interface OffsetQuery {
  readonly limit?: number;
  readonly offset?: number;
}

export interface OffsetPlace {
  readonly limit: number;
  readonly offset: number;
}

/** Query fields of such a list; spread them into its query object. */
export function offsetFields({ maxLimit, defaultLimit }: OffsetOptions): {
  limit: TOptional<TInteger>;
  offset: TOptional<TInteger>;
} {
  return {
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: maxLimit,
        description: `Most rows. Default ${String(defaultLimit)}.`,
      }),
    ),
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: DEEPEST_ROW, description: 'Rows to skip. Default 0.' }),
    ),
  };
}

export function readOffset(query: OffsetQuery, options: OffsetOptions): OffsetPlace {
  return { limit: query.limit ?? options.defaultLimit, offset: query.offset ?? 0 };
}
