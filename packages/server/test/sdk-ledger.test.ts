import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp, type TestCustomer, type TestPartner } from './app.ts';
import { PartnerPortal, verifyChain, type ChainPlace } from '../../sdk/src/index.ts';

let app: TestApp;
let baseUrl: string;
let partner: TestPartner;
let customer: TestCustomer;
let portal: PartnerPortal;

const clientOf = ({ authId, token }: TestPartner, more: object = {}) =>
  new PartnerPortal({ baseUrl, authId, authToken: token, ...more });

async function transfers(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const description = `naïve "quote" \\ ünïcode ₹ ${String(n)}`;
    await portal.accounts.transferBalance(customer.authId, {
      amount: '1.23456',
      currency: 'INR',
      description,
    });
  }
}

/** The first day: funding and three transfers; the second: three; the third: one and its reversal. */
beforeAll(async () => {
  app = await startTestApp();
  baseUrl = await app.composition.http.listen({ host: '127.0.0.1', port: 0 });
  partner = await app.partner();
  customer = await app.customer(partner);
  portal = clientOf(partner);
  await transfers(3);
  app.clock.set(new Date('2026-03-26T09:00:00.123Z'));
  await transfers(3);
  app.clock.set(new Date('2026-03-28T23:59:59.999Z'));
  const last = await portal.accounts.transferBalance(customer.authId, { amount: 2, currency: 'INR' });
  await portal.transfers.reverse(last.transaction_id, { amount: '0.5' });
});

type Body = Record<string, never> & { entries: Record<string, unknown>[]; roots: Record<string, unknown>[] };

/** A client between whose answers and itself somebody sits. */
function altering(path: string, change: (body: Body) => void): PartnerPortal {
  const fetch = async (input: string, init: RequestInit): Promise<Response> => {
    const answer = await globalThis.fetch(input, init);
    if (!input.includes(path)) return answer;
    const body = (await answer.json()) as Body;
    change(body);
    return Response.json(body, { status: answer.status });
  };
  return clientOf(partner, { fetch });
}

const inEntries = (entryNo: number, change: (entry: Record<string, unknown>) => void) =>
  altering('/ledger/entries', ({ entries }) => {
    for (const entry of entries) if (entry['entry_no'] === entryNo) change(entry);
  });

describe('a partner that checks its chain alone', () => {
  it('finds real books right, in both versions, from the first entry and from a place it kept', async () => {
    const report = await verifyChain(portal);
    expect(report).toMatchObject({ ok: true, entries: 9, roots: 2, head: { entry_no: 9 } });
    const { roots, head } = await portal.ledger.listRoots().page();
    expect(roots.map(({ day, entry_no }) => [day, entry_no])).toEqual([
      ['2026-03-25', 4],
      ['2026-03-26', 7],
    ]);
    expect(head).toMatchObject({ entry_no: 9, posted_at: '2026-03-28T23:59:59.999Z' });
    expect(await verifyChain(clientOf(partner, { apiVersion: '2026-05-12' }), { known: roots })).toEqual(
      report,
    );
    expect(await verifyChain(portal, { after: roots[0]! })).toMatchObject({ ok: true, entries: 5, roots: 1 });
    expect(await verifyChain(portal, { after: head })).toMatchObject({ ok: true, entries: 0 });
  });

  it('reads on where an answer ends', async () => {
    const lengths: number[] = [];
    const short = altering('/ledger/entries', (body) => {
      body.entries = body.entries.slice(0, 4);
      lengths.push(body.entries.length);
    });
    expect(await verifyChain(short)).toMatchObject({ ok: true, entries: 9, roots: 2 });
    expect(lengths).toEqual([4, 4, 1]);
  });

  it('names the entry of which one field is another', async () => {
    const { entries } = await portal.ledger.listEntries({ limit: 1, after_entry_no: 4 });
    const fields = Object.keys(entries[0]!).filter((field) => field !== 'entry_no');
    expect(fields).toHaveLength(16);
    for (const field of fields) {
      const other = inEntries(5, (entry) => {
        const value = entry[field] as string | number | null;
        entry[field] =
          typeof value === 'number'
            ? value + 1
            : value === null
              ? 'x'
              : value.replace(/.$/, (last) => (last === '1' ? '2' : '1'));
      });
      expect([field, await verifyChain(other)]).toEqual([
        field,
        expect.objectContaining({ ok: false, entryNo: 5, what: 'entry_changed' }),
      ]);
    }
  });

  it('names the place where an entry is left out or the end is missing', async () => {
    const without = (gone: (entryNo: unknown) => boolean) =>
      altering('/ledger/entries', (body) => {
        body.entries = body.entries.filter((entry) => !gone(entry['entry_no']));
      });
    const missing = { ok: false, what: 'entry_missing' };
    expect(await verifyChain(without((no) => no === 6))).toMatchObject({ ...missing, entryNo: 6 });
    expect(await verifyChain(without((no) => Number(no) > 7))).toMatchObject({ ...missing, entryNo: 8 });
  });

  it('names a daily root that is missing, another, or where no day ends', async () => {
    const roots = (change: (body: Body) => void) => verifyChain(altering('/ledger/roots', change));
    const wrong = { ok: false, what: 'root_wrong' };
    expect(await roots((body) => void body.roots.shift())).toMatchObject({ ...wrong, entryNo: 4 });
    expect(await roots(({ roots: [, second] }) => (second!['hash'] = 'f'.repeat(64)))).toMatchObject({
      ...wrong,
      entryNo: 7,
    });
    const extra = { day: '2026-03-27', entry_no: 8, hash: 'f'.repeat(64) };
    expect(await roots((body) => void body.roots.push(extra))).toMatchObject({ ...wrong, entryNo: 8 });
  });

  it('notices by what it kept that the books were written anew or cut off, however well they fit together', async () => {
    const report = await verifyChain(portal);
    if (!report.ok) throw new Error(report.detail);
    const { head } = report;
    const kept = (known: ChainPlace) => verifyChain(portal, { known: [known] });
    expect(await kept({ entry_no: 3, hash: 'a'.repeat(64) })).toMatchObject({
      what: 'known_wrong',
      entryNo: 3,
    });
    expect(await kept({ ...head, entry_no: 10 })).toMatchObject({ what: 'entry_missing', entryNo: 10 });
    expect(await verifyChain(portal, { after: { entry_no: 3, hash: head.hash } })).toMatchObject({
      what: 'entry_changed',
      entryNo: 4,
    });
  });
});

