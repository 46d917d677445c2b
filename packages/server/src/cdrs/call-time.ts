/** The instant that a call's id carries: when the call began. The edge mints the id at that moment. */
export function startOf(callId: string): Date {
  return new Date(Number.parseInt(callId.slice(0, 8) + callId.slice(9, 13), 16));
}

/** The least id of an instant: calls that began at or after it have no lesser one. */
export function firstIdOf(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-0000-0000-000000000000`;
}
