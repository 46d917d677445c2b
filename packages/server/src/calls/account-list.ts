import { bare, type Column } from '../platform/db/index.ts';
import type { AccountRef } from './facts.ts';

export const ACCOUNT_COLUMNS: readonly Column<AccountRef>[] = [
  ['a_partner', ({ partnerId }) => bare(partnerId)],
  ['a_customer', ({ customerId }) => bare(customerId)],
  ['a_trunk', ({ trunkId }) => bare(trunkId)],
];

/** Accounts that SQL is asked about, each once however many calls it has. */
export class AccountList {
  readonly accounts: AccountRef[] = [];
  readonly #places = new Map<string, number>();

  /** Its place in the list, as SQL counts. */
  add(account: AccountRef): number {
    const key = `${account.partnerId}/${account.customerId}/${account.trunkId ?? ''}`;
    const place = this.#places.get(key) ?? this.accounts.push(account);
    this.#places.set(key, place);
    return place;
  }
}
