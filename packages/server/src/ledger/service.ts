import { createBatcher, createTurns } from '../platform/batch/index.ts';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import { serviceUnavailable } from '../platform/errors/index.ts';
import type { DateRange, PageRequest } from '../platform/http/index.ts';
import type { Clock } from '../platform/time/index.ts';
import {
  insertAccount,
  lockAccounts,
  readAccounts,
  readTotals,
  readWalletTotals,
  type AccountTotal,
  type BalanceTotal,
  readBalanceAt,
  readChangedAt,
  updateClosed,
  updateFloor,
  type AccountFilter,
  type NewAccount,
} from './account-store.ts';
import { readDailyFlows, type DailyFlow } from './flow-store.ts';
import type { AccountKind, CommandResult, LedgerAccount, LedgerCommand, PostedTransfer } from './command.ts';
import { delegateCredit, type CreditDelegation, type DelegationResult } from './delegated-credit.ts';
import { listEntries, type EntryFilter, type EntryList, type EntryPage } from './entry-list.ts';
import { createGroupRunner } from './group-runner.ts';
import { expireHolds, readHoldsFor, readOpenByIds, readOpenHolds, type Hold } from './holds.ts';
import { readChainEnd, readMoved, readMovedByReference, type Moved, type MovedAsked } from './moved-store.ts';
import { postWave, readStored, sqlOf, type GroupOptions } from './posting-store.ts';
import { prepareCommand, type PreparedCommand } from './prepared-command.ts';
import { readChainEntries, type ChainEntry } from './chain-entries.ts';
import { readChainHead, readDailyRoots, type ChainHead, type DailyRootList } from './daily-root.ts';
import { readReversed, readTransfer } from './transfer-store.ts';
import { verifyLedger, type VerifyFilter, type VerifyReport } from './verify.ts';
import { wavesOf } from './waves.ts';

/** A floor that was set, or the reason why not and what would be possible. */
export type FloorResult =
  | { readonly outcome: 'set'; readonly account: LedgerAccount }
  | {
      readonly outcome: 'refused';
      readonly reason: 'account_not_found' | 'account_closed' | 'in_use';
      /** Highest floor that could be set now: balance − held. */
      readonly highestFloor: bigint;
      /** The same as a credit limit: the lowest possible one. */
      readonly lowestLimit: bigint;
    };

export type CloseResult =
  | { readonly outcome: 'closed'; readonly account: LedgerAccount }
  | {
      readonly outcome: 'refused';
      readonly reason: 'account_not_found' | 'not_empty';
      readonly balance: bigint;
      readonly held: bigint;
    };

export interface Ledger {
  /**
   * Posts a command together with others that arrive at the same time, in a transaction of their own. A refusal is a result.
   * Resolves only when the result is durable. Throws 503 `service_unavailable` when too much waits or the database is away,
   * and RangeError for what no caller may ask (see `prepareCommand`).
   */
  submit(command: LedgerCommand): Promise<CommandResult>;
  /**
   * Posts commands in the caller's transaction, in order. Refusals do not throw, and what was not refused stays posted:
   * a caller that wants all or nothing throws. Locks the partner until COMMIT: call it last.
   */
  post(tx: Tx, commands: readonly LedgerCommand[]): Promise<CommandResult[]>;
  /** Locks the partner, then these accounts, for a caller that will come to several doors in one transaction. */
  lock(tx: Tx, partnerId: string, accountIds: readonly string[]): Promise<void>;
  /** What `submit` would answer now, by posting and rolling back; keys are neither looked at nor used up. */
  dryRun(command: LedgerCommand): Promise<CommandResult>;
  /** What was answered to the command's key before; null when it has no key, or nobody used it. Changes nothing. */
  stored(reader: Reader, command: LedgerCommand): Promise<CommandResult | null>;
  /** Waits until nothing submitted is under way. */
  drained(): Promise<void>;
  /** Commands that wait for their group. */
  readonly queued: number;

  openAccount(tx: Tx, account: NewAccount): Promise<LedgerAccount>;
  /** Closes an empty account for good: balance and holds must be zero. Closing twice changes nothing. */
  closeAccount(tx: Tx, input: { partnerId: string; accountId: string; at: Date }): Promise<CloseResult>;
  setFloor(tx: Tx, partnerId: string, accountId: string, floor: bigint | null): Promise<FloorResult>;
  delegateCredit(tx: Tx, input: CreditDelegation): Promise<DelegationResult>;
  /** Ends up to `limit` holds whose time was over at `at`; returns those that it ended. */
  expireHolds(tx: Tx, input: { at: Date; limit: number; purposes?: readonly string[] }): Promise<Hold[]>;

