import { formatFixed } from '../money/index.ts';

/** A value of an answer as a cell: times as ISO 8601, money with five decimals, nothing for null and for what is no plain value. */
export function wireCell(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return formatFixed(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
