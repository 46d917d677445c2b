import type { Reader } from '../platform/db/index.ts';
import {
  chargeReferences,
  selectCharges,
  selectOldest,
  sumCharges,
  type CallCharges,
  type CustomerCharges,
} from './charge-store.ts';
import { checkPacked } from './packed-check.ts';
import { checkRunning } from './running-check.ts';
import { checkDays, checkMonth, selectCallsByDay, type SumsCheck } from './sums-check-store.ts';
import type { Window } from './traffic.ts';

/** What whoever compares calls with the books needs of them. All of it reads as of the reader's snapshot. */
export interface CdrChecks {
  /** When the oldest call of a partner began, or its oldest sum; null where it has none. */
  oldest(reader: Reader, partnerId: string): Promise<Date | null>;
  /** By customer and currency. */
  charges(
    reader: Reader,
    partnerId: string,
    window: Window,
    customerId?: string | null,
  ): Promise<CustomerCharges[]>;
  /** Call by call, in the order of their ids. */
  chargesByCall(
    reader: Reader,
    partnerId: string,
    window: Window,
    of: { readonly customerId: string | null; readonly currency: string },
    limit: number,
  ): Promise<CallCharges[]>;
  /** References of ledger entries about the calls of a window: from the first, before the second. */
  references(window: Window): { readonly from: string; readonly before: string };
  /** How many calls each UTC day has, by when it begins, as the sums say: how much there is to look at. */
  callsByDay(reader: Reader, partnerId: string, window: Window): Promise<ReadonlyMap<number, number>>;
  /** Sums of some whole UTC days against their calls. */
  sumsOfDays(reader: Reader, partnerId: string, days: Window): Promise<readonly SumsCheck[]>;
  /** The sums of a UTC month against those of its days. */
  sumsOfMonth(reader: Reader, partnerId: string, month: Window): Promise<SumsCheck>;
}

export const cdrChecks: CdrChecks = {
  oldest: selectOldest,
  charges: sumCharges,
  chargesByCall: selectCharges,
  references: chargeReferences,
  callsByDay: selectCallsByDay,
  sumsOfDays: async (reader, partnerId, days) => [
    ...(await checkDays(reader, partnerId, days)),
    await checkPacked(reader, partnerId, days),
    await checkRunning(reader, partnerId, days),
  ],
  sumsOfMonth: checkMonth,
};
