import type { FinishedCall } from '../cdrs/index.ts';
import type { DEMO_TEAM, DEMO_TOKENS, DemoCustomer } from './people.ts';

export const DEMO_DAYS = 90;
/** Every movement of the story has a reference that begins like this, by which it is found again. */
export const REFERENCE_PREFIX = 'ACME-';
/** The movement that closes the story: where it is there, all is. */
export const LAST_REFERENCE = `${REFERENCE_PREFIX}LAST`;
/** One unit of the currency. */
export const UNIT = 100_000n;

interface Timed {
  /** Milliseconds after the beginning of the story. */
  readonly offsetMs: number;
}

export interface Money {
  readonly customer: string;
  /** Units of 10⁻⁵. */
  readonly amount: bigint;
  readonly reference: string;
  readonly description: string;
}

/** One thing that happens; `customer` is an e-mail. A call happens when it ends. */
export type DemoStep = Timed &
  (
    | { readonly kind: 'join'; readonly customer: DemoCustomer }
    | { readonly kind: 'member'; readonly member: (typeof DEMO_TEAM)[number] }
    | { readonly kind: 'token'; readonly token: (typeof DEMO_TOKENS)[number] }
    | ({ readonly kind: 'transfer' | 'reclaim' } & Money)
    | ({ readonly kind: 'reversal'; readonly reverses: string } & Money)
    | { readonly kind: 'suspend' | 'close'; readonly customer: string; readonly reason: string }
    | { readonly kind: 'call'; readonly customer: string; readonly call: FinishedCall }
  );
