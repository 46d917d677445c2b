const E164 = /^\+[1-9][0-9]{6,14}$/;

export function isE164(text: string): boolean {
  return E164.test(text);
}

/**
 * A number as it comes in a path. The server has decoded the path once; clients that encode what they were told to give
 * encoded send `%252B91…`, and some leave the `+` out of it or as a blank. Null for what is no number.
 */
export function readE164(text: string): string | null {
  const plain = text.replace(/^(?:%2[Bb]| )/, '+');
  const number = plain.startsWith('+') ? plain : `+${plain}`;
  return isE164(number) ? number : null;
}
