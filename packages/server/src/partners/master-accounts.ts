import { appendAudit } from '../audit/index.ts';
import type { AccountKind, TransferCommand } from '../ledger/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { ensureDefaultTiers } from '../pricing/index.ts';
import { selectBookAccounts, type BookAccount } from './balance-store.ts';
import { creditLimitInUse, masterAccountExists, masterBalanceTooLow, noMasterAccount } from './errors.ts';
import { currencyFaults } from './grant-faults.ts';
import { lockOpenPartner } from './find-partner.ts';
import type { By } from './by.ts';
import type { PartnersDeps } from './partner-deps.ts';
import type { MasterBalance, MasterMovement, Partner } from './partner.ts';

export interface MovementInput {
  /** Units of 10⁻⁵. */
  readonly amount: bigint;
  /** Default: the primary one. */
  readonly currency?: string | undefined;
  /** What it stands for outside: a payment, a ticket. */
  readonly reference: string;
  readonly reason: string;
}

export interface CreditLimitInput {
  readonly creditLimit: bigint;
  readonly currency?: string | undefined;
  readonly reason?: string | undefined;
}

/** The accounts of a partner's books in one currency, beside its customers' wallets. */
const BOOK_KINDS: readonly AccountKind[] = [
  'funding',
  'master',
  'usage_revenue',
  'number_revenue',
  'margin',
  'tax',
  'adjustment',
  'write_off',
];

function toMaster(account: BookAccount): MasterBalance {
  const creditLimit = -(account.floor ?? 0n);
  return {
    currency: account.currency,
    balance: account.balance,
    held: account.held,
    creditLimit,
    available: account.balance - account.held + creditLimit,
  };
}

/** The primary one first, the others by currency. */
function inOrder(masters: readonly MasterBalance[], primary: string): MasterBalance[] {
  return masters.toSorted((a, b) => {
    if (a.currency === b.currency) return 0;
    if (a.currency === primary || b.currency === primary) return a.currency === primary ? -1 : 1;
    return a.currency < b.currency ? -1 : 1;
  });
}

/** Master accounts of several partners, by partner. */
export async function readMastersOf(
  reader: Reader,
  partners: readonly Pick<Partner, 'partnerId' | 'currency'>[],
): Promise<ReadonlyMap<string, readonly MasterBalance[]>> {
  const accounts = await selectBookAccounts(
    reader,
    partners.map((partner) => partner.partnerId),
    ['master'],
  );
  return new Map(
    partners.map(({ partnerId, currency }) => {
      const own = accounts.filter((account) => account.partnerId === partnerId);
      return [partnerId, inOrder(own.map(toMaster), currency)];
    }),
  );
}

/** All master accounts of a partner, the primary one first. */
export async function readMasters(
  reader: Reader,
  partner: Pick<Partner, 'partnerId' | 'currency'>,
): Promise<readonly MasterBalance[]> {
  return (await readMastersOf(reader, [partner])).get(partner.partnerId) ?? [];
}

async function bookAccount(
  reader: Reader,
  partnerId: string,
  kind: AccountKind,
  currency: string,
): Promise<BookAccount> {
  const account = (await selectBookAccounts(reader, [partnerId], [kind])).find(
    (each) => each.currency === currency,
  );
  if (account === undefined) throw noMasterAccount({ facts: { currency } });
  return account;
}

/** Opens a partner's books in a currency: a master account that may go down to −`creditLimit`, and its counter-accounts. */
export async function openBooks(
  deps: PartnersDeps,
  tx: Tx,
  partner: Partner,
  currency: string,
  creditLimit: bigint,
  by: By,
): Promise<void> {
  const { partnerId } = partner;
  for (const kind of BOOK_KINDS) {
    const floor = kind === 'master' ? -creditLimit : null;
    await deps.ledger.openAccount(tx, {
      partnerId,
      id: uuidv7(by.at),
      ownerId: partnerId,
      kind,
      currency,
      floor,
      at: by.at,
    });
  }
}

/** Moves money between a master account and its counter-account. The caller holds the partner's row. */
export async function postMaster(
  deps: PartnersDeps,
  tx: Tx,
  partner: Partner,
  movement: {
    readonly code: 'funding' | 'adjustment';
    readonly amount: bigint;
    readonly currency: string;
    readonly reference: string;
    readonly reason: string;
  },
  by: By,
): Promise<MasterMovement> {
  const { code, amount, currency, reference, reason } = movement;
  const { partnerId } = partner;
  const master = await bookAccount(tx, partnerId, 'master', currency);
  const counter = await bookAccount(tx, partnerId, code, currency);
  const into = amount > 0n;
  const command: TransferCommand = {
    kind: 'transfer',
    partnerId,
    id: uuidv7(by.at),
    at: by.at,
    debitAccountId: into ? counter.id : master.id,
    creditAccountId: into ? master.id : counter.id,
    currency,
    amount: into ? amount : -amount,
    code,
    reference,
    description: reason,
  };
  const [result] = await deps.ledger.post(tx, [command]);
  if (result?.outcome === 'refused' && result.reason === 'insufficient_balance')
    throw masterBalanceTooLow({ facts: result.facts });
  if (result?.outcome !== 'posted')
    throw new Error(`A ${code} was not posted: ${JSON.stringify(result?.outcome)}`);
  const { transfer } = result;
  return {
    transferId: transfer.id,
    partnerId,
    amount,
    currency,
    code,
    reference,
    reason,
    balanceAfter: into ? transfer.creditBalanceAfter : transfer.debitBalanceAfter,
    at: transfer.eventAt,
  };
}

