/** What may speak the edge API: an agent beside a SIP server. */
export interface EdgeNode {
  readonly id: string;
  /** Unique in any case; CDRs name it. */
  readonly name: string;
  /** '' where nobody gave one. */
  readonly region: string;
  readonly enabled: boolean;
  /** CIDR blocks from which its requests come. */
  readonly networks: readonly string[];
  /** `edge_…a1b2`. */
  readonly secretMasked: string;
  /** Until when the secret before works too; null where there is none. */
  readonly overlapUntil: Date | null;
  readonly rotatedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly presence: Presence | null;
  /** When any message of it came last; a few seconds are not written. */
  readonly seenAt: Date | null;
}

/** What a node said of itself in its last heartbeat. */
export interface Presence {
  readonly heardAt: Date;
  /** Of its process; null where it does not say. */
  readonly startedAt: Date | null;
  readonly software: string;
  readonly address: string;
  /** Calls that it has up. */
  readonly calls: number;
  /** It takes no new ones. */
  readonly draining: boolean;
  /** Its clock less ours; null where it does not say. */
  readonly skewMs: number | null;
}

/** How often a node shows that it is there, and after how long without it is silent. Seconds. */
export const HEARTBEAT_SECONDS = 10;
export const SILENT_AFTER_SECONDS = 30;
export const MOST_NODES = 1_000;
export const MOST_NETWORKS = 20;

export const NODE_STATES = ['online', 'draining', 'silent', 'never_seen', 'disabled'] as const;
export type NodeState = (typeof NODE_STATES)[number];

/** What an operator sees of a node. One that is disabled is that, whatever it says. */
export function stateOf(
  { enabled, presence, seenAt }: Pick<EdgeNode, 'enabled' | 'presence' | 'seenAt'>,
  at: Date,
): NodeState {
  if (!enabled) return 'disabled';
  if (seenAt === null) return 'never_seen';
  if (at.getTime() - seenAt.getTime() > SILENT_AFTER_SECONDS * 1_000) return 'silent';
  return presence?.draining === true ? 'draining' : 'online';
}
