import type { Actor } from '../audit/index.ts';

/** Who does it, and when. */
export interface By {
  readonly actor: Actor;
  readonly at: Date;
}
