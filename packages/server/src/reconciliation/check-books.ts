import type { Ledger, LedgerProblem } from '../ledger/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { amountOf, difference, type CheckResult, type Difference, type Figure } from './difference.ts';

const SENTENCES: Readonly<Record<LedgerProblem['what'], string>> = {
  entry_missing: 'Entries of the ledger are missing.',
  entry_changed: 'An entry of the ledger is not what it was when it was written.',
  entry_balance_wrong: 'A balance that stands with an entry is not what the entries before it make.',
  entry_account_wrong: 'An entry stands on an account that is not there.',
  reversed_too_much: 'A reversal takes back more than there was.',
  chain_head_wrong: 'The end of the ledger’s chain is not its last entry.',
  daily_root_wrong: 'The root of a day is not the end of that day.',
  account_wrong: 'The balance of an account is not what its entries make.',
  holds_wrong: 'What an account says is held is not what its open holds make.',
  floor_passed: 'An account is below the least that it may have.',
  books_unbalanced: 'All balances together are not zero.',
};

export interface BooksChecked extends CheckResult {
  /** The last entry that was looked at. */
  readonly lastEntry: bigint;
}

/** The books against themselves: every entry after one that is known to be right, every balance, what is held. */
export async function checkBooks(
  ledger: Pick<Ledger, 'verifyLedger' | 'chainEnd' | 'accountsOf'>,
  reader: Reader,
  partnerId: string,
  afterEntry: bigint,
): Promise<BooksChecked> {
  const lastEntry = await ledger.chainEnd(reader, partnerId);
  // A chain that became shorter than it was is looked at from its beginning.
  const after = afterEntry > lastEntry ? 0n : afterEntry;
  const report = await ledger.verifyLedger(reader, { partnerId, afterEntry: after });
  const accounts = await ledger.accountsOf(reader, partnerId);
  const [first] = report.problems;
  const owners = new Map(accounts.map((one) => [one.id, one.kind === 'wallet' ? one.ownerId : null]));
  return {
    check: 'books',
    checked: Number(report.transfers) + accounts.length,
    differing: report.problems.length,
    first: first === undefined ? null : toDifference(first, owners),
    lastEntry,
  };
}

function toDifference(problem: LedgerProblem, owners: ReadonlyMap<string, string | null>): Difference {
  const { what, entryNo, transferId, accountId, said, made, currency } = problem;
  return difference({
    check: 'books',
    kind: what,
    summary: entryNo === null ? SENTENCES[what] : `${SENTENCES[what]} Seen at entry ${entryNo}.`,
    customerId: accountId === null ? null : (owners.get(accountId) ?? null),
    ledgerAccountId: accountId,
    transferId,
    currency,
    figures: figuresOf(what, said, made),
  });
}

function figuresOf(what: LedgerProblem['what'], said: bigint | null, made: bigint | null): Figure[] {
  if (said === null || made === null) return [];
  return [amountOf('accounts', said), amountOf(what === 'holds_wrong' ? 'holds' : 'ledger_entries', made)];
}
