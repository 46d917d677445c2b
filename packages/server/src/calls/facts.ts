import type { SideTerms } from './call-terms.ts';
import { NO_LIMITS, type CallLimits, type DestinationClass, type PartnerCallLimits } from './limits.ts';
import type { AccountStatus, Mode } from '../identity/index.ts';

/** How much of something is up and began in this second. */
export interface Count {
  readonly live: number;
  readonly inSecond: number;
}

/** Calls at once and per second that are allowed. */
export interface Capacity {
  readonly concurrentCalls: number;
  readonly cps: number;
}

export interface TrunkFacts extends Capacity {
  readonly id: string;
  readonly enabled: boolean;
  readonly direction: 'inbound' | 'outbound' | 'both';
  readonly destination: string | null;
}

/** A customer, by the trunk that it calls with or is called on. */
export interface AccountRef {
  readonly partnerId: string;
  readonly customerId: string;
  readonly trunkId: string | null;
}

/** What a call costs and may show: found before anything is locked. */
export interface CallTerms {
  readonly account: AccountRef;
  /** The customer's. */
  readonly country: string;
  /** Of an inbound call's number. */
  readonly numberUsable: boolean;
  readonly numberNeedsKyc: boolean;
  readonly cli: 'own' | 'own_needs_kyc' | 'approved' | 'unknown';
  readonly emergency: boolean;
  readonly destinationClass: DestinationClass;
  readonly selling: SideTerms | null;
  readonly wholesale: SideTerms | null;
}

/** What other calls change, and who may call at all: read under the locks of the counters. Money is units of 10⁻⁵. */
export interface CallState {
  readonly partnerId: string;
  readonly customerId: string;
  readonly partnerStatus: AccountStatus;
  readonly partnerMode: Mode;
  readonly customerStatus: AccountStatus;
  readonly kycStatus: 'pending' | 'completed';
  readonly currency: string;
  /** Today, in the customer's time zone. */
  readonly day: string;
  readonly walletAccountId: string;
  readonly walletAvailable: bigint;
  /** The partner's master account in that currency. */
  readonly master: { readonly id: string; readonly available: bigint } | null;
  readonly capacity: Capacity;
  /** Null: nobody said anything, the default one holds. */
  readonly pool: Capacity | null;
  readonly trunk: TrunkFacts | null;
  readonly partnerLimits: PartnerCallLimits;
  readonly ownLimits: CallLimits;
  readonly partnerCount: Count;
  readonly customerCount: Count;
  readonly trunkCount: Count;
  readonly spentToday: bigint;
  readonly heldNow: bigint;
}

/** Everything that decides one call. */
export type CallFacts = CallState & Omit<CallTerms, 'account'>;

export interface LimitsJson {
  readonly allowed_classes: DestinationClass[] | null;
  readonly max_rate_per_minute: string | null;
  readonly max_call_seconds: number | null;
  readonly daily_spend_cap: string | null;
  readonly raised_spend_cap: string | null;
  readonly raised_until: string | null;
  readonly allow_loss: boolean;
}

function bigOrNull(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}

export function fromLimitsJson(json: LimitsJson | undefined): PartnerCallLimits {
  if (json === undefined) return NO_LIMITS;
  return {
    allowedClasses: json.allowed_classes,
    maxRatePerMinute: bigOrNull(json.max_rate_per_minute),
    maxCallSeconds: json.max_call_seconds,
    dailySpendCap: bigOrNull(json.daily_spend_cap),
    raisedSpendCap: bigOrNull(json.raised_spend_cap),
    raisedUntil: json.raised_until === null ? null : new Date(json.raised_until),
    allowLoss: json.allow_loss,
  };
}
