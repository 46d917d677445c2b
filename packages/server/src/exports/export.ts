import { DAY_MS } from '../platform/time/index.ts';
export const EXPORT_KINDS = ['cdrs', 'transactions'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];
export const EXPORT_STATUSES = ['queued', 'running', 'ready', 'failed', 'cancelled', 'expired'] as const;
export type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** A table that somebody asked to have as a file. */
export interface Export {
  readonly partnerId: string;
  readonly id: string;
  readonly kind: ExportKind;
  /** As they were asked; the room that owns the table reads them. */
  readonly filters: Readonly<Record<string, unknown>>;
  /** `auth_id`; null: of all customers. */
  readonly accountId: string | null;
  readonly status: ExportStatus;
  readonly requestedBy: string;
  /** How many rows are expected; null until it is known. */
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  /** Compressed. */
  readonly bytes: number;
  /** There was more than a file holds. */
  readonly truncated: boolean;
  readonly failure: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Of the file. */
  readonly expiresAt: Date | null;
}

export const LIMITS = {
  /** Of one partner at once; the others wait. */
  running: 2,
  /** Of one partner, waiting and running. */
  unfinished: 20,
  rows: 1_000_000,
  /** Of a file, compressed. */
  bytes: 512 * 1024 * 1024,
  keptMs: 7 * DAY_MS,
  linkMs: 3_600_000,
  attempts: 3,
  leaseMs: 30_000,
} as const;
