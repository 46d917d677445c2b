import { startTestApp, type Auth, type TestApp } from '../../test/app.ts';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export const PARTNER = '/api/v1/partner';
export const OPERATOR = '/api/v1/operator';
export const HEAD = 'prefix,description,rate\n';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** The whole product, with the words that tests of prices are written in. */
export async function ratesApp() {
  const app: TestApp = await startTestApp();
  const ask = async (
    auth: Auth,
    method: Method,
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await app.request(method, url, { auth, body, headers });
    const type = String(answer.headers['content-type']);
    return {
      status: answer.statusCode,
      body: type.startsWith('application/json') ? answer.json<Record<string, unknown>>() : {},
      text: answer.body,
      headers: answer.headers,
    };
  };
  const must = async (...args: Parameters<typeof ask>): Promise<Answer> => {
    const answer = await ask(...args);
    if (answer.status >= 300)
      throw new Error(`${args[1]} ${args[2]}: ${String(answer.status)} ${answer.text}`);
    return answer;
  };
  return {
    ...app,
    partner: (...args: Parameters<TestApp['partner']>) => app.partner(...args),
    customer: (...args: Parameters<TestApp['customer']>) => app.customer(...args),
    operator: (...args: Parameters<TestApp['operator']>) => app.operator(...args),
    ask,
    must,
    tier: async (auth: Auth, body: Record<string, unknown> = {}, base = PARTNER): Promise<string> => {
      const wanted = { name: 'Own', currency: 'INR', rate_per_minute: 0.9, ...body };
      return (await must(auth, 'POST', `${base}/pricing-tiers`, wanted)).body['id'] as string;
    },
    upload: (auth: Auth, tierId: string, file: string | Buffer, base = PARTNER): Promise<Answer> =>
      ask(auth, 'PUT', `${base}/pricing-tiers/${tierId}/deck`, file, { 'content-type': 'text/csv' }),
    publish: (
      auth: Auth,
      tierId: string,
      version: number,
      body: Record<string, unknown> = {},
      base = PARTNER,
    ) => ask(auth, 'POST', `${base}/pricing-tiers/${tierId}/decks/${String(version)}/publish`, body),
    /** Actions of the audit log about one thing, oldest first. */
    audited: async (objectId: string): Promise<string[]> => {
      const { rows } = await app.db.pool.query<{ action: string }>(
        'SELECT action FROM audit_entry WHERE object_id = $1 ORDER BY at, id',
        [objectId],
      );
      return rows.map((row) => row.action);
    },
    events: async (topic: string): Promise<Record<string, unknown>[]> => {
      const { rows } = await app.db.pool.query<{ payload: Record<string, unknown> }>(
        'SELECT payload FROM outbox WHERE topic = $1 ORDER BY id',
        [topic],
      );
      return rows.map((row) => row.payload);
    },
  };
}
