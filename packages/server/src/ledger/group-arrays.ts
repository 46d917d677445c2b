import { arraysOf, bare, namesOf, quoted, time, type Column } from '../platform/db/index.ts';
import type { AuditRow } from './command.ts';
import { takesPartnerLock, type PreparedCommand } from './prepared-command.ts';

/** Gives each distinct thing one place, counted from 1. */
class Places<T> {
  readonly items: T[] = [];
  readonly #places = new Map<string, number>();

  place(key: string, item: () => T): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.items.push(item());
    this.#places.set(key, this.items.length);
    return this.items.length;
  }
}

interface PartnerPlace {
  readonly id: string;
  readonly now: Date;
  locks: boolean;
}

interface AccountPlace {
  readonly partner: number;
  readonly id: string;
}

interface AllowancePlace {
  readonly partner: number;
  readonly id: string;
  readonly day: string;
}

/** A command and the places of what it names. */
interface PlacedCommand {
  readonly command: PreparedCommand;
  readonly partner: number;
  readonly debit: number;
  readonly credit: number;
  readonly allowance: number;
}

interface PlacedAudit {
  /** Place of the command that the entry is of. */
  readonly command: number;
  readonly row: AuditRow;
}

/** The things of a group, each once. */
class Group {
  readonly partners = new Places<PartnerPlace>();
  readonly accounts = new Places<AccountPlace>();
  readonly allowances = new Places<AllowancePlace>();
  readonly commands: PlacedCommand[] = [];
  readonly audit: PlacedAudit[] = [];

  add(command: PreparedCommand, now: (partnerId: string) => Date, careful: boolean): void {
    const { partnerId } = command;
    const partner = this.partners.place(partnerId, () => ({
      id: partnerId,
      now: now(partnerId),
      locks: false,
    }));
    const entry = this.partners.items[partner - 1];
    if (entry !== undefined && !entry.locks) entry.locks = careful || takesPartnerLock(command);
    this.commands.push({
      command,
      partner,
      debit: this.#account(partner, command.debitAccountId),
      credit: this.#account(partner, command.creditAccountId),
      allowance: this.#allowance(partner, command),
    });
    if (command.audit !== null) this.audit.push({ command: this.commands.length, row: command.audit });
  }

  #account(partner: number, id: string | null): number {
    return id === null ? 0 : this.accounts.place(`${partner}/${id}`, () => ({ partner, id }));
  }

  #allowance(partner: number, { allowance }: PreparedCommand): number {
    if (allowance === null) return 0;
    const { id, day } = allowance;
    return this.allowances.place(`${partner}/${day}/${id}`, () => ({ partner, id, day }));
  }
}

const PARTNER_COLUMNS: readonly Column<PartnerPlace>[] = [
  ['p_partner', ({ id }) => id],
  ['p_now', ({ now }) => time(now)],
  ['p_locks', ({ locks }) => bare(locks)],
];

const ACCOUNT_COLUMNS: readonly Column<AccountPlace>[] = [
  ['p_account_partner', ({ partner }) => bare(partner)],
  ['p_account', ({ id }) => id],
];

const ALLOWANCE_COLUMNS: readonly Column<AllowancePlace>[] = [
  ['p_allowance_partner', ({ partner }) => bare(partner)],
  ['p_allowance', ({ id }) => quoted(id)],
  ['p_allowance_day', ({ day }) => quoted(day)],
];

const COMMAND_COLUMNS: readonly Column<PlacedCommand>[] = [
  ['c_kind', ({ command }) => command.kind],
  ['c_partner', ({ partner }) => bare(partner)],
  ['c_id', ({ command }) => command.id],
  ['c_at', ({ command }) => time(command.at)],
  ['c_debit', ({ debit }) => bare(debit)],
  ['c_credit', ({ credit }) => bare(credit)],
  ['c_currency', ({ command }) => quoted(command.currency)],
  ['c_amount', ({ command }) => bare(command.amount)],
  ['c_code', ({ command }) => quoted(command.code)],
  ['c_reference', ({ command }) => quoted(command.reference)],
  ['c_description', ({ command }) => quoted(command.description)],
  ['c_target', ({ command }) => bare(command.target)],
  ['c_expires', ({ command }) => time(command.expiresAt)],
  ['c_allowance', ({ allowance }) => bare(allowance)],
  ['c_limit', ({ command }) => bare(command.allowance?.limit ?? null)],
  ['c_scope', ({ command }) => quoted(command.key?.scope ?? null)],
  ['c_key', ({ command }) => quoted(command.key?.key ?? null)],
  ['c_hash', ({ command: { key } }) => (key === null ? 'NULL' : `"\\\\x${key.inputHash.toString('hex')}"`)],
];

