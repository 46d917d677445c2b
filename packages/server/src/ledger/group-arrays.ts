import { takesPartnerLock, type PreparedCommand } from './prepared-command.ts';

const SPECIAL = /["\\]/g;

function literal(items: readonly string[]): string {
  return `{${items.join(',')}}`;
}

function quoted(text: string | null): string {
  return text === null ? 'NULL' : `"${text.replace(SPECIAL, '\\$&')}"`;
}

/** For values that need no quotes: numbers, UUIDs, booleans. */
function bare(value: bigint | number | boolean | string | null): string {
  return value === null ? 'NULL' : String(value);
}

function time(at: Date | null): string {
  return at === null ? 'NULL' : `"${at.toISOString()}"`;
}

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
  locks: boolean;
}

interface Placed {
  readonly partner: number;
  readonly debit: number;
  readonly credit: number;
  readonly allowance: number;
}

class GroupPlaces {
  readonly partners = new Places<PartnerPlace>();
  readonly accounts = new Places<{ readonly partner: number; readonly id: string }>();
  readonly allowances = new Places<{ readonly partner: number; readonly id: string; readonly day: string }>();

  add(command: PreparedCommand, careful: boolean): Placed {
    const { partnerId, allowance } = command;
    const partner = this.partners.place(partnerId, () => ({ id: partnerId, locks: false }));
    const entry = this.partners.items[partner - 1];
    if (entry !== undefined && !entry.locks) entry.locks = careful || takesPartnerLock(command);
    const account = (id: string | null): number =>
      id === null ? 0 : this.accounts.place(`${partner}/${id}`, () => ({ partner, id }));
    return {
      partner,
      debit: account(command.debitAccountId),
      credit: account(command.creditAccountId),
      allowance:
        allowance === null
          ? 0
          : this.allowances.place(`${partner}/${allowance.day}/${allowance.id}`, () => ({
              partner,
              ...allowance,
            })),
    };
  }
}

function column<T>(items: readonly T[], write: (item: T) => string): string {
  return literal(items.map(write));
}

/**
 * The arguments of `ledger_submit`, in order, as PostgreSQL array literals: one array a column, which both sides handle
 * far faster than one value a command. `now` is the posting time of a partner.
 */
export function toGroupArrays(
  commands: readonly PreparedCommand[],
  now: (partnerId: string) => Date,
  careful: boolean,
): unknown[] {
  const places = new GroupPlaces();
  const placed = commands.map((command) => places.add(command, careful));
  const audited = commands.flatMap((command, index) =>
    command.audit === null ? [] : [{ index, row: command.audit }],
  );
  const { partners, accounts, allowances } = places;
  return [
    careful,
    column(partners.items, (partner) => partner.id),
    column(partners.items, (partner) => time(now(partner.id))),
    column(partners.items, (partner) => bare(partner.locks)),
    column(accounts.items, (account) => bare(account.partner)),
    column(accounts.items, (account) => account.id),
    column(allowances.items, (allowance) => bare(allowance.partner)),
    column(allowances.items, (allowance) => quoted(allowance.id)),
    column(allowances.items, (allowance) => quoted(allowance.day)),
    column(commands, (command) => command.kind),
    column(placed, (place) => bare(place.partner)),
    column(commands, (command) => command.id),
    column(commands, (command) => time(command.at)),
    column(placed, (place) => bare(place.debit)),
    column(placed, (place) => bare(place.credit)),
    column(commands, (command) => quoted(command.currency)),
    column(commands, (command) => bare(command.amount)),
    column(commands, (command) => quoted(command.code)),
    column(commands, (command) => quoted(command.reference)),
    column(commands, (command) => quoted(command.description)),
    column(commands, (command) => bare(command.target)),
    column(commands, (command) => time(command.expiresAt)),
    column(placed, (place) => bare(place.allowance)),
    column(commands, (command) => bare(command.allowance?.limit ?? null)),
    column(commands, (command) => quoted(command.key?.scope ?? null)),
    column(commands, (command) => quoted(command.key?.key ?? null)),
    column(commands, (command) =>
      command.key === null ? 'NULL' : `"\\\\x${command.key.inputHash.toString('hex')}"`,
    ),
    audited.length === 0 ? null : JSON.stringify(audited.map((entry) => entry.row)),
    column(audited, (entry) => bare(entry.index + 1)),
  ];
}

export const SUBMIT_GROUP = `SELECT o_amount, o_debit_after, o_credit_after, o_debit_version, o_credit_version, o_entry_no,
  o_posted_at, o_results
  FROM ledger_submit(${Array.from({ length: 29 }, (_, index) => `$${String(index + 1)}`).join(', ')})`;

/** The one row that `ledger_submit` answers with. */
export interface GroupRow {
  readonly o_amount: string;
  readonly o_debit_after: string;
  readonly o_credit_after: string;
  readonly o_debit_version: string;
  readonly o_credit_version: string;
  readonly o_entry_no: string;
  readonly o_posted_at: string;
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
