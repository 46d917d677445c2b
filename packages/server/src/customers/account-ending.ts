import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Customer } from './customer.ts';

/** Port to the rooms above that give accounts something which ends with them. */
export interface AccountEnding {
  /** How many phone numbers the account has: it does not end while it has some. */
  numbersOf(tx: Tx, customer: Customer): Promise<number>;
  /**
   * Lets go of all of it, in the transaction that closes the account. The customer's row is locked; what is locked here comes
   * after it and before the ledger. Answers the holds on the wallet that were taken for it; the caller frees them.
   */
  end(tx: Tx, customer: Customer, by: By): Promise<readonly string[]>;
}

/** For a platform without anything that ends with an account. */
export const nothingToEnd: AccountEnding = { numbersOf: async () => 0, end: async () => [] };
