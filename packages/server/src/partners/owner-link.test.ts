import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { by, createPartner, harness } from '../../test/partners-harness.ts';
import { DAY_MS } from '../platform/time/index.ts';

let kit: Awaited<ReturnType<typeof harness>>;
beforeAll(async () => {
  kit = await harness();
});

const tokenIn = (url: string): string => url.split('/').at(-1)!;
const use = (url: string) =>
  kit.identity.links.use(tokenIn(url), 'correct-horse-1!', { ip: null, userAgent: null, requestId: null });
const send = (id: string) => kit.db.inTransaction((tx) => kit.partners.sendOwnerLink(tx, id, by()));

it('a lost welcome link is replaced by one that reveals the same token, and works no longer', async () => {
  const created = await createPartner();
  const link = await send(created.partner.authId);
  expect(link).toMatchObject({ purpose: 'partner_welcome', email: created.partner.email });
  const mail = (await kit.sentMails()).at(-1)!;
  expect(mail.to.address).toBe(created.partner.email);
  expect(mail.text).toContain(link.url);
  await expect(use(created.welcomeUrl)).rejects.toMatchObject({ code: 'not_found' });
  expect(await use(link.url)).toMatchObject({ token: created.token });
});

it('one that ran out is replaced by one that reveals a new token', async () => {
  const created = await createPartner();
  kit.clock.advanceMs(8 * DAY_MS);
  await kit.identity.purge(kit.clock.now(), 100);
  const outcome = await use((await send(created.partner.authId)).url);
  expect(outcome.token).toMatch(/^sk_live_/);
  expect(outcome.token).not.toBe(created.token);
});

it('an owner who has a password gets a link that resets it and reveals nothing', async () => {
  const created = await createPartner();
  await use(created.welcomeUrl);
  const link = await send(created.partner.authId);
  expect(link.purpose).toBe('password_reset');
  expect(await use(link.url)).toMatchObject({ token: null });
});

it('a partner without an active owner gets none', async () => {
  const created = await createPartner();
  await sql`UPDATE app_user SET status = 'disabled' WHERE partner_id = ${created.partner.partnerId}`.execute(
    kit.db.kysely,
  );
  await expect(send(created.partner.authId)).rejects.toMatchObject({ code: 'no_active_owner' });
});
