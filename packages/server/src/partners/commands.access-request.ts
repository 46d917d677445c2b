import type { Command } from 'commander';
import { writing } from '../identity/index.ts';
import {
  facts,
  parseAs,
  parseBeside,
  reading,
  table,
  toBody,
  wholeNumber,
  type Output,
} from '../platform/cli/index.ts';
import {
  AccessRequestListQuery,
  AccessRequestListSchema,
  AccessRequestSchema,
  ApproveBody,
  ApprovedSchema,
  toApiAccessRequest,
  toApiAccessRequestPage,
  toApiApproved,
} from './access-request-contract.ts';
import { isOverdue, type AccessRequest } from './access-request.ts';
import { grantOptions } from './commands.partner.ts';
import { ReasonBody } from './contract.ts';
import { toGrant } from './read-input.ts';
import type { PartnerCommandContext } from './partner-deps.ts';

function dueText(request: AccessRequest, now: Date): string {
  return `${request.dueAt.toISOString()}${isOverdue(request, now) ? '  OVERDUE' : ''}`;
}

function requestOutput(request: AccessRequest, now: Date): Output {
  const said: readonly (readonly [string, string])[] = [
    ['use case', request.useCase],
    ['traffic', request.expectedTraffic],
    ['starting credit', request.startingCredit],
    ['message', request.message],
    ['taken by', request.takenBy ?? ''],
    ['decided by', request.decidedBy ?? ''],
    ['reason', request.declineReason ?? ''],
    ['partner', request.partnerId ?? ''],
  ];
  const text = facts(`${request.company}  ${request.reference}  ${request.status}`, [
    ['name', request.name],
    ['e-mail', request.email],
    ['phone', request.phone],
    ['country', request.country],
    ['asked', `${request.createdAt.toISOString()} from ${request.ip}`],
    ['due', dueText(request, now)],
    ...said.filter(([, value]) => value !== ''),
  ]);
  return { schema: AccessRequestSchema, value: toApiAccessRequest(request, now), text };
}

/** `access-request list | show | take | approve | decline`. */
export function accessRequestCommands(accessRequest: Command, context: PartnerCommandContext): void {
  const list = accessRequest
    .command('list')
    .description('the queue, newest first')
    .option('--status <new|in_review|approved|declined>', 'only these')
    .option('--overdue', 'only open ones that are late')
    .option('--search <text>', 'part of a name, company, e-mail or reference')
    .option('--page <n>', 'page number', wholeNumber, 1)
    .option('--per-page <n>', 'rows on a page', wholeNumber, 20);
  reading(context, list, async ({ partners, clock }, options) => {
    const now = clock.now();
    const page = await partners.listAccessRequests(parseAs(AccessRequestListQuery, toBody(options)), now);
    const rows = page.requests.map((each) => [
      each.reference,
      each.company,
      each.email,
      each.status,
      dueText(each, now),
    ]);
    const text = [
      table(['REFERENCE', 'COMPANY', 'E-MAIL', 'STATUS', 'DUE'], rows),
      `${page.total} in all`,
    ].join('\n');
    return { schema: AccessRequestListSchema, value: toApiAccessRequestPage(page, now), text };
  });

  reading(
    context,
    accessRequest.command('show <id>').description('one request'),
    async ({ partners, clock }, _options, id: string) =>
      requestOutput(await partners.readAccessRequest(id), clock.now()),
  );

  writing(
    context,
    accessRequest.command('take <id>').description('take it into review'),
    async ({ partners, tx, by }, _options, id: string) =>
      requestOutput(await partners.takeAccessRequest(tx, id, by), by.at),
  );

  const approve = grantOptions(
    accessRequest
      .command('approve <id>')
      .description('make the applicant a partner, and e-mail the welcome link'),
  );
  writing(context, approve, async ({ partners, tx, by }, options, id: string) => {
    const body = await parseBeside(ApproveBody, toBody(options), (left) =>
      partners.newFaults(left.body, left.refused),
    );
    const approved = await partners.approveAccessRequest(tx, id, toGrant(body), by);
    const { partner, welcomeUrl, welcomeExpiresAt } = approved.created;
    const text = facts(`${approved.request.company} is a partner now: ${partner.authId}`, [
      ['id', partner.partnerId],
      [
        'welcome link',
        `${welcomeUrl} (single use, until ${welcomeExpiresAt.toISOString()}; e-mailed to ${partner.email})`,
      ],
    ]);
    return { schema: ApprovedSchema, value: toApiApproved(approved, by.at), text };
  });

  const decline = accessRequest
    .command('decline <id>')
    .description('say no, with a reason that is e-mailed')
    .requiredOption('--reason <text>', 'why');
  writing(context, decline, async ({ partners, tx, by }, options, id: string) =>
    requestOutput(
      await partners.declineAccessRequest(tx, id, parseAs(ReasonBody, toBody(options)).reason, by),
      by.at,
    ),
  );
}
