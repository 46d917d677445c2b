import { CompiledQuery } from 'kysely';
import type { Settled } from '../platform/batch/index.ts';
import { prepared, type Reader } from '../platform/db/index.ts';
import type { CommandResult, PostedTransfer, RefusalReason } from './command.ts';
import { SUBMIT_GROUP, toGroupArrays, type GroupRow, type StoredResult } from './group-arrays.ts';
import {
  lacksTarget,
  targetTypeOf,
  withTarget,
  type PreparedCommand,
  type Target,
} from './prepared-command.ts';
import { TRANSFER_COLUMNS, transferFromRow, type TransferRow } from './transfer-row.ts';

/** Runs one statement: on the pool's client of a group, or in a caller's transaction. */
export type RunSql = <R>(statement: { name?: string; text: string; values: unknown[] }) => Promise<R[]>;

export function sqlOf(reader: Reader): RunSql {
  return async <R>({ name, text, values }: { name?: string; text: string; values: unknown[] }) => {
    const statement = CompiledQuery.raw(name === undefined ? text : prepared(text), values);
    const { rows } = await reader.executeQuery(statement);
    return rows as R[];
  };
}

export interface GroupOptions {
  /** Posting time of a partner. */
  readonly now: (partnerId: string) => Date;
  /** Look first whether a command's id is posted already. */
  readonly careful: boolean;
  /** The commands were sent before and nobody knows what became of them: what is found is their own doing. */
  readonly again: boolean;
}

/** Posts commands of one wave; see `wavesOf`. */
export async function postWave(
  run: RunSql,
  commands: readonly PreparedCommand[],
  options: GroupOptions,
  read: RunSql = run,
): Promise<Settled<CommandResult>[]> {
  const lacking = commands.filter(lacksTarget);
  if (lacking.length === 0) return postPrepared(run, commands, options, read);
  const targets = await readTargets(run, lacking);
  const complete = commands.map((command) => {
    const { target, partnerId } = command;
    if (target === null || !lacksTarget(command)) return command;
    return withTarget(command, targets.get(keyOf(partnerId, target)) ?? null);
  });
  return postPrepared(run, complete, options, read);
}

/**
 * Posts commands that name every account they touch. When `ledger_submit` has answered, a group of its own
 * is committed: `read` fetches the rows of stored results after that, and what it cannot fetch fails alone.
 */
export async function postPrepared(
  run: RunSql,
  prepared: readonly PreparedCommand[],
  options: GroupOptions,
  read: RunSql = run,
): Promise<Settled<CommandResult>[]> {
  const [row] = await run<GroupRow>({
    name: 'ledger_submit',
    text: SUBMIT_GROUP,
    values: toGroupArrays(prepared, options.now, options.careful),
  });
  if (row === undefined) throw new Error('ledger_submit gave no answer');
  const stored = new Map(row.o_results);
  const earlier = await readPosted(read, prepared, stored);
  const posted = readPostedLists(row);
  const partners = [...new Set(prepared.map((command) => command.partnerId))];
  return prepared.map((command, index) => {
    const result = stored.get(index + 1);
    if (result !== undefined) return settleStored(result, command, earlier, options.again);
    if (posted.entryNo[index] === '0') return { value: toHeld(command, posted, index) };
    const postedAt = posted.postedAt[partners.indexOf(command.partnerId)];
    return {
      value: { outcome: 'posted', replayed: false, transfer: toPosted(command, posted, index, postedAt) },
    };
  });
}

function keyOf(partnerId: string, id: string): string {
  return `${partnerId}/${id}`;
}

// Each found by its key, whatever the planner knows of the tables: of one that it knows nothing of it would read all of a partner's rows.
const READ_HOLD_TARGETS = `SELECT h.partner_id, h.id, h.account_id AS debit_account_id, NULL AS credit_account_id, a.currency
  FROM unnest($1::uuid[], $2::uuid[]) x(partner_id, id)
  CROSS JOIN LATERAL (SELECT * FROM ledger_hold o WHERE o.partner_id = x.partner_id AND o.id = x.id LIMIT 1) h
  JOIN ledger_account a ON a.partner_id = h.partner_id AND a.id = h.account_id`;
