import { fromTermsJson, type SideTerms, type SideTermsJson } from './call-terms.ts';
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

/** Everything that decides one call. Money is units of 10⁻⁵. */
export interface CallFacts {
  readonly partnerId: string;
  readonly customerId: string;
  readonly partnerStatus: AccountStatus;
  readonly partnerMode: Mode;
  readonly customerStatus: AccountStatus;
  readonly kycStatus: 'pending' | 'completed';
  readonly country: string;
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
  /** Of an inbound call's number. */
  readonly numberUsable: boolean;
  readonly numberNeedsKyc: boolean;
  readonly cli: 'own' | 'own_needs_kyc' | 'approved' | 'unknown';
  readonly emergency: boolean;
  readonly destinationClass: DestinationClass;
  readonly selling: SideTerms | null;
  readonly wholesale: SideTerms | null;
  readonly partnerLimits: PartnerCallLimits;
  readonly ownLimits: CallLimits;
  readonly partnerCount: Count;
  readonly customerCount: Count;
  readonly trunkCount: Count;
  readonly spentToday: bigint;
  readonly heldNow: bigint;
}

export interface LimitsJson {
  readonly allowed_classes: DestinationClass[] | null;
  readonly max_rate_per_minute: string | null;
  readonly max_call_seconds: number | null;
  readonly daily_spend_cap: string | null;
  readonly raised_spend_cap: string | null;
  readonly raised_until: string | null;
  readonly allow_loss: boolean;
}

interface CounterJson {
  readonly live: number;
  readonly in_second: number;
  readonly spent: string;
  readonly held: string;
}

interface CapacityJson {
  readonly concurrent_calls: number;
  readonly cps: number;
}

/** What `call_facts` in SQL says of who calls; 64-bit numbers travel as texts. */
export interface AccountFactsJson extends CapacityJson {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly partner_status: AccountStatus;
  readonly partner_mode: Mode;
  readonly customer_status: AccountStatus;
  readonly kyc_status: 'pending' | 'completed';
  readonly country: string;
  readonly currency: string;
  readonly day: string;
  readonly wallet_account_id: string;
  readonly wallet_available: string | null;
  readonly master: { readonly id: string; readonly available: string } | null;
  readonly pool: CapacityJson | null;
  readonly trunk:
    | (CapacityJson & {
        readonly id: string;
        readonly enabled: boolean;
        readonly direction: TrunkFacts['direction'];
        readonly destination: string | null;
      })
    | null;
  readonly limits: { readonly partner?: LimitsJson; readonly own?: LimitsJson } | null;
  readonly counters: {
    readonly partner?: CounterJson;
    readonly customer?: CounterJson;
    readonly trunk?: CounterJson;
  } | null;
}

/** What it says of one call. */
export interface CallFactsJson {
  /** Place of the account among the accounts. */
  readonly account: number;
  readonly number_status: string | null;
  readonly number_blocked: boolean | null;
  readonly number_kyc: string | null;
  readonly cli: { readonly kyc: string } | null;
  readonly cli_approved: boolean;
  readonly emergency: boolean;
  readonly class: DestinationClass | null;
  readonly selling: SideTermsJson | null;
  readonly wholesale: SideTermsJson | null;
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

function fromCounter(json: CounterJson | undefined): Count {
  return { live: json?.live ?? 0, inSecond: json?.in_second ?? 0 };
}

function fromCapacity(json: CapacityJson): Capacity {
  return { concurrentCalls: json.concurrent_calls, cps: json.cps };
}

function cliOf(json: CallFactsJson): CallFacts['cli'] {
  if (json.cli_approved) return 'approved';
  if (json.cli === null) return 'unknown';
  return json.cli.kyc === 'none' ? 'own' : 'own_needs_kyc';
}

/** Facts of whoever calls: the same for all of its calls. */
export type AccountFacts = Omit<CallFacts, keyof OwnFacts>;

/** Facts of one call beside those of its account. */
type OwnFacts = Pick<
  CallFacts,
  'numberUsable' | 'numberNeedsKyc' | 'cli' | 'emergency' | 'destinationClass' | 'selling' | 'wholesale'
>;

export function fromAccountFacts(json: AccountFactsJson): AccountFacts {
  const { trunk, master, limits, counters } = json;
  return {
    partnerId: json.partner_id,
    customerId: json.customer_id,
    partnerStatus: json.partner_status,
    partnerMode: json.partner_mode,
    customerStatus: json.customer_status,
    kycStatus: json.kyc_status,
    country: json.country,
    currency: json.currency,
    day: json.day,
    walletAccountId: json.wallet_account_id,
    walletAvailable: BigInt(json.wallet_available ?? '0'),
    master: master === null ? null : { id: master.id, available: BigInt(master.available) },
    capacity: fromCapacity(json),
    pool: json.pool === null ? null : fromCapacity(json.pool),
    trunk: trunk === null ? null : fromTrunk(trunk),
    partnerLimits: fromLimitsJson(limits?.partner),
    ownLimits: fromLimitsJson(limits?.own),
    partnerCount: fromCounter(counters?.partner),
    customerCount: fromCounter(counters?.customer),
    trunkCount: fromCounter(counters?.trunk),
    spentToday: BigInt(counters?.customer?.spent ?? '0'),
    heldNow: BigInt(counters?.customer?.held ?? '0'),
  };
}

function fromTrunk(trunk: NonNullable<AccountFactsJson['trunk']>): TrunkFacts {
  const { id, enabled, direction, destination } = trunk;
  return { ...fromCapacity(trunk), id, enabled, direction, destination };
}

export function fromCallFacts(account: AccountFacts, json: CallFactsJson): CallFacts {
  return {
    ...account,
    numberUsable:
      json.number_blocked === false && (json.number_status === 'active' || json.number_status === 'grace'),
    numberNeedsKyc: json.number_kyc !== null && json.number_kyc !== 'none',
    cli: cliOf(json),
    emergency: json.emergency,
    destinationClass: json.class ?? 'normal',
    selling: json.selling === null ? null : fromTermsJson(json.selling),
    wholesale: json.wholesale === null ? null : fromTermsJson(json.wholesale),
  };
}
