import type {
  CommandResult,
  ExtendCommand,
  LedgerCommand,
  ReleaseCommand,
  ReversalCommand,
  SettleCommand,
} from './index.ts';

/**
 * The ledger as simple as it can be, for the model-based test: one command after the other, in memory.
 * A state is never changed; applying a command makes a new one.
 */
export interface ModelState {
  readonly accounts: ReadonlyMap<string, ModelAccount>;
  readonly holds: ReadonlyMap<string, ModelHold>;
  readonly transfers: ReadonlyMap<string, ModelTransfer>;
  readonly keys: ReadonlyMap<string, { readonly input: string; readonly answer: Answer }>;
}

export interface ModelAccount {
  readonly balance: bigint;
  readonly held: bigint;
  readonly floor: bigint | null;
  readonly version: bigint;
  readonly wallet: boolean;
}

interface ModelHold {
  readonly account: string;
  readonly amount: bigint;
  readonly open: boolean;
}

interface ModelTransfer {
  readonly debit: string;
  readonly credit: string;
  readonly amount: bigint;
  readonly reversal: boolean;
  readonly reversed: bigint;
}

/** An answer as far as it is compared: text of outcome and figures, and whether it was a replay. */
export interface Answer {
  readonly text: string;
  readonly replayed: boolean;
}

