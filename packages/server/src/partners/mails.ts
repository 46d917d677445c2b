import { formatForPeople } from '../platform/money/index.ts';
import { composeMail, type MailContent } from '../notifications/index.ts';
import type { AccessRequest } from './access-request.ts';
import type { RenewedLink } from './owner-access.ts';
import type { Partner } from './partner.ts';

/** An instant as the operator's people read it. */
function inZone(at: Date, timeZone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(
    at,
  );
  return `${text} (${timeZone})`;
}

/** To the operator: somebody waits for an answer. */
export function accessRequestMail(
  request: AccessRequest,
  operator: { readonly name: string; readonly timeZone: string },
): MailContent {
  return composeMail({
    subject: `Access request ${request.reference}: ${request.company}`,
    signature: `${operator.name} Partner Portal`,
    parts: [
      { kind: 'text', text: 'A partner account was asked for.' },
      {
        kind: 'facts',
        facts: [
          ['Reference', request.reference],
          ['Name', request.name],
          ['Company', request.company],
          ['E-mail', request.email],
          ['Phone', request.phone === '' ? '–' : request.phone],
          ['Country', request.country],
          ['Use case', request.useCase === '' ? '–' : request.useCase],
          ['Expected traffic', request.expectedTraffic === '' ? '–' : request.expectedTraffic],
          ['Starting credit', request.startingCredit === '' ? '–' : request.startingCredit],
          ['Answer by', inZone(request.dueAt, operator.timeZone)],
        ],
      },
      ...(request.message === '' ? [] : [{ kind: 'text' as const, text: request.message }]),
      {
        kind: 'text',
        text: `Approve or decline it in the console, or with: portal access-request show ${request.reference}`,
      },
    ],
  });
}

/** To the new partner: the one link that sets the password and shows the first token. */
export function welcomeMail(
  partner: Partner,
  welcome: { readonly url: string; readonly expiresAt: Date; readonly startingBalance: bigint },
  operator: { readonly name: string; readonly timeZone: string },
): MailContent {
  return composeMail({
    subject: `Your ${operator.name} partner account is ready`,
    signature: operator.name,
    parts: [
      { kind: 'text', text: `Hello ${partner.name},` },
      {
        kind: 'text',
        text: 'your partner account is set up. Open this link to choose your password and to see your first API token:',
      },
      { kind: 'link', label: 'Get started', url: welcome.url },
      {
        kind: 'text',
        text: `The link works once, until ${inZone(welcome.expiresAt, operator.timeZone)}. The token is shown there once and never again: keep it in a safe place.`,
      },
      {
        kind: 'facts',
        facts: [
          ['Partner id (X-Auth-ID)', partner.authId],
          ['Login', partner.email],
          [
            'Starting balance',
            formatForPeople({ units: welcome.startingBalance, currency: partner.currency }),
          ],
        ],
      },
    ],
  });
}

/** To a partner's owner whose link was lost or ran out. */
export function ownerLinkMail(
  partner: Partner,
  link: RenewedLink,
  operator: { readonly name: string; readonly timeZone: string },
): MailContent {
  const welcome = link.purpose === 'partner_welcome';
  return composeMail({
    subject: welcome
      ? `Your new link to your ${operator.name} partner account`
      : `Set a new password for your ${operator.name} partner account`,
    signature: operator.name,
    parts: [
      { kind: 'text', text: `Hello ${partner.name},` },
      {
        kind: 'text',
        text: welcome
          ? 'open this link to choose your password and to see your first API token:'
          : 'open this link to choose a new password:',
      },
      { kind: 'link', label: welcome ? 'Get started' : 'Choose a password', url: link.url },
      {
        kind: 'text',
        text: `The link works once, until ${inZone(link.expiresAt, operator.timeZone)}. Links that you got before no longer work.`,
      },
    ],
  });
}

/** To the applicant: no, and why. */
export function declinedMail(request: AccessRequest, reason: string, operatorName: string): MailContent {
  return composeMail({
    subject: `Your request for a ${operatorName} partner account`,
    signature: operatorName,
    parts: [
      { kind: 'text', text: `Hello ${request.name},` },
      {
        kind: 'text',
        text: `thank you for your interest. We cannot open a partner account for ${request.company} now:`,
      },
      { kind: 'text', text: reason },
      { kind: 'text', text: `You are welcome to write to us, quoting ${request.reference}.` },
    ],
  });
}
