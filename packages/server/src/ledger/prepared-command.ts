import { isUuid } from '../platform/ids/index.ts';
import type { Allowance, AuditRow, CommandKey, LedgerCommand } from './command.ts';

/** Beyond this a sum of a few entries could leave int8. */
const LARGEST_AMOUNT = 2n ** 60n;

/** What a command that names an earlier hold or transfer needs to know of it; it never changes. */
export interface Target {
  /** Account that gives: the hold's, or the one that the reversed transfer credited. */
  readonly debitAccountId: string;
  /** Account that gets; null when the target is a hold. */
  readonly creditAccountId: string | null;
  readonly currency: string;
}

/** `expire` is of the sweeper alone: a release that is refused when the hold was extended meanwhile. */
export type PreparedKind = LedgerCommand['kind'] | 'expire';

/** One form for all commands: what the group's SQL function takes. A command names every account that it touches. */
export interface PreparedCommand {
  readonly kind: PreparedKind;
  readonly partnerId: string;
  readonly id: string;
  readonly at: Date;
  readonly debitAccountId: string | null;
  readonly creditAccountId: string | null;
  readonly currency: string | null;
  readonly amount: bigint | null;
  /** Code of a transfer, purpose of a hold. */
  readonly code: string | null;
  readonly reference: string | null;
  readonly description: string | null;
  readonly target: string | null;
  readonly expiresAt: Date | null;
  readonly allowance: Allowance | null;
  readonly key: CommandKey | null;
  readonly audit: AuditRow | null;
}

function uuid(text: string): string {
  if (!isUuid(text)) throw new RangeError(`Not a UUID: ${text}`);
  return text.toLowerCase();
}

function checkAmount(amount: bigint, least: bigint): bigint {
  if (amount < least || amount > LARGEST_AMOUNT) throw new RangeError(`Not an amount: ${amount.toString()}`);
  return amount;
}

/** What kind of thing commands of a kind name; null when they name none. */
export function targetTypeOf(kind: PreparedKind): 'hold' | 'transfer' | null {
  switch (kind) {
    case 'transfer':
    case 'pull':
    case 'hold':
      return null;
    case 'reversal':
      return 'transfer';
    case 'extend':
    case 'release':
    case 'settle':
    case 'expire':
      return 'hold';
  }
}

function targetIdOf(command: LedgerCommand): string | null {
  if ('reverses' in command) return uuid(command.reverses);
  return 'holdId' in command ? uuid(command.holdId) : null;
}

/**
 * Brings a command into the form of the SQL function; what names a hold or transfer and does not say on which account it is
 * lacks that until `withTarget` tells it. Throws RangeError for what no caller may ask: amounts that are not positive, one account on both sides, ids
 * that are not UUIDs.
 */
export function prepareCommand(command: LedgerCommand): PreparedCommand {
  const base: PreparedCommand = {
    kind: command.kind,
    partnerId: uuid(command.partnerId),
    id: uuid(command.id),
    at: command.at,
    debitAccountId: null,
    creditAccountId: null,
    currency: null,
    amount: null,
    code: null,
    reference: null,
    description: null,
    target: targetIdOf(command),
    expiresAt: null,
    allowance: null,
    key: command.key ?? null,
    audit: command.audit ?? null,
  };
  const detailed = withDetails(base, command);
  if (!('holdId' in command) || command.account === undefined) return detailed;
  const { id, currency } = command.account;
  return withTarget(detailed, { debitAccountId: uuid(id), creditAccountId: null, currency });
}

/**
 * Adds what was read of the hold or transfer that a command names; null when there is none such. Throws RangeError for a
 * settlement into the account that pays it.
 */
export function withTarget(command: PreparedCommand, target: Target | null): PreparedCommand {
  const debitAccountId = target?.debitAccountId ?? null;
  const creditAccountId = command.creditAccountId ?? target?.creditAccountId ?? null;
  if (debitAccountId !== null && debitAccountId === creditAccountId) {
    throw new RangeError('A settlement needs two accounts.');
  }
  return { ...command, debitAccountId, creditAccountId, currency: target?.currency ?? null };
}

function withDetails(base: PreparedCommand, command: LedgerCommand): PreparedCommand {
  switch (command.kind) {
    case 'pull':
    case 'transfer': {
      const debitAccountId = uuid(command.debitAccountId);
      const creditAccountId = uuid(command.creditAccountId);
      if (debitAccountId === creditAccountId) throw new RangeError('A transfer needs two accounts.');
      const { currency, code, reference, description } = command;
      const amount = command.amount === null ? null : checkAmount(command.amount, 1n);
      const { allowance = null, expiresAt = null } = command.kind === 'transfer' ? command : {};
      return {
        ...base,
        debitAccountId,
        creditAccountId,
        currency,
        amount,
        code,
        reference,
        description,
        allowance,
        expiresAt,
      };
    }
    case 'reversal': {
      const amount = command.amount === null ? null : checkAmount(command.amount, 1n);
      return {
        ...base,
        amount,
        code: 'reversal',
        reference: command.reference,
        description: command.description,
        allowance: command.allowance ?? null,
      };
    }
    case 'hold': {
      const { purpose: code, reference, expiresAt } = command;
      const debitAccountId = uuid(command.accountId);
      return { ...base, debitAccountId, amount: checkAmount(command.amount, 1n), code, reference, expiresAt };
    }
    case 'extend':
      return { ...base, amount: checkAmount(command.amount, 0n), expiresAt: command.expiresAt };
    case 'release':
      return base;
    case 'settle': {
      const { code, reference, description } = command;
      return {
        ...base,
        creditAccountId: uuid(command.creditAccountId),
        amount: checkAmount(command.amount, 0n),
        code,
        reference,
        description,
      };
    }
  }
}

/** Whether what the command names has to be looked up. */
export function lacksTarget({ target, debitAccountId }: PreparedCommand): boolean {
  return target !== null && debitAccountId === null;
}

/** Whether the command writes to the partner's chain or keys, and so takes the partner's lock. */
export function takesPartnerLock(command: PreparedCommand): boolean {
  return (
    command.key !== null ||
    command.kind === 'transfer' ||
    command.kind === 'pull' ||
    command.kind === 'reversal' ||
    command.kind === 'settle'
  );
}
