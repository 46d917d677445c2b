/** Somebody who gets mail. The name is free text of strangers; the address was validated where it came in. */
export interface Mailbox {
  readonly name: string | null;
  readonly address: string;
}

/** What a mail says. */
export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mail extends MailContent {
  readonly to: Mailbox;
  /** Names this mail for good: a repeated delivery carries the same, so that a mailbox can drop it. */
  readonly id: string;
  /** When it was written, which is the date it bears. */
  readonly at: Date;
}

/** A way out for mail. Resolves when the other side has taken it over; throws when it should be tried again. */
export interface MailPort {
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}
