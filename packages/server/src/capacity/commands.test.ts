import { Command } from 'commander';
import { expect, it } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { registerPartnerCommands } from '../partners/index.ts';
import { registerCapacityCommands } from './index.ts';

const app = await startTestApp();

async function portal(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('portal').exitOverride().configureOutput({ writeErr: () => undefined });
  const context = { services: async () => app.services, print: (text: string) => void lines.push(text) };
  registerPartnerCommands(program, context);
  registerCapacityCommands(program, context);
  for (const command of program.commands.flatMap((group) => [group, ...group.commands]))
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

it('portal partner capacity shows a pool, sets what is given, and names what is wrong', async () => {
  const partner = await app.partner();
  const shown = await portal('partner', 'capacity', partner.authId);
  expect(shown).toMatch(/calls at once +100 granted, 0 with customers, 100 left/);
  const set = await portal(
    'partner',
    'capacity',
    partner.partnerId,
    '--concurrent-calls',
    '250',
    '--transfers-enabled',
    'no',
    '--json',
  );
  expect(JSON.parse(set)).toMatchObject({
    partner_auth_id: partner.authId,
    concurrent_calls: { granted: 250 },
    cps: { granted: 10 },
    transfers_enabled: false,
  });
  await expect(portal('partner', 'capacity', partner.authId, '--cps', '10001')).rejects.toThrow('--cps');
  await expect(portal('partner', 'capacity', 'partner-nobody00')).rejects.toThrow('No such partner');
});
