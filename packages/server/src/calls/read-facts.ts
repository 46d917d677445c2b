import type { AccountStatus, Mode } from '../identity/index.ts';
import { toRate } from '../pricing/index.ts';
import type { SideTerms } from './call-terms.ts';
import type { CallDirection } from './edge-messages.ts';
import {
  fromLimitsJson,
  type CallFacts,
  type Capacity,
  type Count,
  type LimitsJson,
  type TrunkFacts,
} from './facts.ts';
import type { DestinationClass } from './limits.ts';

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

interface PartnerJson {
  readonly partner_id: string;
  readonly status: AccountStatus;
  readonly mode: Mode;
  /** By currency. */
  readonly masters: Readonly<Record<string, { readonly id: string; readonly available: string }>> | null;
  readonly pool: CapacityJson | null;
  readonly limits: LimitsJson | null;
  readonly counter: CounterJson | null;
}

interface TierJson {
  readonly tier_id: string;
  readonly deck_version: number | null;
  readonly rate: string;
  readonly initial: number;
  readonly next: number;
  readonly minimum: number;
  readonly not_connected_fee: string;
}

interface PricesJson {
  readonly selling: TierJson | null;
  readonly wholesale: TierJson | null;
}

interface AccountJson extends CapacityJson {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly prices: number;
  readonly status: AccountStatus;
  readonly kyc_status: 'pending' | 'completed';
  readonly country: string;
  readonly currency: string;
  readonly day: string;
  readonly wallet_account_id: string;
  readonly wallet_available: string | null;
  readonly trunk:
    | (CapacityJson &
        Pick<TrunkFacts, 'id' | 'enabled' | 'direction' | 'destination'> & {
          readonly counter: CounterJson | null;
        })
    | null;
  readonly limits: LimitsJson | null;
  readonly counter: CounterJson | null;
}

interface CallRow {
  readonly kind: 'call';
  readonly place: number;
  readonly account: number | null;
  readonly known: boolean;
  readonly number_status: string | null;
  readonly number_blocked: boolean | null;
  readonly number_kyc: string | null;
  /** Null: the caller is none of the customer's numbers. */
  readonly cli_kyc: string | null;
  readonly cli_approved: boolean;
  readonly emergency: boolean;
  readonly class: DestinationClass | null;
  readonly selling_prefix: string | null;
  readonly selling_rate: bigint | null;
  readonly selling_connect_fee: bigint | null;
  readonly selling_initial: number | null;
  readonly selling_next: number | null;
  readonly wholesale_prefix: string | null;
  readonly wholesale_rate: bigint | null;
  readonly wholesale_connect_fee: bigint | null;
  readonly wholesale_initial: number | null;
  readonly wholesale_next: number | null;
}

/** A row of `call_facts`. */
export type FactsRow =
  | { readonly kind: 'partner'; readonly facts: PartnerJson }
  | { readonly kind: 'prices'; readonly place: number; readonly facts: PricesJson }
  | { readonly kind: 'account'; readonly place: number; readonly facts: AccountJson }
  | CallRow;

/** What is known of a call that is asked about. */
export interface FoundFacts {
  /** Null: nobody's call. */
  readonly facts: CallFacts | null;
  /** It is up, or over. */
  readonly known: boolean;
}

/** Puts together what is said once for many; in the order of the calls, of which each has its direction. */
export function readFacts(rows: readonly FactsRow[], directions: readonly CallDirection[]): FoundFacts[] {
  const partners = new Map<string, PartnerJson>();
  const prices = new Map<number, Prices>();
  const accounts = new Map<number, Account>();
  const calls: CallRow[] = [];
  for (const row of rows) {
    if (row.kind === 'partner') partners.set(row.facts.partner_id, row.facts);
    else if (row.kind === 'prices') prices.set(row.place, fromPricesJson(row.facts));
    else if (row.kind === 'call') calls.push(row);
  }
  for (const row of rows) {
    if (row.kind !== 'account') continue;
    const partner = partners.get(row.facts.partner_id);
    if (partner === undefined) continue;
    accounts.set(row.place, {
      facts: accountFacts(row.facts, partner),
      prices: prices.get(row.facts.prices) ?? NO_PRICES,
    });
  }
  const found: FoundFacts[] = directions.map(() => ({ facts: null, known: false }));
  for (const row of calls) {
    const account = row.account === null ? undefined : accounts.get(row.account);
    const direction = directions[row.place - 1] ?? 'outbound';
    const facts = account === undefined ? null : callFacts(account, row, direction);
    found[row.place - 1] = { facts, known: row.known };
  }
  return found;
}

/** Facts of whoever calls: the same for all of its calls. */
type AccountFacts = Omit<CallFacts, keyof OwnFacts>;

/** Facts of one call beside those of its account. */
type OwnFacts = Pick<
  CallFacts,
  'numberUsable' | 'numberNeedsKyc' | 'cli' | 'emergency' | 'destinationClass' | 'selling' | 'wholesale'
>;

interface Prices {
  readonly selling: SideTerms | null;
  readonly wholesale: SideTerms | null;
}