  getAccount(reader: Reader, partnerId: string, accountId: string): Promise<LedgerAccount | null>;
  /** The one account of a kind other than `wallet`. */
  getAccountByKind(
    reader: Reader,
    partnerId: string,
    kind: AccountKind,
    currency: string,
  ): Promise<LedgerAccount | null>;
  accountsOf(reader: Reader, partnerId: string, filter?: AccountFilter): Promise<LedgerAccount[]>;
  /** Sums over open accounts of one kind, by currency. */
  totalsOf(reader: Reader, partnerId: string, kind: AccountKind): Promise<AccountTotal[]>;
  /** The same of the wallets of many partners together, for the operator. */
  walletTotals(reader: Reader, partnerIds: readonly string[]): Promise<BalanceTotal[]>;
  /** What left an account for accounts of a kind, by UTC day, less what came back. */
  dailyFlows(
    reader: Reader,
    partnerId: string,
    accountId: string,
    to: AccountKind,
    since: Date,
  ): Promise<DailyFlow[]>;
  /** Balance after the last entry posted at or before `at`. */
  balanceAt(reader: Reader, partnerId: string, accountId: string, at: Date): Promise<bigint>;
  /** When the balance last changed: its newest entry, or the opening of an account without one. Holds change no balance. */
  changedAt(reader: Reader, partnerId: string, accountId: string): Promise<Date | null>;
  holdsOn(reader: Reader, partnerId: string, accountId: string, limit?: number): Promise<Hold[]>;
  getTransfer(reader: Reader, partnerId: string, id: string): Promise<PostedTransfer | null>;
  /** What was reversed already of each transfer that has a reversal. */
  reversedAmounts(reader: Reader, partnerId: string, ids: readonly string[]): Promise<Map<string, bigint>>;
  /** What is left to reverse: 0 for a reversal itself; null when there is no such transfer. */
  reversibleAmount(reader: Reader, partnerId: string, id: string): Promise<bigint | null>;
  listEntries(reader: Reader, partnerId: string, filter: EntryFilter, page: EntryPage): Promise<EntryList>;
  /** Roots of the UTC days that are over, oldest first. */
  dailyRoots(
    reader: Reader,
    partnerId: string,
    window: DateRange,
    page: Pick<PageRequest, 'limit' | 'offset' | 'cursor'>,
  ): Promise<DailyRootList>;
  chainHead(reader: Reader, partnerId: string): Promise<ChainHead>;
  /** Up to `limit` entries after a place, in the order of the chain, with all that their hashes are made of. */
  chainEntries(reader: Reader, partnerId: string, afterEntryNo: bigint, limit: number): Promise<ChainEntry[]>;
  verifyLedger(reader: Reader, filter?: VerifyFilter): Promise<VerifyReport>;

  /** What entries about some things moved, by account: for whoever compares the books with its own records. */
  moved(reader: Reader, partnerId: string, asked: MovedAsked): Promise<Moved[]>;
  /** The same of some accounts together, by reference; at most `limit` of them, in the order of their bytes. */
  movedByReference(
    reader: Reader,
    partnerId: string,
    asked: MovedAsked & { readonly accountIds: readonly string[]; readonly codes?: readonly string[] },
    limit: number,
  ): Promise<ReadonlyMap<string, bigint>>;
  /** Number of the last entry of a partner; 0 before the first. */
  chainEnd(reader: Reader, partnerId: string): Promise<bigint>;
  /** Open holds of a partner for a purpose, in the order of their ids. */
  holdsFor(
    reader: Reader,
    partnerId: string,
    purpose: string,
    place: { readonly afterId: string | null; readonly limit: number },
  ): Promise<Hold[]>;
  /** Those of some holds that are open. */
  openHolds(reader: Reader, partnerId: string, ids: readonly string[]): Promise<Hold[]>;
}

export interface LedgerDeps {
  readonly db: Database;
  /** Gives the posting time. */
  readonly clock: Clock;
  /** Most commands of a group, default 512. */
  readonly maxGroup?: number;
  /** Commands that may wait, default 10,000. */
  readonly maxQueued?: number;
  /** How long the outcome of a broken connection is looked for, in milliseconds; default 30,000. */
  readonly recoverMs?: number;
}

const GROUPS_IN_FLIGHT = 2;
/** About as long as a group of fifty takes. */
const GATHER_MS = 5;

/** Carries a result out of a transaction that is to be rolled back. */
class Preview extends Error {
  readonly results: CommandResult[];

  constructor(results: CommandResult[]) {
    super('preview');
    this.results = results;
  }
}

