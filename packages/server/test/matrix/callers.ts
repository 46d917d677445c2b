import type { Auth } from '../app.ts';
import type { PeopledTenant, Tenant, World } from './world.ts';

/** Who may come to a surface, and with what nobody gets in. */
export interface SurfaceCallers {
  /** Credentials that may do everything there. */
  own(world: World, tenant: Tenant | PeopledTenant): Auth;
  /** Null: no browser comes here. Cookie that is as good; what changes something needs the CSRF header beside it. */
  readonly cookie: ((world: World, tenant: PeopledTenant) => Auth) | null;
  /** Right credentials of somebody whose place is elsewhere. */
  strangers(world: World): Readonly<Record<string, Stranger>>;
  /** What a tenant's status bears on; null: the operator's own, or a login that outlives a suspension. */
  readonly ownedBy: 'partner' | 'customer' | null;
}

export interface Stranger {
  readonly auth: Auth;
  readonly answer: readonly [status: number, code: string];
}

const WRONG_KIND = [403, 'wrong_account_kind'] as const;
/** A login token says which surface it was made for: elsewhere it is no credential at all. */
const NO_CREDENTIAL = [401, 'unauthorized'] as const;

/** By the surface's name. A surface that is not named here fails the test. */
const CALLERS: Readonly<Record<string, SurfaceCallers>> = {
  partner: {
    own: (_, { partner }) => partner.auth,
    cookie: (_, tenant) => tenant.cookie,
    strangers: ({ own, operator, operatorCookie }) => ({
      'a customer': { auth: own.customer.auth, answer: WRONG_KIND },
      'a customer’s browser': { auth: own.customerCookie, answer: WRONG_KIND },
      'an operator': { auth: operator, answer: NO_CREDENTIAL },
      'an operator’s browser': { auth: operatorCookie, answer: WRONG_KIND },
    }),
    ownedBy: 'partner',
  },
  customer: customerCallers(),
  'customer-self': customerCallers(),
  operator: {
    own: ({ operator }) => operator,
    cookie: ({ operatorCookie }) => operatorCookie,
    strangers: ({ own }) => ({
      'a partner': { auth: own.partner.auth, answer: WRONG_KIND },
      'a partner’s login': { auth: own.bearer, answer: NO_CREDENTIAL },
      'a partner’s browser': { auth: own.cookie, answer: WRONG_KIND },
      'a customer': { auth: own.customer.auth, answer: WRONG_KIND },
      'a customer’s browser': { auth: own.customerCookie, answer: WRONG_KIND },
    }),
    ownedBy: null,
  },
  edge: {
    own: ({ edge }) => edge.auth,
    cookie: null,
    strangers: ({ own, operator, operatorCookie }) => ({
      'a partner': { auth: own.partner.auth, answer: NO_CREDENTIAL },
      'a partner’s login': { auth: own.bearer, answer: NO_CREDENTIAL },
      'a customer': { auth: own.customer.auth, answer: NO_CREDENTIAL },
      'an operator': { auth: operator, answer: NO_CREDENTIAL },
      'an operator’s browser': { auth: operatorCookie, answer: NO_CREDENTIAL },
    }),
    ownedBy: null,
  },
  session: {
    own: (_, tenant) => ({ ...('cookie' in tenant ? tenant.cookie : {}), 'x-portal-csrf': '1' }),
    cookie: (_, tenant) => tenant.cookie,
    strangers: ({ own, operator }) => ({
      'a partner’s token': { auth: own.partner.auth, answer: NO_CREDENTIAL },
      'a partner’s login': { auth: own.bearer, answer: NO_CREDENTIAL },
      'a customer’s token': { auth: own.customer.auth, answer: NO_CREDENTIAL },
      'an operator’s login': { auth: operator, answer: NO_CREDENTIAL },
    }),
    ownedBy: null,
  },
};

function customerCallers(): SurfaceCallers {
  return {
    own: (_, { customer }) => customer.auth,
    cookie: (_, tenant) => tenant.customerCookie,
    strangers: ({ own, operator, operatorCookie }) => ({
      'a partner': { auth: own.partner.auth, answer: WRONG_KIND },
      'a partner’s login': { auth: own.bearer, answer: NO_CREDENTIAL },
      'a partner’s browser': { auth: own.cookie, answer: WRONG_KIND },
      'an operator': { auth: operator, answer: NO_CREDENTIAL },
      'an operator’s browser': { auth: operatorCookie, answer: WRONG_KIND },
    }),
    ownedBy: 'customer',
  };
}

/** Throws, telling what to add, for a surface that nobody described. */
export function callersOf(surface: string): SurfaceCallers {
  const callers = Object.hasOwn(CALLERS, surface) ? CALLERS[surface] : undefined;
  if (callers === undefined)
    throw new Error(
      `Nobody said who may come to the surface '${surface}'. Add it to CALLERS in test/matrix/callers.ts: the credentials that ` +
        'open it, and those of others that must not.',
    );
  return callers;
}

/** What is no credential on any surface. */
export function wrongCredentials({ own, other }: World): Readonly<Record<string, Auth>> {
  const { authId, token } = own.partner;
  const pair = (id: string, secret: string): Auth => ({ 'x-auth-id': id, 'x-auth-token': secret });
  const customer = own.customer;
  // The last character belongs to the checksum.
  const mistyped = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
  const [, claims = '', signature = ''] = (own.bearer['authorization'] ?? '').split('.');
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  return {
    'another partner’s token': pair(authId, other.partner.token),
    'another customer’s token': pair(customer.authId, other.customer.token),
    'a partner’s token with its customer’s id': pair(customer.authId, token),
    'a customer’s token with its partner’s id': pair(authId, customer.token),
    'a mistyped token': pair(authId, mistyped),
    'a malformed token': pair(authId, 'sk_live_1'),
    'a token of 5,000 characters': pair(authId, `sk_live_${'a'.repeat(5_000)}`),
    'an id that nobody has': pair('partner-zzzzzzzz', token),
    'a customer id that nobody has': pair('MA_ZZZZZZZZ', customer.token),
    'a malformed id': pair("' OR 1=1 --", token),
    'an id alone': { 'x-auth-id': authId },
    'a token alone': { 'x-auth-token': token },
    'an empty pair': pair('', ''),
    'a pair that is wrong beside a cookie that is right': { ...pair(authId, mistyped), ...own.cookie },
    'a Bearer of nonsense': { authorization: 'Bearer nonsense' },
    'an unsigned Bearer': { authorization: `Bearer ${unsigned}.${claims}.` },
    'a Bearer whose signature was changed': {
      authorization: `Bearer ${unsigned}.${claims}.${signature}`,
    },
    'Basic with a wrong token': {
      authorization: `Basic ${Buffer.from(`${customer.authId}:${other.customer.token}`).toString('base64')}`,
    },
    'a cookie that nobody was given': { cookie: `portal_session=${'a'.repeat(43)}` },
    'a malformed cookie': { cookie: 'portal_session=1; portal_session=2' },
  };
}
