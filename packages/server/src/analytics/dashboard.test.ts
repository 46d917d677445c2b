import { describe, expect, it } from 'vitest';
import { answeredAt, record } from '../cdrs/test-calls.ts';
import { figuresKit, STRICT, type Dashboard, type Json, type Rollup } from './analytics.test-kit.ts';

const { app, partner, customerIds, ask } = await figuresKit();

describe('the dashboard', () => {
  const pairs = ({ traffic, by_product }: Dashboard) =>
    [
      [traffic.inbound, traffic.outbound],
      [by_product.sip_trunking, by_product.voice_api],
    ] as const;
  const units = (text: string): bigint => BigInt(text.replace('.', ''));

  it('adds up: directions to the whole, products to the whole, in every field', async () => {
    const { status, body } = await ask<Dashboard>('/dashboard');
    expect(status).toBe(200);
    expect(body.calls.total_calls).toBeGreaterThan(500);
    for (const [first, second] of pairs(body)) {
      expect(first.total_calls + second.total_calls).toBe(body.calls.total_calls);
      expect(first.answered_calls + second.answered_calls).toBe(body.calls.answered_calls);
      expect(Math.round((first.total_minutes + second.total_minutes) * 100)).toBe(
        Math.round(body.calls.total_minutes * 100),
      );
      expect(units(first.total_cost) + units(second.total_cost)).toBe(units(body.calls.total_cost));
      expect(first.total_calls).toBeGreaterThan(0);
      expect(second.total_calls).toBeGreaterThan(0);
    }
    const sum = (of: (row: Rollup) => number) => body.time_series.reduce((total, day) => total + of(day), 0);
    expect(sum((row) => row.total_calls)).toBe(body.calls.total_calls);
    expect(sum((row) => row.answered_calls)).toBe(body.calls.answered_calls);
    expect(body.time_series.reduce((total, day) => total + units(day.total_cost), 0n)).toBe(
      units(body.calls.total_cost),
    );
    for (const day of body.time_series) {
      expect(day.inbound.total_calls + day.outbound.total_calls).toBe(day.total_calls);
      expect(Math.round((day.inbound.total_minutes + day.outbound.total_minutes) * 100)).toBe(
        Math.round(day.total_minutes * 100),
      );
    }
    expect(body['period']).toEqual({ from: '2026-02-23', to: '2026-03-25' });
    expect(body['accounts']).toMatchObject({ total: 3, active: 3 });
  });

  it('has exactly the published keys in the published version, and there so has analytics', async () => {
    const KEYS = [
      'partner',
      'period',
      'accounts',
      'total_balance',
      'currency',
      'calls',
      'traffic',
      'by_product',
      'time_series',
    ];
    for (const path of ['/dashboard', '/analytics']) {
      const { body } = await ask<Dashboard>(path, STRICT);
      expect(Object.keys(body)).toEqual(KEYS);
      expect(Object.keys(body['partner'] as Json)).toHaveLength(21);
      expect((body['partner'] as Json)['balance']).toBeNull();
      expect(Object.keys(body.calls)).toEqual([
        'total_calls',
        'answered_calls',
        'total_minutes',
        'total_cost',
      ]);
      expect(Object.keys(body.time_series[0] ?? {})).toEqual([
        'date',
        'total_calls',
        'answered_calls',
        'total_minutes',
        'total_cost',
        'inbound',
        'outbound',
      ]);
      expect(Object.keys(body.time_series[0]?.inbound ?? {})).toEqual([
        'total_calls',
        'answered_calls',
        'total_minutes',
      ]);
      expect(Number.isInteger(body.by_product.sip_trunking.total_minutes)).toBe(true);
      expect(body['total_balance']).toMatch(/^\d+\.\d{5}$/);
    }
  });

  it('counts a call in the moment in which it is settled', async () => {
    const before = (await ask<Dashboard>('/dashboard')).body.calls;
    await record(app.db, [
      answeredAt('2026-03-25T09:59:00Z', {
        partnerId: partner.partnerId,
        customerId: customerIds[0],
        cost: 1_234_500n,
      }),
    ]);
    const after = (await ask<Dashboard>('/dashboard')).body.calls;
    expect(after.total_calls - before.total_calls).toBe(1);
    expect(units(after.total_cost) - units(before.total_cost)).toBe(1_234_500n);
  });

  it('is empty, and not an error, for who has no calls', async () => {
    const fresh = await app.partner();
    const { status, body } = await ask<Dashboard>('/analytics', {}, fresh.auth);
    expect(status).toBe(200);
    expect(body.calls.total_calls).toBe(0);
    expect(body.time_series).toEqual([]);
    expect(body['quality']).toEqual({ asr: null, ner: null, acd_seconds: null, pdd_ms: null, mos: null });
  });
});
