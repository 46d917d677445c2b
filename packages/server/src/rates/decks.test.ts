import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { tellDeckStarts } from './deck-starts.ts';
import { HEAD, OPERATOR, PARTNER, ratesApp } from './test-rates.ts';

const app = await ratesApp();
const { ask, audited, clock, events, must, operator, partner, publish, tier, upload } = app;
const staff = await operator();

test('a deck goes its way: sent, compared, planned, taken back, live, and back again', async () => {
  const { auth, authId } = await partner();
  const id = await tier(auth);
  const decks = `${PARTNER}/pricing-tiers/${id}/decks`;
  const first = await upload(auth, id, `${HEAD}91,India,0.6\n9198,India mobile,0.55\n`);
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ version: 1, status: 'draft', rates: 2, identical: false, faults: [] });
  expect((await must(auth, 'GET', `${decks}/1/diff`)).body).toMatchObject({
    against: null,
    counts: { new: 2, unchanged: 0 },
    total: 2,
  });
  expect((await publish(auth, id, 1, { live_version: 0 })).body).toMatchObject({
    status: 'live',
    live_since: clock.now().toISOString(),
  });
  expect((await must(auth, 'GET', `${PARTNER}/pricing-tiers/${id}`)).body).toMatchObject({
    live_deck: { version: 1, rates: 2 },
    next_deck: null,
  });
  const again = await upload(
    auth,
    id,
    `Rate;Code;Destination\r\n"0,55";9198;India mobile\r\n0,6;91;India\r\n`,
  );
  expect(again.body).toMatchObject({ version: 1, status: 'live', identical: true });

  await upload(auth, id, `${HEAD}91,India,0.66\n44,UK,1\n`);
  const diff = await must(auth, 'GET', `${decks}/2/diff?per_page=1`);
  expect(diff.body).toMatchObject({
    version: 2,
    against: 1,
    counts: { new: 1, dearer: 1, gone: 1, cheaper: 0, terms: 0, unchanged: 0 },
    changes: [{ prefix: '91', kind: 'dearer', percent: 10, before: { rate_per_minute: 0.6 } }],
    total: 3,
  });
  const next = await must(
    auth,
    'GET',
    `${decks}/2/diff?per_page=9&cursor=${String(diff.body['next_cursor'])}`,
  );
  expect((next.body['changes'] as { prefix: string }[]).map(({ prefix }) => prefix)).toEqual(['44', '9198']);
  expect((await must(auth, 'GET', `${decks}/2/diff?kind=gone`)).body).toMatchObject({ total: 1 });

  const soon = new Date(clock.now().getTime() + 3_600_000).toISOString();
  expect((await publish(auth, id, 2, { effective_at: soon })).body).toMatchObject({
    status: 'scheduled',
    scheduled_for: soon,
  });
  expect((await must(auth, 'POST', `${decks}/2/unschedule`)).body).toMatchObject({ status: 'draft' });
  expect((await ask(auth, 'POST', `${decks}/2/unschedule`)).body['error']).toBe('deck_not_scheduled');
  clock.advanceMs(1_000);
  expect((await publish(auth, id, 2)).body['status']).toBe('live');
  clock.advanceMs(1_000);
  expect((await publish(auth, id, 1, { reason: 'Wrong file' })).body['status']).toBe('live');
  const listed = (await must(auth, 'GET', decks)).body;
  expect(listed).toMatchObject({
    total: 2,
    decks: [
      { version: 2, status: 'retired' },
      { version: 1, status: 'live' },
    ],
  });
  expect((await ask(auth, 'DELETE', `${decks}/2`)).body['error']).toBe('deck_in_use');
  expect(await audited(id)).toEqual([
    'pricing_tier.created',
    'rate_deck.uploaded',
    'rate_deck.published',
    'rate_deck.uploaded',
    'rate_deck.published',
    'rate_deck.unscheduled',
    'rate_deck.published',
    'rate_deck.published',
  ]);
  expect((await events('rate_deck.published')).at(-1)).toMatchObject({ pricing_tier_id: id, version: 1 });
  expect(authId).toMatch(/^partner-/);
});

