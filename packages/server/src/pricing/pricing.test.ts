import { sql } from 'kysely';
import type { TSchema } from 'typebox';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { ApiVersion } from '../platform/http/index.ts';
import { compileSerializer } from '../platform/http/serialize.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import {
  PricingTierSchema,
  ShortPricingTierSchema,
  defaultTier,
  ensureDefaultTiers,
  tierFor,
  tiersFor,
  toApiPricingTier,
} from './index.ts';
import { insertTier } from './store.ts';

const db = await testDatabase();
const at = new Date('2026-03-25T10:00:00Z');
const partnerId = uuidv7(at);

function print(schema: TSchema, value: unknown, version: ApiVersion = '2026-03-25'): string {
  return compileSerializer(schema, version, (path) => {
    throw new Error(`missing ${path}`);
  })(value);
}

test('every currency gets one default tier, however often and at once it is asked for', async () => {
  await Promise.all(
    Array.from({ length: 5 }, () => db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR', 'USD'], at))),
  );
  const { rows } = await sql<{
    currency: string;
  }>`SELECT currency FROM pricing_tier ORDER BY currency`.execute(db.kysely);
  expect(rows.map((row) => row.currency)).toEqual(['INR', 'USD']);
});

test('the default tier prints the fifteen published fields as published', async () => {
  await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR'], at));
  const tier = await defaultTier(db.kysely, 'INR');
  expect(print(PricingTierSchema, toApiPricingTier(tier))).toBe(
    `{"id":"${tier.id}","name":"Standard","currency":"INR","rate_per_minute":0.45,` +
      '"streaming_rate_per_minute":0.2,"recording_rate_per_minute":0.1,"whatsapp_voice_rate":0.45,' +
      '"transcription_rate_per_minute":0.1,"pii_redaction_rate_per_minute":0.3,"charge_non_connected_calls":true,' +
      '"non_connected_call_fee":0.02,"did_release_fee":700.00,"is_active":true,"is_default":true,"partner_id":null}',
  );
  // A published client reads this fee into an integer.
  expect(print(PricingTierSchema, toApiPricingTier(tier), '2026-05-12')).toContain('"did_release_fee":700,');
});

test('the short form has the seven published keys', async () => {
  await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR'], at));
  const printed = JSON.parse(
    print(ShortPricingTierSchema, toApiPricingTier(await defaultTier(db.kysely, 'INR'))),
  ) as object;
  expect(Object.keys(printed)).toEqual([
    'id',
    'name',
    'currency',
    'rate_per_minute',
    'is_active',
    'is_default',
    'partner_id',
  ]);
});

test("a partner finds the operator's tiers and its own, never another partner's", async () => {
  await db.inTransaction((tx) => ensureDefaultTiers(tx, ['INR'], at));
  const standard = await defaultTier(db.kysely, 'INR');
  const own = uuidv7(at);
  const foreign = uuidv7(at);
  for (const [owner, id] of [
    [partnerId, own],
    [uuidv7(at), foreign],
  ] as const) {
    await db.inTransaction((tx) =>
      insertTier(tx, { ...standard, id, partnerId: owner, name: 'Own', isDefault: false }, at),
    );
  }
  expect((await tierFor(db.kysely, { partnerId, tierId: own })).partnerId).toBe(partnerId);
  expect((await tierFor(db.kysely, { partnerId, tierId: standard.id })).partnerId).toBeNull();
  await expect(tierFor(db.kysely, { partnerId, tierId: foreign })).rejects.toMatchObject({
    code: 'pricing_tier_not_found',
  });
  expect(
    [...(await tiersFor(db.kysely, { partnerId, tierIds: [own, standard.id, foreign, own] })).keys()].sort(),
  ).toEqual([own, standard.id].sort());
  expect((await tiersFor(db.kysely, { partnerId, tierIds: [] })).size).toBe(0);
});

test('a currency without prices says so', async () => {
  await expect(defaultTier(db.kysely, 'JPY')).rejects.toMatchObject({
    code: 'no_default_pricing_tier',
    facts: { currency: 'JPY' },
  });
});
