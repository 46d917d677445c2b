import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestCustomer, type TestPartner } from '../../test/app.ts';
import type { FinishedCall } from './finished-call.ts';
import { CDR_KEYS } from './contract.ts';
import { answeredAt, record, unansweredAt } from './test-calls.ts';

const app = await startTestApp();
const STRICT = { 'x-api-version': '2026-05-12' };
const AT = '2026-03-25T09:00:00Z';

interface Place {
  readonly partner: TestPartner;
  readonly customer: TestCustomer;
  readonly ids: { readonly partnerId: string; readonly customerId: string };
  readonly calls: readonly FinishedCall[];
}

async function makePlace(): Promise<Place> {
  const partner = await app.partner();
  const customer = await app.customer(partner);
  const { customerId } = await app.services.customers.walletRef(partner.partnerId, customer.authId);
  const ids = { partnerId: partner.partnerId, customerId };
  const calls = [
    answeredAt(AT, {
      ...ids,
      callerIdNumber: '+918045000001',
      destinationNumber: '+919812345678',
      talkSeconds: 28,
      cost: 100_000n,
      wholesaleCost: 60_000n,
      margin: 40_000n,
    }),
    answeredAt('2026-03-25T09:05:00Z', {
      ...ids,
      destinationNumber: '+912212345678',
      callerIdNumber: '+918045000002',
      talkSeconds: 92,
      cost: 200_000n,
    }),
    unansweredAt('2026-03-25T09:10:00Z', 'USER_BUSY', { ...ids, destinationNumber: '+447712345678' }),
    unansweredAt('2026-03-24T23:59:59.999Z', 'NO_ANSWER', {
      ...ids,
      destinationNumber: '+447712345679',
      callerIdName: '=HYPERLINK("x")',
    }),
  ];
  await record(app.db, calls);
  return { partner, customer, ids, calls };
}

let own: Place;
let other: Place;
beforeAll(async () => {
  own = await makePlace();
  other = await makePlace();
});

type Json = Record<string, unknown>;
interface ListBody {
  readonly count: number;
  readonly data: readonly Json[];
  readonly pagination: Json;
  readonly summary: Json;
}

async function asPartner(path: string, headers: Record<string, string> = {}) {
  const answer = await app.request('GET', `/api/v1/partner${path}`, { auth: own.partner.auth, headers });
  return { status: answer.statusCode, body: answer.json<Json & ListBody>(), text: answer.body };
}

async function asCustomer(path: string, headers: Record<string, string> = {}) {
  const url = `/api/v1/Account/${own.customer.authId}${path}`;
  return app.request('GET', url, { auth: own.customer.auth, headers });
}

const list = (query = '', headers = {}) =>
  asPartner(`/accounts/${own.customer.authId}/cdrs${query}`, headers);
const idsOf = (body: ListBody): unknown[] => body.data.map((row) => row['uuid']);
const idAt = (index: number): string => own.calls[index]!.callId;

