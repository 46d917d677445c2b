import { format } from 'prettier';
import type { Document } from './document.ts';
import { printClients, printOperations } from './print-clients.ts';
import { printTypes } from './print-types.ts';
import { readOperations } from './read-operations.ts';

const HEADER =
  '// Generated from packages/sdk/openapi.json; change the routes and run `npm run generate -w packages/sdk`, not this file.\n\n';

/** File name → text, the same for the same document. */
export async function generateSources(document: Document): Promise<Record<string, string>> {
  const operations = readOperations(document);
  const versions = [
    ...new Set([document.info.version, ...operations.flatMap((operation) => Object.keys(operation.answers))]),
  ].sort();
  const sources = {
    'clients.ts': printClients(operations, versions),
    'operations.ts': printOperations(operations),
    'types.ts': printTypes(document, operations),
  };
  const entries = Object.entries(sources).map(
    async ([name, text]) =>
      [
        name,
        await format(HEADER + text, { parser: 'typescript', printWidth: 110, singleQuote: true }),
      ] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
