import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { createSealer } from '../crypto/index.ts';
import { defineError, unauthorized } from '../errors/index.ts';
import type { IdempotencyRequest } from '../http/index.ts';
import { appendOutbox } from '../outbox/index.ts';
import { KEY_DAYS, REDACTED, createIdempotency } from './index.ts';

const PARTNER = '01890000-0000-7000-8000-000000000001';
const DAY_MS = 86_400_000;
const at = new Date('2026-03-25T10:00:00Z');
const refused = defineError({
  code: 'test_refused',
  status: 409,
  title: 'Refused',
  message: 'No.',
  retryable: false,
});

const db = await testDatabase();
const idempotency = createIdempotency({ db, sealer: createSealer(Buffer.alloc(32, 1)) });

function request(key: string, hash = 'a'): IdempotencyRequest {
  return { key, scope: 'POST /things', inputHash: Buffer.from(hash) };
}

async function eventCount(topic: string): Promise<bigint> {
  const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM outbox WHERE topic = ${topic}`.execute(
    db.kysely,
  );
  return rows[0]!.n;
}

const makeEvent = (topic: string) => async (tx: Parameters<typeof appendOutbox>[0]) => {
  await appendOutbox(tx, at, [{ partnerId: PARTNER, topic, payload: {} }]);
  return { made: 5n, when: at, token: 'sk_live_secret' };
};

describe('idempotency', () => {
  it('a repeated request gets the stored result, in its own types, and nothing happens twice', async () => {
    const scope = { partnerId: PARTNER, at };
    const first = await idempotency.run(request('k1'), scope, makeEvent('k1'));
    const second = await idempotency.run(request('k1'), scope, makeEvent('k1'));
    expect(first).toEqual({ result: { made: 5n, when: at, token: 'sk_live_secret' }, replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await eventCount('k1')).toBe(1n);
  });

  it('twenty at once do the work once; all get the same answer', async () => {
    const runs = Array.from({ length: 20 }, () =>
      idempotency.run(request('k2'), { partnerId: PARTNER, at }, makeEvent('k2')),
    );
    const results = await Promise.all(runs);
    expect(results.filter((one) => !one.replayed)).toHaveLength(1);
    expect(await eventCount('k2')).toBe(1n);
  });

  it('the same key with another input is 409', async () => {
    await idempotency.run(request('k3'), { partnerId: PARTNER, at }, makeEvent('k3'));
    await expect(
      idempotency.run(request('k3', 'b'), { partnerId: PARTNER, at }, makeEvent('k3')),
    ).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('another partner may use the same key', async () => {
    const other = '01890000-0000-7000-8000-000000000002';
    const run = await idempotency.run(request('k1'), { partnerId: other, at }, makeEvent('k1b'));
    expect(run.replayed).toBe(false);
  });

  it('a business refusal is stored and its changes are not; a failed authentication is not stored', async () => {
    const scope = { partnerId: PARTNER, at };
    let runs = 0;
    const work = async (tx: Parameters<typeof appendOutbox>[0]) => {
      runs += 1;
      await appendOutbox(tx, at, [{ partnerId: PARTNER, topic: 'k4', payload: {} }]);
      throw refused({ facts: { requested: 7n } });
    };
    await expect(idempotency.run(request('k4'), scope, work)).rejects.toMatchObject({ code: 'test_refused' });
    await expect(idempotency.run(request('k4'), scope, work)).rejects.toMatchObject({
      code: 'test_refused',
      facts: { requested: 7n },
      headers: { 'idempotency-replayed': 'true' },
    });
    expect(runs).toBe(1);
    expect(await eventCount('k4')).toBe(0n);
    const denied = async () => {
      throw unauthorized();
    };
    await expect(idempotency.run(request('k5'), scope, denied)).rejects.toMatchObject({ status: 401 });
    expect((await idempotency.run(request('k5'), scope, makeEvent('k5'))).replayed).toBe(false);
  });

  it('a secret is sealed at rest, replayable for a day and masked after', async () => {
    const scope = { partnerId: PARTNER, at };
    await idempotency.run(request('k6'), scope, makeEvent('k6'), { sealed: ['token'] });
    const { rows } = await sql<{
      text: string;
    }>`SELECT r::text AS text FROM idempotency_record r WHERE key = 'k6'`.execute(db.kysely);
    expect(rows[0]!.text).not.toContain('sk_live_secret');
    const soon = await idempotency.run(
      request('k6'),
      { ...scope, at: new Date(at.getTime() + DAY_MS - 1) },
      makeEvent('k6'),
    );
    expect(soon.result.token).toBe('sk_live_secret');
    const late = await idempotency.run(
      request('k6'),
      { ...scope, at: new Date(at.getTime() + DAY_MS) },
      makeEvent('k6'),
    );
    expect(late.result.token).toBe(REDACTED);
  });

  it('a key is forgotten after its days', async () => {
    const later = new Date(at.getTime() + (KEY_DAYS + 1) * DAY_MS);
    const again = await idempotency.run(request('k1'), { partnerId: PARTNER, at: later }, makeEvent('k1'));
    expect(again.replayed).toBe(false);
    expect(await idempotency.purge(later, 1_000)).toBeGreaterThan(0);
  });
});