describe('a partner’s list', () => {
  it('shows a customer’s calls with their summary', async () => {
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(idsOf(body)).toEqual([idAt(2), idAt(1), idAt(0), idAt(3)]);
    expect(body).toMatchObject({
      success: true,
      account_id: own.customer.authId,
      account_auth_id: own.customer.authId,
      count: 4,
    });
    expect(body.pagination).toEqual({
      page: 1,
      per_page: 20,
      total: 4,
      pages: 1,
      has_next: false,
      has_prev: false,
      next_cursor: null,
    });
    expect(body.summary).toEqual({
      answerRate: 50,
      answeredCalls: 2,
      avgCallDuration: '60s',
      last_call_at: '2026-03-25T09:10:00.000Z',
      totalCalls: 4,
      total_billable_seconds: 120,
      total_cost: 3,
      total_duration_seconds: 140,
      currency: 'INR',
      capped: false,
    });
    expect(body.data[2]).toMatchObject({
      status: 'answered',
      cost: 1,
      wholesale_cost: 0.6,
      margin: 0.4,
      start_time: '2026-03-25T09:00:00.000Z',
    });
  });

  it('says that a part of a number takes three characters', async () => {
    const told = async (query: string): Promise<string[]> => {
      const { status, body } = await asPartner(`/cdrs?${query}`);
      expect(status).toBe(422);
      const { details } = body as unknown as { details: { loc: string[]; msg: string }[] };
      return details.map(({ loc, msg }) => `${loc.at(-1) ?? ''}: ${msg}`);
    };
    expect(await told('from_number=12&to_number=9&search=ab')).toEqual([
      'from_number: Input should have at least 3 characters',
      'to_number: Input should have at least 3 characters',
      'search: Input should have at least 3 characters',
    ]);
    expect(await told('search=a-b-c')).toEqual([
      'search: Input should have at least three characters in a row that are letters or digits',
    ]);
    const { status } = await asPartner('/cdrs?from_number=123');
    expect(status).toBe(200);
    const exported = await app.request('POST', '/api/v1/partner/exports', {
      auth: own.partner.auth,
      body: { type: 'cdrs', search: 'a-b-c' },
    });
    expect(exported.statusCode).toBe(422);
  });

  it('has exactly the published keys and types in the published version', async () => {
    const { body, text } = await list('', STRICT);
    expect(Object.keys(body).sort()).toEqual([
      'account_auth_id',
      'account_id',
      'count',
      'data',
      'pagination',
      'success',
      'summary',
    ]);
    expect(Object.keys(body.pagination)).toEqual([
      'page',
      'per_page',
      'total',
      'pages',
      'has_next',
      'has_prev',
    ]);
    expect(Object.keys(body.summary)).toHaveLength(8);
    for (const row of body.data) expect(Object.keys(row).sort()).toEqual([...CDR_KEYS].sort());
    expect(CDR_KEYS).toHaveLength(43);
    expect(text).toContain('"total_cost":3,');
    const third = await list('?call_direction=outbound&start_date=2026-03-25&max_duration=40', STRICT);
    expect(third.body.summary).toMatchObject({ answerRate: 50, totalCalls: 2 });
    const none = await list('?campaign_id=none', STRICT);
    expect(none.body.summary).toEqual({
      answerRate: 0,
      answeredCalls: 0,
      avgCallDuration: '0s',
      last_call_at: '',
      totalCalls: 0,
      total_billable_seconds: 0,
      total_cost: 0,
      total_duration_seconds: 0,
    });
  });

  it.each([
    ['status=answered', [1, 0]],
    ['status=busy', [2]],
    ['status=no_answer', [3]],
    ['status=no-answer', [3]],
    ['status=failed', []],
    ['hangup_cause=USER_BUSY', [2]],
    ['hangup_cause=user_busy', [2]],
    ['min_duration=33', [1, 0]],
    ['max_duration=33', [2, 0, 3]],
    ['to_number=4477', [2, 3]],
    ['to_number=%2B4477', [2, 3]],
    ['to_number=+447712345678', [2]],
    ['from_number=45000001', [0]],
    ['search=447712345679', [3]],
    ['search=44_712', []],
    ['start_date=2026-03-25', [2, 1, 0]],
    ['from_date=2026-03-25T09:05:00Z&to_date=2026-03-25T14:35:00%2B05:30', [1]],
    ['end_date=2026-03-24', [3]],
    ['start_date=2026-03-25&status=answered', [1, 0]],
    ['start_date=2026-03-25T09:00:00.001Z&status=answered', [1]],
  ])('filters by %s', async (query, found) => {
    const { status, body, text } = await list(`?${query}`);
    expect(status, text).toBe(200);
    expect(idsOf(body)).toEqual(found.map(idAt));
    expect(body.summary['totalCalls']).toBe(found.length);
  });

  it('finds a call by each of its ids', async () => {
    const [call] = own.calls;
    for (const query of [
      `sip_call_id=${encodeURIComponent(call!.sipCallId)}`,
      `search=${call!.callId}`,
      `search=${encodeURIComponent(call!.sipCallId)}`,
    ])
      expect(idsOf((await list(`?${query}`)).body)).toEqual([idAt(0)]);
  });

  it.each([
    'colour=red',
    'status=great',
    'per_page=101',
    'page=0',
    'search=ab',
    'to_number=1',
    'min_duration=-1',
    'min_duration=60&max_duration=30',
    'start_date=2026-03-25&end_date=2026-03-24',
    'start_date=yesterday',
    'cursor=nonsense',
  ])('refuses %s', async (query) => {
    expect(await list(`?${query}`)).toMatchObject({ status: 422, body: { error: 'ValidationError' } });
  });

  it('pages by number and by cursor, and refuses pages that are too deep', async () => {
    const second = await list('?per_page=2&page=2');
    expect(idsOf(second.body)).toEqual([idAt(0), idAt(3)]);
    expect(second.body.pagination).toMatchObject({ total: 4, pages: 2, has_next: false, has_prev: true });
    expect(second.body.summary['last_call_at']).toBe('2026-03-25T09:10:00.000Z');
    const first = await list('?per_page=3');
    expect(first.body.pagination).toMatchObject({ has_next: true, has_prev: false });
    const rest = await list(`?per_page=3&cursor=${String(first.body.pagination['next_cursor'])}`);
    expect(idsOf(rest.body)).toEqual([idAt(3)]);
    expect((await list('?page=9')).body).toMatchObject({ count: 0, data: [], pagination: { total: 4 } });
    expect(await list('?per_page=100&page=1001')).toMatchObject({
      status: 422,
      body: { error: 'page_too_deep', use: 'cursor' },
    });
  });

  it('spans all customers, and one where it is named', async () => {
    const second = await app.customer(own.partner);
    const all = await asPartner('/cdrs');
    expect(all.body.summary).toMatchObject({ totalCalls: 4, total_cost: 3, currency: 'INR' });
    expect(all.body.data.every((row) => row['account_id'] === own.customer.authId)).toBe(true);
    expect((await asPartner(`/cdrs?account=${second.authId}`)).body).toMatchObject({ count: 0 });
    expect((await asPartner(`/cdrs?partner_id=${own.partner.authId}`)).body.count).toBe(4);
    const strict = await asPartner('/cdrs', STRICT);
    expect(Object.keys(strict.body).sort()).toEqual(['count', 'data', 'pagination', 'success', 'summary']);
  });
});

