import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import { parseAs, parseBeside, toBody, type Output } from '../platform/cli/index.ts';
import { prefixedId } from '../platform/ids/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import { partnerOutput } from './commands.partner.ts';
import {
  AdjustBody,
  CreditLimitBody,
  FundBody,
  MasterMovementSchema,
  OpenMasterAccountBody,
} from './contract.ts';
import type { MasterMovement } from './partner.ts';
import { toApiMovement } from './to-api.ts';
import type { PartnerCommandContext } from './partner-deps.ts';

function movementOutput(movement: MasterMovement): Output {
  const { currency } = movement;
  const amount = formatForPeople({ units: movement.amount, currency });
  const balance = formatForPeople({ units: movement.balanceAfter, currency });
  const text = `${movement.code} ${amount}: the master balance is ${balance} (${prefixedId('txn', movement.transferId)})`;
  return { schema: MasterMovementSchema, value: toApiMovement(movement), text };
}

/** `partner fund | adjust | credit-limit | open-master`. */
export function partnerMoneyCommands(partner: Command, context: PartnerCommandContext): void {
  const fund = partner
    .command('fund <id>')
    .description('money that came in for the partner')
    .requiredOption('--amount <amount>', 'above zero')
    .requiredOption('--reference <text>', 'what it stands for outside')
    .requiredOption('--reason <text>', 'why')
    .option('--currency <code>', 'of the master account; default: the primary one');
  writing(context, fund, async ({ partners, tx, by }, options, id: string) =>
    movementOutput(await partners.fund(tx, id, parseAs(FundBody, toBody(options)), by)),
  );

  const adjust = partner
    .command('adjust <id>')
    .description('correct a master balance, up or down')
    .requiredOption('--amount <amount>', 'added; below zero: taken (--amount=-120.50)')
    .requiredOption('--reference <text>', 'what it stands for outside')
    .requiredOption('--reason <text>', 'why')
    .option('--currency <code>', 'of the master account; default: the primary one');
  writing(context, adjust, async ({ partners, tx, by }, options, id: string) =>
    movementOutput(await partners.adjust(tx, id, parseAs(AdjustBody, toBody(options)), by)),
  );

  const limit = partner
    .command('credit-limit <id>')
    .description('how far a master balance may go below zero')
    .requiredOption('--amount <amount>', 'zero or more')
    .option('--currency <code>', 'of the master account; default: the primary one')
    .option('--reason <text>', 'why');
  writing(context, limit, async ({ partners, tx, by }, options, id: string) => {
    const body = { ...toBody(options, ['amount']), credit_limit: options['amount'] };
    const { credit_limit: creditLimit, currency, reason } = parseAs(CreditLimitBody, body);
    return partnerOutput(await partners.setCreditLimit(tx, id, { creditLimit, currency, reason }, by));
  });

  const open = partner
    .command('open-master <id> <currency>')
    .description('open a master account in another currency')
    .option('--credit-limit <amount>', 'how far its balance may go below zero');
  writing(context, open, async ({ partners, tx, by }, options, id: string, currency: string) => {
    const asked = { ...toBody(options), currency };
    const body = await parseBeside(OpenMasterAccountBody, asked, (left) =>
      partners.currencyFaults(left.body.currency),
    );
    return partnerOutput(
      await partners.openMasterAccount(
        tx,
        id,
        { currency: body.currency, creditLimit: body.credit_limit ?? 0n },
        by,
      ),
    );
  });
}
