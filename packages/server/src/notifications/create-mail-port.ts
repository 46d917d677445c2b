import { join } from 'node:path';
import { createFileMail } from './file-mail.ts';
import { parseMailbox } from './mail-address.ts';
import type { MailPort } from './mail.ts';
import { createSmtpMail } from './smtp-mail.ts';

export interface MailSettings {
  /** Empty: mails become files in the data directory. */
  readonly smtpUrl: string;
  /** `Name <user@host>`. */
  readonly mailFrom: string;
  readonly dataDir: string;
}

/** The way out that the configuration asks for. */
export function createMailPort(settings: MailSettings): MailPort {
  const from = parseMailbox(settings.mailFrom);
  return settings.smtpUrl === ''
    ? createFileMail({ directory: join(settings.dataDir, 'mail'), from })
    : createSmtpMail({ url: settings.smtpUrl, from });
}
