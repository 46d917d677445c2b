import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document } from './document.ts';
import { generateSources } from './generate-sources.ts';

const DOCUMENT = join(import.meta.dirname, '../openapi.json');
const TARGET = join(import.meta.dirname, '../src/generated');

/** `node scripts/generate.ts` writes the generated sources; `--check` only says whether they are up to date. */
const sources = await generateSources(JSON.parse(await readFile(DOCUMENT, 'utf8')) as Document);
await mkdir(TARGET, { recursive: true });
for (const [name, text] of Object.entries(sources)) {
  const path = join(TARGET, name);
  if (!process.argv.includes('--check')) {
    await writeFile(path, text);
    continue;
  }
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found === text) continue;
  process.stderr.write(
    `packages/sdk/src/generated/${name} is not what packages/sdk/openapi.json says; renew it with \`npm run generate -w packages/sdk\`.\n`,
  );
  process.exitCode = 1;
}
