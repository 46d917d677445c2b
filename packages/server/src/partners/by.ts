export type { By } from '../identity/index.ts';
