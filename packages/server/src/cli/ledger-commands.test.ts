import { Command } from 'commander';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { registerLedgerCommands } from './ledger-commands.ts';

const app = await startTestApp();
afterAll(() => {
  // The command says with its exit code that books are wrong; here that was meant.
  process.exitCode = 0;
});

async function run(command: string, partnerId: string, ...more: string[]): Promise<unknown> {
  const lines: string[] = [];
  const program = new Command('portal').exitOverride();
  registerLedgerCommands(program, {
    services: async () => app.services,
    print: (text) => void lines.push(text),
  });
  const words = ['ledger', command, '--partner', partnerId, '--json', ...more];
  await program.parseAsync(words, { from: 'user' });
  return JSON.parse(lines.join('\n'));
}

const verify = (partnerId: string) => run('verify', partnerId);

it('ledger roots --json is what the partner is answered', async () => {
  const partner = await app.partner({ startingBalance: 100_000n });
  const answer = await app.request('GET', '/api/v1/partner/ledger/roots?per_page=5', { auth: partner.auth });
  const printed = await run('roots', partner.authId, '--per-page', '5');
  expect(printed).toEqual(answer.json());
  expect(printed).toMatchObject({ partner_id: partner.partnerId, roots: [], head: { entry_no: 1 } });
  await expect(run('roots', partner.authId, '--from-date', 'soon')).rejects.toThrow('--from-date');
});

it('ledger verify --json counts in numbers, and names the wrong entry and the wrong account', async () => {
  const { partnerId } = await app.partner({ startingBalance: 100_000n });
  expect(await verify(partnerId)).toEqual({ ok: true, partners: 1, transfers: 1, problems: [] });
  expect(process.exitCode ?? 0).toBe(0);
  const { rows } = await app.db.pool.query<{ id: string }>(
    `UPDATE ledger_account SET held = held + 3 WHERE partner_id = $1 AND kind = 'master' RETURNING id`,
    [partnerId],
  );
  const text = expect.any(String) as string;
  const wrong = { ok: false, partners: 1, transfers: 1 };
  const problem = { partner_id: partnerId, detail: text };
  expect(await verify(partnerId)).toEqual({
    ...wrong,
    problems: [
      { ...problem, what: 'holds_wrong', entry_no: null, transfer_id: null, account_id: rows[0]!.id },
    ],
  });
  expect(process.exitCode).toBe(1);
  // A wrong entry is told alone: what stands after it cannot be judged.
  await app.db.inTransaction(async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    await sql`UPDATE ledger_transfer SET description = 'other' WHERE partner_id = ${partnerId}`.execute(tx);
  });
  expect(await verify(partnerId)).toEqual({
    ...wrong,
    problems: [{ ...problem, what: 'entry_changed', entry_no: 1, transfer_id: text, account_id: null }],
  });
});