test('a planned deck is told of when it begins, once, and not when it was taken back', async () => {
  const { auth } = await partner();
  const id = await tier(auth);
  const decks = `${PARTNER}/pricing-tiers/${id}/decks`;
  for (const rate of ['0.6', '0.7', '0.8']) await upload(auth, id, `${HEAD}91,India,${rate}\n`);
  const at = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000).toISOString();
  const [first, second] = [at(10), at(20)];
  await publish(auth, id, 1, { effective_at: first });
  await publish(auth, id, 2, { effective_at: second });
  await publish(auth, id, 3, { effective_at: at(15) });
  await must(auth, 'POST', `${decks}/3/unschedule`);
  const tell = async () => {
    const runs = [1, 2, 3].map(() => tellDeckStarts(app.db, clock.now(), 20));
    return (await Promise.all(runs)).reduce((sum, told) => sum + told, 0);
  };
  expect(await tell()).toBe(0);
  clock.advanceMs(10_000);
  expect([await tell(), await tell()]).toEqual([1, 0]);
  expect(await events('rate_deck.started')).toMatchObject([
    { pricing_tier_id: id, version: 1, status: 'live', live_since: first, scheduled_for: null },
  ]);
  clock.advanceMs(60_000);
  expect([await tell(), await tell()]).toEqual([1, 0]);
  expect((await events('rate_deck.started')).at(-1)).toMatchObject({ version: 2, live_since: second });
  // One that is published at once begins with that, and is told by it.
  await publish(auth, id, 3);
  expect(await tell()).toBe(0);
  expect((await audited(id)).filter((action) => action === 'rate_deck.started')).toHaveLength(2);
});

test('a file with bad rows says which, and can never be published', async () => {
  const { auth } = await partner();
  const id = await tier(auth);
  const decks = `${PARTNER}/pricing-tiers/${id}/decks`;
  const sent = await upload(auth, id, `${HEAD}91,India,0.6\n+44,UK,x\n`);
  const faults = [
    { line: 3, column: 'prefix', message: 'A prefix has no +; give its digits alone' },
    { line: 3, column: 'rate_per_minute', message: 'A price is a plain decimal number' },
  ];
  expect(sent.body).toMatchObject({ status: 'faulty', fault_count: 2, rates: 0, faults });
  expect((await must(auth, 'GET', `${decks}/1/faults`)).body).toEqual({ fault_count: 2, faults });
  const refused = await publish(auth, id, 1);
  expect([refused.status, refused.body['error']]).toEqual([409, 'deck_not_publishable']);
  expect((await must(auth, 'DELETE', `${decks}/1`)).body['status']).toBe('faulty');
  expect((await ask(auth, 'GET', `${decks}/1`)).status).toBe(404);
});

test('prices are searched page by page, and come out as a file that can be sent back', async () => {
  const { auth } = await partner();
  const id = await tier(auth);
  const rows = Array.from(
    { length: 25 },
    (_, n) => `91${String(n + 10)},"Area ""${String(n)}"", =x",0.${String(n + 1)}`,
  );
  await upload(auth, id, `${HEAD}44,UK,1\n${rows.join('\n')}\n`);
  const rates = `${PARTNER}/pricing-tiers/${id}/decks/1/rates`;
  expect((await must(auth, 'GET', `${rates}?prefix=911`)).body).toMatchObject({ total: 10 });
  expect((await must(auth, 'GET', `${rates}?search=uk`)).body).toMatchObject({
    total: 1,
    rates: [{ prefix: '44', rate_per_minute: 1, connect_fee: 0, effective_from: null }],
  });
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = (await must(auth, 'GET', `${rates}?per_page=10${cursor}`)).body;
    seen.push(...(page['rates'] as { prefix: string }[]).map(({ prefix }) => prefix));
    const next = page['next_cursor'] as string | null;
    cursor = next === null ? '' : `&cursor=${next}`;
  } while (cursor !== '');
  expect(seen).toHaveLength(26);
  expect(new Set(seen).size).toBe(26);
  expect((await ask(auth, 'GET', `${rates}?cursor=nonsense`)).status).toBe(422);
  const file = await must(auth, 'GET', `${rates}.csv`, undefined, { accept: 'text/csv' });
  expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(file.headers['content-disposition']).toContain('deck-1.csv');
  expect((await upload(auth, id, file.text)).body).toMatchObject({ identical: true, version: 1 });
});