async function move(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  code: 'funding' | 'adjustment',
  input: MovementInput,
  by: By,
): Promise<MasterMovement> {
  const partner = await lockOpenPartner(tx, id);
  const movement = await postMaster(
    deps,
    tx,
    partner,
    { ...input, code, currency: input.currency ?? partner.currency },
    by,
  );
  const action = code === 'funding' ? 'partner.funded' : 'partner.adjusted';
  await appendAudit(tx, [
    {
      partnerId: partner.partnerId,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'partner',
      objectId: partner.authId,
      changes: [
        {
          field: `balance.${movement.currency}`,
          from: formatFixed(movement.balanceAfter - movement.amount),
          to: formatFixed(movement.balanceAfter),
        },
        { field: 'reference', from: null, to: movement.reference },
      ],
      reason: input.reason,
    },
  ]);
  await appendOutbox(tx, by.at, [
    {
      partnerId: partner.partnerId,
      topic: action,
      payload: {
        transfer_id: movement.transferId,
        amount: movement.amount.toString(),
        currency: movement.currency,
      },
    },
  ]);
  return movement;
}

/** Money that came in for the partner: funding → master. Throws 404, 409 `partner_closed`, 422. */
export async function fundMaster(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  input: MovementInput,
  by: By,
): Promise<MasterMovement> {
  if (input.amount <= 0n)
    throw new ValidationFailure([
      fault(['body', 'amount'], 'greater_than', 'Input should be greater than 0'),
    ]);
  return move(deps, tx, id, 'funding', input, by);
}

/** A correction, up or down: adjustment ↔ master. Throws also 409 `master_balance_too_low`. */
export async function adjustMaster(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  input: MovementInput,
  by: By,
): Promise<MasterMovement> {
  if (input.amount === 0n)
    throw new ValidationFailure([fault(['body', 'amount'], 'value_error', 'Input should not be 0')]);
  return move(deps, tx, id, 'adjustment', input, by);
}

function checkCreditLimit(creditLimit: bigint): void {
  if (creditLimit >= 0n) return;
  throw new ValidationFailure([
    fault(['body', 'credit_limit'], 'greater_than_equal', 'Input should not be below 0'),
  ]);
}

async function applyLimit(
  deps: PartnersDeps,
  tx: Tx,
  master: BookAccount,
  creditLimit: bigint,
): Promise<void> {
  const result = await deps.ledger.setFloor(tx, master.partnerId, master.id, -creditLimit);
  if (result.outcome === 'set') return;
  if (result.reason === 'in_use') throw creditLimitInUse({ facts: { lowest_possible: result.lowestLimit } });
  throw noMasterAccount({ facts: { currency: master.currency } });
}

async function auditLimit(
  tx: Tx,
  partner: Partner,
  currency: string,
  from: bigint | null,
  to: bigint,
  reason: string | undefined,
  by: By,
): Promise<void> {
  await appendAudit(tx, [
    {
      partnerId: partner.partnerId,
      at: by.at,
      actor: by.actor,
      action: from === null ? 'partner.master_account_opened' : 'partner.credit_limit_set',
      objectType: 'partner',
      objectId: partner.authId,
      changes: [
        {
          field: `credit_limit.${currency}`,
          from: from === null ? null : formatFixed(from),
          to: formatFixed(to),
        },
      ],
      reason: reason ?? null,
    },
  ]);
}

/** Throws 409 `credit_limit_in_use`, naming the lowest possible limit, and 404 without a master account. */
export async function setCreditLimit(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  input: CreditLimitInput,
  by: By,
): Promise<Partner> {
  checkCreditLimit(input.creditLimit);
  const partner = await lockOpenPartner(tx, id);
  const currency = input.currency ?? partner.currency;
  const master = await bookAccount(tx, partner.partnerId, 'master', currency);
  const from = toMaster(master).creditLimit;
  if (from === input.creditLimit) return partner;
  await applyLimit(deps, tx, master, input.creditLimit);
  await auditLimit(tx, partner, currency, from, input.creditLimit, input.reason, by);
  return partner;
}

/** A second master account, with the books beside it. Throws 409 `master_account_exists`, and 422 for a currency that is not configured. */
export async function openMasterAccount(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  input: { readonly currency: string; readonly creditLimit: bigint },
  by: By,
): Promise<Partner> {
  checkCreditLimit(input.creditLimit);
  const faults = currencyFaults(deps.operator, input.currency);
  if (faults.length > 0) throw new ValidationFailure(faults);
  const partner = await lockOpenPartner(tx, id);
  const masters = await readMasters(tx, partner);
  if (masters.some((master) => master.currency === input.currency))
    throw masterAccountExists({ facts: { currency: input.currency } });
  await ensureDefaultTiers(tx, [input.currency], by.at);
  await openBooks(deps, tx, partner, input.currency, input.creditLimit, by);
  await auditLimit(tx, partner, input.currency, null, input.creditLimit, undefined, by);
  return partner;
}
