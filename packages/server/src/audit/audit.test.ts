import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import {
  DEFAULT_API_VERSION,
  RateLimiter,
  createHttpServer,
  renderPlainError,
  type Surface,
} from '../platform/http/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import {
  OPERATOR_BOOKS,
  appendAudit,
  auditOperatorRoutes,
  auditPartnerRoutes,
  fieldChanges,
  type Actor,
  type AuditEntry,
} from './index.ts';

interface Caller {
  readonly partnerId: string;
}

const db = await testDatabase();
const mine = uuidv7(new Date('2026-01-01T00:00:00Z'));
const other = uuidv7(new Date('2026-01-01T00:00:00Z'));
const staff: Actor = {
  kind: 'operator',
  id: 'staff-1',
  label: 'desk@operator.example',
  ip: '10.0.0.9',
  userAgent: 'Firefox',
  requestId: 'req_1',
};
const owner: Actor = {
  kind: 'partner',
  id: 'user-1',
  label: 'owner@acme.example',
  ip: '203.0.113.7',
  userAgent: 'curl',
  requestId: 'req_2',
};

function entry(change: Partial<AuditEntry> & { day: number }): AuditEntry {
  const { day, ...rest } = change;
  const at = new Date(Date.UTC(2026, 2, day, 10));
  return {
    partnerId: mine,
    at,
    actor: owner,
    action: 'account.suspended',
    objectType: 'account',
    objectId: 'MA_1',
    ...rest,
  };
}

function surface(name: string, base: string, routes: Surface<Caller>['routes']): Surface<unknown> {
  const own: Surface<Caller> = {
    name,
    title: name,
    bases: [base],
    routes,
    authenticate: async ({ headers }) => ({ partnerId: String(headers['x-partner']) }),
    authorize: () => undefined,
    pinnedVersion: () => DEFAULT_API_VERSION,
    rateKey: () => 'all',
    logFields: () => ({}),
    renderError: renderPlainError,
  };
  // The server only hands a surface's principal from its authentication to its handlers.
  return own;
}

const app = createHttpServer({
  surfaces: [
    surface(
      'partner',
      '/p',
      auditPartnerRoutes<Caller>({
        reader: db.kysely,
        operatorName: 'Vobiz',
        partnerIdOf: (caller) => caller.partnerId,
      }),
    ),
    surface('operator', '/o', auditOperatorRoutes<Caller>({ reader: db.kysely })),
  ],
  log: pino({ level: 'silent' }),
  rateLimiter: new RateLimiter({ perSecond: 1_000, burst: 1_000 }),
  inputHashKey: Buffer.alloc(32),
  onMissing: (path) => {
    throw new Error(`missing ${path}`);
  },
  trustProxy: [],
  https: false,
  observe: () => undefined,
});

interface Log {
  entries: {
    id: string;
    partner_id?: string | null;
    action: string;
    at: string;
    actor: { kind: string; id: string; label: string };
    ip: string | null;
    changes: unknown;
  }[];
  total: number;
  total_capped: boolean;
  next_cursor: string | null;
}

