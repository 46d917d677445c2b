/** How a call went, in one word; what the rollups tell apart. `cdr_cause_class` in SQL derives it. */
export const CAUSE_CLASSES = [
  'answered',
  'busy',
  'no_answer',
  'cancelled',
  'rejected',
  'invalid_number',
  'failed',
  'refused',
] as const;
export type CauseClass = (typeof CAUSE_CLASSES)[number];

export const CALL_STATUSES = ['answered', 'busy', 'failed', 'no_answer'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

const STATUS_OF: Readonly<Record<CauseClass, CallStatus>> = {
  answered: 'answered',
  busy: 'busy',
  no_answer: 'no_answer',
  cancelled: 'failed',
  rejected: 'failed',
  invalid_number: 'failed',
  failed: 'failed',
  refused: 'failed',
};

/** The published status of a call: rows do not carry it, the filter does. */
export function statusOf(causeClass: CauseClass): CallStatus {
  return STATUS_OF[causeClass];
}

/** The classes that a published status covers. */
export function classesOf(status: CallStatus): readonly CauseClass[] {
  return CAUSE_CLASSES.filter((one) => STATUS_OF[one] === status);
}

/** Published numeric codes and their names. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'Unknown'],
  [1000, 'Canceled'],
  [1010, 'Canceled (Out Of Credits)'],
  [1020, 'Canceled (Simultaneous dial limit reached)'],
  [2000, 'Invalid Destination Address'],
  [2010, 'Destination Out Of Service'],
  [2020, 'Endpoint Not Registered'],
  [2030, 'Destination Country Barred'],
  [3000, 'No Answer'],
  [3010, 'Busy Line'],
  [3020, 'Rejected'],
  [3030, 'Unknown Caller ID'],
  [3040, 'Forbidden'],
  [3050, 'Unallocated number'],
  [3070, 'Request timeout'],
  [3080, 'Internal server error from carrier'],
  [3090, 'Network congestion from carrier'],
  [3110, 'Declined'],
  [3130, 'Spam block'],
  [4000, 'Normal Hangup'],
  [4010, 'End Of XML Instructions'],
  [5000, 'Network Error'],
  [5010, 'Internal Error'],
  [5020, 'Routing Error'],
  [5030, 'Concurrency Limit Breached'],
  [6000, 'Scheduled Hangup'],
  [6010, 'Ring Timeout Reached'],
  [6020, 'Media Timeout'],
  [9000, 'Lost Race'],
  [9100, 'Machine Detected'],
]);

/** The published name of a hang-up code; null where there is no code or nobody named it. */
export function hangupCauseName(code: number | null): string | null {
  return code === null ? null : (NAMES.get(code) ?? null);
}
