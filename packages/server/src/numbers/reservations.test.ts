import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersKit, type Pair } from './numbers.test-kit.ts';
import { expiryOf, extendedExpiry, reservationState } from './reservation.ts';

const kit = await numbersKit();
const { app } = kit;
const PATH = '/api/v1/partner/numbers/reservations';
const MINUTE = 60_000;

interface Answer {
  readonly id: string;
  readonly status: string;
  readonly numbers: string[];
  readonly reserved: string[];
  readonly expires_at: string;
}

const reserve = (pair: Pair, numbers: string[], minutes?: number, headers?: Record<string, string>) =>
  kit.call(
    'POST',
    PATH,
    pair.partner.auth,
    { numbers, ...(minutes === undefined ? {} : { minutes }) },
    headers,
  );

async function reserved(pair: Pair, numbers: string[], minutes?: number): Promise<Answer> {
  const answer = await reserve(pair, numbers, minutes);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as unknown as Answer;
}

describe('a reservation', () => {
  it('keeps numbers from everybody else, for fifteen minutes unless said otherwise, and is told about', async () => {
    const [mine, other] = [await kit.pair(0), await kit.pair(0)];
    const numbers = [await kit.stock(), await kit.stock()];
    const answer = await reserved(mine, numbers);
    expect(answer).toMatchObject({ status: 'active', numbers, reserved: numbers });
    expect(Date.parse(answer.expires_at) - app.clock.now().getTime()).toBe(15 * MINUTE);
    const refused = await reserve(other, [numbers[1]!, await kit.stock()]);
    expect([refused.status, refused.code, refused.body['numbers']]).toEqual([
      409,
      'number_not_available',
      [numbers[1]],
    ]);
    const { rows } = await app.db.pool.query<{ topic: string }>(
      `SELECT topic FROM outbox WHERE payload ->> 'reservation_id' = $1`,
      [answer.id],
    );
    expect(rows.map(({ topic }) => topic)).toEqual(['number.reserved']);
    const inventory = await kit.call(
      'GET',
      `/api/v1/partner/numbers/inventory?contains=${numbers[0]!.slice(1)}`,
      mine.partner.auth,
    );
    expect(inventory.body['items']).toEqual([]);
  });

  it('is all or nothing, and names every number that is not to be had', async () => {
    const mine = await kit.pair(0);
    const free = await kit.stock();
    const taken = await kit.stock();
    await reserved(await kit.pair(0), [taken]);
    const refused = await reserve(mine, [free, taken, '+911100000000']);
    expect(refused.body['numbers']).toEqual(['+911100000000', taken]);
    expect(await kit.stateOf(free)).toBe('available');
  });

  it('of one number by twenty at once goes to one', async () => {
    const pairs = await Promise.all([kit.pair(0), kit.pair(0), kit.pair(0), kit.pair(0)]);
    const numbers = [await kit.stock(), await kit.stock(), await kit.stock()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        // In every order, so that whoever locks carelessly waits in a circle.
        reserve(pairs[index % 4]!, index % 2 === 0 ? numbers : numbers.toReversed()),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'number_not_available')).toHaveLength(19);
  });

  it('is repeated, not doubled, under one idempotency key', async () => {
    const mine = await kit.pair(0);
    const numbers = [await kit.stock()];
    const key = { 'idempotency-key': 'once' };
    const [first, second] = [await reserve(mine, numbers, 5, key), await reserve(mine, numbers, 5, key)];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('ends with its time, whether or not the sweep has been there, and the sweep frees and announces it', async () => {
    const [mine, other] = [await kit.pair(0), await kit.pair(0)];
    const [first, second] = [await kit.stock(), await kit.stock()];
    const { id } = await reserved(mine, [first, second], 1);
    app.clock.advanceMs(MINUTE);
    expect(await kit.stateOf(first)).toBe('reserved');
    const read = await kit.call('GET', `${PATH}/${id}`, mine.partner.auth);
    expect(read.body).toMatchObject({ status: 'expired', reserved: [] });
    await reserved(other, [first], 5);
    await app.services.numbers.sweep(app.clock.now());
    expect([await kit.stateOf(first), await kit.stateOf(second)]).toEqual(['reserved', 'available']);
    const { rows } = await app.db.pool.query(
      `SELECT payload -> 'numbers' AS numbers FROM outbox WHERE topic = 'number.reservation_expired' AND payload ->> 'reservation_id' = $1`,
      [id],
    );
    expect(rows).toEqual([{ numbers: [second] }]);
    const late = await kit.call('POST', `${PATH}/${id}/extend`, mine.partner.auth, {});
    expect(late.code).toBe('reservation_ended');
  });

  it('is extended up to a day in all', async () => {
    const mine = await kit.pair(0);
    const number = await kit.stock();
    const { id, expires_at } = await reserved(mine, [number]);
    const extended = await kit.call('POST', `${PATH}/${id}/extend`, mine.partner.auth, { minutes: 60 });
    expect(Date.parse(String(extended.body['expires_at'])) - Date.parse(expires_at)).toBe(60 * MINUTE);
    app.clock.advanceMs(70 * MINUTE);
    expect((await reserve(await kit.pair(0), [number])).code).toBe('number_not_available');
    const tooLong = await kit.call('POST', `${PATH}/${id}/extend`, mine.partner.auth, { minutes: 1_400 });
    expect([tooLong.status, tooLong.code]).toEqual([409, 'reservation_too_long']);
  });

  it('lets go what it still has when it is cancelled', async () => {
    const mine = await kit.pair(1_000);
    const [bought, left] = [await kit.stock(), await kit.stock()];
    const { id } = await reserved(mine, [bought, left]);
    await kit.buy(mine, { e164: bought, reservation_id: id });
    const cancelled = await kit.call('DELETE', `${PATH}/${id}`, mine.partner.auth);
    expect(cancelled.body).toMatchObject({ status: 'cancelled', reserved: [] });
    expect([await kit.stateOf(bought), await kit.stateOf(left)]).toEqual(['held', 'available']);
    const { rows } = await app.db.pool.query<{ payload: unknown }>(
      `SELECT payload FROM outbox WHERE topic = 'number.reservation_cancelled' AND payload ->> 'reservation_id' = $1`,
      [id],
    );
    expect(rows).toMatchObject([{ payload: { numbers: [left] } }]);
    const again = await kit.call('DELETE', `${PATH}/${id}`, mine.partner.auth);
    expect(again.body).toEqual(cancelled.body);
  });

  it('is another partner’s 404, as is one that is not there', async () => {
    const [mine, other] = [await kit.pair(0), await kit.pair(0)];
    const { id } = await reserved(other, [await kit.stock()]);
    for (const wrong of [id, '0198c0de-0000-7000-8000-00000000dead', 'x']) {
      const answers = [
        await kit.call('GET', `${PATH}/${wrong}`, mine.partner.auth),
        await kit.call('POST', `${PATH}/${wrong}/extend`, mine.partner.auth, {}),
        await kit.call('DELETE', `${PATH}/${wrong}`, mine.partner.auth),
      ];
      expect(answers.map(({ status, code }) => [status, code])).toEqual(Array(3).fill([404, 'not_found']));
    }
  });

  it('of more than a partner may have is refused, also when it asks many times at once', async () => {
    const mine = await kit.pair(0);
    const operator = await app.operator();
    await kit.call('POST', '/api/v1/operator/numbers', operator, {
      first: '+912067000000',
      count: 700,
      number_type: 'local',
      currency: 'INR',
      setup_fee: 1,
      monthly_fee: 1,
    });
    const hundred = (n: number): string[] =>
      Array.from({ length: 100 }, (_, i) => `+${String(912_067_000_000 + n * 100 + i)}`);
    const answers = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => reserve(mine, hundred(n))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ code }) => code === 'too_many_reserved_numbers')).toHaveLength(2);
  });

  it('is exactly one of active, expired, cancelled and used at any time, and never lasts more than a day', () => {
    const minutes = fc.integer({ min: 1, max: 1_440 });
    fc.assert(
      fc.property(
        minutes,
        fc.array(minutes, { maxLength: 8 }),
        minutes,
        fc.boolean(),
        (first, extensions, later, left) => {
          const createdAt = new Date('2026-03-25T10:00:00Z');
          let expiresAt = expiryOf(createdAt, first);
          for (const more of extensions)
            expiresAt = extendedExpiry({ createdAt, expiresAt }, more) ?? expiresAt;
          expect(expiresAt.getTime() - createdAt.getTime()).toBeLessThanOrEqual(1_440 * MINUTE);
          const at = expiryOf(createdAt, later);
          const state = reservationState({ held: left ? ['+1'] : [], expiresAt, cancelledAt: null }, at);
          expect(state).toBe(at >= expiresAt ? 'expired' : left ? 'active' : 'used');
        },
      ),
    );
  });
});
