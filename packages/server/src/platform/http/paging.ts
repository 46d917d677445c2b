import Type, { type TInteger, type TOptional, type TString } from 'typebox';
import { ValidationFailure, fault, pageTooDeep } from '../errors/index.ts';
import { isUuid } from '../ids/index.ts';
import { checked, type FieldCheck } from './field-check.ts';

/** Page numbers end here; cursors reach everything. */
export const DEEPEST_ROW = 100_000;

/** What each part of a list's cursors may be. */
export type CursorParts = readonly ((part: string) => boolean)[];

/** Cursors of a list whose rows are told apart by their id. */
export const ID_CURSOR: CursorParts = [isUuid];

export interface PageOptions {
  readonly cursor: CursorParts;
  readonly maxPerPage: number;
  readonly defaultPerPage: number;
}

export interface PageQuery {
  readonly page?: number;
  readonly per_page?: number;
  readonly size?: number;
  readonly cursor?: string;
}

/** Which rows are asked for. With a cursor, rows after that place; else rows `offset` to `offset + limit`. */
export interface PageRequest {
  readonly page: number;
  readonly perPage: number;
  readonly offset: number;
  readonly limit: number;
  readonly cursor: string | null;
}

interface PageFields {
  page: TOptional<TInteger>;
  per_page: TOptional<TInteger>;
  size: TOptional<TInteger>;
  cursor: TOptional<TString>;
}

/** Query fields of a list; spread them into its query object. */
export function pageFields(options: PageOptions): PageFields {
  const perPage = (note: string): TOptional<TInteger> =>
    Type.Optional(Type.Integer({ minimum: 1, maximum: options.maxPerPage, description: note }));
  return {
    page: Type.Optional(
      Type.Integer({ minimum: 1, maximum: DEEPEST_ROW + 1, description: 'Page number, from 1. Default 1.' }),
    ),
    per_page: perPage(`Rows on a page. Default ${String(options.defaultPerPage)}.`),
    size: perPage('Another name of `per_page`.'),
    cursor: Type.Optional(
      checked(
        Type.String({
          minLength: 1,
          maxLength: 400,
          description: 'Continue after this place; `next_cursor` of the page before. Replaces `page`.',
        }),
        cursorCheck(options.cursor),
      ),
    ),
  };
}

const NOT_OURS = 'Input is not a cursor of this list';

/** Whether a text is a cursor of a list with such parts. */
export function isCursor(text: string, parts: CursorParts): boolean {
  return partsOf(text, parts) !== null;
}

export function cursorCheck(parts: CursorParts): FieldCheck<string> {
  return (text) => (isCursor(text, parts) ? null : { type: 'value_error', text: NOT_OURS });
}

/** Reads the paging part of a query. Throws 422 `page_too_deep` beyond row 100,000. */
export function readPage(query: PageQuery, options: PageOptions): PageRequest {
  const perPage = query.per_page ?? query.size ?? options.defaultPerPage;
  const page = query.page ?? 1;
  const offset = (page - 1) * perPage;
  const cursor = query.cursor ?? null;
  if (cursor === null && offset + perPage > DEEPEST_ROW && page > 1) {
    throw pageTooDeep({ facts: { deepest_row: DEEPEST_ROW, use: 'cursor' } });
  }
  return { page, perPage, offset: cursor === null ? offset : 0, limit: perPage, cursor };
}

/** A cursor is opaque to clients: the sort key of the last row that was shown. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function partsOf(cursor: string, wanted: CursorParts): string[] | null {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    if (!Array.isArray(parts) || parts.length !== wanted.length) return null;
    const isOurs = wanted.every((fits, index) => {
      const part: unknown = parts[index];
      return typeof part === 'string' && fits(part);
    });
    return isOurs ? (parts as string[]) : null;
  } catch {
    // Not JSON: not ours.
    return null;
  }
}

/** Reads a cursor. Throws 422 when it is not one of ours. */
export function decodeCursor(cursor: string, wanted: CursorParts): string[] {
  const parts = partsOf(cursor, wanted);
  if (parts !== null) return parts;
  throw new ValidationFailure([fault(['query', 'cursor'], 'value_error', NOT_OURS)]);
}
