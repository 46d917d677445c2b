export { createBatcher, type Batcher, type BatcherOptions, type Settled } from './batcher.ts';
