import type { HashedPassword, Mode } from '../identity/index.ts';
import type { By } from '../partners/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { Customer } from './customer.ts';

export interface NewToken {
  /** In clear. */
  readonly token: string;
  /** When the one before it stops working. */
  readonly previousExpiresAt: Date;
}

export interface PasswordLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** The people and tokens of customers: what this room asks of identity, which also writes their audit entries. */
export interface CustomerAccess {
  /** Slow on purpose; done before the transaction, so that nobody waits for it. */
  hashPassword(password: string): Promise<HashedPassword>;
  /** Names `body.email` where the address has a login already. */
  emailFaults(reader: Reader, email: string | undefined): Promise<Fault[]>;
  /** First user and first token; answers the token. Throws 422 when the e-mail has a login already. */
  open(
    tx: Tx,
    customer: Customer,
    first: { readonly password: HashedPassword; readonly mode: Mode },
    by: By,
  ): Promise<string>;
  /** A new token; the one before ends after `overlapSeconds`. */
  rotate(
    tx: Tx,
    customer: Customer,
    next: { readonly overlapSeconds: number; readonly mode: Mode },
    by: By,
  ): Promise<NewToken>;
  /** A one-time link that sets a new password. */
  passwordLink(tx: Tx, customer: Customer, by: By): Promise<PasswordLink>;
  /** The live token in clear; '' when there is none. */
  reveal(tx: Tx, customer: Customer, by: By): Promise<string>;
  /** Masked tokens (`sk_live_…a1b2`) by customer id; absent where there is none. */
  masks(
    reader: Reader,
    partnerId: string,
    customerIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Ends every login, session and token. */
  revokeAll(tx: Tx, customer: Customer, by: By): Promise<void>;
  /** Tells every node that what it remembers of this customer is old. */
  changed(tx: Tx, customer: Customer): Promise<void>;
}
