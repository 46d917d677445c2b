import { readFile, writeFile } from 'node:fs/promises';
import { buildOpenApi } from './openapi.ts';
import type { OpenApiInput } from './openapi.ts';
import { COMMITTED_REFERENCE } from './reference-config.ts';

/** The committed document: the product whoever runs it, so that no setting of a machine gets into the repository. */
function committedText(surfaces: OpenApiInput['surfaces']): string {
  return `${JSON.stringify(buildOpenApi({ surfaces, config: COMMITTED_REFERENCE }), null, 2)}\n`;
}

/** Writes the document that is committed. */
export async function writeOpenApi(path: string, surfaces: OpenApiInput['surfaces']): Promise<void> {
  await writeFile(path, committedText(surfaces));
}

/** Throws a sentence that names the first difference when the committed document is not that of the route tables. */
export async function checkOpenApi(path: string, surfaces: OpenApiInput['surfaces']): Promise<void> {
  const expected = committedText(surfaces);
  const found = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return '';
    throw error;
  });
  if (found === expected) return;
  if (found === '')
    throw new Error(`${path} is missing; write it with \`npm run -s portal -- openapi write\`.`);
  throw new Error(
    `${path} is not what the route tables say; renew it with \`npm run -s portal -- openapi write\`. ${firstDifference(found, expected)}`,
  );
}

function firstDifference(found: string, expected: string): string {
  const [a, b] = [found.split('\n'), expected.split('\n')];
  const line = a.findIndex((text, index) => text !== b[index]);
  const at = line < 0 ? a.length : line;
  const show = (text: string | undefined): string =>
    text === undefined ? 'nothing' : text.trim().slice(0, 160);
  return `First difference, line ${String(at + 1)}: the file has ${show(a[at])}, the routes say ${show(b[at])}`;
}
