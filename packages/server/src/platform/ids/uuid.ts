import { randomFillSync } from 'node:crypto';

/** Random bytes are fetched for many ids at once; an id takes eight, and one for where its counter begins. */
const BYTES = 9;
const pool = Buffer.alloc(BYTES * 512);
let offset = pool.length;

/** The 12-bit counter keeps ids of one process and one millisecond in order (RFC 9562, method 1). */
let lastMs = -1;
let lastTime = '';
let counter = 0;

/** A UUIDv7 (RFC 9562): time-ordered, so that indexes grow at one end. */
export function uuidv7(now: Date = new Date()): string {
  if (offset === pool.length) {
    randomFillSync(pool);
    offset = 0;
  }
  const ms = now.getTime();
  if (ms === lastMs) counter = (counter + 1) & 0xfff;
  else {
    lastMs = ms;
    const time = ms.toString(16).padStart(12, '0');
    lastTime = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    counter = pool[offset + 8] ?? 0;
  }
  pool[offset] = ((pool[offset] ?? 0) & 0x3f) | 0x80;
  const tail = pool.toString('hex', offset, offset + 8);
  offset += BYTES;
  return `${lastTime}${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * `txn_…` and the UUID of a ledger row are two spellings of one value; both are accepted wherever one is.
 * The prefixed form carries the UUID's 32 hex digits.
 */
export function prefixedId(prefix: string, id: string): string {
  return `${prefix}_${id.replaceAll('-', '')}`;
}

/** Reads either spelling; null when the text is neither. */
export function parsePrefixedId(prefix: string, text: string): string | null {
  if (isUuid(text)) return text.toLowerCase();
  const hex = text.startsWith(`${prefix}_`) ? text.slice(prefix.length + 1) : '';
  if (!/^[0-9a-f]{32}$/i.test(hex)) return null;
  const h = hex.toLowerCase();
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
