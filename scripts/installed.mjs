// Tells whether node_modules is what package-lock.json asks for.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT } from './node24.mjs';

const LOCK = join(PROJECT, 'package-lock.json');
const STAMP = join(PROJECT, 'node_modules', '.installed-lock');
/** npm's own account of what it put into node_modules. */
const PRESENT = join(PROJECT, 'node_modules', '.package-lock.json');

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

export function hasLock() {
  return read(LOCK) !== null;
}

/** The stamp answers in a millisecond; without it (somebody ran npm by hand) npm's account is compared. */
export function isInstalled() {
  const lock = read(LOCK);
  if (lock === null) return read(PRESENT) !== null;
  if (read(STAMP) === digest(lock)) return true;
  if (!matches(lock, read(PRESENT))) return false;
  stamp();
  return true;
}

export function stamp() {
  const lock = read(LOCK);
  if (lock === null) return;
  try {
    mkdirSync(dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, digest(lock));
  } catch {
    // Installed by somebody else, for us to read: compared again next time.
  }
}

function matches(lock, present) {
  if (present === null) return false;
  const wanted = JSON.parse(lock).packages ?? {};
  const there = JSON.parse(present).packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = there[path];
    return found === undefined ? !isForUs(entry) : found.version === entry.version;
  });
}

/** Optional packages of other platforms stay away. */
function isForUs({ optional, os, cpu, libc }) {
  if (optional !== true && libc === undefined) return true;
  if (os === undefined || cpu === undefined || libc !== undefined) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}
