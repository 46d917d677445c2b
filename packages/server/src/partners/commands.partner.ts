import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import {
  decimal,
  facts,
  parseAs,
  parseBeside,
  reading,
  table,
  toBody,
  wholeNumber,
  yesNo,
  type Output,
} from '../platform/cli/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import {
  ClosePartnerBody,
  OwnerLinkSchema,
  CreatePartnerBody,
  CreatedPartnerSchema,
  OperatorPartnerListQuery,
  OperatorPartnerListSchema,
  OperatorPartnerSchema,
  PatchPartnerBody,
  ReasonBody,
  OptionalReasonBody,
} from './contract.ts';
import type { MasterBalance, PartnerView } from './partner.ts';
import { toNewPartnerInput, toPartnerPatch } from './read-input.ts';
import { toApiCreatedPartner, toApiOwnerLink, toApiPartnerPage, toApiPartnerView } from './to-api.ts';
import type { PartnerCommandContext } from './partner-deps.ts';

export function masterLine(master: MasterBalance): string {
  const print = (units: bigint): string => formatForPeople({ units, currency: master.currency });
  return `${print(master.balance)} (available ${print(master.available)}, held ${print(master.held)}, credit limit ${print(master.creditLimit)})`;
}

export function partnerText({ partner, masters }: PartnerView): string {
  return facts(
    `${partner.name}  ${partner.authId}  ${partner.status}${partner.mode === 'test' ? '  (test)' : ''}`,
    [
      ['id', partner.partnerId],
      ['e-mail', partner.email],
      ['company', partner.company === '' ? '–' : partner.company],
      ['country', partner.country],
      ['accounts', `${partner.accountCount} of ${partner.maxAccounts}`],
      [
        'tax',
        `GST ${partner.gstStatus}${partner.gstin === '' ? '' : ` ${partner.gstin}`}, TDS ${partner.tdsApplicable ? `${partner.tdsPercentage} %` : 'no'}`,
      ],
      ...masters.map((master) => [`balance ${master.currency}`, masterLine(master)] as const),
      ['since', partner.createdAt.toISOString()],
      ['version', String(partner.version)],
    ],
  );
}

export function partnerOutput(view: PartnerView): Output {
  return { schema: OperatorPartnerSchema, value: toApiPartnerView(view), text: partnerText(view) };
}

/** Options that say what the operator grants. */
export function grantOptions(command: Command): Command {
  return command
    .option('--currency <code>', 'currency of the primary master account')
    .option('--mode <live|test>', 'live, or test for a sandbox')
    .option('--starting-balance <amount>', 'funded at once')
    .option('--credit-limit <amount>', 'how far the balance may go below zero')
    .option('--max-accounts <n>', 'most customers', wholeNumber)
    .option('--can-create-accounts <yes|no>', 'may create customers', yesNo)
    .option('--can-create-pricing-tiers <yes|no>', 'may set prices', yesNo)
    .option('--can-view-cdrs <yes|no>', 'may read call records', yesNo)
    .option('--can-transfer-balance <yes|no>', 'may fund customers', yesNo)
    .option('--default-pricing-tier-id <uuid>', 'tier that its customers start with');
}

function taxOptions(command: Command): Command {
  return command
    .option('--gstin <text>', 'GST identification number')
    .option('--gst-status <active|inactive>', 'GST registration')
    .option('--tds-applicable <yes|no>', 'tax is deducted at source', yesNo)
    .option('--tds-percentage <n>', 'rate of that tax', decimal)
    .option('--is-verified <yes|no>', 'KYC of the partner itself is complete', yesNo);
}

export function partnerCommands(partner: Command, context: PartnerCommandContext): void {
  createCommand(partner, context);
  listCommands(partner, context);
  changeCommands(partner, context);
}

function createCommand(partner: Command, context: PartnerCommandContext): void {
  const create = partner
    .command('create')
    .description('make a partner with its first token; prints both once')
    .requiredOption('--name <text>', 'display name')
    .requiredOption('--email <address>', 'login of its owner')
    .option('--phone <number>', 'E.164')
    .option('--company <text>', 'legal name')
    .option('--country <code>', 'ISO 3166-1 alpha-2')
    .option('--slug <text>', 'readable name for addresses');
  writing(context, taxOptions(grantOptions(create)), async ({ partners, tx, by }, options) => {
    const body = await parseBeside(CreatePartnerBody, toBody(options), (left) =>
      partners.newFaults(left.body, left.refused),
    );
    const created = await partners.create(tx, toNewPartnerInput(body), by);
    const text = [
      partnerText(created),
      facts('Shown once:', [
        ['X-Auth-ID', created.partner.authId],
        ['X-Auth-Token', created.token],
        ['welcome link', `${created.welcomeUrl} (until ${created.welcomeExpiresAt.toISOString()})`],
      ]),
    ].join('\n');
    return { schema: CreatedPartnerSchema, value: toApiCreatedPartner(created), text };
  });
}

