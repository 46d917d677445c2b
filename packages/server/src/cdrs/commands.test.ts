import { Command } from 'commander';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { registerCdrCommands } from './commands.ts';
import { plausibleCalls } from './plausible-calls.ts';
import { answeredAt, record, story } from './test-calls.ts';
import { expectedRollups, storedRollups } from './test-rollups.ts';

const app = await startTestApp();

/** Runs a command line; answers what it printed. */
async function portal(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('portal').exitOverride().configureOutput({ writeErr: () => undefined });
  registerCdrCommands(program, {
    services: async () => app.services,
    print: (text) => void lines.push(text),
  });
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

test('cdr rebuild-rollups makes the figures of all partners, or of one, as they were', async () => {
  const partner = await app.partner();
  const stories = [
    story({ seed: 5, partnerId: partner.partnerId, count: 80 }),
    story({ seed: 6, count: 80 }),
  ];
  const told = stories.map((one) => ({ partnerId: one.partnerId, calls: [...plausibleCalls(one)] }));
  for (const { calls } of told) await record(app.db, calls);
  const spoil = () => sql`DELETE FROM cdr_rollup`.execute(app.db.kysely);
  await spoil();
  const one = JSON.parse(
    await portal('cdr', 'rebuild-rollups', '--partner', partner.authId, '--json'),
  ) as object;
  expect(one).toEqual({
    partners: [{ partner_id: partner.partnerId, from: '2026-03-24', to: '2026-03-25', days: 2, calls: 80 }],
  });
  expect(await storedRollups(app.db.kysely, partner.partnerId)).toEqual(expectedRollups(told[0]!.calls));
  await spoil();
  expect(await portal('cdr', 'rebuild-rollups')).toContain('2026-03-24  2026-03-25  2     80');
  for (const { partnerId, calls } of told)
    expect(await storedRollups(app.db.kysely, partnerId)).toEqual(expectedRollups(calls));
  await expect(portal('cdr', 'rebuild-rollups', '--from', 'monday')).rejects.toThrow('--from: ');
});

test('cdr show tells a call with the reasons of its charge', async () => {
  const partner = await app.partner();
  const customer = await app.customer(partner);
  const { customerId } = await app.services.customers.walletRef(partner.partnerId, customer.authId);
  const call = answeredAt('2026-03-25T09:00:00Z', {
    partnerId: partner.partnerId,
    customerId,
    talkSeconds: 75,
  });
  await record(app.db, [call]);
  const text = await portal('cdr', 'show', call.callId);
  expect(text).toContain(`${call.callId}  ${customer.authId}  outbound  answered`);
  expect(text).toContain('talked on for 75 s');
  const json = JSON.parse(await portal('cdr', 'show', call.callId, '--json')) as object;
  expect(json).toMatchObject({ uuid: call.callId, account_id: customer.authId, billsec: 75 });
  await expect(portal('cdr', 'show', '0199a1b2-0000-7000-8000-000000000000')).rejects.toThrow('No such call');
});
