import { oneLine } from './mail-address.ts';
import type { MailContent } from './mail.ts';

/** A piece of a mail's body, in order. */
export type MailPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  /** Name and value, a line each. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [string, string])[] };

export interface MailDraft {
  readonly subject: string;
  /** Who writes: the operator, or a partner under its own brand. */
  readonly signature: string;
  readonly parts: readonly MailPart[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function toText(part: MailPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'link':
      return `${part.label}:\n${part.url}`;
    case 'facts':
      return part.facts.map(([name, value]) => `${name}: ${oneLine(value, 2_000)}`).join('\n');
  }
}

function toHtml(part: MailPart): string {
  switch (part.kind) {
    case 'text':
      return `<p>${escapeHtml(part.text).replaceAll('\n', '<br>')}</p>`;
    case 'link': {
      const url = escapeHtml(part.url);
      return `<p>${escapeHtml(part.label)}:<br><a href="${url}">${url}</a></p>`;
    }
    case 'facts': {
      const rows = part.facts.map(
        ([name, value]) =>
          `<tr><td style="padding-right:16px">${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`,
      );
      return `<table>${rows.join('')}</table>`;
    }
  }
}

/**
 * Plain text and simple HTML of the same words. Everything is escaped here, so that whoever writes a mail passes
 * names and messages of strangers as they are.
 */
export function composeMail(draft: MailDraft): MailContent {
  const signature = oneLine(draft.signature);
  const text = [...draft.parts.map(toText), `— ${signature}`].join('\n\n');
  const html = [...draft.parts.map(toHtml), `<p>— ${escapeHtml(signature)}</p>`].join('\n');
  return {
    subject: oneLine(draft.subject),
    text: `${text}\n`,
    html: `<!doctype html><html><body style="font-family:sans-serif;line-height:1.5">\n${html}\n</body></html>\n`,
  };
}
