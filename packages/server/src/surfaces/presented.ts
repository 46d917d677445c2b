import type { IncomingHttpHeaders } from 'node:http';
import type { Credentials } from '../platform/http/index.ts';
import { unauthorized } from '../platform/errors/index.ts';
import { csrfRefused, readSessionCookie } from '../identity/index.ts';

/** What a request shows to say who it is; the first that is there decides. */
export type Presented =
  | { readonly kind: 'pair'; readonly authId: string; readonly token: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'cookie'; readonly token: string };

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function basicPair(headers: IncomingHttpHeaders): Presented | null {
  const encoded = /^basic ([A-Za-z0-9+/=]{1,400})$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 1 ? null : { kind: 'pair', authId: text.slice(0, colon), token: text.slice(colon + 1) };
}

/**
 * The X-Auth pair decides where it is sent: published SDKs always put a Bearer beside it, mostly an unusable one.
 * Throws 401 when nothing is shown, or half a pair.
 */
export function presented(credentials: Credentials, options: { readonly basic: boolean }): Presented {
  const { headers } = credentials;
  const authId = single(headers['x-auth-id']);
  const token = single(headers['x-auth-token']);
  if (authId !== undefined || token !== undefined) {
    if (!authId || !token) throw unauthorized();
    return { kind: 'pair', authId, token };
  }
  const basic = options.basic ? basicPair(headers) : null;
  if (basic !== null) return basic;
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'bearer', token: bearer };
  const cookie = readSessionCookie(headers.cookie);
  if (cookie === null) throw unauthorized();
  return { kind: 'cookie', token: cookie };
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A cookie is sent by the browser whoever's page asks it to, so it alone changes nothing. What changes something must
 * also show that a page of this site sent it: by a header of its own, which a page elsewhere cannot add without a
 * preflight that nobody here answers, or by an Origin that is this site.
 */
export function refuseForgery(credentials: Credentials, publicUrl: string): void {
  const { headers, method } = credentials;
  if (READS.has(method) || headers['x-portal-csrf'] === '1') return;
  const origin = headers.origin;
  if (origin !== undefined && origin === new URL(publicUrl).origin) return;
  throw csrfRefused();
}