describe('one call', () => {
  it('is bare for the partner and wrapped for the customer', async () => {
    const bare = await asPartner(`/accounts/${own.customer.authId}/cdrs/${idAt(0)}`, STRICT);
    expect(Object.keys(bare.body).sort()).toEqual([...CDR_KEYS].sort());
    const wrapped = (await asCustomer(`/cdr/${idAt(0)}`, STRICT)).json<{ data: Json; success: boolean }>();
    expect(Object.keys(wrapped)).toEqual(['success', 'data']);
    const loss = bare.body['packet_loss'];
    const rounded = typeof loss === 'number' ? Math.round(loss) : loss;
    expect(wrapped.data).toEqual({ ...bare.body, packet_loss: rounded });
    const more = (await asCustomer(`/cdr/${idAt(0)}`)).json<{ data: Json }>();
    expect(more.data).toMatchObject({ status: 'answered', billed_seconds: expect.any(Number) as number });
    expect(more.data).not.toHaveProperty('margin');
    expect(more.data).not.toHaveProperty('wholesale_cost');
  });

  it('is explained', async () => {
    const { body } = await asPartner(`/cdrs/${idAt(0)}/explain`);
    expect(body).toMatchObject({
      uuid: idAt(0),
      account_auth_id: own.customer.authId,
      cost: 1,
      refused: false,
    });
    expect((body['steps'] as Json[])[0]).toMatchObject({ step: 'call' });
  });

  it.each(['0199a1b2-0000-7000-8000-000000000000', '1000001', 'nobody'])(
    'named %s is not there',
    async (id) => {
      expect((await asPartner(`/accounts/${own.customer.authId}/cdrs/${id}`)).status).toBe(404);
      expect((await asPartner(`/cdrs/${id}/explain`)).status).toBe(404);
      expect((await asCustomer(`/cdr/${id}`)).statusCode).toBe(404);
    },
  );

  it('of another tenant is answered like one that is not there', async () => {
    const theirs = other.calls[0]!.callId;
    const missing = await asPartner(`/cdrs/0199a1b2-0000-7000-8000-000000000000/explain`);
    const foreign = await asPartner(`/cdrs/${theirs}/explain`);
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...missing.body, request_id: '' });
    expect((await asCustomer(`/cdr/${theirs}`)).statusCode).toBe(404);
    const sibling = await app.customer(own.partner);
    const answer = await app.request('GET', `/api/v1/Account/${sibling.authId}/cdr/${idAt(0)}`, {
      auth: sibling.auth,
    });
    expect(answer.statusCode).toBe(404);
    expect((await asPartner(`/accounts/${sibling.authId}/cdrs/${idAt(0)}`)).status).toBe(404);
    expect((await asPartner(`/cdrs?partner_id=${other.partner.authId}`)).status).toBe(404);
    expect((await asPartner(`/cdrs?account=${other.customer.authId}`)).status).toBe(404);
  });
});