function listCommands(partner: Command, context: PartnerCommandContext): void {
  const list = partner
    .command('list')
    .description('partners, newest first')
    .option('--search <text>', 'part of a name, e-mail, company, slug or id')
    .option('--status <active|suspended|closed>', 'only these')
    .option('--page <n>', 'page number', wholeNumber, 1)
    .option('--per-page <n>', 'rows on a page', wholeNumber, 20);
  reading(context, list, async ({ partners }, options) => {
    const page = await partners.list(parseAs(OperatorPartnerListQuery, toBody(options)));
    const rows = page.partners.map(({ partner: row, masters }) => {
      const primary = masters.find((master) => master.currency === row.currency);
      const balance =
        primary === undefined ? '' : formatForPeople({ units: primary.balance, currency: row.currency });
      return [row.authId, row.name, row.email, row.status, balance, `${row.accountCount}/${row.maxAccounts}`];
    });
    const text = [
      table(['ID', 'NAME', 'E-MAIL', 'STATUS', 'BALANCE', 'ACCOUNTS'], rows),
      `${page.total} in all`,
    ].join('\n');
    return { schema: OperatorPartnerListSchema, value: toApiPartnerPage(page), text };
  });
  reading(
    context,
    partner.command('show <id>').description('one partner'),
    async ({ partners }, _options, id: string) => partnerOutput(await partners.read(id)),
  );
}

function changeCommands(partner: Command, context: PartnerCommandContext): void {
  const set = partner
    .command('set <id>')
    .description('change contact, tax data, capabilities and limits')
    .option('--name <text>', 'display name')
    .option('--phone <number>', 'E.164')
    .option('--company <text>', 'legal name')
    .option('--country <code>', 'ISO 3166-1 alpha-2')
    .option('--max-accounts <n>', 'most customers', wholeNumber)
    .option('--can-create-accounts <yes|no>', 'may create customers', yesNo)
    .option('--can-create-pricing-tiers <yes|no>', 'may set prices', yesNo)
    .option('--can-view-cdrs <yes|no>', 'may read call records', yesNo)
    .option('--can-transfer-balance <yes|no>', 'may fund customers', yesNo)
    .option('--default-pricing-tier-id <uuid>', 'tier that its customers start with')
    .option('--reason <text>', 'for the audit log');
  writing(context, taxOptions(set), async ({ partners, tx, by }, options, id: string) => {
    const body = await parseBeside(PatchPartnerBody, toBody(options), (left) =>
      partners.patchFaults(id, left.body),
    );
    const { reason, version, ...patch } = body;
    return partnerOutput(await partners.patch(tx, id, toPartnerPatch(patch), { reason, version }, by));
  });
  const suspend = partner
    .command('suspend <id>')
    .description('stop its writes and its calls')
    .requiredOption('--reason <text>', 'why');
  writing(context, suspend, async ({ partners, tx, by }, options, id: string) =>
    partnerOutput(await partners.suspend(tx, id, parseAs(ReasonBody, toBody(options)).reason, by)),
  );
  const resume = partner
    .command('resume <id>')
    .description('let it work again')
    .option('--reason <text>', 'why');
  writing(context, resume, async ({ partners, tx, by }, options, id: string) =>
    partnerOutput(await partners.resume(tx, id, parseAs(OptionalReasonBody, toBody(options)).reason, by)),
  );
  writing(
    context,
    partner
      .command('owner-link <id>')
      .description('e-mail the owner another welcome link, or one that resets the password'),
    async ({ partners, tx, by }, _options, id: string) => {
      const link = await partners.sendOwnerLink(tx, id, by);
      const until = link.expiresAt.toISOString();
      const text = `Sent to ${link.email}: ${link.url} (single use, until ${until})`;
      return { schema: OwnerLinkSchema, value: toApiOwnerLink(link), text };
    },
  );
  const close = partner
    .command('close <id>')
    .description('end it for good; its tokens die, its books stay')
    .requiredOption('--reason <text>', 'why')
    .option('--force', 'although money is left');
  writing(context, close, async ({ partners, tx, by }, options, id: string) => {
    const { reason, force } = parseAs(ClosePartnerBody, toBody(options));
    return partnerOutput(await partners.close(tx, id, { reason, force: force ?? false }, by));
  });
}
