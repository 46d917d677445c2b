export { createBatcher, type Batcher, type BatcherOptions, type Settled } from './batcher.ts';
export { createTurns, type Turns } from './turns.ts';
