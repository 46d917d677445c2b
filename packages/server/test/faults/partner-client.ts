import { runPortalJson, type Settings } from './portal-process.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1/partner`. */
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
}

/** What is needed to call as one partner, on whichever node. */
export interface PartnerAccess {
  readonly authId: string;
  readonly token: string;
}

/** Rejects when no whole answer came: nobody listened, the connection broke, or it took too long. */
export async function ask(base: string, access: PartnerAccess, request: Request): Promise<Answer> {
  const answer = await fetch(`${base}/api/v1/partner${request.path}`, {
    method: request.method ?? (request.body === undefined ? 'GET' : 'POST'),
    headers: {
      'x-auth-id': access.authId,
      'x-auth-token': access.token,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(request.key === undefined ? {} : { 'idempotency-key': request.key }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

/** As `ask`, for preparations that have to succeed. */
export async function askOk(
  base: string,
  access: PartnerAccess,
  request: Request,
): Promise<Record<string, unknown>> {
  const { status, body } = await ask(base, access, request);
  if (status >= 300) throw new Error(`${request.path} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

let partners = 0;

/** Made on the command line, beside the running server or on the same database. */
export async function makePartner(settings: Settings, options: string[] = []): Promise<PartnerAccess> {
  partners += 1;
  const email = `partner-${partners}@faults.example`;
  const made = await runPortalJson(settings, [
    ...['partner', 'create', '--name', `Partner ${partners}`, '--email', email],
    ...options,
  ]);
  return { authId: String(made['auth_id']), token: String(made['token']) };
}

let customers = 0;

export function newCustomer(): Record<string, string> {
  customers += 1;
  return {
    name: `Customer ${customers}`,
    email: `customer-${customers}@faults.example`,
    password: 'Correct-horse-battery-9!',
    phone: '+919431538535',
    country: 'IN',
  };
}

/** The `MA_…` id of a fresh customer. */
export async function makeCustomer(base: string, access: PartnerAccess): Promise<string> {
  return String((await askOk(base, access, { path: '/accounts', body: newCustomer() }))['auth_id']);
}

/** Money of the wire in units of 10⁻⁵, in which this suite counts; amounts here stay far below 2⁵³ units. */
export function unitsOf(amount: unknown): number {
  if (typeof amount !== 'number') throw new Error(`${JSON.stringify(amount)} is no amount.`);
  return Math.round(amount * 100_000);
}

/** A page after the other, to the last row. */
export async function listAll(
  base: string,
  access: PartnerAccess,
  path: string,
  rows: 'transfers' | 'transactions',
): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for (let cursor: unknown = null; ;) {
    const next = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = await askOk(base, access, { path: `${path}?per_page=100${next}` });
    all.push(...(page[rows] as Record<string, unknown>[]));
    cursor = page['next_cursor'];
    if (cursor === null) return all;
  }
}