const NO_PRICES: Prices = { selling: null, wholesale: null };

interface Account {
  readonly facts: AccountFacts;
  readonly prices: Prices;
}

function fromPricesJson({ selling, wholesale }: PricesJson): Prices {
  return { selling: fromTierJson(selling), wholesale: fromTierJson(wholesale) };
}

function fromTierJson(json: TierJson | null): SideTerms | null {
  if (json === null) return null;
  return {
    tierId: json.tier_id,
    deckVersion: json.deck_version,
    prefix: null,
    ratePerMinute: toRate(BigInt(json.rate)),
    connectFee: 0n,
    initialIncrementSeconds: json.initial,
    nextIncrementSeconds: json.next,
    minimumDurationSeconds: json.minimum,
    notConnectedFee: BigInt(json.not_connected_fee),
  };
}

function fromCounter(json: CounterJson | null | undefined): Count {
  return { live: json?.live ?? 0, inSecond: json?.in_second ?? 0 };
}

function fromCapacity(json: CapacityJson): Capacity {
  return { concurrentCalls: json.concurrent_calls, cps: json.cps };
}

function accountFacts(json: AccountJson, partner: PartnerJson): AccountFacts {
  const { trunk, counter } = json;
  const master = partner.masters?.[json.currency];
  return {
    partnerId: json.partner_id,
    customerId: json.customer_id,
    partnerStatus: partner.status,
    partnerMode: partner.mode,
    customerStatus: json.status,
    kycStatus: json.kyc_status,
    country: json.country,
    currency: json.currency,
    day: json.day,
    walletAccountId: json.wallet_account_id,
    walletAvailable: BigInt(json.wallet_available ?? '0'),
    master: master === undefined ? null : { id: master.id, available: BigInt(master.available) },
    capacity: fromCapacity(json),
    pool: partner.pool === null ? null : fromCapacity(partner.pool),
    trunk:
      trunk === null
        ? null
        : {
            ...fromCapacity(trunk),
            id: trunk.id,
            enabled: trunk.enabled,
            direction: trunk.direction,
            destination: trunk.destination,
          },
    partnerLimits: fromLimitsJson(partner.limits ?? undefined),
    ownLimits: fromLimitsJson(json.limits ?? undefined),
    partnerCount: fromCounter(partner.counter),
    customerCount: fromCounter(counter),
    trunkCount: fromCounter(trunk?.counter),
    spentToday: BigInt(counter?.spent ?? '0'),
    heldNow: BigInt(counter?.held ?? '0'),
  };
}

function cliOf({ cli_approved: approved, cli_kyc: kyc }: CallRow): CallFacts['cli'] {
  if (approved) return 'approved';
  if (kyc === null) return 'unknown';
  return kyc === 'none' ? 'own' : 'own_needs_kyc';
}

/** What a deck says of a number goes before what its tier says of all; an inbound call knows no deck and no fee. */
function termsOf(tier: SideTerms | null, match: Match, direction: CallDirection): SideTerms | null {
  if (tier === null) return null;
  const ratePerMinute = match.rate === null ? tier.ratePerMinute : toRate(match.rate);
  if (direction === 'inbound') return { ...tier, deckVersion: null, ratePerMinute, notConnectedFee: 0n };
  return {
    ...tier,
    prefix: match.prefix,
    ratePerMinute,
    connectFee: match.connectFee ?? 0n,
    initialIncrementSeconds: match.initial ?? tier.initialIncrementSeconds,
    nextIncrementSeconds: match.next ?? tier.nextIncrementSeconds,
  };
}

interface Match {
  readonly prefix: string | null;
  readonly rate: bigint | null;
  readonly connectFee: bigint | null;
  readonly initial: number | null;
  readonly next: number | null;
}

function sellingMatch(row: CallRow): Match {
  return {
    prefix: row.selling_prefix,
    rate: row.selling_rate,
    connectFee: row.selling_connect_fee,
    initial: row.selling_initial,
    next: row.selling_next,
  };
}

function wholesaleMatch(row: CallRow): Match {
  return {
    prefix: row.wholesale_prefix,
    rate: row.wholesale_rate,
    connectFee: row.wholesale_connect_fee,
    initial: row.wholesale_initial,
    next: row.wholesale_next,
  };
}

function callFacts({ facts, prices }: Account, row: CallRow, direction: CallDirection): CallFacts {
  const { selling, wholesale } = prices;
  const buying = termsOf(wholesale, wholesaleMatch(row), direction);
  const own = selling?.tierId !== wholesale?.tierId;
  return {
    ...facts,
    numberUsable:
      row.number_blocked === false && (row.number_status === 'active' || row.number_status === 'grace'),
    numberNeedsKyc: row.number_kyc !== null && row.number_kyc !== 'none',
    cli: cliOf(row),
    emergency: row.emergency,
    destinationClass: row.class ?? 'normal',
    selling: own ? termsOf(selling, sellingMatch(row), direction) : buying,
    wholesale: buying,
  };
}