export function createLedger(deps: LedgerDeps): Ledger {
  const { db, clock } = deps;
  const now = (): Date => clock.now();
  const runGroup = createGroupRunner({ pool: db.pool, now, recoverMs: deps.recoverMs ?? 30_000 });
  const batcher = createBatcher<PreparedCommand, CommandResult>({
    maxBatch: deps.maxGroup ?? 512,
    turns: createTurns(GROUPS_IN_FLIGHT),
    gatherMs: GATHER_MS,
    maxQueued: deps.maxQueued ?? 10_000,
    onFull: () => serviceUnavailable({ headers: { 'retry-after': '1' }, internal: 'ledger queue is full' }),
    run: runGroup,
  });

  const post = async (tx: Tx, commands: readonly LedgerCommand[]): Promise<CommandResult[]> => {
    const options: GroupOptions = { now, careful: true, again: false };
    const results: CommandResult[] = [];
    for (const wave of wavesOf(commands.map(prepareCommand))) {
      for (const answer of await postWave(sqlOf(tx), wave, options)) {
        if ('error' in answer) throw answer.error;
        results.push(answer.value);
      }
    }
    return results;
  };

  return {
    async submit(command) {
      // Here, so that one caller's mistake is thrown at that caller and never costs a group.
      return batcher.add(prepareCommand(command));
    },
    post,
    async lock(tx, partnerId, accountIds) {
      await lockAccounts(tx, partnerId, accountIds);
    },
    dryRun: (command) => preview(db, (tx) => post(tx, [{ ...command, key: null }])),
    stored: (reader, command) => readStored(sqlOf(reader), prepareCommand(command), now()),
    drained: () => batcher.drained(),
    get queued() {
      return batcher.queued;
    },

    openAccount: insertAccount,
    closeAccount,
    setFloor,
    delegateCredit,
    expireHolds: (tx, input) => expireHolds(tx, now, input),

    async getAccount(reader, partnerId, accountId) {
      return (await readAccounts(reader, partnerId, { ids: [accountId] }))[0] ?? null;
    },
    async getAccountByKind(reader, partnerId, kind, currency) {
      return (await readAccounts(reader, partnerId, { kind, currency }))[0] ?? null;
    },
    accountsOf: (reader, partnerId, filter = {}) => readAccounts(reader, partnerId, filter),
    totalsOf: readTotals,
    walletTotals: readWalletTotals,
    dailyFlows: readDailyFlows,
    balanceAt: readBalanceAt,
    changedAt: readChangedAt,
    holdsOn: readOpenHolds,
    getTransfer: readTransfer,
    reversedAmounts: readReversed,
    async reversibleAmount(reader, partnerId, id) {
      const transfer = await readTransfer(reader, partnerId, id);
      if (transfer === null) return null;
      if (transfer.reverses !== null) return 0n;
      return transfer.amount - ((await readReversed(reader, partnerId, [id])).get(transfer.id) ?? 0n);
    },
    listEntries,
    dailyRoots: readDailyRoots,
    chainHead: readChainHead,
    chainEntries: readChainEntries,
    verifyLedger,

    moved: readMoved,
    movedByReference: readMovedByReference,
    chainEnd: readChainEnd,
    holdsFor: readHoldsFor,
    openHolds: readOpenByIds,
  };
}

async function preview(db: Database, work: (tx: Tx) => Promise<CommandResult[]>): Promise<CommandResult> {
  try {
    await db.inTransaction(async (tx) => {
      throw new Preview(await work(tx));
    });
  } catch (error) {
    const result = error instanceof Preview ? error.results[0] : undefined;
    if (result === undefined) throw error;
    return result;
  }
  throw new Error('A preview committed.');
}

async function closeAccount(
  tx: Tx,
  { partnerId, accountId, at }: { partnerId: string; accountId: string; at: Date },
): Promise<CloseResult> {
  const account = (await lockAccounts(tx, partnerId, [accountId])).get(accountId);
  if (account === undefined)
    return { outcome: 'refused', reason: 'account_not_found', balance: 0n, held: 0n };
  if (account.closedAt !== null) return { outcome: 'closed', account };
  const { balance, held } = account;
  if (balance !== 0n || held !== 0n) return { outcome: 'refused', reason: 'not_empty', balance, held };
  await updateClosed(tx, partnerId, accountId, at);
  return { outcome: 'closed', account: { ...account, closedAt: at } };
}

async function setFloor(
  tx: Tx,
  partnerId: string,
  accountId: string,
  floor: bigint | null,
): Promise<FloorResult> {
  const account = (await lockAccounts(tx, partnerId, [accountId])).get(accountId);
  if (account === undefined) {
    return { outcome: 'refused', reason: 'account_not_found', highestFloor: 0n, lowestLimit: 0n };
  }
  const highestFloor = account.balance - account.held;
  const lowestLimit = highestFloor < 0n ? -highestFloor : 0n;
  if (account.closedAt !== null)
    return { outcome: 'refused', reason: 'account_closed', highestFloor, lowestLimit };
  if (floor !== null && floor > highestFloor) {
    return { outcome: 'refused', reason: 'in_use', highestFloor, lowestLimit };
  }
  await updateFloor(tx, partnerId, accountId, floor);
  const available = floor === null ? null : highestFloor - floor;
  return { outcome: 'set', account: { ...account, floor, available } };
}