describe('a customer', () => {
  it('lists and searches, with the filters echoed', async () => {
    const listed = (await asCustomer('/cdr?status=busy')).json<Json & ListBody>();
    expect(listed).toMatchObject({ success: true, account_id: own.customer.authId, count: 1 });
    expect(listed).not.toHaveProperty('account_auth_id');
    const found = (await asCustomer('/cdr/search?to_number=4477&call_direction=outbound', STRICT)).json<
      Json & ListBody
    >();
    expect(found['filters']).toEqual({
      call_direction: 'outbound',
      from_number: '',
      hangup_cause: '',
      to_number: '4477',
    });
    expect(idsOf(found)).toEqual([idAt(2), idAt(3)]);
  });

  it('sees its newest calls', async () => {
    const recent = (await asCustomer('/cdr/recent?limit=2', STRICT)).json<Json & ListBody>();
    expect(Object.keys(recent).sort()).toEqual(['account_id', 'count', 'data', 'success']);
    expect(idsOf(recent)).toEqual([idAt(2), idAt(1)]);
    expect((await asCustomer('/cdr/recent?limit=101')).statusCode).toBe(422);
  });

  it('exports a table that no spreadsheet runs', async () => {
    const answer = await asCustomer('/cdr/export?to_number=4477');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="cdr-${own.customer.authId}.csv"`,
    );
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe(CDR_KEYS.join(','));
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines[1]).toContain(',+447712345678,');
    expect((await asCustomer('/cdr/export?page=2')).statusCode).toBe(422);
  });
});

describe('a partner that may not view call records', () => {
  it('is refused, and its customers are not', async () => {
    const partner = await app.partner({ canViewCdrs: false });
    const customer = await app.customer(partner);
    const paths = [
      `/accounts/${customer.authId}/cdrs`,
      `/accounts/${customer.authId}/cdrs/${idAt(0)}`,
      '/cdrs',
      `/cdrs/${idAt(0)}/explain`,
    ];
    for (const path of paths) {
      const answer = await app.request('GET', `/api/v1/partner${path}`, { auth: partner.auth });
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ error: 'cdrs_disabled' });
    }
    const own = await app.request('GET', `/api/v1/Account/${customer.authId}/cdr`, { auth: customer.auth });
    expect(own.statusCode).toBe(200);
  });
});
