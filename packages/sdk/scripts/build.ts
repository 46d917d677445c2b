import { execFileSync } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
}

/** Makes `dist/`: JavaScript, types and a package.json of their own, ready for `npm publish packages/sdk/dist`. */
await rm(DIST, { recursive: true, force: true });
execFileSync(process.execPath, [tsc(), '-p', join(ROOT, 'tsconfig.build.json')], { stdio: 'inherit' });
const { name, version, description, license, engines } = JSON.parse(
  await readFile(join(ROOT, 'package.json'), 'utf8'),
) as PackageJson;
const published = {
  name,
  version,
  description,
  license,
  engines,
  type: 'module',
  sideEffects: false,
  types: './index.d.ts',
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
};
await writeFile(join(DIST, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
await copyFile(join(ROOT, 'README.md'), join(DIST, 'README.md'));

function tsc(): string {
  return join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');
}
