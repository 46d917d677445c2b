export { composeMail, type MailDraft, type MailPart } from './compose-mail.ts';
export { createMailPort, type MailSettings } from './create-mail-port.ts';
export { isMailAddress } from './mail-address.ts';
export { MAIL_TOPIC, createMailQueue, mailHandler, type MailQueue, type QueuedMail } from './mail-queue.ts';
export type { Mail, MailContent, MailPort, Mailbox } from './mail.ts';
