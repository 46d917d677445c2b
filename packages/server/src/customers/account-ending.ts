import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Customer } from './customer.ts';

/** Port to the room that gives accounts phone numbers: an account does not end while it has some. */
export interface AccountEnding {
  /** How many numbers the account has. */
  numbersOf(tx: Tx, customer: Customer): Promise<number>;
  /** Lets all of them go. Answers the holds on the wallet that were taken for them; the caller frees them. */
  releaseNumbers(tx: Tx, customer: Customer, by: By): Promise<readonly string[]>;
}

/** For a platform without phone numbers. */
export const noNumbers: AccountEnding = { numbersOf: async () => 0, releaseNumbers: async () => [] };
