import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Application } from './access-request.ts';
import { MAX_PER_EMAIL, MAX_PER_NETWORK } from './access-request-service.ts';
import { by, harness, nextEmail } from '../../test/partners-harness.ts';

const { db, clock, partners, sentMails } = await harness();
let networks = 0;

function application(change: Partial<Application> = {}): Application {
  return {
    name: 'Asha Rao',
    company: 'Acme',
    email: nextEmail(),
    phone: '+919876543210',
    country: 'IN',
    useCase: 'Reseller',
    expectedTraffic: '200,000 minutes',
    startingCredit: '5,000 INR',
    message: 'Hello',
    ...change,
  };
}

function submit(
  change: Partial<Application> = {},
  ip = `198.51.${Math.floor(++networks / 250)}.${networks % 250}`,
) {
  return db.inTransaction((tx) =>
    partners.submitAccessRequest(tx, application(change), { ip, userAgent: 'curl', at: clock.now() }),
  );
}

const act = <T>(work: (tx: Parameters<Parameters<typeof db.inTransaction>[0]>[0]) => Promise<T>) =>
  db.inTransaction(work);

beforeEach(() => {
  clock.set(new Date('2026-03-27T10:00:00Z')); // a Friday
});

describe('an access request', () => {
  test('waits in the queue, due one business day later, and the operator is told by e-mail', async () => {
    const email = nextEmail();
    const receipt = await submit({
      email: `  ${email.toUpperCase()} `,
      company: 'Böse & Co\r\nBcc: x@y.example',
    });
    expect(receipt.reference).toMatch(/^acr_[0-9A-Z]{12}$/);
    expect(receipt.dueAt.toISOString()).toBe('2026-03-30T10:00:00.000Z');
    const request = await partners.readAccessRequest(receipt.reference);
    expect(request).toMatchObject({ status: 'new', email, dueAt: receipt.dueAt, takenBy: null });
    const [mail] = (await sentMails()).filter((each) => each.subject.includes(receipt.reference));
    expect(mail).toMatchObject({ to: { address: 'desk@operator.example' } });
    expect(mail!.subject).not.toMatch(/[\r\n]/);
    expect(mail!.text).toContain(email);
  });

  test('of an e-mail with an open one changes nothing, and answers the same', async () => {
    const email = nextEmail();
    const receipts = await Promise.all(Array.from({ length: MAX_PER_EMAIL }, () => submit({ email })));
    expect(new Set(receipts.map((receipt) => receipt.reference)).size).toBe(1);
    expect((await partners.listAccessRequests({ search: email }, clock.now())).total).toBe(1);
    expect((await sentMails()).filter((mail) => mail.text.includes(email))).toHaveLength(1);
  });

  test('of an e-mail with an open one, sent again hours later, is still due when it was', async () => {
    const email = nextEmail();
    const first = await submit({ email });
    clock.advanceMs(3 * 3_600_000);
    expect(await submit({ email })).toEqual(first);
    expect((await partners.readAccessRequest(first.reference)).dueAt).toEqual(first.dueAt);
  });

  test('is overdue when its business day has passed without an answer', async () => {
    const { reference } = await submit();
    const find = async (query: object) =>
      (await partners.listAccessRequests({ search: reference, ...query }, clock.now())).total;
    clock.set(new Date('2026-03-30T10:00:00Z'));
    expect(await find({ overdue: true })).toBe(0);
    clock.advanceMs(1);
    expect(await find({ overdue: true })).toBe(1);
    await act((tx) => partners.declineAccessRequest(tx, reference, 'no', by()));
    expect(await find({ overdue: true })).toBe(0);
    expect(await find({ status: 'declined' })).toBe(1);
  });
});