const AUDIT_COLUMNS: readonly Column<PlacedAudit>[] = [
  ['e_command', ({ command }) => bare(command)],
  ['e_partner_id', ({ row }) => quoted(row.partner_id)],
  ['e_id', ({ row }) => quoted(row.id)],
  ['e_at', ({ row }) => quoted(row.at)],
  ['e_actor_kind', ({ row }) => quoted(row.actor_kind)],
  ['e_actor_id', ({ row }) => quoted(row.actor_id)],
  ['e_actor_label', ({ row }) => quoted(row.actor_label)],
  ['e_action', ({ row }) => quoted(row.action)],
  ['e_object_type', ({ row }) => quoted(row.object_type)],
  ['e_object_id', ({ row }) => quoted(row.object_id)],
  ['e_reason', ({ row }) => quoted(row.reason)],
  ['e_ip', ({ row }) => quoted(row.ip)],
  ['e_user_agent', ({ row }) => quoted(row.user_agent)],
  ['e_request_id', ({ row }) => quoted(row.request_id)],
];

/**
 * The arguments of `ledger_submit`, in the order of `SUBMIT_GROUP`: one array a column. `now` is the posting time of a
 * partner.
 */
export function toGroupArrays(
  commands: readonly PreparedCommand[],
  now: (partnerId: string) => Date,
  careful: boolean,
): unknown[] {
  const group = new Group();
  for (const command of commands) group.add(command, now, careful);
  return [
    careful,
    ...arraysOf(PARTNER_COLUMNS, group.partners.items),
    ...arraysOf(ACCOUNT_COLUMNS, group.accounts.items),
    ...arraysOf(ALLOWANCE_COLUMNS, group.allowances.items),
    ...arraysOf(COMMAND_COLUMNS, group.commands),
    // One document: in an array every quote of its texts would have to be marked.
    JSON.stringify(group.audit.map(({ row }) => row.changes)),
    ...arraysOf(AUDIT_COLUMNS, group.audit),
  ];
}

const ARGUMENTS: readonly string[] = [
  'p_careful',
  ...namesOf(PARTNER_COLUMNS),
  ...namesOf(ACCOUNT_COLUMNS),
  ...namesOf(ALLOWANCE_COLUMNS),
  ...namesOf(COMMAND_COLUMNS),
  'e_changes',
  ...namesOf(AUDIT_COLUMNS),
];

export const SUBMIT_GROUP = `SELECT o_amount, o_debit_after, o_credit_after, o_debit_version, o_credit_version, o_entry_no,
  o_posted_at, o_held, o_results
  FROM ledger_submit(${ARGUMENTS.map((name, index) => `${name} => $${String(index + 1)}`).join(', ')})`;
/** The one row that `ledger_submit` answers with. */
export interface GroupRow {
  readonly o_amount: string;
  readonly o_debit_after: string;
  readonly o_credit_after: string;
  readonly o_debit_version: string;
  readonly o_credit_version: string;
  readonly o_entry_no: string;
  readonly o_posted_at: string;
  /** Of a hold that was taken or extended: what it holds now. */
  readonly o_held: string;
  readonly o_results: readonly (readonly [number, StoredResult])[] | null;
}

/** A result as the database keeps it; `by` is the command that it is of. A posted one names the row, which never changes. */
export type StoredResult = { readonly replayed?: true; readonly found?: true; readonly by?: string } & (
  | { readonly outcome: 'posted'; readonly id: string }
  | {
      readonly outcome: 'held';
      readonly hold_id: string;
      readonly held: string;
      readonly expires_at: string | null;
    }
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      readonly facts: Readonly<Record<string, string>>;
    }
);
