import { composeMail, type MailContent } from '../notifications/index.ts';
import type { Customer } from './customer.ts';

/** Who a customer deals with: its partner, never the operator. */
export interface Sender {
  readonly name: string;
  /** Where its customers log in. */
  readonly portalUrl: string;
}

/** To a new customer. The password is not in it: the partner that chose it hands it over. */
export function welcomeMail(customer: Customer, sender: Sender): MailContent {
  return composeMail({
    subject: `Your ${sender.name} account is ready`,
    signature: sender.name,
    parts: [
      { kind: 'text', text: `Hello ${customer.name},` },
      { kind: 'text', text: `${sender.name} has set up an account for you.` },
      { kind: 'link', label: 'Log in', url: sender.portalUrl },
      {
        kind: 'facts',
        facts: [
          ['Login', customer.email],
          ['Account id (X-Auth-ID)', customer.authId],
        ],
      },
      { kind: 'text', text: `Your password comes from ${sender.name}; you can set a new one at any time.` },
    ],
  });
}

export function passwordResetMail(
  customer: Customer,
  link: { readonly url: string; readonly expiresAt: Date },
  sender: Sender,
): MailContent {
  const until = new Intl.DateTimeFormat('en-GB', {
    timeZone: customer.timezone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(link.expiresAt);
  return composeMail({
    subject: `Set a new password for your ${sender.name} account`,
    signature: sender.name,
    parts: [
      { kind: 'text', text: `Hello ${customer.name},` },
      { kind: 'text', text: `${sender.name} asks you to choose a new password. Open this link:` },
      { kind: 'link', label: 'Choose a password', url: link.url },
      {
        kind: 'text',
        text: `It works once, until ${until} (${customer.timezone}). Until you use it your password stays as it is.`,
      },
    ],
  });
}
