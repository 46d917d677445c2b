import type { SendMailOptions } from 'nodemailer';
import { oneLine, safeMailbox } from './mail-address.ts';
import type { Mail, Mailbox } from './mail.ts';

/** A mail as the mail library takes it. Addresses go as objects, so that nothing in a name is read as syntax. */
export function toMessage(mail: Mail, from: Mailbox): SendMailOptions {
  const sender = safeMailbox(from);
  return {
    from: sender,
    to: safeMailbox(mail.to),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    date: mail.at,
    messageId: `<${oneLine(mail.id)}@${sender.address.slice(sender.address.indexOf('@') + 1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    // The content is ours alone: no file or address is ever fetched to make it.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
