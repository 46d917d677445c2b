import { isUuid } from '../platform/ids/index.ts';

/** How far the clock of an edge may be off. */
export const SKEW_MS = 5 * 60_000;

/** When a call began, from its id; null where it is no UUIDv7. */
export function callTime(callId: string): Date | null {
  if (!isUuid(callId) || callId[14] !== '7') return null;
  return new Date(Number.parseInt(callId.slice(0, 8) + callId.slice(9, 13), 16));
}

/** Whether a call may begin under this id now. */
export function isFreshCallId(callId: string, now: Date): boolean {
  const at = callTime(callId);
  return at !== null && Math.abs(now.getTime() - at.getTime()) <= SKEW_MS;
}
