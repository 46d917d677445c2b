import { askFunction, bare, quoted, rowsOf, type Column, type Tx } from '../platform/db/index.ts';
import type { CallDirection } from './edge-messages.ts';
import { readFacts, type FactsRow, type FoundFacts } from './read-facts.ts';

/** What a call is asked about; see `call_facts`. */
export interface FactsQuestion {
  readonly callId: string;
  readonly direction: CallDirection;
  /** Who asks, for an outbound call. */
  readonly source: {
    readonly partnerId: string;
    readonly customerId: string;
    readonly trunkId: string;
  } | null;
  readonly digits: string;
  readonly caller: string | null;
}

/** Who calls, each once. */
type Source = NonNullable<FactsQuestion['source']>;

const SOURCE_COLUMNS: readonly Column<Source>[] = [
  ['a_partner', ({ partnerId }) => bare(partnerId)],
  ['a_customer', ({ customerId }) => bare(customerId)],
  ['a_trunk', ({ trunkId }) => bare(trunkId)],
];

interface Placed extends FactsQuestion {
  readonly account: number | null;
}

const CALL_COLUMNS: readonly Column<Placed>[] = [
  ['c_call', ({ callId }) => bare(callId)],
  ['c_direction', ({ direction }) => bare(direction)],
  ['c_account', ({ account }) => bare(account)],
  ['c_digits', ({ digits }) => quoted(digits)],
  ['c_caller', ({ caller }) => quoted(caller)],
];

/** In the order of the questions. Locks the counters of all owners. */
export async function selectFacts(
  tx: Tx,
  questions: readonly FactsQuestion[],
  at: Date,
): Promise<FoundFacts[]> {
  const sources: Source[] = [];
  const places = new Map<string, number>();
  const placed = questions.map((question): Placed => {
    const { source } = question;
    if (source === null) return { ...question, account: null };
    const key = `${source.partnerId}/${source.customerId}/${source.trunkId}`;
    const account = places.get(key) ?? sources.push(source);
    places.set(key, account);
    return { ...question, account };
  });
  const rows = await askFunction<FactsRow>(
    tx,
    'call_facts',
    [rowsOf(SOURCE_COLUMNS, sources), rowsOf(CALL_COLUMNS, placed)],
    { p_at: at },
  );
  return readFacts(
    rows,
    questions.map(({ direction }) => direction),
  );
}
