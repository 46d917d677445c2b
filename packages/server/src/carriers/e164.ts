const E164 = /^\+[1-9][0-9]{6,14}$/;

export function isE164(text: string): boolean {
  return E164.test(text);
}

/** The digits of an E.164 number, with or without its plus; null for anything else. A query's `+` arrives as a space. */
export function e164Digits(text: string): string | null {
  const digits = text.trim().replace(/^\+/, '');
  return isE164(`+${digits}`) ? digits : null;
}
