import { askFunction, bare, quoted, rowsOf, type Column, type Reader } from '../platform/db/index.ts';
import { ACCOUNT_COLUMNS, AccountList } from './account-list.ts';
import type { CallDirection } from './edge-messages.ts';
import type { AccountRef } from './facts.ts';
import { readTerms, type FoundTerms, type TermsRow } from './read-terms.ts';

/** What a call is asked about; see `call_terms`. */
export interface TermsQuestion {
  readonly direction: CallDirection;
  /** Who asks, for an outbound call. */
  readonly source: AccountRef | null;
  readonly digits: string;
  readonly caller: string | null;
}

interface Placed extends TermsQuestion {
  readonly account: number | null;
}

const CALL_COLUMNS: readonly Column<Placed>[] = [
  ['c_direction', ({ direction }) => bare(direction)],
  ['c_account', ({ account }) => bare(account)],
  ['c_digits', ({ digits }) => quoted(digits)],
  ['c_caller', ({ caller }) => quoted(caller)],
];

/** In the order of the questions. Nothing is locked. */
export async function selectTerms(
  reader: Reader,
  questions: readonly TermsQuestion[],
  at: Date,
): Promise<FoundTerms> {
  const sources = new AccountList();
  const placed = questions.map((question): Placed => ({
    ...question,
    account: question.source === null ? null : sources.add(question.source),
  }));
  const rows = await askFunction<TermsRow>(
    reader,
    'call_terms',
    [rowsOf(ACCOUNT_COLUMNS, sources.accounts), rowsOf(CALL_COLUMNS, placed)],
    { p_at: at },
  );
  return readTerms(
    rows,
    questions.map(({ direction }) => direction),
  );
}
