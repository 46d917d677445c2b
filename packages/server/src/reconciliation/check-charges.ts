import type { Charges, CustomerCharges } from '../cdrs/index.ts';
import type { Moved } from '../ledger/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { amountOf, difference, type CheckResult, type Difference } from './difference.ts';
import type { ReconciliationDeps, Window } from './reconciliation-deps.ts';
import { HOUR_MS, daysOf, hoursOf } from './stretches.ts';

type Deps = Pick<ReconciliationDeps, 'ledger' | 'cdrs'>;

/** Clocks of edges may be ahead of ours. */
const AHEAD_MS = HOUR_MS;
/** A call may be up for half a day, and a late report changes it for a week after its end. */
const SETTLED_MS = 9 * DAY_MS;
const FOR_EVER = new Date('9999-01-01T00:00:00Z');
/** Of an hour of one account, so many calls are held against their entries one by one. */
const MOST_CALLS = 50_000;

/** One amount that records and entries must agree on: what a customer paid, what the operator got, what the partner kept. */
interface Side {
  readonly measure: keyof Charges;
  readonly customerId: string | null;
  readonly currency: string;
  readonly accountIds: string[];
  records: bigint;
  ledger: bigint;
}

const WORDS: Readonly<Record<keyof Charges, string>> = {
  cost: 'what the customer paid for calls',
  wholesale: 'what the operator got for calls',
  margin: 'what the partner kept of calls, with losses and write-offs',
};

/** The entries that can be about calls of a window. */
function entriesOf(deps: Deps, window: Window, before = new Date(window.before.getTime() + SETTLED_MS)) {
  return {
    references: deps.cdrs.checks.references(window),
    posted: { from: new Date(window.from.getTime() - AHEAD_MS), before },
  };
}

function measureOf({ kind }: Moved): keyof Charges {
  if (kind === 'wallet') return 'cost';
  return kind === 'usage_revenue' ? 'wholesale' : 'margin';
}

/** Books are credited what they get; from wallets, and from what the partner keeps, the opposite has to be seen. */
function amountIn(moved: Pick<Moved, 'kind' | 'net'>): bigint {
  return moved.kind === 'wallet' ? -moved.net : moved.net;
}

/** All sides of some calls, in an order that does not change. */
function sidesOf(charges: readonly CustomerCharges[], moved: readonly Moved[]): Side[] {
  const sides = new Map<string, Side>();
  const side = (measure: keyof Charges, customerId: string | null, currency: string): Side => {
    const key = [measure, customerId ?? '', currency].join('/');
    const found = sides.get(key) ?? {
      measure,
      customerId,
      currency,
      accountIds: [],
      records: 0n,
      ledger: 0n,
    };
    sides.set(key, found);
    return found;
  };
  for (const { customerId, currency, cost, wholesale, margin } of charges) {
    side('cost', customerId, currency).records += cost;
    side('wholesale', null, currency).records += wholesale;
    side('margin', null, currency).records += margin;
  }
  for (const one of moved) {
    const measure = measureOf(one);
    const found = side(measure, measure === 'cost' ? one.ownerId : null, one.currency);
    found.ledger += amountIn(one);
    found.accountIds.push(one.accountId);
  }
  const order: readonly (keyof Charges)[] = ['cost', 'wholesale', 'margin'];
  return [...sides.values()].sort((a, b) => order.indexOf(a.measure) - order.indexOf(b.measure));
}

/**
 * What the records of a month's calls say against what the ledger moved for them, by account: the customers' wallets, the
 * operator's part, the partner's. Of the first that differs the call is looked for.
 */
