import { ValidationFailure, fault } from '../platform/errors/index.ts';
import type { Refused, Sound } from '../platform/http/index.ts';
import { priceNumber, selectLiveDecks, type PricingTier } from '../pricing/index.ts';
import { visibleDeck } from './deck-service.ts';
import { deckNotReplayable, simulationRunning } from './errors.ts';
import type { RatesDeps } from './rates-deps.ts';
import { Replay, type ReplayResult, type ReplayRow } from './replay.ts';
import { keyOf, visibleTier, type Seller } from './seller.ts';
import { SIMULATE_LIMITS, periodOf, type SimulateInput } from './simulate-contract.ts';

/** What past calls would have cost at other prices. */
export interface Simulation {
  readonly tier: PricingTier;
  /** Null: the flat rate. */
  readonly version: number | null;
  readonly at: Date;
  readonly from: Date;
  readonly before: Date;
  /** Null: all customers. */
  readonly account: string | null;
  readonly result: ReplayResult;
  readonly accounts: {
    readonly worse_off: number;
    readonly better_off: number;
    readonly unchanged: number;
    readonly losing_calls: number;
  };
  readonly customersWorseOff: readonly ReplayRow[];
  /** Customers of whom calls would be refused, the most calls first. */
  readonly losingCalls: readonly ReplayRow[];
  readonly destinations: readonly ReplayRow[];
  readonly worseOff: readonly ReplayRow[];
  /** Of the customers in these lists. */
  readonly authIds: ReadonlyMap<string, string>;
}

type PartnerSeller = Seller & { readonly partnerId: string };

/** Partners of this process whose calls are being replayed: one replay at a time holds nobody up. */
const running = new Set<string>();

/**
 * Replays the calls of a period at the prices of a tier, or of a version of its deck. Changes nothing.
 * Throws 404, 409 `deck_not_replayable` and `simulation_running`, and 422 for a period that has too many calls.
 */
export async function simulateTier(
  deps: RatesDeps,
  seller: PartnerSeller,
  tierId: string,
  input: SimulateInput,
): Promise<Simulation> {
  const reader = deps.db.kysely;
  const now = deps.clock.now();
  const period = periodOf(input, now);
  const at = input.at ?? now;
  const tier = await visibleTier(reader, seller, tierId);
  const deck = await deckOf(deps, seller, tier, input, now);
  const account =
    input.account === undefined ? null : await deps.customers.find(reader, seller.partnerId, input.account);
  const asked = {
    window: { from: period.from, before: period.before },
    customerId: account?.customerId ?? null,
  };
  await checkSize(deps, seller, asked);
  const table = deck === null ? null : await deps.rateTables.get(deck);
  const replay = new Replay({
    tierId: tier.id,
    currency: tier.currency,
    ofTierAlone: input.calls !== 'all',
    priceOf: (digits) => priceNumber(tier, table, digits, at),
    notConnectedFee: tier.chargeNonConnectedCalls ? tier.nonConnectedCallFee : 0n,
    limits: await deps.traffic.priceLimits(reader, seller.partnerId),
  });
  await alone(seller.partnerId, async () => {
    for await (const batch of deps.traffic.pastCalls(seller.partnerId, asked))
      for (const call of batch) replay.add(call);
  });
  const base = { tier, version: deck?.version ?? null, at, ...period, account: account?.authId ?? null };
  return { ...base, ...(await readResult(deps, seller, replay.result())) };
}

/** Throws 422 for a period with too many calls, of an input that is refused already; 404 for an account that is not there. */
export async function checkPeriod(
  deps: RatesDeps,
  seller: PartnerSeller,
  input: Pick<Sound<SimulateInput>, 'from_date' | 'to_date' | 'account'>,
  refused: Refused,
): Promise<void> {
  if (refused.has('from_date') || refused.has('to_date') || refused.has('account')) return;
  await checkSize(deps, seller, {
    window: periodOf(input, deps.clock.now()),
    customerId: await customerIdOf(deps, seller, input.account),
  });
}

