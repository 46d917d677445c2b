import { isReference, type OpenApiDocument, type Operation } from './document.ts';
import { slug } from './markdown.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Every operation with its place, in the order of the document. */
export function operationsOf(
  document: OpenApiDocument,
): { readonly method: string; readonly path: string; readonly operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** The index of the documentation in the llms.txt form: title, summary, sections of links with a line each. */
export function llmsTxt(document: OpenApiDocument): string {
  const base = document.servers[0]?.url.replace(/\/$/, '') ?? '';
  const page = `${base}/reference`;
  const operations = operationsOf(document);
  const lines = [
    `# ${document.info.title}`,
    '',
    `> ${document.info.summary}`,
    '',
    'Partner requests carry `X-Auth-ID` and `X-Auth-Token`. Bodies and answers are JSON. Amounts are exact decimals with up to five',
    'places. Every POST that moves money or creates something accepts `Idempotency-Key`; send one, and repeat with the same.',
    '',
    '## Documentation',
    '',
    `- [API reference](${page}): every operation with parameters, examples and errors`,
    `- [OpenAPI 3.1 document](${base}/openapi.json): the same for programs`,
    ...headings(document.info.description).map(
      (title) => `- [${title}](${page}#${slug(title)}): ${noteOf(title)}`,
    ),
  ];
  for (const group of document['x-tagGroups']) {
    lines.push('', `## ${group.name}`, '');
    for (const { method, path, operation } of operations) {
      if (!operation.tags.some((tag) => group.tags.includes(tag))) continue;
      lines.push(
        `- [${method} ${path}](${page}#${operation.operationId}): ${operation.summary}${marks(operation)}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title);
}

const NOTES: Readonly<Record<string, string>> = {
  Authentication: 'header pair, login, what each credential opens',
  Versions: 'two dated forms of answers and how to ask for one',
  Money: 'exact decimals in and out, currencies, integer-typed fields',
  Pages: 'page numbers, cursors and their limits',
  'Dates and times': 'UTC, days and instants, inclusive windows',
  Errors: 'form of errors, all faults at once, request ids',
  'Repeating a request safely': 'Idempotency-Key: what is protected and what is not',
  'Rate limits': 'limits, headers, Retry-After',
  'Error catalogue': 'every code with its status and whether to retry',
};

function noteOf(title: string): string {
  return NOTES[title] ?? title;
}

function marks(operation: Operation): string {
  const notes = [
    ...(operation['x-idempotent'] === true ? ['idempotent with key'] : []),
    ...(operation.parameters.some((one) => !isReference(one) && one.name === 'cursor') ? ['paged'] : []),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}