describe('spam', () => {
  test('one network gets so many a day and no more, also when they come at once; the next day it gets them again', async () => {
    const ip = '2001:db8:7::1';
    const outcomes = await Promise.allSettled(
      Array.from({ length: MAX_PER_NETWORK + 5 }, (_, n) =>
        submit({}, `2001:db8:7::${(n + 1).toString(16)}`),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(MAX_PER_NETWORK);
    await expect(submit({}, ip)).rejects.toMatchObject({
      code: 'too_many_access_requests',
      headers: { 'retry-after': String(14 * 3600) },
    });
    clock.advanceMs(14 * 3_600_000);
    await submit({}, ip);
    const { rows } = await sql<{
      day: string;
    }>`SELECT DISTINCT day::text AS day FROM access_request_quota`.execute(db.kysely);
    expect(rows).toEqual([{ day: '2026-03-28' }]);
  });

  test('one e-mail gets so many a day, from wherever they come', async () => {
    const email = nextEmail();
    for (let n = 0; n < MAX_PER_EMAIL; n += 1) await submit({ email });
    await expect(submit({ email })).rejects.toMatchObject({ code: 'too_many_access_requests' });
  });
});

describe('a decision', () => {
  test('approve makes the partner that was granted, and e-mails the link to the applicant', async () => {
    const email = nextEmail();
    const { reference } = await submit({ email, company: 'Clinic Calls' });
    const taken = await act((tx) => partners.takeAccessRequest(tx, reference, by('anna')));
    expect(taken).toMatchObject({ status: 'in_review', takenBy: 'anna' });
    const grant = {
      startingBalance: 5_000_000n,
      creditLimit: 100n,
      maxAccounts: 7,
      canCreatePricingTiers: false,
      currency: 'USD',
      mode: 'test',
    } as const;
    const { request, created } = await act((tx) =>
      partners.approveAccessRequest(tx, reference, grant, by('ben')),
    );
    expect(request).toMatchObject({
      status: 'approved',
      decidedBy: 'ben',
      partnerId: created.partner.partnerId,
    });
    expect(created.partner).toMatchObject({
      name: 'Asha Rao',
      company: 'Clinic Calls',
      email,
      maxAccounts: 7,
      currency: 'USD',
      mode: 'test',
      canCreatePricingTiers: false,
    });
    expect(created.masters).toEqual([
      { currency: 'USD', balance: 5_000_000n, held: 0n, creditLimit: 100n, available: 5_000_100n },
    ]);
    const mails = (await sentMails()).filter((mail) => mail.to.address === email);
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain(created.welcomeUrl);
    expect(mails[0]!.text).not.toContain(created.token);
  });

  test('of two operators who approve at once, one makes a partner', async () => {
    const email = nextEmail();
    const { reference } = await submit({ email });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => act((tx) => partners.approveAccessRequest(tx, reference, {}, by()))),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(
      outcomes
        .filter((outcome) => outcome.status === 'rejected')
        .map((outcome) => (outcome.reason as { code: string }).code),
    ).toEqual(Array.from({ length: 3 }, () => 'access_request_decided'));
    expect((await partners.list({ search: email })).total).toBe(1);
  });

  test('decline tells the applicant why, and lets it ask again', async () => {
    const email = nextEmail();
    const { reference } = await submit({ email });
    const declined = await act((tx) =>
      partners.declineAccessRequest(tx, reference, 'We do not serve <there> yet.', by('anna')),
    );
    expect(declined).toMatchObject({
      status: 'declined',
      declineReason: 'We do not serve <there> yet.',
      decidedBy: 'anna',
    });
    const [mail] = (await sentMails()).filter((each) => each.to.address === email);
    expect(mail!.text).toContain('We do not serve <there> yet.');
    expect(mail!.html).toContain('&lt;there&gt;');
    const again = [
      () => act((tx) => partners.approveAccessRequest(tx, reference, {}, by())),
      () => act((tx) => partners.takeAccessRequest(tx, reference, by())),
      () => act((tx) => partners.declineAccessRequest(tx, reference, 'x', by())),
    ];
    for (const decide of again) {
      await expect(decide()).rejects.toMatchObject({
        code: 'access_request_decided',
        facts: { status: 'declined' },
      });
    }
    expect((await submit({ email })).reference).not.toBe(reference);
  });

  test('that fails leaves the request open', async () => {
    const { reference } = await submit();
    await expect(
      act((tx) => partners.approveAccessRequest(tx, reference, { currency: 'JPY' }, by())),
    ).rejects.toThrow();
    expect((await partners.readAccessRequest(reference)).status).toBe('new');
  });

  test('is in the audit log of the operator', async () => {
    const { reference } = await submit();
    await act((tx) => partners.takeAccessRequest(tx, reference, by()));
    await act((tx) => partners.declineAccessRequest(tx, reference, 'no', by()));
    const { rows } = await sql<{
      action: string;
      changes: unknown;
    }>`SELECT action, changes FROM audit_entry WHERE object_id = ${reference} ORDER BY id`.execute(db.kysely);
    expect(rows).toEqual([
      { action: 'access_request.taken', changes: [{ field: 'status', from: 'new', to: 'in_review' }] },
      {
        action: 'access_request.declined',
        changes: [{ field: 'status', from: 'in_review', to: 'declined' }],
      },
    ]);
  });

  test('about nothing answers 404', async () => {
    await expect(partners.readAccessRequest('acr_000000000000')).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      act((tx) => partners.takeAccessRequest(tx, '00000000-0000-7000-8000-000000000000', by())),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
