import { sql } from 'kysely';
import type { TestApp, TestCustomer, TestPartner } from '../../test/app.ts';

export const STRICT = { 'x-api-version': '2026-05-12' };
export const SECRET = 'correct horse 7';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Requests of a customer below its own account. */
export function customerSide(app: TestApp) {
  const ask = async (
    customer: TestCustomer,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const url = `/api/v1/Account/${customer.authId}/${path}`;
    const answer = await app.request(method, url, { auth: customer.auth, body, headers });
    return {
      status: answer.statusCode,
      body: answer.body === '' ? {} : answer.json<Record<string, unknown>>(),
      text: answer.body,
      headers: answer.headers,
    };
  };
  const make = async (customer: TestCustomer, path: string, body: unknown): Promise<string> => {
    const answer = await ask(customer, 'POST', path, body);
    if (answer.status !== 201) throw new Error(answer.text);
    return String(answer.body['trunk_id'] ?? answer.body['id']);
  };
  return { ask, make };
}

export async function actionsOn(app: TestApp, id: string): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`SELECT action FROM audit_entry WHERE object_id = ${id}
    ORDER BY id`.execute(app.db.kysely);
  return rows.map(({ action }) => action);
}

export async function topicsOf(app: TestApp, partner: TestPartner): Promise<string[]> {
  const { rows } = await sql<{ topic: string }>`SELECT topic FROM outbox
    WHERE partner_id = ${partner.partnerId} ORDER BY id`.execute(app.db.kysely);
  return rows.map(({ topic }) => topic);
}

export const faultsOf = ({ body }: Answer): unknown[] =>
  (body['details'] as { loc: string[] }[]).map(({ loc }) => loc[1]);
