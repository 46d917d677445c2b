import { toRate } from '../pricing/index.ts';
import type { CallDirection } from './edge-messages.ts';
import type { AccountRef, CallTerms } from './facts.ts';
import type { DestinationClass } from './limits.ts';
import { NO_PRICES, SharedTerms, sidesOf, type Match, type Prices, type TierPrices } from './price-parts.ts';

interface TierJson {
  readonly tier_id: string;
  readonly owner_id: string;
  readonly deck_id: string | null;
  readonly deck_version: number | null;
  readonly deck_rows: number | null;
  /** ISO 8601. */
  readonly next_deck_at: string | null;
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

interface AccountJson {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly trunk_id: string | null;
  readonly country: string;
  readonly prices: number;
}

interface CallRow {
  readonly kind: 'call';
  readonly place: number;
  readonly account: number | null;
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

/** A row of `call_terms`. */
export type TermsRow =
  | { readonly kind: 'prices'; readonly place: number; readonly facts: PricesJson }
  | { readonly kind: 'account'; readonly place: number; readonly facts: AccountJson }
  | CallRow;

/** What is found of calls, in their order, and of whose they are. */
export interface FoundTerms {
  /** Null: nobody's call. */
  readonly calls: readonly (CallTerms | null)[];
  readonly accounts: readonly AccountTerms[];
}

/** What an account's calls have in common. */
export interface AccountTerms {
  readonly ref: AccountRef;
  readonly country: string;
  readonly prices: Prices;
}

/** Puts together what is said once for many; in the order of the calls, of which each has its direction. */
export function readTerms(rows: readonly TermsRow[], directions: readonly CallDirection[]): FoundTerms {
  const prices = new Map<number, Prices>();
  const accounts = new Map<number, AccountTerms>();
  const shared = new SharedTerms();
  const calls: (CallTerms | null)[] = directions.map(() => null);
  // Prices come before the accounts that have them, and accounts before their calls.
  for (const row of rows) {
    if (row.kind === 'prices') prices.set(row.place, fromPricesJson(row.facts));
    else if (row.kind === 'account') accounts.set(row.place, toAccount(row.facts, prices));
    else {
      const account = row.account === null ? undefined : accounts.get(row.account);
      const direction = directions[row.place - 1] ?? 'outbound';
      calls[row.place - 1] = account === undefined ? null : callTerms(account, row, direction, shared);
    }
  }
  return { calls, accounts: [...accounts.values()] };
}

function toAccount(json: AccountJson, prices: ReadonlyMap<number, Prices>): AccountTerms {
  return {
    ref: { partnerId: json.partner_id, customerId: json.customer_id, trunkId: json.trunk_id },
    country: json.country,
    prices: prices.get(json.prices) ?? NO_PRICES,
  };
}

function fromPricesJson({ selling, wholesale }: PricesJson): Prices {
  return { selling: fromTierJson(selling), wholesale: fromTierJson(wholesale) };
}

function fromTierJson(json: TierJson | null): TierPrices | null {
  if (json === null) return null;
  const { owner_id: ownerId, deck_id: deckId, deck_rows: rowCount, next_deck_at: nextDeckAt } = json;
  return {
    terms: {
      tierId: json.tier_id,
      deckVersion: json.deck_version,
      prefix: null,
      ratePerMinute: toRate(BigInt(json.rate)),
      connectFee: 0n,
      initialIncrementSeconds: json.initial,
      nextIncrementSeconds: json.next,
      minimumDurationSeconds: json.minimum,
      notConnectedFee: BigInt(json.not_connected_fee),
    },
    deck: deckId === null ? null : { ownerId, deckId, rowCount: rowCount ?? 0 },
    nextDeckAtMs: nextDeckAt === null ? Infinity : Date.parse(nextDeckAt),
  };
}

function cliOf({ cli_approved: approved, cli_kyc: kyc }: CallRow): CallTerms['cli'] {
  if (approved) return 'approved';
  if (kyc === null) return 'unknown';
  return kyc === 'none' ? 'own' : 'own_needs_kyc';
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

function callTerms(
  { ref, country, prices }: AccountTerms,
  row: CallRow,
  direction: CallDirection,
  shared: SharedTerms,
): CallTerms {
  const matchOf = (side: 'selling' | 'wholesale'): Match =>
    side === 'selling' ? sellingMatch(row) : wholesaleMatch(row);
  return {
    account: ref,
    country,
    numberUsable:
      row.number_blocked === false && (row.number_status === 'active' || row.number_status === 'grace'),
    numberNeedsKyc: row.number_kyc !== null && row.number_kyc !== 'none',
    cli: cliOf(row),
    emergency: row.emergency,
    destinationClass: row.class ?? 'normal',
    ...sidesOf(prices, matchOf, direction, shared),
  };
}
