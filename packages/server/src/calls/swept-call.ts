import type { CallOutcome } from '../cdrs/index.ts';
import type { Settlement } from './finished.ts';
import { fromLiveRow, toLiveJson, type LiveCall, type LiveCallRow } from './live-call.ts';

/** How a swept call was settled: what a late report needs to put it right. */
export interface SweptCall {
  readonly call: LiveCall;
  readonly settlement: Pick<Settlement, 'charged' | 'writtenOff' | 'wholesale'>;
  /** The customer's payment; null where there was none. */
  readonly walletTransferId: string | null;
  /** What followed from it. */
  readonly otherTransferIds: readonly string[];
  readonly endedAt: Date;
}

interface SweptJson {
  readonly call: Readonly<Record<keyof LiveCallRow, never>>;
  readonly charged: string;
  readonly written_off: string;
  readonly wholesale: string;
  readonly wallet_transfer_id: string | null;
  readonly other_transfer_ids: readonly string[];
  readonly ended_at: string;
}

export function toSweptJson(swept: SweptCall): Record<string, unknown> {
  return {
    call: toLiveJson(swept.call),
    charged: swept.settlement.charged.toString(),
    written_off: swept.settlement.writtenOff.toString(),
    wholesale: swept.settlement.wholesale.toString(),
    wallet_transfer_id: swept.walletTransferId,
    other_transfer_ids: swept.otherTransferIds,
    ended_at: swept.endedAt,
  } satisfies Record<keyof SweptJson, unknown>;
}

const TIMES = [
  'authorised_at',
  'answered_at',
  'funded_until',
  'expires_at',
  'hang_up_requested_at',
] as const satisfies readonly (keyof LiveCallRow)[];
const AMOUNTS = ['held', 'loss_held', 'spend_cap'] as const satisfies readonly (keyof LiveCallRow)[];

/** The row as it was in the table; JSON has no times and no 64-bit numbers. */
function rowFromJson(json: Readonly<Record<string, unknown>>): LiveCallRow {
  const row: Record<string, unknown> = { ...json };
  for (const key of TIMES) if (typeof row[key] === 'string') row[key] = new Date(row[key]);
  for (const key of AMOUNTS) if (typeof row[key] === 'string') row[key] = BigInt(row[key]);
  return row as unknown as LiveCallRow;
}

export function fromSweptJson(value: unknown): SweptCall {
  const json = value as SweptJson;
  return {
    call: fromLiveRow(rowFromJson(json.call)),
    settlement: {
      charged: BigInt(json.charged),
      writtenOff: BigInt(json.written_off),
      wholesale: BigInt(json.wholesale),
    },
    walletTransferId: json.wallet_transfer_id,
    otherTransferIds: json.other_transfer_ids,
    endedAt: new Date(json.ended_at),
  };
}

/** What a sweep believes of a call: it lasted as long as it was paid for, or nobody answered. */
export function sweptReport(
  call: LiveCall,
  now: Date,
): Pick<
  CallOutcome,
  'answeredAt' | 'endedAt' | 'hangupCause' | 'hangupCauseCode' | 'hangupSource' | 'sipCode'
> {
  const { answeredAt, fundedSeconds } = call;
  const endedAt =
    answeredAt === null
      ? call.fundedUntil < now
        ? call.fundedUntil
        : now
      : new Date(answeredAt.getTime() + fundedSeconds * 1_000);
  return {
    answeredAt,
    endedAt,
    hangupCause: 'UNKNOWN',
    hangupCauseCode: 0,
    hangupSource: 'Platform',
    sipCode: null,
  };
}
