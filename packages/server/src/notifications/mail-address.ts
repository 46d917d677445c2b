import type { Mailbox } from './mail.ts';

// eslint-disable-next-line no-control-regex -- finding them is the purpose
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const ADDRESS = /^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const FROM = /^(.*)<([^<>]+)>$/s;

/** Text for a header: one line, whatever came in, so that nobody adds headers by writing a line break into a name. */
export function oneLine(text: string, max = 200): string {
  const line = text.replace(CONTROLS, ' ').replace(/ {2,}/g, ' ').trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}

/** True for one plain address, with nothing that a mail server could read as a second one or as a command. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text);
}

/** Throws on an address that is none: better no mail than one to somebody else. */
export function safeMailbox(to: Mailbox): { name: string; address: string } {
  if (!isMailAddress(to.address)) throw new Error('Not a mail address.');
  return { name: oneLine(to.name ?? ''), address: to.address };
}

/** Reads `Name <user@host>` or a bare address, as the configuration gives it. */
export function parseMailbox(text: string): Mailbox {
  const match = FROM.exec(text);
  if (match === null) return { name: null, address: text.trim() };
  const [, name = '', address = ''] = match;
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() };
}