const READ_TRANSFER_TARGETS = `SELECT t.partner_id, t.id, t.credit_account_id AS debit_account_id,
    t.debit_account_id AS credit_account_id, t.currency
  FROM unnest($1::uuid[], $2::uuid[]) x(partner_id, id)
  CROSS JOIN LATERAL (SELECT * FROM ledger_transfer o WHERE o.partner_id = x.partner_id AND o.id = x.id LIMIT 1) t`;

interface TargetRow {
  readonly partner_id: string;
  readonly id: string;
  readonly debit_account_id: string;
  readonly credit_account_id: string | null;
  readonly currency: string;
}

/** The accounts of the holds and transfers that commands name. They never change, so they may be read before any lock. */
async function readTargets(run: RunSql, commands: readonly PreparedCommand[]): Promise<Map<string, Target>> {
  const found = new Map<string, Target>();
  for (const [type, text] of [
    ['hold', READ_HOLD_TARGETS],
    ['transfer', READ_TRANSFER_TARGETS],
  ] as const) {
    const wanted = commands.filter((command) => targetTypeOf(command.kind) === type);
    if (wanted.length === 0) continue;
    const values = [wanted.map((command) => command.partnerId), wanted.map((command) => command.target)];
    for (const row of await run<TargetRow>({ text, values })) {
      const { debit_account_id: debitAccountId, credit_account_id: creditAccountId, currency } = row;
      found.set(keyOf(row.partner_id, row.id), { debitAccountId, creditAccountId, currency });
    }
  }
  return found;
}

const READ_POSTED = `SELECT ${TRANSFER_COLUMNS} FROM unnest($1::uuid[], $2::uuid[]) x(partner_id, id)
  CROSS JOIN LATERAL (SELECT * FROM ledger_transfer o WHERE o.partner_id = x.partner_id AND o.id = x.id LIMIT 1) t`;

/** The rows that stored results name. */
async function readPosted(
  run: RunSql,
  prepared: readonly PreparedCommand[],
  stored: ReadonlyMap<number, StoredResult>,
): Promise<Map<string, PostedTransfer>> {
  const partnerIds: string[] = [];
  const ids: string[] = [];
  for (const [place, result] of stored) {
    const command = prepared[place - 1];
    if (result.outcome !== 'posted' || command === undefined) continue;
    partnerIds.push(command.partnerId);
    ids.push(result.id);
  }
  if (ids.length === 0) return new Map();
  const rows = await run<TransferRow>({ text: READ_POSTED, values: [partnerIds, ids] });
  return new Map(rows.map((row) => [keyOf(row.partner_id, row.id), transferFromRow(row)]));
}

function settleStored(
  result: StoredResult,
  command: PreparedCommand,
  earlier: ReadonlyMap<string, PostedTransfer>,
  again: boolean,
): Settled<CommandResult> {
  try {
    return { value: fromStored(result, command, earlier, again) };
  } catch (error) {
    return { error };
  }
}

function fromStored(
  result: StoredResult,
  command: PreparedCommand,
  earlier: ReadonlyMap<string, PostedTransfer>,
  again: boolean,
): CommandResult {
  // What a command did itself before its connection broke is no replay.
  const own =
    again && (result.found === true || (result.outcome === 'posted' ? result.id : result.by) === command.id);
  const replayed = !own && (result.replayed === true || result.found === true);
  switch (result.outcome) {
    case 'posted': {
      const transfer = earlier.get(keyOf(command.partnerId, result.id));
      if (transfer === undefined) throw new Error(`Stored transfer ${result.id} is not there.`);
      return { outcome: 'posted', replayed, transfer };
    }
    case 'held': {
      const expiresAt = result.expires_at === null ? null : new Date(result.expires_at);
      return { outcome: 'held', replayed, holdId: result.hold_id, held: BigInt(result.held), expiresAt };
    }
    case 'refused': {
      const facts = Object.entries(result.facts).map(([name, text]) => [name, BigInt(text)] as const);
      return {
        outcome: 'refused',
        replayed,
        reason: result.reason as RefusalReason,
        facts: Object.fromEntries(facts),
      };
    }
  }
}

