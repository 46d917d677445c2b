/** A text as an ILIKE pattern that matches whatever contains it, and in which nothing but itself is meant. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
