import type { Window } from './reconciliation-deps.ts';
import { DAY_MS } from '../platform/time/index.ts';

export const HOUR_MS = 3_600_000;

export function startOfUtcDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}

function cut({ from, before }: Window, nextAfter: (at: Date) => Date): Window[] {
  const parts: Window[] = [];
  let at = from;
  while (at < before) {
    const next = nextAfter(at);
    const end = next < before ? next : before;
    parts.push({ from: at, before: end });
    at = end;
  }
  return parts;
}

/** A window in UTC months; the first and the last may be parts of one. */
export function monthsOf(window: Window): Window[] {
  return cut(window, (at) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)));
}

export function daysOf(window: Window): Window[] {
  return cut(window, (at) => new Date(startOfUtcDay(at).getTime() + DAY_MS));
}

export function hoursOf(window: Window): Window[] {
  return cut(window, (at) => new Date((Math.floor(at.getTime() / HOUR_MS) + 1) * HOUR_MS));
}
