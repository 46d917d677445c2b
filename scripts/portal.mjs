#!/usr/bin/env node
// The `portal` command, from any folder.
process.argv.splice(2, 0, 'portal');
await import('./run.mjs');
