import { Option, type Command } from 'commander';
import { OPERATOR_ROLES, operatorAtMachine, type OperatorRole } from '../identity/index.ts';
import { randomBase62 } from '../platform/crypto/index.ts';
import type { CommandContext } from './context.ts';

function print(
  context: CommandContext,
  json: boolean | undefined,
  facts: Readonly<Record<string, string>>,
): void {
  if (json === true) context.print(JSON.stringify(facts));
  else for (const [name, value] of Object.entries(facts)) context.print(`${name.padEnd(10)} ${value}`);
}

/** The operator's own logins: what a machine's administrator needs when nobody can log in. */
export function registerOperatorCommands(program: Command, context: CommandContext): void {
  const operator = program.command('operator').description("the operator's own logins");
  operator
    .command('create')
    .description('make a login; prints its first password once')
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .addOption(new Option('--role <role>').choices(OPERATOR_ROLES).default('admin'))
    .option('--json', 'print JSON')
    .action(
      async ({
        email,
        name,
        role,
        json,
      }: {
        email: string;
        name: string;
        role: OperatorRole;
        json?: boolean;
      }) => {
        const { db, identity, clock } = await context.services();
        const first = `${randomBase62(14)}-${randomBase62(4)}7`;
        const password = await identity.users.hashPassword(first);
        const user = await db.inTransaction((tx) =>
          identity.users.create(
            tx,
            { account: { kind: 'operator' }, email, name, role, password },
            operatorAtMachine(clock),
          ),
        );
        print(context, json, { id: user.userId, email: user.email, password: first });
      },
    );
  operator
    .command('list')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { identity } = await context.services();
      const users = await identity.staff.list();
      const rows = users.map((user) => ({
        id: user.userId,
        email: user.email,
        name: user.name,
        role: user.role,
        status: user.status,
      }));
      if (json === true) context.print(JSON.stringify({ operators: rows }));
      else for (const row of rows) context.print(`${row.email}  ${row.role}  ${row.status}  ${row.name}`);
    });
}
