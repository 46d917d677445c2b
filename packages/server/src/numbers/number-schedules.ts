import type { Schedule } from '../platform/jobs/index.ts';
import type { Numbers } from './service.ts';

/** What the worker does about numbers by the clock. */
export function numberSchedules(_numbers: Numbers): Schedule[] {
  return [];
}
