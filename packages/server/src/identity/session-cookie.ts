export const SESSION_COOKIE = 'portal_session';

/** The session token of a `Cookie` header; null when there is none. */
export function readSessionCookie(header: string | undefined): string | null {
  if (header === undefined) return null;
  for (const part of header.slice(0, 8_192).split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value !== undefined) return value;
  }
  return null;
}

/**
 * HttpOnly: no script reads it. SameSite=Lax: other sites' pages send it only with a plain link, which is a GET and
 * changes nothing. Secure wherever the product is reached by HTTPS.
 */
function cookie(value: string, maxAgeSeconds: number, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${String(maxAgeSeconds)}; HttpOnly; SameSite=Lax${secure}`;
}

export function setSessionCookie(token: string, expiresAt: Date, at: Date, publicUrl: string): string {
  return cookie(token, Math.max(0, Math.floor((expiresAt.getTime() - at.getTime()) / 1_000)), publicUrl);
}

export function clearSessionCookie(publicUrl: string): string {
  return cookie('', 0, publicUrl);
}
