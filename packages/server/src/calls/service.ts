import type { By } from '../identity/index.ts';
import type { LiveCalls } from '../capacity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { TrunkCalls } from '../trunks/index.ts';
import type {
  AnsweredInput,
  AnsweredOutcome,
  AuthoriseInput,
  AuthoriseOutcome,
  EndInput,
  EndOutcome,
  ExtendInput,
  ExtendOutcome,
  LiveCallView,
} from './edge-messages.ts';
import type { LiveHolds } from './live-store.ts';
import type {
  CallLimits,
  DestinationClass,
  EffectiveLimits,
  PartnerCallLimits,
  PriceLimits,
} from './limits.ts';
import type { RaiseInput } from './raise-faults.ts';
import type { ToldCall } from './told-calls.ts';

export interface LiveCallFilter {
  readonly customerId?: string;
  readonly direction?: 'inbound' | 'outbound';
}

/** A customer's limits, its partner's default, and what holds of both now. */
export interface LimitsView {
  readonly partner: PartnerCallLimits;
  readonly own: CallLimits;
  readonly effective: EffectiveLimits;
  /** Of today in the customer's time zone: charged, and held for calls that are up. */
  readonly spentToday: bigint;
  readonly heldNow: bigint;
}

export interface ApprovedCli {
  readonly partnerId: string;
  readonly customerId: string;
  /** E.164 with its plus. */
  readonly e164: string;
  readonly note: string;
  readonly approvedBy: string;
  readonly approvedAt: Date;
}

export interface ClassPrefix {
  readonly prefix: string;
  readonly destinationClass: DestinationClass;
  readonly description: string;
}

/** What whoever calls from a country dials in need. */
export interface EmergencyNumber {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly number: string;
  readonly description: string;
}

/**
 * The door to calls. The four verbs are grouped: each call gets its own answer, and answers when it is durable. They throw
 * only 503 `service_unavailable`, after which the message may be sent again.
 */
export interface Calls {
  authorise(input: AuthoriseInput): Promise<AuthoriseOutcome>;
  answered(input: AnsweredInput): Promise<AnsweredOutcome>;
  extend(input: ExtendInput): Promise<ExtendOutcome>;
  end(input: EndInput): Promise<EndOutcome>;
  /** Settles calls whose time is over and whose edge said nothing; of silent edges without the usual grace. Gives how many. */
  sweep(options?: { readonly limit?: number; readonly silentNodes?: readonly string[] }): Promise<number>;
  /** Forgets what late messages were answered from; gives how many rows. */
  forgetEnded(before: Date, limit: number): Promise<number>;
  drained(): Promise<void>;
  /**
   * Charges and records calls that ended elsewhere, in the caller's transaction and last before COMMIT: each call's money and
   * its record together, as at the end of a call that was up. Nothing was held for them; they count against no limit and tell
   * nobody. False where the ledger refuses one of them, a wallet with too little: then the caller rolls back.
   */
  recordTold(tx: Tx, told: readonly ToldCall[]): Promise<boolean>;

  listLive(
    reader: Reader,
    partnerId: string,
    filter: LiveCallFilter,
    place: { readonly limit: number; readonly after?: string | null },
  ): Promise<LiveCallView[]>;
  countLive(reader: Reader, partnerId: string, filter: LiveCallFilter): Promise<number>;
  /** What is held for calls that are up: for some of them, or for a page of all in the order of their ids. */
  liveHolds(
    reader: Reader,
    partnerId: string,
    which:
      { readonly callIds: readonly string[] } | { readonly afterId: string | null; readonly limit: number },
  ): Promise<LiveHolds[]>;
  /** Throws 404. */
  findLive(reader: Reader, partnerId: string, callId: string): Promise<LiveCallView>;
  /** Asks the edge to end a call: its next extension or heartbeat says so. Throws 404. */
  hangUp(tx: Tx, partnerId: string, callId: string, by: By): Promise<LiveCallView>;
  /** Calls that a node is to end. */
  hangUpsOf(reader: Reader, edgeNode: string, limit: number): Promise<string[]>;

  readPartnerLimits(reader: Reader, partnerId: string): Promise<PartnerCallLimits>;
  savePartnerLimits(
    tx: Tx,
    partnerId: string,
    patch: Partial<PartnerCallLimits>,
    by: By,
  ): Promise<PartnerCallLimits>;
  /** `id` is an `MA_…` id. Throws 404. */
  readLimits(reader: Reader, partnerId: string, id: string): Promise<LimitsView>;
  /** Throws 404, 409 `customer_closed`, 422 for a raise that raises nothing. */
  saveLimits(tx: Tx, partnerId: string, id: string, patch: Partial<CallLimits>, by: By): Promise<LimitsView>;

  /** What stored limits say against a raise of a cap. `id` is an `MA_…` id; null: the partner's default. Throws 404. */
  raiseFaults(reader: Reader, partnerId: string, id: string | null, change: RaiseInput): Promise<Fault[]>;

  /** What refuses calls for their price now: for what-if questions about past ones. */
  priceLimits(reader: Reader, partnerId: string): Promise<PriceLimits>;

  listClis(reader: Reader, partnerId: string, customerId: string): Promise<ApprovedCli[]>;
  /** Approving twice is approving once. */
  approveCli(
    tx: Tx,
    customer: { readonly partnerId: string; readonly customerId: string; readonly authId: string },
    cli: { readonly e164: string; readonly note: string },
    by: By,
  ): Promise<ApprovedCli>;
  /** Throws 404. */
  withdrawCli(
    tx: Tx,
    customer: { readonly partnerId: string; readonly customerId: string; readonly authId: string },
    e164: string,
    by: By,
  ): Promise<void>;

  listClasses(reader: Reader): Promise<ClassPrefix[]>;
  saveClass(tx: Tx, row: ClassPrefix, by: By): Promise<ClassPrefix>;
  /** Throws 404. */
  removeClass(tx: Tx, prefix: string, by: By): Promise<void>;

  /** Of one country, or of all. */
  listEmergencies(reader: Reader, country: string | null): Promise<EmergencyNumber[]>;
  /** Throws 409 `emergency_number_limit`. */
  saveEmergency(tx: Tx, row: EmergencyNumber, by: By): Promise<EmergencyNumber>;
  /** Throws 404. */
  removeEmergency(tx: Tx, country: string, number: string, by: By): Promise<void>;

  /** For the rooms that ask how much is up. */
  readonly ports: LiveCalls & TrunkCalls;
}
