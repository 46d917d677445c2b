import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Tx } from '../platform/db/index.ts';
import { PASSWORD, identityKit } from './identity.test-kit.ts';

const lockCustomer = async (tx: Tx): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(1)`.execute(tx);
};
const kit = await identityKit({}, { noteCustomerLogin: lockCustomer });
const origin = { ip: '198.51.100.7', userAgent: null, requestId: null };

/** Resolves when a statement of this database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const { rows } = await kit.db.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    if (performance.now() - begun > 60_000) throw new Error('nobody waited for a lock in a minute');
    await sleep(2);
  }
}

async function customerUser() {
  const { facts } = await kit.partner();
  const { email } = await kit.customer(facts);
  const user = await kit.identity.users.byEmail(kit.db.kysely, email);
  return { email, user: user! };
}

it('a login meets the closing of its account without a deadlock: customer, user, sessions', async () => {
  const { email, user } = await customerUser();
  const input = { email, password: PASSWORD };
  await kit.identity.logins.forSession(input, origin);
  let login: Promise<unknown> = Promise.resolve();
  await kit.db.inTransaction(async (tx) => {
    await lockCustomer(tx);
    login = kit.identity.logins.forSession(input, origin);
    await somebodyWaits();
    // Closing goes on to the user and its sessions, which the login must not hold yet.
    await sql`SET LOCAL lock_timeout = '1s'`.execute(tx);
    await kit.identity.users.change(tx, user, { name: 'Closed' }, kit.by());
    await sql`SELECT FROM web_session WHERE user_id = ${user.userId} FOR UPDATE`.execute(tx);
  });
  await expect(login).resolves.toMatchObject({ principal: { kind: 'session' } });
});

it('the use of a link meets another new password without a deadlock: user, links', async () => {
  const { user } = await customerUser();
  const link = await kit.db.inTransaction((tx) =>
    kit.identity.links.create(tx, { purpose: 'password_reset', user }, kit.by()),
  );
  const hashed = await kit.identity.users.hashPassword('another-horse-8');
  let use: Promise<string> = Promise.resolve('');
  await kit.db.inTransaction(async (tx) => {
    await sql`SELECT FROM app_user WHERE user_id = ${user.userId} FOR UPDATE`.execute(tx);
    use = kit.identity.links.use(link.token, PASSWORD, origin).then(
      () => 'used',
      (error: unknown) => (error as { code: string }).code,
    );
    await somebodyWaits();
    await sql`SET LOCAL lock_timeout = '1s'`.execute(tx);
    await kit.identity.users.setPassword(tx, user, hashed, kit.by());
  });
  // The reset link ended with the password it was to replace.
  expect(await use).toBe('not_found');
});

it('a link does nothing for a user who was disabled while it waited', async () => {
  const { user } = await customerUser();
  const link = await kit.db.inTransaction((tx) =>
    kit.identity.links.create(tx, { purpose: 'password_reset', user }, kit.by()),
  );
  let use: Promise<string> = Promise.resolve('');
  await kit.db.inTransaction(async (tx) => {
    await kit.identity.users.change(tx, user, { status: 'disabled' }, kit.by());
    use = kit.identity.links.use(link.token, PASSWORD, origin).then(
      () => 'used',
      (error: unknown) => (error as { code: string }).code,
    );
    await somebodyWaits();
  });
  expect(await use).toBe('link_expired');
});