async function customerIdOf(
  { db, customers }: RatesDeps,
  { partnerId }: PartnerSeller,
  account: string | undefined,
): Promise<string | null> {
  if (account === undefined) return null;
  return (await customers.find(db.kysely, partnerId, account)).customerId;
}

async function alone(partnerId: string, work: () => Promise<void>): Promise<void> {
  if (running.has(partnerId)) throw simulationRunning();
  running.add(partnerId);
  try {
    await work();
  } finally {
    running.delete(partnerId);
  }
}

async function deckOf(
  deps: RatesDeps,
  seller: Seller,
  tier: PricingTier,
  { version }: SimulateInput,
  now: Date,
): Promise<{ ownerId: string; deckId: string; rowCount: number; version: number } | null> {
  const reader = deps.db.kysely;
  const { ownerId } = keyOf(tier);
  if (version !== undefined) {
    const name = { tierId: tier.id, version: String(version) };
    const { deck } = await visibleDeck(reader, seller, name, now);
    if (deck.state !== 'ready') throw deckNotReplayable({ facts: { status: deck.status } });
    return { ownerId, deckId: deck.id, rowCount: deck.rowCount, version };
  }
  const live = (await selectLiveDecks(reader, ownerId, [tier.id], now)).get(tier.id);
  return live === undefined ? null : { ...live, ownerId };
}

async function checkSize(
  { traffic }: RatesDeps,
  { partnerId }: PartnerSeller,
  asked: Parameters<RatesDeps['traffic']['countCalls']>[1],
): Promise<void> {
  const calls = await traffic.countCalls(partnerId, asked);
  if (calls <= SIMULATE_LIMITS.calls) return;
  const message = `The period has ${String(calls)} calls, and at most ${String(SIMULATE_LIMITS.calls)} are replayed; shorten it, or name an account`;
  throw new ValidationFailure([fault(['body', 'from_date'], 'value_error', message)]);
}

const differenceOf = ({ before, after }: ReplayRow): bigint => after - before;
const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Those that most come first; of equal ones that with the lesser key, so that the same calls give the same list. */
function biggest(rows: readonly ReplayRow[], weigh: (row: ReplayRow) => bigint): ReplayRow[] {
  const keyOfRow = ({ customerId, prefix }: ReplayRow): string => `${customerId ?? ''} ${prefix ?? ''}`;
  return [...rows]
    .sort((a, b) => {
      const order = weigh(b) - weigh(a);
      if (order !== 0n) return order > 0n ? 1 : -1;
      return keyOfRow(a) < keyOfRow(b) ? -1 : 1;
    })
    .slice(0, SIMULATE_LIMITS.rows);
}

async function readResult(
  { db, customers }: RatesDeps,
  { partnerId }: PartnerSeller,
  result: ReplayResult,
): Promise<
  Pick<
    Simulation,
    'result' | 'accounts' | 'customersWorseOff' | 'losingCalls' | 'destinations' | 'worseOff' | 'authIds'
  >
> {
  const dearer = (rows: readonly ReplayRow[]) => rows.filter((row) => row.after > row.before);
  const worse = dearer(result.customers);
  const losing = result.customers.filter((row) => row.refused > 0);
  // Whoever loses calls is neither better off nor unchanged, whatever the others cost.
  const keeping = result.customers.filter((row) => row.refused === 0);
  const losingCalls = biggest(losing, (row) => BigInt(row.refused));
  const customersWorseOff = biggest(worse, differenceOf);
  const worseOff = biggest(dearer(result.pairs), differenceOf);
  const ids = new Set(
    [...customersWorseOff, ...losingCalls, ...worseOff].flatMap(({ customerId }) => customerId ?? []),
  );
  const found = await customers.byIds(db.kysely, partnerId, [...ids]);
  return {
    result,
    accounts: {
      worse_off: worse.length,
      better_off: keeping.filter((row) => row.after < row.before).length,
      unchanged: keeping.filter((row) => row.after === row.before).length,
      losing_calls: losing.length,
    },
    customersWorseOff,
    losingCalls,
    destinations: biggest(result.destinations, (row) => sizeOf(differenceOf(row))),
    worseOff,
    authIds: new Map([...found].map(([id, { authId }]) => [id, authId])),
  };
}
