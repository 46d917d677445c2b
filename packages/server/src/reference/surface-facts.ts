import type { Json } from './document.ts';

/** What the document says of a group of routes beyond its table: which credentials open it. */
export interface SurfaceFacts {
  /** Class of the typed client. */
  readonly client: 'partner' | 'customer' | 'operator' | 'edge' | 'public' | 'session';
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

const FACTS: readonly (SurfaceFacts & { readonly base: string })[] = [
  {
    base: '/api/v1/partner',
    client: 'partner',
    security: [{ PartnerId: [], PartnerToken: [] }, { PartnerLogin: [] }, { SessionCookie: [] }],
  },
  {
    base: '/api/v1/operator',
    client: 'operator',
    security: [{ OperatorBearer: [] }, { SessionCookie: [] }],
  },
  { base: '/edge/v1', client: 'edge', security: [{ EdgeSecret: [] }] },
  { base: '/api/v1/public', client: 'public', security: [] },
  { base: '/api/v1/session', client: 'session', security: [{ SessionCookie: [] }] },
  {
    base: '/api/v1',
    client: 'customer',
    security: [{ AccountId: [], AccountToken: [] }, { AccountBasic: [] }, { SessionCookie: [] }],
  },
];

export const SECURITY_SCHEMES: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  AccountBasic: {
    type: 'http',
    scheme: 'basic',
    description: 'The customer account’s `auth_id` as user name and its `auth_token` as password.',
  },
  AccountId: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth-ID',
    description:
      'The customer account’s own `auth_id`, e.g. `MA_ZKITB8Z2`. Sent together with `X-Auth-Token`.',
  },
  AccountToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth-Token',
    description: 'The customer account’s `auth_token`.',
  },
  EdgeSecret: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The secret of an edge node, `edge_…`, shown once when the operator makes the node. It works from the node’s own addresses.',
  },
  OperatorBearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'What a member of the operator’s staff receives on logging in.',
  },
  PartnerId: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth-ID',
    description: 'Your permanent partner id, e.g. `partner-882abcde`. Sent together with `X-Auth-Token`.',
  },
  PartnerLogin: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of `POST /api/v1/partner/login`; valid for one hour.',
  },
  PartnerToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth-Token',
    description: 'A secret token of yours (`sk_live_…` or `sk_test_…`).',
  },
  SessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'portal_session',
    description:
      'Set by logging in with a browser. What changes something must also carry `X-Portal-CSRF: 1`, which a page elsewhere cannot send.',
  },
};

/** Looks a surface up by its documented base path. */
export function surfaceFacts(base: string): SurfaceFacts {
  const found = FACTS.find((facts) => base === facts.base || base.startsWith(`${facts.base}/`));
  if (found === undefined) throw new Error(`No credentials are described for the routes under ${base}.`);
  return found;
}