function show(outcome: string, facts: Readonly<Record<string, bigint | string>>): string {
  const sorted = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${outcome} ${sorted.map(([name, value]) => `${name}=${value.toString()}`).join(' ')}`;
}

/** The same text for what the ledger really answered. */
export function answerOf(result: CommandResult): Answer {
  const { replayed } = result;
  switch (result.outcome) {
    case 'posted': {
      const { id, amount, debitBalanceAfter, creditBalanceAfter, debitVersion, creditVersion } =
        result.transfer;
      return {
        replayed,
        text: show('posted', {
          id,
          amount,
          debitBalanceAfter,
          creditBalanceAfter,
          debitVersion,
          creditVersion,
        }),
      };
    }
    case 'held':
      return { replayed, text: show('held', { hold: result.holdId, held: result.held }) };
    case 'refused':
      return { replayed, text: show(result.reason, result.facts) };
  }
}

type Step = { readonly state: ModelState; readonly answer: string };

function withAccount(state: ModelState, id: string, change: Partial<ModelAccount>): ModelState {
  const account = state.accounts.get(id);
  if (account === undefined) throw new Error('The model knows no such account.');
  return { ...state, accounts: new Map(state.accounts).set(id, { ...account, ...change }) };
}

function account(state: ModelState, id: string): ModelAccount {
  const found = state.accounts.get(id);
  if (found === undefined) throw new Error('The model knows no such account.');
  return found;
}

function lacking(from: ModelAccount, amount: bigint): string | null {
  if (from.floor === null) return null;
  const available = from.balance - from.held - from.floor;
  return amount <= available ? null : short(from, available, amount);
}

function short(from: ModelAccount, available: bigint, requested: bigint): string {
  return show('insufficient_balance', { available, balance: from.balance, held: from.held, requested });
}

/** Own money that nothing holds. */
function ownFree(from: ModelAccount): bigint {
  const free = from.balance - from.held;
  return free > 0n ? free : 0n;
}

function post(state: ModelState, id: string, transfer: Omit<ModelTransfer, 'reversed'>): Step {
  const { debit, credit, amount } = transfer;
  const [from, to] = [account(state, debit), account(state, credit)];
  let next = withAccount(state, debit, { balance: from.balance - amount, version: from.version + 1n });
  next = withAccount(next, credit, { balance: to.balance + amount, version: to.version + 1n });
  next = { ...next, transfers: new Map(next.transfers).set(id, { ...transfer, reversed: 0n }) };
  const after = { debitBalanceAfter: from.balance - amount, creditBalanceAfter: to.balance + amount };
  const versions = { debitVersion: from.version + 1n, creditVersion: to.version + 1n };
  return { state: next, answer: show('posted', { id, amount, ...after, ...versions }) };
}

function setHold(state: ModelState, id: string, hold: ModelHold): Step {
  const answer = show('held', { hold: id, held: hold.open ? hold.amount : 0n });
  return { state: { ...state, holds: new Map(state.holds).set(id, hold) }, answer };
}

function applyBare(state: ModelState, command: LedgerCommand): Step {
  const refused = (answer: string): Step => ({ state, answer });
  switch (command.kind) {
    case 'transfer': {
      const { debitAccountId: debit, creditAccountId: credit, amount } = command;
      const lack = lacking(account(state, debit), amount);
      return lack === null
        ? post(state, command.id, { debit, credit, amount, reversal: false })
        : refused(lack);
    }
    case 'pull': {
      const { debitAccountId: debit, creditAccountId: credit } = command;
      const from = account(state, debit);
      const own = ownFree(from);
      const amount = command.amount ?? own;
      if (amount === 0n || amount > own) return refused(short(from, own, amount));
      return post(state, command.id, { debit, credit, amount, reversal: false });
    }
    case 'reversal':
      return applyReversal(state, command);
    case 'hold': {
      const from = account(state, command.accountId);
      const lack = lacking(from, command.amount);
      if (lack !== null) return refused(lack);
      const next = withAccount(state, command.accountId, { held: from.held + command.amount });
      return setHold(next, command.id, { account: command.accountId, amount: command.amount, open: true });
    }
    default:
      return applyToHold(state, command);
  }
}

function applyReversal(state: ModelState, command: ReversalCommand): Step {
  const refused = (answer: string): Step => ({ state, answer });
  const original = state.transfers.get(command.reverses);
  if (original === undefined) return refused(show('transfer_not_found', {}));
  if (original.reversal) return refused(show('not_reversible', {}));
  const reversible = original.amount - original.reversed;
  const amount = command.amount ?? reversible;
  if (reversible === 0n || amount > reversible) {
    return refused(show('exceeds_reversible', { reversible, requested: amount }));
  }
  const { debit: credit, credit: debit } = original;
  const from = account(state, debit);
  const lack =
    from.wallet && amount > ownFree(from) ? short(from, ownFree(from), amount) : lacking(from, amount);
  if (lack !== null) return refused(lack);
  const transfers = new Map(state.transfers).set(command.reverses, {
    ...original,
    reversed: original.reversed + amount,
  });
  return post({ ...state, transfers }, command.id, { debit, credit, amount, reversal: true });
}

function applyToHold(state: ModelState, command: ExtendCommand | ReleaseCommand | SettleCommand): Step {
  const refused = (answer: string): Step => ({ state, answer });
  const hold = state.holds.get(command.holdId);
  if (hold === undefined) return refused(show('hold_not_found', {}));
  if (!hold.open) return refused(show('hold_ended', {}));
  const from = account(state, hold.account);
  if (command.kind === 'extend') {
    const lack = lacking(from, command.amount);
    if (lack !== null) return refused(lack);
    const next = withAccount(state, hold.account, { held: from.held + command.amount });
    return setHold(next, command.holdId, { ...hold, amount: hold.amount + command.amount });
  }
  if (command.kind === 'settle' && command.amount > hold.amount) {
    return refused(show('exceeds_hold', { held: hold.amount, requested: command.amount }));
  }
  const freed = withAccount(state, hold.account, { held: from.held - hold.amount });
  const ended = setHold(freed, command.holdId, { ...hold, open: false });
  if (command.kind === 'release' || command.amount === 0n) return ended;
  const { creditAccountId: credit, amount } = command;
  return post(ended.state, command.id, { debit: hold.account, credit, amount, reversal: false });
}

/** What the ledger must answer when the command comes next, and the state after it. */
export function applyCommand(
  state: ModelState,
  command: LedgerCommand,
): { readonly state: ModelState; readonly answer: Answer } {
  const key = command.key ?? null;
  if (key === null) {
    const step = applyBare(state, command);
    return { state: step.state, answer: { text: step.answer, replayed: false } };
  }
  const input = key.inputHash.toString('hex');
  const known = state.keys.get(key.key);
  if (known !== undefined) {
    const answer =
      known.input === input
        ? { ...known.answer, replayed: true }
        : { text: show('key_reused', {}), replayed: false };
    return { state, answer };
  }
  const step = applyBare(state, command);
  const answer: Answer = { text: step.answer, replayed: false };
  return { state: { ...step.state, keys: new Map(step.state.keys).set(key.key, { input, answer }) }, answer };
}

/** A command and what came back; null: its process died, nobody knows. */
export interface Observed {
  readonly command: LedgerCommand;
  readonly answer: Answer | null;
}

function holdOf(command: LedgerCommand): string | null {
  if (command.kind === 'hold') return command.id;
  return 'holdId' in command ? command.holdId : null;
}

/**
 * A command on a hold whose answer was lost is found again by its mark on the hold, and answered with what the hold is by
 * then: other commands may have come between. What they did is held against the state at the end.
 */
function isLaterState(one: Observed, answer: Answer, rest: readonly Observed[]): boolean {
  const hold = holdOf(one.command);
  return (
    hold !== null &&
    answer.text.startsWith('held ') &&
    answer.text.endsWith(` hold=${hold}`) &&
    rest.some((other) => holdOf(other.command) === hold)
  );
}

/**
 * Searches for an order of commands that ran at the same time in which every one of them gets the answer that was observed
 * and that ends in a state which `fits`. Null: there is none, so the ledger did something that no order explains.
 */
export function explain(
  state: ModelState,
  observed: readonly Observed[],
  fits: (end: ModelState) => boolean,
  answersLost = false,
): ModelState | null {
  if (observed.length === 0) return fits(state) ? state : null;
  for (const [index, one] of observed.entries()) {
    const rest = observed.filter((_, other) => other !== index);
    const next = applyCommand(state, one.command);
    const same =
      one.answer === null ||
      (next.answer.text === one.answer.text && next.answer.replayed === one.answer.replayed) ||
      (answersLost && isLaterState(one, one.answer, rest));
    const end = same ? explain(next.state, rest, fits, answersLost) : null;
    if (end !== null) return end;
    // Nobody knows: it may also never have happened.
    if (one.answer === null) {
      const without = explain(state, rest, fits, answersLost);
      if (without !== null) return without;
    }
  }
  return null;
}
