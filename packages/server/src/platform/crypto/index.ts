export { createKeyedHash, equalDigests, sha256, type KeyedHash } from './digest.ts';
export { randomBase62, randomLower, randomUpper } from './random-text.ts';
export { createSealer, type Sealer } from './seal.ts';
