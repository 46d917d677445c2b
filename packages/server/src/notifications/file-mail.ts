import { randomBytes } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { toMessage } from './mail-message.ts';
import type { Mailbox, MailPort } from './mail.ts';

export interface FileMailOptions {
  readonly directory: string;
  readonly from: Mailbox;
}

/** Sorts by time, and stays the same when the mail is delivered again. */
function fileName(at: Date, id: string): string {
  return `${at.toISOString().replaceAll(':', '-')}-${id.replace(/[^A-Za-z0-9-]/g, '')}.eml`;
}

/** Mail into a directory, an `.eml` each; any mail program opens them. What a machine without SMTP does. */
export function createFileMail({ directory, from }: FileMailOptions): MailPort {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(toMessage(mail, from));
      // Mails hold one-time links: the owner of the process reads them, and nobody else.
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const draft = join(directory, `.${randomBytes(8).toString('hex')}.tmp`);
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(message as Buffer);
        await file.sync();
      } finally {
        await file.close();
      }
      // Renaming is atomic: whoever watches the directory sees whole mails alone.
      await rename(draft, join(directory, fileName(mail.at, mail.id)));
    },
    async close() {
      transport.close();
    },
  };
}
