/** JSON that brings `bigint` and `Date` back as what they were; a stored result is rendered again later. */
export function toTaggedJson(value: unknown): string {
  return JSON.stringify(tag(value));
}

export function fromTaggedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromTaggedJson);
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record['$bigint'] === 'string') return BigInt(record['$bigint']);
  if (typeof record['$date'] === 'string') return new Date(record['$date']);
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, fromTaggedJson(inner)]));
}

function tag(value: unknown): unknown {
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(tag);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tag(inner)]));
}
