/** What is given out: calls that may be up at once, and calls that may begin in a second. */
export const RESOURCES = ['concurrent_calls', 'cps'] as const;
export type Resource = (typeof RESOURCES)[number];

/** Numbers of one kind for each resource, by its wire name. */
export type PerResource = Readonly<Record<Resource, number>>;

/** A partner's pool. What is not allocated can be given to customers. */
export interface Pool {
  readonly partnerId: string;
  /** What the operator granted. */
  readonly granted: PerResource;
  /** The sum of what its customers have out of it. */
  readonly allocated: PerResource;
  /** Whether the partner may move slots itself. */
  readonly transfersEnabled: boolean;
}

/** The pool of a partner of whom the operator has said nothing. */
export const DEFAULT_POOL: Pick<Pool, 'granted' | 'transfersEnabled'> = {
  granted: { concurrent_calls: 100, cps: 10 },
  transfersEnabled: true,
};

/** Largest that the operator may grant. */
export const LARGEST_POOL: PerResource = { concurrent_calls: 100_000, cps: 10_000 };
/** Published: most slots of one movement. */
export const MOST_SLOTS = 10_000;

export function remainingOf({ granted, allocated }: Pick<Pool, 'granted' | 'allocated'>): PerResource {
  return {
    concurrent_calls: granted.concurrent_calls - allocated.concurrent_calls,
    cps: granted.cps - allocated.cps,
  };
}

export type Direction = 'transfer' | 'reclaim';

/** A movement of slots, as it is kept for good. */
export interface CapacityTransfer {
  readonly partnerId: string;
  readonly id: string;
  readonly customerId: string;
  readonly customerAuthId: string;
  readonly direction: Direction;
  readonly resource: Resource;
  readonly slots: number;
  readonly description: string | null;
  /** What of the resource was left in the pool afterwards. */
  readonly partnerRemaining: number;
  /** The customer's limit afterwards. */
  readonly customerEffective: number;
  /** Who moved them, as the audit log names it. */
  readonly movedBy: string;
  readonly createdAt: Date;
}