async function read(url: string, partner = mine): Promise<Log> {
  const answer = await app.inject({ url, headers: { 'x-partner': partner } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

const actions = (log: Log): string[] => log.entries.map((each) => each.action);

beforeAll(async () => {
  await db.inTransaction((tx) =>
    appendAudit(tx, [
      entry({ day: 1, action: 'account.created', changes: [{ field: 'name', from: null, to: 'Clinic' }] }),
      entry({ day: 2 }),
      entry({
        day: 3,
        actor: staff,
        action: 'partner.updated',
        objectType: 'partner',
        objectId: 'partner-1',
        reason: 'contract',
      }),
      entry({ day: 4, partnerId: other, action: 'token.created' }),
      entry({
        day: 5,
        partnerId: OPERATOR_BOOKS,
        actor: staff,
        action: 'access_request.taken',
        objectType: 'access_request',
        objectId: 'acr_1',
      }),
    ]),
  );
});

describe('a partner', () => {
  test('reads its own entries alone, newest first', async () => {
    const log = await read('/p/audit-log');
    expect(actions(log)).toEqual(['partner.updated', 'account.suspended', 'account.created']);
    expect(log).toMatchObject({ total: 3, total_capped: false, next_cursor: null });
    expect(log.entries.every((each) => isUuid(each.id) && !('partner_id' in each))).toBe(true);
    expect(log.entries[2]).toMatchObject({
      at: '2026-03-01T10:00:00.000Z',
      ip: '203.0.113.7',
      changes: [{ field: 'name', from: null, to: 'Clinic' }],
    });
    expect(actions(await read('/p/audit-log', other))).toEqual(['token.created']);
  });

  test('sees that the operator acted, not who of its staff, and cannot find that out by searching', async () => {
    const [newest] = (await read('/p/audit-log')).entries;
    expect(newest).toMatchObject({
      actor: { kind: 'operator', id: 'operator', label: 'Vobiz' },
      ip: null,
      reason: 'contract',
    });
    expect(JSON.stringify(newest)).not.toContain('desk@');
    expect(actions(await read('/p/audit-log?actor=operator'))).toEqual(['partner.updated']);
    expect(actions(await read('/p/audit-log?actor=desk@operator.example'))).toEqual([]);
    expect(actions(await read('/p/audit-log?actor=staff-1'))).toEqual([]);
  });

  test.each([
    ['actor=owner@acme.example', ['account.suspended', 'account.created']],
    ['actor=user-1&action=account.created', ['account.created']],
    ['action=account.suspended', ['account.suspended']],
    ['object_type=partner', ['partner.updated']],
    ['object_type=account&object_id=MA_1', ['account.suspended', 'account.created']],
    ['object_id=MA_2', []],
    ['from_date=2026-03-02&to_date=2026-03-02', ['account.suspended']],
    ['from_date=2026-03-02', ['partner.updated', 'account.suspended']],
    ['to_date=2026-03-02T09:59:59Z', ['account.created']],
    ['to_date=2026-03-02T10:00:00Z', ['account.suspended', 'account.created']],
  ])('filters by %s', async (query, expected) => {
    const log = await read(`/p/audit-log?${query}`);
    expect(actions(log)).toEqual(expected);
    expect(log.total).toBe(expected.length);
  });

  test('pages by number and by cursor, and both reach every entry once', async () => {
    expect(actions(await read('/p/audit-log?per_page=2&page=2'))).toEqual(['account.created']);
    expect(actions(await read('/p/audit-log?per_page=2&page=9'))).toEqual([]);
    const first = await read('/p/audit-log?per_page=2');
    const second = await read(`/p/audit-log?per_page=2&cursor=${first.next_cursor!}`);
    expect([...actions(first), ...actions(second)]).toEqual([
      'partner.updated',
      'account.suspended',
      'account.created',
    ]);
    expect(second.next_cursor).toBeNull();
  });

  test.each([
    'partner_id=1',
    'per_page=101',
    'page=0',
    'cursor=zzz',
    `cursor=${Buffer.from('["x"]').toString('base64url')}`,
    'from_date=2026-03-03&to_date=2026-03-02',
    'from_date=yesterday',
    'action=',
  ])('%s is refused', async (query) => {
    const answer = await app.inject({ url: `/p/audit-log?${query}`, headers: { 'x-partner': mine } });
    expect(answer.statusCode).toBe(422);
  });
});

describe('the operator', () => {
  test('reads all with the person behind it, and may narrow to one partner', async () => {
    const log = await read('/o/audit-log');
    expect(actions(log)).toEqual([
      'access_request.taken',
      'token.created',
      'partner.updated',
      'account.suspended',
      'account.created',
    ]);
    expect(log.entries.map((each) => each.partner_id)).toEqual([null, other, mine, mine, mine]);
    expect(log.entries[2]).toMatchObject({
      actor: { id: 'staff-1', label: 'desk@operator.example' },
      ip: '10.0.0.9',
    });
    expect(actions(await read(`/o/audit-log?partner_id=${other}`))).toEqual(['token.created']);
    expect(actions(await read('/o/audit-log?actor=desk@operator.example'))).toHaveLength(2);
  });
});

test('entries cannot be changed, deleted or emptied, not even by SQL', async () => {
  for (const statement of [
    sql`UPDATE audit_entry SET reason = 'x'`,
    sql`DELETE FROM audit_entry`,
    sql`TRUNCATE audit_entry`,
  ]) {
    await expect(statement.execute(db.kysely)).rejects.toThrow(/append-only/);
  }
});

test('an entry of a transaction that fails is not there', async () => {
  await expect(
    db.inTransaction(async (tx) => {
      await appendAudit(tx, [entry({ day: 9, action: 'never.happened' })]);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(actions(await read('/o/audit-log?action=never.happened'))).toEqual([]);
});

test('changes name each field that differs, with its value before and after', () => {
  expect(fieldChanges({ a: 1, b: 'x', c: 5n }, { a: 1, b: 'y', c: 6n, d: true, e: undefined })).toEqual([
    { field: 'b', from: 'x', to: 'y' },
    { field: 'c', from: 5n, to: 6n },
    { field: 'd', from: null, to: true },
  ]);
});
