import { createTransport } from 'nodemailer';
import { toMessage } from './mail-message.ts';
import type { Mailbox, MailPort } from './mail.ts';

export interface SmtpMailOptions {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. STARTTLS is used where it is offered. */
  readonly url: string;
  readonly from: Mailbox;
}

/** Mail by SMTP, over a few kept connections. */
export function createSmtpMail({ url, from }: SmtpMailOptions): MailPort {
  const target = new URL(url);
  const transport = createTransport({
    pool: true,
    host: target.hostname,
    port: target.port === '' ? (target.protocol === 'smtps:' ? 465 : 587) : Number(target.port),
    secure: target.protocol === 'smtps:',
    ...(target.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(target.username), pass: decodeURIComponent(target.password) } }),
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return {
    async send(mail) {
      await transport.sendMail(toMessage(mail, from));
    },
    async close() {
      transport.close();
    },
  };
}
