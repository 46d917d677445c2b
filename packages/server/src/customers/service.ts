import type { Static } from 'typebox';
import type { AccountStatus, HashedPassword, PartnerFacts } from '../identity/index.ts';
import type { By, PartnerView } from '../partners/index.ts';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { Sound } from '../platform/http/index.ts';
import type { AccountBalance, AccountPage, AccountView, OpenedAccount } from './account-view.ts';
import { closeCustomer, type CloseOptions } from './closing.ts';
import type { CapacityLimits, Customer, CustomerStanding, CustomerWallet } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { patchCustomer, patchFaults, type PatchRights } from './editing.ts';
import { findAnyCustomer, findCustomer, lockOpenCustomer, noSuchAccount } from './find-customer.ts';
import { resumeCustomer, suspendCustomer } from './life-cycle.ts';
import { openCustomer } from './opening.ts';
import { readNewAccount, type NewAccountInput } from './read-input.ts';
import type { CreateAccountBody, ListAccountsQuery, PatchAccountBody } from './request-contract.ts';
import {
  countByStatus,
  countSuspendedAmong,
  countCustomersOnTier,
  selectCustomers,
  selectCustomersByIds,
  selectNewestAmong,
  selectStandings,
  selectWalletsByAccount,
  selectWalletsMatching,
  updateLastLogin,
} from './store.ts';
import { saveCustomer } from './saving.ts';
import { rotateCustomerToken, sendPasswordLink } from './tokens.ts';
import { listCustomers, revealCustomer, viewCustomer } from './views.ts';
import { WalletDirectory } from './wallet-directory.ts';

/** A new account as far as it can be made ready outside a transaction. */
export interface PreparedAccount {
  readonly view: PartnerView;
  readonly input: NewAccountInput;
  readonly password: HashedPassword;
}

/**
 * The door to customer accounts. Writes take the caller's transaction, so that they commit with what belongs to them;
 * `id` is an `MA_…` id in any case. What is missing and what is another partner's answer the same 404.
 */
export interface Customers {
  /** Throws 422 naming every fault of the body. */
  prepare(partnerId: string, body: Static<typeof CreateAccountBody>): Promise<PreparedAccount>;
  /** What stored data says against a new account that is refused already. */
  newFaults(body: Sound<Static<typeof CreateAccountBody>>): Promise<Fault[]>;
  /** Throws 403 `account_creation_disabled`, `max_accounts_reached`, and 422 for an e-mail that has a login. */
  create(tx: Tx, prepared: PreparedAccount, by: By): Promise<OpenedAccount>;
  list(partnerId: string, query: Static<typeof ListAccountsQuery>): Promise<AccountPage>;
  /** The row itself. Throws 404. */
  find(reader: Reader, partnerId: string, id: string): Promise<Customer>;
  /** For the operator: whichever partner's account. Throws 404. */
  findAny(reader: Reader, id: string): Promise<Customer>;
  /** Several rows by their internal ids; closed ones too. */
  byIds(
    reader: Reader,
    partnerId: string,
    customerIds: readonly string[],
  ): Promise<ReadonlyMap<string, Customer>>;
  /** Who they are and how they stand, of thousands at once. */
  standings(
    reader: Reader,
    partnerId: string,
    customerIds: readonly string[],
  ): Promise<ReadonlyMap<string, CustomerStanding>>;
  /** How many a partner has, by status. */
  countByStatus(partnerId: string): Promise<Readonly<Record<AccountStatus, number>>>;
  /** Newest first. */
  newest(partnerId: string, limit: number): Promise<Customer[]>;
  /** The newest of many partners together, and how many of theirs are suspended; for the operator. */
  newestAmong(reader: Reader, partnerIds: readonly string[], limit: number): Promise<Customer[]>;
  countSuspendedAmong(reader: Reader, partnerIds: readonly string[]): Promise<number>;
  /** How many open accounts, of whichever partner, name this tier. */
  countOnTier(reader: Reader, tierId: string): Promise<number>;
  /** The row, locked until COMMIT, for a change that belongs to it. Throws 404, 409 `customer_closed`. */
  lockOpen(tx: Tx, partnerId: string, id: string): Promise<Customer>;
  /** Writes new capacity limits of a customer that the caller holds locked. */
  saveLimits(tx: Tx, customer: Customer, limits: CapacityLimits, by: By): Promise<Customer>;
  /** With a masked token. */
  read(partnerId: string, id: string): Promise<AccountView>;
  /** With its token in clear; writes that into the audit log, each time. */
  reveal(tx: Tx, partnerId: string, id: string, by: By): Promise<AccountView>;
  balance(partnerId: string, id: string): Promise<AccountBalance>;
  /** What the account says against a change that is refused already. Throws 404. */
  patchFaults(partnerId: string, id: string, body: Sound<Static<typeof PatchAccountBody>>): Promise<Fault[]>;
  patch(
    tx: Tx,
    partnerId: string,
    id: string,
    body: Static<typeof PatchAccountBody>,
    rights: PatchRights,
    by: By,
  ): Promise<AccountView>;
  suspend(tx: Tx, partnerId: string, id: string, reason: string, by: By): Promise<AccountView>;
  resume(tx: Tx, partnerId: string, id: string, reason: string | undefined, by: By): Promise<AccountView>;
  close(tx: Tx, partnerId: string, id: string, options: CloseOptions, by: By): Promise<AccountView>;
  rotateToken(
    tx: Tx,
    partner: Pick<PartnerFacts, 'partnerId' | 'mode'>,
    id: string,
    overlapSeconds: number,
    by: By,
  ): Promise<Record<string, unknown>>;
  sendPasswordLink(
    tx: Tx,
    partner: Pick<PartnerFacts, 'partnerId' | 'name'>,
    id: string,
    by: By,
  ): Promise<Record<string, unknown>>;
  /** Notes that a customer logged in. */
  recordLogin(tx: Tx, partnerId: string, customerId: string, at: Date): Promise<void>;
  /** The wallet of an account, from memory where it is known. Throws 404. */
  walletRef(partnerId: string, id: string): Promise<CustomerWallet>;
  /** The wallets among some ledger accounts of a partner, by ledger account. */
  walletsByAccount(
    partnerId: string,
    accountIds: readonly string[],
  ): Promise<ReadonlyMap<string, CustomerWallet>>;
  /** Ledger accounts of the customers whose account id or name contains a text; at most `limit`. */
  walletsMatching(partnerId: string, text: string, limit: number): Promise<string[]>;
}

