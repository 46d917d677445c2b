import { sql, type RawBuilder } from 'kysely';

/**
 * A packed value as text on its way here: the database writes bytes in hexadecimal, which is half as long again and takes much longer to
 * read.
 */
export function packedText(value: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`encode(${value}, 'base64')`;
}

/** The bytes of what `packedText` brought. */
export function fromPackedText(text: string): Buffer {
  return Buffer.from(text, 'base64');
}
