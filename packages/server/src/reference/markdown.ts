import { Html, escapeHtml } from './html.ts';

/** The anchor of a heading: `Dates and times` → `dates-and-times`. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** Code, strong, emphasis and links inside a line. Everything else is text. */
export function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (part.startsWith('`') && part.endsWith('`') && part.length > 2) {
        return `<code>${escapeHtml(part.slice(1, -1))}</code>`;
      }
      return escapeHtml(part)
        .replaceAll(/\[([^\]]+)\]\((#[\w-]+|\/[\w./-]*|https?:\/\/[^)\s]+)\)/g, '<a href="$2">$1</a>')
        .replaceAll('**', '\ue000');
    })
    .join('')
    .replaceAll(/\ue000(.+?)\ue000/g, '<strong>$1</strong>')
    .replaceAll('\ue000', '**')
    .replaceAll(/(^|[\s(])\*([^*\s][^*]*)\*(?=[\s.,;:)!?]|$)/g, '$1<em>$2</em>');
}

/** The few block forms our own texts use: headings, paragraphs, lists, tables and fenced code. */
export function markdown(text: string): Html {
  const blocks = text.replaceAll('\r', '').split(/\n{2,}/);
  return new Html(joinFences(blocks).map(block).join('\n'));
}

/** A blank line inside a fence does not end it. */
function joinFences(blocks: readonly string[]): string[] {
  const out: string[] = [];
  let open = false;
  for (const text of blocks) {
    if (open) out.push(`${out.pop() ?? ''}\n\n${text}`);
    else out.push(text);
    const fences = text.match(/^```/gm)?.length ?? 0;
    if (fences % 2 === 1) open = !open;
  }
  return out;
}

function block(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const fence = /^```(\w*)\n([\s\S]*?)\n```$/.exec(text.trim());
  if (fence !== null) return `<pre class="code"><code>${escapeHtml(fence[2] ?? '')}</code></pre>`;
  const heading = /^(#{1,4}) (.+)$/.exec(first);
  if (heading !== null) {
    const level = String(heading[1]?.length ?? 2);
    const title = heading[2] ?? '';
    const rest = lines.slice(1).join('\n');
    return `<h${level} id="${slug(title)}">${inline(title)}</h${level}>${rest === '' ? '' : block(rest)}`;
  }
  if (first.startsWith('|')) return table(lines);
  if (first.startsWith('- ')) return list(lines);
  return `<p>${inline(lines.join(' '))}</p>`;
}

function list(lines: readonly string[]): string {
  const items: string[] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return `<ul>${items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
}

function cells(line: string): string[] {
  return line
    .replaceAll('\\|', '\ue001')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\ue001', '|'));
}

function table([head = '', , ...rows]: readonly string[]): string {
  const row = (line: string, tag: string): string =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${inline(cell)}</${tag}>`)
      .join('')}</tr>`;
  return `<div class="scroll"><table><thead>${row(head, 'th')}</thead><tbody>${rows.map((line) => row(line, 'td')).join('')}</tbody></table></div>`;
}
