/** What the ledger is asked to do and what it answers. Amounts are units of 10⁻⁵, always positive. */

export const ACCOUNT_KINDS = [
  'funding',
  'master',
  'wallet',
  'usage_revenue',
  'number_revenue',
  'margin',
  'tax',
  'adjustment',
  'write_off',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export interface LedgerAccount {
  readonly partnerId: string;
  readonly id: string;
  /** Customer of a wallet; the partner itself for every other kind. */
  readonly ownerId: string;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly debits: bigint;
  readonly credits: bigint;
  readonly held: bigint;
  /** Null: no floor (funding, adjustment, revenue and such may go below zero). */
  readonly floor: bigint | null;
  readonly version: bigint;
  readonly closedAt: Date | null;
  /** credits − debits. */
  readonly balance: bigint;
  /** balance − held − floor: what can be spent. Null where there is no floor. */
  readonly available: bigint | null;
}

/** Makes the command safe to repeat: stored with the result, in the same transaction. */
export interface CommandKey {
  /** Method and path. */
  readonly scope: string;
  readonly key: string;
  readonly inputHash: Buffer;
}

/** A cap on what one credential moves in one day; taken in the transaction of the transfer. */
export interface Allowance {
  readonly id: string;
  /** Calendar day, `YYYY-MM-DD`, in whatever zone the caller counts. */
  readonly day: string;
  readonly limit: bigint;
}

/**
 * An entry of the audit log as `audit_append` takes it; `changes` is JSON. Of a pull or reversal, a change of `amount` to null
 * is filled in with what moved: `12.50000 INR`.
 */
export interface AuditRow {
  readonly partner_id: string;
  readonly id: string;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_label: string;
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly changes: readonly unknown[];
  readonly reason: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly request_id: string | null;
}

interface CommandBase {
  readonly partnerId: string;
  /** UUIDv7 minted by the caller; names the row that is written. */
  readonly id: string;
  /** When it happened for the tenant. */
  readonly at: Date;
  readonly key?: CommandKey | null;
  /** Written with the command unless that is refused (`toAuditRow`). */
  readonly audit?: AuditRow | null;
}

export interface TransferCommand extends CommandBase {
  readonly kind: 'transfer';
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: string;
  readonly amount: bigint;
  /** What it is, a word of the caller's vocabulary: `transfer`, `reclaim`, `funding`. */
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly allowance?: Allowance | null;
  /** Its last moment: refused when it is posted then or later. */
  readonly expiresAt?: Date | null;
}

/**
 * A transfer that takes the account's own free money and none of its credit: what a pull-back may reach. The amount is
 * found under the account's lock where none is given.
 */
export interface PullCommand extends CommandBase {
  readonly kind: 'pull';
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: string;
  /** Null: balance − held, all of it. */
  readonly amount: bigint | null;
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
}

/** The linked opposite of an earlier transfer, whole or in part; the parts never exceed the whole. */
export interface ReversalCommand extends CommandBase {
  readonly kind: 'reversal';
  readonly reverses: string;
  /** Null: all that is left of it. What it takes from a wallet is the wallet's own money, never its credit. */
  readonly amount: bigint | null;
  readonly reference: string | null;
  readonly description: string | null;
  readonly allowance?: Allowance | null;
}

/** Sets money of one account aside for a purpose until `expiresAt`. */
export interface HoldCommand extends CommandBase {
  readonly kind: 'hold';
  readonly accountId: string;
  readonly amount: bigint;
  /** What for, e.g. `call`, `credit`. */
  readonly purpose: string;
  readonly reference: string | null;
  /** Null: until released. */
  readonly expiresAt: Date | null;
}

interface OfHold extends CommandBase {
  readonly holdId: string;
  /** What the hold is on, where the caller knows; else it is looked up. */
  readonly account?: { readonly id: string; readonly currency: string };
}

/** Makes a hold larger by `amount` and moves its expiry. */
export interface ExtendCommand extends OfHold {
  readonly kind: 'extend';
  readonly amount: bigint;
  readonly expiresAt: Date | null;
}

export interface ReleaseCommand extends OfHold {
  readonly kind: 'release';
}

/** Ends a hold and charges at most what it held, in one step; the rest becomes free. */
export interface SettleCommand extends OfHold {
  readonly kind: 'settle';
  readonly creditAccountId: string;
  /** 0 releases without a transfer. Above the held amount: refused. */
  readonly amount: bigint;
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
}

export type LedgerCommand =
  | TransferCommand
  | PullCommand
  | ReversalCommand
  | HoldCommand
  | ExtendCommand
  | ReleaseCommand
  | SettleCommand;

export interface PostedTransfer {
  readonly partnerId: string;
  readonly id: string;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly reverses: string | null;
  readonly debitBalanceAfter: bigint;
  readonly creditBalanceAfter: bigint;
  readonly debitVersion: bigint;
  readonly creditVersion: bigint;
  readonly eventAt: Date;
  readonly postedAt: Date;
  /** Place in the partner's chain, without gaps. */
  readonly entryNo: bigint;
}

export type RefusalReason =
  | 'insufficient_balance'
  | 'account_not_found'
  | 'account_closed'
  | 'currency_mismatch'
  | 'transfer_not_found'
  | 'not_reversible'
  | 'exceeds_reversible'
  | 'hold_not_found'
  | 'hold_ended'
  | 'exceeds_hold'
  | 'allowance_exceeded'
  | 'expired'
  | 'duplicate_id'
  | 'key_reused';

export type CommandResult =
  | { readonly outcome: 'posted'; readonly replayed: boolean; readonly transfer: PostedTransfer }
  | {
      readonly outcome: 'held';
      readonly replayed: boolean;
      readonly holdId: string;
      /** Held by this hold after the command, or by now where the first answer was lost on its way; 0 once it ended. */
      readonly held: bigint;
      readonly expiresAt: Date | null;
    }
  | {
      readonly outcome: 'refused';
      readonly replayed: boolean;
      readonly reason: RefusalReason;
      /**
       * Facts by reason. insufficient_balance: `available`, `balance`, `held`, `requested`; exceeds_reversible:
       * `reversible`, `requested`; allowance_exceeded: `limit`, `used`, `requested`.
       */
      readonly facts: Readonly<Record<string, bigint>>;
    };
