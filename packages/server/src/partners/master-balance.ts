import type { PartnerFacts } from '../identity/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { selectBookAccounts } from './balance-store.ts';
import { noMasterAccount } from './errors.ts';
import { readMasters } from './master-accounts.ts';
import type { PartnersDeps } from './partner-deps.ts';
import type { MasterBalance } from './partner.ts';
import { instantOf } from './past-instant.ts';

export interface MasterBalanceQuestion {
  /** A past instant as the caller wrote it, checked by `pastInstant`. */
  readonly at?: string | undefined;
  /** Default: the primary one. */
  readonly currency?: string | undefined;
}

/** What the ledger says a balance was; units of 10⁻⁵. */
export interface PastBalance {
  readonly currency: string;
  readonly balance: bigint;
}

export interface MasterBalanceAnswer {
  readonly asOf: Date;
  readonly asked: MasterBalance | PastBalance;
  /** Every master account, the primary one first. */
  readonly all: readonly (MasterBalance | PastBalance)[];
}

/** Master balances now, or at a past instant. Throws 404 `no_master_account` for a currency without one. */
export async function readMasterBalance(
  deps: PartnersDeps,
  reader: Reader,
  partner: PartnerFacts,
  question: MasterBalanceQuestion,
  now: Date,
): Promise<MasterBalanceAnswer> {
  const currency = question.currency ?? partner.currency;
  const asOf = question.at === undefined ? now : (instantOf(question.at, now) ?? now);
  const present = await readMasters(reader, partner);
  const all =
    question.at === undefined ? present : await pastBalances(deps, reader, partner.partnerId, present, asOf);
  const asked = all.find((balance) => balance.currency === currency);
  if (asked === undefined) throw noMasterAccount({ facts: { currency } });
  return { asOf, asked, all };
}

async function pastBalances(
  deps: PartnersDeps,
  reader: Reader,
  partnerId: string,
  present: readonly MasterBalance[],
  asOf: Date,
): Promise<PastBalance[]> {
  const accounts = await selectBookAccounts(reader, [partnerId], ['master']);
  const balances = new Map<string, bigint>();
  for (const { id, currency } of accounts)
    balances.set(currency, await deps.ledger.balanceAt(reader, partnerId, id, asOf));
  return present.map(({ currency }) => ({ currency, balance: balances.get(currency) ?? 0n }));
}