interface PostedLists {
  readonly amount: readonly string[];
  readonly debitAfter: readonly string[];
  readonly creditAfter: readonly string[];
  readonly debitVersion: readonly string[];
  readonly creditVersion: readonly string[];
  readonly entryNo: readonly string[];
  readonly postedAt: readonly Date[];
  readonly held: readonly string[];
}

function readPostedLists(row: GroupRow): PostedLists {
  return {
    amount: row.o_amount.split(','),
    debitAfter: row.o_debit_after.split(','),
    creditAfter: row.o_credit_after.split(','),
    debitVersion: row.o_debit_version.split(','),
    creditVersion: row.o_credit_version.split(','),
    entryNo: row.o_entry_no.split(','),
    postedAt: row.o_posted_at.split(',').map((text) => new Date(text)),
    held: row.o_held.split(','),
  };
}

/** A hold without an end of its own that was taken or changed. */
function toHeld({ kind, id, target }: PreparedCommand, lists: PostedLists, index: number): CommandResult {
  const isOpen = kind === 'hold' || kind === 'extend';
  const held = isOpen ? BigInt(lists.held[index] ?? '0') : 0n;
  return { outcome: 'held', replayed: false, holdId: target ?? id, held, expiresAt: null };
}

function toPosted(
  command: PreparedCommand,
  lists: PostedLists,
  index: number,
  postedAt: Date | undefined,
): PostedTransfer {
  const units = (list: readonly string[]): bigint => BigInt(list[index] ?? '0');
  const { debitAccountId, creditAccountId, currency, code } = command;
  if (
    debitAccountId === null ||
    creditAccountId === null ||
    currency === null ||
    code === null ||
    postedAt === undefined
  ) {
    throw new Error('ledger_submit posted what is not a transfer');
  }
  return {
    partnerId: command.partnerId,
    id: command.id,
    debitAccountId,
    creditAccountId,
    currency,
    amount: units(lists.amount),
    code,
    reference: command.reference,
    description: command.description,
    reverses: command.kind === 'reversal' ? command.target : null,
    debitBalanceAfter: units(lists.debitAfter),
    creditBalanceAfter: units(lists.creditAfter),
    debitVersion: units(lists.debitVersion),
    creditVersion: units(lists.creditVersion),
    eventAt: command.at,
    postedAt,
    entryNo: units(lists.entryNo),
  };
}

const READ_KEY = `SELECT input_hash, result FROM idempotency_record
  WHERE partner_id = $1 AND scope = $2 AND key = $3 AND expires_at >= $4 AND status IS NOT NULL`;

/** What was answered to a key before; null for a key that nobody used. Looks, and changes nothing. */
export async function readStored(
  run: RunSql,
  command: PreparedCommand,
  now: Date,
): Promise<CommandResult | null> {
  const { key, partnerId } = command;
  if (key === null) return null;
  const values = [partnerId, key.scope, key.key, now];
  const [row] = await run<{ input_hash: Buffer; result: StoredResult }>({ text: READ_KEY, values });
  if (row === undefined) return null;
  if (!row.input_hash.equals(key.inputHash)) {
    return { outcome: 'refused', replayed: false, reason: 'key_reused', facts: {} };
  }
  const result = { ...row.result, replayed: true as const };
  return fromStored(result, command, await readPosted(run, [command], new Map([[1, result]])), false);
}
