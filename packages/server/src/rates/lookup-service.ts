import type { Static } from 'typebox';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import {
  defaultTier,
  quoteCall,
  rateToNumber,
  tierFor,
  type PricedSide,
  type Quote,
  type SidesQuestion,
} from '../pricing/index.ts';
import { readDialledNumber, type DialledNumber } from './dialled-number.ts';
import { explainSide } from './explain.ts';
import type { LookupQuery, OperatorLookupQuery } from './lookup-contract.ts';
import type { RatesDeps } from './rates-deps.ts';
import { OPERATOR, keyOf, visibleTier, type Seller } from './seller.ts';

const DEFAULT_SECONDS = 60;

export interface Lookup {
  readonly given: string;
  readonly number: DialledNumber;
  readonly direction: 'outbound' | 'inbound';
  readonly at: Date;
  readonly seconds: number;
  readonly account: string | null;
  readonly quote: Quote;
  readonly warnings: readonly string[];
}

/** Whose price is asked for, and in which country a national number is dialled. */
interface Asked {
  readonly sides: SidesQuestion;
  readonly country: string;
  readonly account: string | null;
}

/** Why a call of a partner's customer costs what it costs. Throws 404, 409 `no_default_pricing_tier`, 422. */
export async function lookUpRate(
  deps: RatesDeps,
  seller: Seller & { readonly partnerId: string },
  query: Static<typeof LookupQuery>,
): Promise<Lookup> {
  return answer(deps, query, await askedByPartner(deps, seller, query));
}

/** The same for the operator: at a tier of its own, or as a partner sees it. */
export async function lookUpRateAsOperator(
  deps: RatesDeps,
  query: Static<typeof OperatorLookupQuery>,
): Promise<Lookup> {
  const { partner: id, currency, ...rest } = query;
  if (id !== undefined) {
    const { partnerId } = await deps.partners.find(deps.db.kysely, id);
    return lookUpRate(deps, { ownerId: partnerId, partnerId }, rest);
  }
  const tier =
    query.pricing_tier_id === undefined
      ? await defaultTier(deps.db.kysely, currency ?? deps.operator.currencies[0] ?? '')
      : await visibleTier(deps.db.kysely, OPERATOR, query.pricing_tier_id);
  return answer(deps, rest, { sides: keyOf(tier), country: deps.operator.country, account: null });
}

async function askedByPartner(
  deps: RatesDeps,
  seller: Seller & { readonly partnerId: string },
  { account, pricing_tier_id: tierId }: Static<typeof LookupQuery>,
): Promise<Asked> {
  const reader = deps.db.kysely;
  const { partnerId } = seller;
  if (account !== undefined) {
    const customer = await deps.customers.find(reader, partnerId, account);
    const sides = { partnerId, tierId: customer.pricingTierId, currency: customer.currency };
    return { sides, country: customer.country, account: customer.authId };
  }
  const partner = await deps.partners.find(reader, partnerId);
  const tier =
    tierId === undefined
      ? await tierFor(reader, { partnerId, tierId: partner.defaultPricingTierId })
      : await visibleTier(reader, seller, tierId);
  const sides = { partnerId, tierId: tier.id, currency: tier.currency };
  return { sides, country: partner.country, account: null };
}

function noNumber(to: string): Fault {
  return fault(['query', 'to'], 'value_error', 'Input should be a telephone number of 7 to 15 digits', to);
}

/** Names a number that is none where it is dialled, of a query that is refused already. `partnerId` null: the operator's. */
export async function numberFaults(
  deps: RatesDeps,
  partnerId: string | null,
  { to, account }: { readonly to?: string | undefined; readonly account?: string | undefined },
): Promise<Fault[]> {
  if (to === undefined) return [];
  const reader = deps.db.kysely;
  const { country } =
    partnerId === null
      ? deps.operator
      : account === undefined
        ? await deps.partners.find(reader, partnerId)
        : await deps.customers.find(reader, partnerId, account);
  return readDialledNumber(to, country) === null ? [noNumber(to)] : [];
}

async function answer(deps: RatesDeps, query: Static<typeof LookupQuery>, asked: Asked): Promise<Lookup> {
  const number = readDialledNumber(query.to, asked.country);
  if (number === null) throw new ValidationFailure([noNumber(query.to)]);
  const direction = query.direction ?? 'outbound';
  const at = query.at ?? deps.clock.now();
  const seconds = query.seconds ?? DEFAULT_SECONDS;
  const quote = await quoteCall(
    { reader: deps.db.kysely, tables: deps.rateTables },
    {
      sides: asked.sides,
      at,
      seconds,
      call:
        direction === 'outbound'
          ? { direction, number: number.digits }
          : { direction, country: number.country, numberType: query.number_type ?? number.type },
    },
  );
  const { account } = asked;
  const warnings = warningsOf(number, quote);
  return { given: query.to, number, direction, at, seconds, account, quote, warnings };
}

function warningsOf(number: DialledNumber, { selling, wholesale }: Quote): string[] {
  const warnings: string[] = [];
  if (!number.isPossible)
    warnings.push('No such number can have been given out; it is priced by its digits.');
  if (wholesale.terms.ratePerMinute > selling.terms.ratePerMinute) {
    warnings.push(
      'The wholesale rate is above the selling rate: such a call is refused, unless its partner allows losses.',
    );
  } else if (wholesale.charge.amount > selling.charge.amount) {
    warnings.push('A call of this length costs more wholesale than it is sold for.');
  }
  return warnings;
}

function toApiSide(side: PricedSide): Record<string, unknown> {
  const { tier, terms, charge, deck } = side;
  return {
    pricing_tier_id: tier.id,
    pricing_tier_name: tier.name,
    owner: tier.partnerId === null ? 'operator' : 'partner',
    source: side.source,
    deck_version: deck?.version ?? null,
    deck_live_since: deck?.liveSince ?? null,
    prefix: side.prefix,
    description: side.description,
    rate_per_minute: rateToNumber(terms.ratePerMinute),
    connect_fee: terms.connectFee,
    initial_increment_seconds: terms.initialIncrementSeconds,
    next_increment_seconds: terms.nextIncrementSeconds,
    minimum_duration_seconds: terms.minimumDurationSeconds,
    billed_seconds: charge.billedSeconds,
    exact_usage: charge.exactUsage,
    usage: charge.usage,
    amount: charge.amount,
    steps: explainSide(side),
  };
}

export function toApiLookup(lookup: Lookup): Record<string, unknown> {
  const { number, quote } = lookup;
  const { selling, wholesale } = quote;
  const margin = selling.charge.amount - wholesale.charge.amount;
  return {
    direction: lookup.direction,
    number: {
      given: lookup.given,
      e164: number.e164,
      country: number.country,
      country_name: number.countryName,
      type: number.type,
      is_possible: number.isPossible,
      read_as: number.readAs,
    },
    at: lookup.at,
    seconds: lookup.seconds,
    currency: selling.tier.currency,
    account: lookup.account,
    selling: toApiSide(selling),
    wholesale: toApiSide(wholesale),
    margin: {
      amount: margin,
      percent:
        selling.charge.amount === 0n
          ? null
          : Math.round((Number(margin) / Number(selling.charge.amount)) * 10_000) / 100,
    },
    warnings: lookup.warnings,
  };
}
