import type { Sealer } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { JobEvent, JobHandler } from '../platform/jobs/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { Mail, MailContent, Mailbox, MailPort } from './mail.ts';

export const MAIL_TOPIC = 'mail.send';

export interface QueuedMail extends MailContent {
  /** Whose affair it is; null: the operator's. */
  readonly partnerId: string | null;
  readonly to: Mailbox;
}

export interface MailQueue {
  /** Writes a mail in the caller's transaction: it is sent if that commits, and only then. */
  enqueue(tx: Tx, at: Date, mail: QueuedMail): Promise<void>;
}

// Mails carry one-time links. Until they are sent they lie in the database, where nobody should read them.
const SEAL_CONTEXT = 'mail';

interface SealedMail extends MailContent {
  readonly to: Mailbox;
  readonly at: string;
}

export function createMailQueue(deps: { readonly sealer: Sealer }): MailQueue {
  return {
    async enqueue(tx, at, { partnerId, to, subject, text, html }) {
      const mail: SealedMail = { to, subject, text, html, at: at.toISOString() };
      const sealed = deps.sealer.seal(JSON.stringify(mail), SEAL_CONTEXT).toString('base64');
      await appendOutbox(tx, at, [{ partnerId, topic: MAIL_TOPIC, payload: { sealed } }]);
    },
  };
}

function readMail(sealer: Sealer, event: JobEvent): Mail {
  const sealed = event.payload['sealed'];
  if (typeof sealed !== 'string') throw new Error('A queued mail without content.');
  const { at, ...mail } = JSON.parse(
    sealer.unseal(Buffer.from(sealed, 'base64'), SEAL_CONTEXT),
  ) as SealedMail;
  return { ...mail, at: new Date(at), id: event.id };
}

/** The worker's side: sends what was queued. A repeated event makes the same mail again, with the same Message-ID. */
export function mailHandler(deps: { readonly sealer: Sealer; readonly port: MailPort }): JobHandler {
  return {
    topic: MAIL_TOPIC,
    handle: (event) => deps.port.send(readMail(deps.sealer, event)),
  };
}