export async function checkCharges(
  deps: Deps,
  reader: Reader,
  partnerId: string,
  month: Window,
): Promise<Omit<CheckResult, 'check'>> {
  const charges = await deps.cdrs.checks.charges(reader, partnerId, month);
  let sides = sidesOf(charges, await deps.ledger.moved(reader, partnerId, entriesOf(deps, month)));
  // What was told later than calls are (a demo, an import) has its entries further on.
  if (sides.some((one) => one.records !== one.ledger))
    sides = sidesOf(charges, await deps.ledger.moved(reader, partnerId, entriesOf(deps, month, FOR_EVER)));
  const differing = sides.filter((one) => one.records !== one.ledger);
  const [first] = differing;
  return {
    checked: sides.length,
    differing: differing.length,
    first: first === undefined ? null : await explain(deps, reader, partnerId, month, first),
  };
}

async function explain(
  deps: Deps,
  reader: Reader,
  partnerId: string,
  month: Window,
  side: Side,
): Promise<Difference> {
  for (const day of daysOf(month)) {
    if (await agrees(deps, reader, partnerId, day, side)) continue;
    for (const hour of hoursOf(day)) {
      if (await agrees(deps, reader, partnerId, hour, side)) continue;
      return (await firstCall(deps, reader, partnerId, hour, side)) ?? stretch(hour, side);
    }
  }
  return stretch(month, side);
}

function stretch(window: Window, side: Side): Difference {
  return difference({
    check: 'charges',
    kind: 'charges_differ',
    summary: `Call records and ledger do not say the same of ${WORDS[side.measure]}.`,
    ...window,
    ...about(side),
    figures: [amountOf('call_records', side.records), amountOf('ledger_entries', side.ledger)],
  });
}

function about({ customerId, currency, measure, accountIds }: Side) {
  const [only, second] = accountIds;
  return {
    customerId,
    currency,
    measure,
    ledgerAccountId: only !== undefined && second === undefined ? only : null,
  };
}

async function agrees(
  deps: Deps,
  reader: Reader,
  partnerId: string,
  window: Window,
  side: Side,
): Promise<boolean> {
  const charges = await deps.cdrs.checks.charges(reader, partnerId, window, side.customerId);
  const entries = { ...entriesOf(deps, window, FOR_EVER), accountIds: side.accountIds };
  const moved = await deps.ledger.moved(reader, partnerId, entries);
  const here = sidesOf(charges, moved).find(
    (one) =>
      one.measure === side.measure && one.customerId === side.customerId && one.currency === side.currency,
  );
  if (here === undefined || here.records === here.ledger) return true;
  side.records = here.records;
  side.ledger = here.ledger;
  return false;
}

/** Call by call; null where there are so many that it cannot be said. */
async function firstCall(
  deps: Deps,
  reader: Reader,
  partnerId: string,
  window: Window,
  side: Side,
): Promise<Difference | null> {
  const calls = await deps.cdrs.checks.chargesByCall(reader, partnerId, window, side, MOST_CALLS);
  const entries = { ...entriesOf(deps, window, FOR_EVER), accountIds: side.accountIds };
  const moved = await deps.ledger.movedByReference(reader, partnerId, entries, MOST_CALLS);
  if (calls.length === MOST_CALLS || moved.size === MOST_CALLS) return null;
  const records = new Map(calls.map((call) => [`cdr:${call.callId}`, call[side.measure]]));
  const kind = side.measure === 'cost' ? 'wallet' : 'margin';
  for (const reference of [...new Set([...records.keys(), ...moved.keys()])].sort()) {
    const record = records.get(reference) ?? 0n;
    const ledger = amountIn({ kind, net: moved.get(reference) ?? 0n });
    if (record === ledger) continue;
    const print = (units: bigint): string => `${side.currency} ${formatFixed(units)}`;
    return difference({
      check: 'charges',
      kind: 'charge_differs',
      summary: `Of one call the record says ${print(record)}, the ledger ${print(ledger)}: ${WORDS[side.measure]}.`,
      ...window,
      ...about(side),
      callId: reference.slice('cdr:'.length),
      figures: [amountOf('call_records', record), amountOf('ledger_entries', ledger)],
    });
  }
  return null;
}
