import type { Command } from 'commander';
import Type from 'typebox';
import type { Services } from '../create-services.ts';
import { operatorAtMachine } from '../identity/index.ts';
import type { Partner } from '../partners/index.ts';
import { facts, reading, type CommandContext } from '../platform/cli/index.ts';
import { fillWithDemoData } from './fill.ts';

const TOKEN = { label: 'portal demo fill', scopes: ['read'] as const };

const FilledSchema = Type.Object({
  auth_id: Type.String(),
  token: Type.String({ description: 'Reads alone. The one of the run before is revoked.' }),
  filled: Type.Boolean({ description: 'False: it was there already.' }),
  customers: Type.Integer(),
  movements: Type.Integer(),
  calls: Type.Integer(),
});

/** A token that reads, shown once; the one of the run before is of no use any more. */
async function freshToken({ db, identity, clock }: Services, partner: Partner): Promise<string> {
  const { tokens } = identity;
  const by = operatorAtMachine(clock);
  const live = await tokens.list(db.kysely, partner.partnerId, { revoked: false });
  return db.inTransaction(async (tx) => {
    for (const { label, credentialId } of live)
      if (label === TOKEN.label) await tokens.revoke(tx, partner, credentialId, by);
    return (await tokens.issue(tx, partner, { ...TOKEN, scopes: [...TOKEN.scopes] }, by)).token;
  });
}

/** `portal demo …` */
export function registerDemoCommands(program: Command, context: CommandContext<Services>): void {
  const fill = program
    .command('demo')
    .description('made-up data to look at')
    .command('fill')
    .description(
      'ninety days of a partner’s life, as npm start -- --demo makes it; prints a token to read them',
    );
  reading(context, fill, async (services) => {
    const told = await fillWithDemoData(services, { output: process.stderr });
    if (told === null) throw new Error('Another process is making the demo data; try again when it is done.');
    const { partner, ...counts } = told;
    const token = await freshToken(services, partner);
    return {
      schema: FilledSchema,
      value: { auth_id: partner.authId, token, ...counts },
      text: facts(partner.name, [
        ['X-Auth-ID', partner.authId],
        ['X-Auth-Token', token],
      ]),
    };
  });
}
