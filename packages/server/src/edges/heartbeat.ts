import type { EdgePrincipal } from './edge-principal.ts';
import type { Tx } from '../platform/db/index.ts';
import { addCounters, upsertPresence } from './presence-store.ts';
import { utcDay } from '../platform/time/index.ts';

/** What a node counts and nobody records one by one. */
export const COUNTERS = [
  'unknown_source',
  'unknown_credential',
  'wrong_password',
  'malformed_request',
  'dropped_request',
] as const;
export type Counter = (typeof COUNTERS)[number];

export interface Beat {
  readonly software: string;
  readonly startedAt: Date | null;
  readonly calls: number;
  readonly draining: boolean;
  /** The node's clock when it sent this. */
  readonly sentAt: Date | null;
  /** What was counted since the heartbeat before. */
  readonly counters: Readonly<Partial<Record<Counter, number>>>;
}

/** Writes that a node is there. */
export async function recordBeat(
  tx: Tx,
  node: EdgePrincipal,
  beat: Beat,
  origin: { readonly address: string; readonly at: Date },
): Promise<void> {
  const { software, startedAt, calls, draining, sentAt, counters } = beat;
  const { address, at } = origin;
  const skewMs = sentAt === null ? null : sentAt.getTime() - at.getTime();
  await upsertPresence(tx, node.nodeId, {
    heardAt: at,
    startedAt,
    software,
    address,
    calls,
    draining,
    skewMs,
  });
  await addCounters(tx, node.nodeId, utcDay(at), counters);
}