describe('the ledger for export', () => {
  const get = (path: string, auth = partner.auth) =>
    app.request('GET', `/api/v1/partner/ledger/${path}`, { auth });

  it('is walked by entry number, and by day', async () => {
    const first = await get('entries?limit=4');
    expect(first.json()).toMatchObject({ partner_id: partner.partnerId, next_after_entry_no: 4 });
    const rest = await get('entries?after_entry_no=4&limit=1000');
    const { entries, next_after_entry_no: next } = rest.json<{
      entries: object[];
      next_after_entry_no: null;
    }>();
    expect([entries.length, next]).toEqual([5, null]);
    expect(entries[0]).toMatchObject({
      entry_no: 5,
      amount_units: '123456',
      description: 'naïve "quote" \\ ünïcode ₹ 0',
      posted_at: '2026-03-26T09:00:00.123000Z',
    });
    const one = (await get('roots?per_page=1')).json<{
      total: number;
      next_cursor: string;
      roots: object[];
    }>();
    expect(one).toMatchObject({ total: 2, roots: [{ day: '2026-03-25' }] });
    const two = await get(`roots?per_page=1&cursor=${one.next_cursor}`);
    expect(two.json()).toMatchObject({ roots: [{ day: '2026-03-26' }], next_cursor: null });
    const window = await get('roots?from_date=2026-03-26&to_date=2026-03-26T00:00:00Z');
    expect(window.json()).toMatchObject({ total: 1, roots: [{ day: '2026-03-26' }], head: { entry_no: 9 } });
  });

  it('names every fault of a question', async () => {
    const cursor = Buffer.from('["2026-02-30"]').toString('base64url');
    const roots = await get(`roots?from_date=2026-13-01&per_page=367&cursor=${cursor}`);
    expect(roots.statusCode).toBe(422);
    expect(roots.json<{ details: { loc: string[] }[] }>().details.map(({ loc }) => loc[1])).toEqual([
      'from_date',
      'per_page',
      'cursor',
    ]);
    const entries = await get('entries?after_entry_no=-1&limit=1001&page=2');
    expect(entries.statusCode).toBe(422);
    expect(entries.json<{ details: unknown[] }>().details).toHaveLength(3);
  });

  it('is a partner’s own: another sees its own alone, and a new one nothing', async () => {
    const other = await app.partner({ startingBalance: 100n });
    const seen = await get('entries', other.auth);
    expect(seen.json()).toMatchObject({
      partner_id: other.partnerId,
      entries: [{ entry_no: 1, amount_units: '100' }],
    });
    expect(seen.json<{ entries: unknown[] }>().entries).toHaveLength(1);
    expect(await verifyChain(clientOf(other))).toMatchObject({ ok: true, entries: 1, roots: 0 });
    const empty = await app.partner({ startingBalance: 0n });
    expect(await verifyChain(clientOf(empty))).toEqual({
      ok: true,
      entries: 0,
      roots: 0,
      head: { entry_no: 0, hash: '0'.repeat(64) },
    });
    expect((await get('roots', empty.auth)).json()).toMatchObject({ total: 0, head: { posted_at: null } });
  });
});