export function createCustomers(deps: CustomersDeps & { readonly db: Database }): Customers {
  const { db } = deps;
  const wallets = new WalletDirectory(db.kysely);
  const shown = async (tx: Tx, customer: Customer): Promise<AccountView> => {
    wallets.forget(customer.partnerId, customer.authId);
    return viewCustomer(deps, tx, customer);
  };
  return {
    async prepare(partnerId, body) {
      const input = readNewAccount(body);
      const [view, password] = await Promise.all([
        deps.partners.read(partnerId),
        deps.access.hashPassword(input.password),
      ]);
      return { view, input, password };
    },
    newFaults: ({ email }) => deps.access.emailFaults(db.kysely, email),
    patchFaults: (partnerId, id, body) =>
      db.inTransaction(async (tx) => patchFaults(tx, await findCustomer(tx, partnerId, id), body)),
    create: (tx, { view, input, password }, by) => openCustomer(deps, tx, view, input, password, by),
    list: (partnerId, query) => listCustomers(deps, db.kysely, partnerId, query),
    find: findCustomer,
    findAny: findAnyCustomer,
    byIds: selectCustomersByIds,
    standings: selectStandings,
    countByStatus: (partnerId) => countByStatus(db.kysely, partnerId),
    newest: (partnerId, limit) =>
      selectCustomers(db.kysely, partnerId, {}, { limit, offset: 0, afterId: null }),
    newestAmong: selectNewestAmong,
    countSuspendedAmong,
    countOnTier: countCustomersOnTier,
    lockOpen: lockOpenCustomer,
    saveLimits: (tx, customer, limits, by) =>
      saveCustomer(deps, tx, customer, { ...customer, ...limits }, by, { action: 'account.limits_changed' }),
    read: async (partnerId, id) =>
      viewCustomer(deps, db.kysely, await findCustomer(db.kysely, partnerId, id)),
    reveal: async (tx, partnerId, id, by) =>
      revealCustomer(deps, tx, await findCustomer(tx, partnerId, id), by),
    async balance(partnerId, id) {
      const customer = await findCustomer(db.kysely, partnerId, id);
      // Before the balance: a time that is newer than what it is the time of would hide the next change.
      const changedAt = await deps.ledger.changedAt(db.kysely, partnerId, customer.walletAccountId);
      const { wallet } = await viewCustomer(deps, db.kysely, customer);
      return { customer, wallet, changedAt: changedAt ?? customer.createdAt };
    },
    patch: async (tx, partnerId, id, body, rights, by) =>
      shown(tx, await patchCustomer(deps, tx, partnerId, id, body, rights, by)),
    suspend: async (tx, partnerId, id, reason, by) =>
      shown(tx, await suspendCustomer(deps, tx, partnerId, id, reason, by)),
    resume: async (tx, partnerId, id, reason, by) =>
      shown(tx, await resumeCustomer(deps, tx, partnerId, id, reason, by)),
    close: async (tx, partnerId, id, options, by) =>
      shown(tx, await closeCustomer(deps, tx, partnerId, id, options, by)),
    rotateToken: (tx, partner, id, overlapSeconds, by) =>
      rotateCustomerToken(deps, tx, partner, id, overlapSeconds, by),
    sendPasswordLink: (tx, partner, id, by) => sendPasswordLink(deps, tx, partner, id, by),
    recordLogin: (tx, partnerId, customerId, at) => updateLastLogin(tx, partnerId, customerId, at),
    async walletRef(partnerId, id) {
      const wallet = await wallets.find(partnerId, id);
      if (wallet === null) throw noSuchAccount();
      return wallet;
    },
    async walletsByAccount(partnerId, accountIds) {
      if (accountIds.length === 0) return new Map();
      const found = await selectWalletsByAccount(db.kysely, partnerId, accountIds);
      return new Map(found.map((wallet) => [wallet.walletAccountId, wallet]));
    },
    walletsMatching: (partnerId, text, limit) => selectWalletsMatching(db.kysely, partnerId, text, limit),
  };
}
