import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { createSealer } from '../crypto/index.ts';
import { defineError, unauthorized } from '../errors/index.ts';
import type { IdempotencyRequest } from '../http/index.ts';
import { appendOutbox } from '../outbox/index.ts';
import { DAY_MS } from '../time/index.ts';
import { KEY_DAYS, REDACTED, createIdempotency } from './index.ts';

const PARTNER = '01890000-0000-7000-8000-000000000001';
const ME = 'partner:me';
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
    const scope = { partnerId: PARTNER, caller: ME, at };
    const first = await idempotency.run(request('k1'), scope, makeEvent('k1'));
    const second = await idempotency.run(request('k1'), scope, makeEvent('k1'));
    expect(first).toEqual({ result: { made: 5n, when: at, token: 'sk_live_secret' }, replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await eventCount('k1')).toBe(1n);
  });

  it('twenty at once do the work once; all get the same answer', async () => {
    const runs = Array.from({ length: 20 }, () =>
      idempotency.run(request('k2'), { partnerId: PARTNER, caller: ME, at }, makeEvent('k2')),
    );
    const results = await Promise.all(runs);
    expect(results.filter((one) => !one.replayed)).toHaveLength(1);
    expect(await eventCount('k2')).toBe(1n);
  });

  it('the same key with another input is 409', async () => {
    await idempotency.run(request('k3'), { partnerId: PARTNER, caller: ME, at }, makeEvent('k3'));
    await expect(
      idempotency.run(request('k3', 'b'), { partnerId: PARTNER, caller: ME, at }, makeEvent('k3')),
    ).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('another partner may use the same key', async () => {
    const other = '01890000-0000-7000-8000-000000000002';
    const run = await idempotency.run(request('k1'), { partnerId: other, caller: ME, at }, makeEvent('k1b'));
    expect(run.replayed).toBe(false);
  });

  it('a business refusal is stored and its changes are not; a failed authentication is not stored', async () => {
    const scope = { partnerId: PARTNER, caller: ME, at };
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
    const scope = { partnerId: PARTNER, caller: ME, at };
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

  it('a secret is shown again to the caller who got it, and to nobody beside', async () => {
    const scope = { partnerId: PARTNER, caller: ME, at };
    const run = (caller: string, by = idempotency) =>
      by.run(request('k7'), { ...scope, caller }, makeEvent('k7'), { sealed: ['token'] });
    await run(ME);
    expect((await run('partner:another')).result).toEqual({ made: 5n, when: at, token: REDACTED });
    expect((await run(ME)).result.token).toBe('sk_live_secret');
    expect(await eventCount('k7')).toBe(1n);
    // The master secret was changed since: what it sealed is lost, the rest of the answer is not.
    const changed = createIdempotency({ db, sealer: createSealer(Buffer.alloc(32, 2)) });
    expect(await run(ME, changed)).toEqual({
      result: { made: 5n, when: at, token: REDACTED },
      replayed: true,
    });
  });

  it('a secret is gone from the table after a day, its key is not', async () => {
    const scope = { partnerId: PARTNER, caller: ME, at };
    const secrets = async () => {
      const { rows } = await sql<{ key: string; kept: boolean }>`
        SELECT key, sealed IS NOT NULL AS kept FROM idempotency_record WHERE key IN ('k8', 'k9') ORDER BY key`.execute(
        db.kysely,
      );
      return rows.map(({ key, kept }) => [key, kept]);
    };
    const later = new Date(at.getTime() + DAY_MS);
    await idempotency.run(request('k8'), scope, makeEvent('k8'), { sealed: ['token'] });
    await idempotency.run(request('k9'), { ...scope, at: new Date(at.getTime() + 1) }, makeEvent('k9'), {
      sealed: ['token'],
    });
    expect(await idempotency.purge(later, 1_000)).toBe(0);
    expect(await secrets()).toEqual([
      ['k8', false],
      ['k9', true],
    ]);
    const replay = await idempotency.run(request('k8'), { ...scope, at: later }, makeEvent('k8'), {
      sealed: ['token'],
    });
    expect(replay).toEqual({ result: { made: 5n, when: at, token: REDACTED }, replayed: true });
  });

  it('a key is forgotten after its days', async () => {
    const later = new Date(at.getTime() + (KEY_DAYS + 1) * DAY_MS);
    const again = await idempotency.run(
      request('k1'),
      { partnerId: PARTNER, caller: ME, at: later },
      makeEvent('k1'),
    );
    expect(again.replayed).toBe(false);
    expect(await idempotency.purge(later, 1_000)).toBeGreaterThan(0);
  });
});
