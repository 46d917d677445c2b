export { equalDigests, hmacSha256, sha256 } from './digest.ts';
export { randomBase62, randomLower, randomUpper } from './random-text.ts';
export { createSealer, type Sealer } from './seal.ts';
