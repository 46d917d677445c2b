// Draws the picture in docs/architecture.md from the imports of the code. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { PROJECT } from './node24.mjs';

const PAGE = join(PROJECT, 'docs/architecture.md');
const START = '<!-- picture:start (drawn by scripts/draw-architecture.mjs) -->';
const END = '<!-- picture:end -->';
const SOURCE = 'packages/server/src/';

/** The room a file belongs to; files above the rooms are the composition. */
function roomOf(path) {
  if (!path.startsWith(SOURCE) || path.endsWith('.test.ts')) return null;
  const [first, second] = path.slice(SOURCE.length).split('/');
  if (second === undefined || first === 'cli' || first === 'demo') return 'composition';
  return first;
}

process.chdir(PROJECT);
const { output } = await cruise([SOURCE], {
  doNotFollow: { path: 'node_modules' },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: { extensions: ['.ts'] },
});
const edges = new Set();
for (const module of output.modules) {
  const from = roomOf(module.source);
  for (const dependency of module.dependencies) {
    const to = roomOf(dependency.resolved);
    // Every room stands on the platform; drawing that would hide the rest.
    if (from !== null && to !== null && from !== to && to !== 'platform' && from !== 'platform')
      edges.add(`${from} --> ${to}`);
  }
}
const rooms = new Set([...edges].flatMap((edge) => edge.split(' --> ')));
const lines = [
  'flowchart TD',
  ...[...edges].sort().map((edge) => `  ${edge}`),
  ...[...rooms].sort().map((room) => `  ${room} -.-> platform`),
];
const picture = `${START}\n\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n${END}`;

const page = readFileSync(PAGE, 'utf8');
const drawn = page.slice(0, page.indexOf(START)) + picture + page.slice(page.indexOf(END) + END.length);
if (process.argv.includes('--check')) {
  if (drawn !== page) {
    process.stderr.write(
      'The picture in docs/architecture.md is out of date. Run: node scripts/draw-architecture.mjs\n',
    );
    process.exit(1);
  }
} else {
  writeFileSync(PAGE, drawn);
}
