import type { AccountStatus, Mode } from '../identity/index.ts';
import { askFunction, bare, rowsOf, type Column, type Tx } from '../platform/db/index.ts';
import { ACCOUNT_COLUMNS, AccountList } from './account-list.ts';
import type { AccountRef, CallState, Capacity, Count, LimitsJson, TrunkFacts } from './facts.ts';
import { fromLimitsJson } from './facts.ts';

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

interface AccountJson extends CapacityJson {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly status: AccountStatus;
  readonly kyc_status: 'pending' | 'completed';
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

/** A row of `call_state`. */
type StateRow =
  | { readonly kind: 'partner'; readonly facts: PartnerJson }
  | { readonly kind: 'account'; readonly place: number; readonly facts: AccountJson }
  | { readonly kind: 'known'; readonly place: number };

/** A call and whose it is. */
export interface StateQuestion {
  readonly callId: string;
  readonly account: AccountRef | null;
}

/** What holds of a call now. */
export interface FoundState {
  /** Null: nobody's call. */
  readonly state: CallState | null;
  /** It is up, or over. */
  readonly known: boolean;
}

const CALL_COLUMNS: readonly Column<StateQuestion>[] = [['c_call', ({ callId }) => bare(callId)]];

/** Locks the counters of all owners and reads what holds under their locks; in the order of the questions. */
export async function selectState(
  tx: Tx,
  questions: readonly StateQuestion[],
  at: Date,
): Promise<FoundState[]> {
  const list = new AccountList();
  const asked = questions.map(({ account }) => (account === null ? null : list.add(account)));
  const rows = await askFunction<StateRow>(
    tx,
    'call_state',
    [rowsOf(ACCOUNT_COLUMNS, list.accounts), rowsOf(CALL_COLUMNS, questions)],
    { p_at: at },
  );
  const { states, known } = readRows(rows);
  return asked.map((place, index) => ({
    state: place === null ? null : (states.get(place) ?? null),
    known: known.has(index + 1),
  }));
}

/** Puts together what is said once for many. */
function readRows(rows: readonly StateRow[]): {
  readonly states: ReadonlyMap<number, CallState>;
  readonly known: ReadonlySet<number>;
} {
  const partners = new Map<string, PartnerJson>();
  const states = new Map<number, CallState>();
  const known = new Set<number>();
  // Partners come first.
  for (const row of rows) {
    if (row.kind === 'partner') partners.set(row.facts.partner_id, row.facts);
    else if (row.kind === 'known') known.add(row.place);
    else {
      const partner = partners.get(row.facts.partner_id);
      if (partner !== undefined) states.set(row.place, stateOf(row.facts, partner));
    }
  }
  return { states, known };
}

function fromCounter(json: CounterJson | null | undefined): Count {
  return { live: json?.live ?? 0, inSecond: json?.in_second ?? 0 };
}

function fromCapacity(json: CapacityJson): Capacity {
  return { concurrentCalls: json.concurrent_calls, cps: json.cps };
}

function stateOf(json: AccountJson, partner: PartnerJson): CallState {
  const { trunk, counter } = json;
  const master = partner.masters?.[json.currency];
  return {
    partnerId: json.partner_id,
    customerId: json.customer_id,
    partnerStatus: partner.status,
    partnerMode: partner.mode,
    customerStatus: json.status,
    kycStatus: json.kyc_status,
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