test('of the tier at which it buys a partner sees what is published, and no draft', async () => {
  const { auth, authId } = await partner();
  const gold = await tier(staff, { name: 'Gold' }, OPERATOR);
  await must(staff, 'PUT', `${OPERATOR}/partners/${authId}/wholesale-tiers`, { pricing_tier_id: gold });
  await upload(staff, gold, `${HEAD}91,India,0.3\n`, OPERATOR);
  await publish(staff, gold, 1, {}, OPERATOR);
  await upload(staff, gold, `${HEAD}91,India,0.4\n`, OPERATOR);
  const decks = `${PARTNER}/pricing-tiers/${gold}/decks`;
  expect((await must(auth, 'GET', decks)).body).toMatchObject({ total: 1, decks: [{ version: 1 }] });
  expect((await must(auth, 'GET', `${decks}/1/rates`)).body).toMatchObject({ rates: [{ prefix: '91' }] });
  for (const path of ['', '/rates', '/rates.csv', '/diff', '/faults'])
    expect((await ask(auth, 'GET', `${decks}/2${path}`)).status).toBe(404);
  expect((await ask(auth, 'GET', `${decks}/1/diff?against=2`)).status).toBe(404);
  for (const refused of [await upload(auth, gold, `${HEAD}91,x,1\n`), await publish(auth, gold, 1)])
    expect([refused.status, refused.body['error']]).toEqual([403, 'not_your_pricing_tier']);
});

test('a partner without the capability cannot send or publish a deck', async () => {
  const one = await partner();
  const id = await tier(one.auth);
  await must(staff, 'PATCH', `${OPERATOR}/partners/${one.authId}`, { can_create_pricing_tiers: false });
  const sent = await upload(one.auth, id, `${HEAD}91,India,1\n`);
  expect([sent.status, sent.body['error']]).toEqual([403, 'pricing_tiers_disabled']);
  expect((await publish(one.auth, id, 1)).body['error']).toBe('pricing_tiers_disabled');
});

test('publishing is done once for one idempotency key', async () => {
  const { auth } = await partner();
  const id = await tier(auth);
  await upload(auth, id, `${HEAD}91,India,1\n`);
  const at = new Date(clock.now().getTime() + 60_000).toISOString();
  const url = `${PARTNER}/pricing-tiers/${id}/decks/1/publish`;
  const send = () => ask(auth, 'POST', url, { effective_at: at }, { 'idempotency-key': 'plan' });
  const [first, again] = [await send(), await send()];
  expect(again.text).toBe(first.text);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect((await audited(id)).filter((action) => action === 'rate_deck.published')).toHaveLength(1);
});

test('a client that hangs up while it sends leaves an interrupted version, and the tier takes the next file', async () => {
  const { auth } = await partner();
  const id = await tier(auth);
  await app.composition.http.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.composition.http.server.address() as AddressInfo;
  const path = `${PARTNER}/pricing-tiers/${id}/deck`;
  const headers = { ...auth, 'content-type': 'text/csv', 'content-length': '100000' };
  const sending = request({ host: '127.0.0.1', port, method: 'PUT', path, headers });
  sending.on('error', () => undefined);
  sending.write(`${HEAD}91,India,1\n`);
  const status = async (): Promise<unknown> =>
    (await ask(auth, 'GET', `${PARTNER}/pricing-tiers/${id}/decks/1`)).body['status'];
  await expect.poll(status).toBe('reading');
  expect((await upload(auth, id, `${HEAD}1,x,1\n`)).body['error']).toBe('deck_upload_running');
  sending.destroy();
  await expect.poll(status).toBe('interrupted');
  expect((await upload(auth, id, `${HEAD}91,India,1\n`)).body).toMatchObject({ version: 2, status: 'draft' });
});
