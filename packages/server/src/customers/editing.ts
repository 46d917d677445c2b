import type { Static } from 'typebox';
import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import type { Sound } from '../platform/http/index.ts';
import { lockAssignableTier } from '../pricing/index.ts';
import { readCreditChange, setCredit } from './credit.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { accountVersionConflict, creditNeedsUnlimitedToken } from './errors.ts';
import { entitlementOf } from './entitlement.ts';
import { lockOpenCustomer } from './find-customer.ts';
import { readAccountPatch } from './read-input.ts';
import type { PatchAccountBody } from './request-contract.ts';
import { detailChanges, saveCustomer } from './saving.ts';

async function checkTier(tx: Tx, customer: Customer, tierId: string, faults: Fault[]): Promise<void> {
  const { partnerId, currency } = customer;
  if ((await lockAssignableTier(tx, partnerId, { tierId, currency })) !== null) return;
  faults.push(
    fault(
      ['body', 'pricing_tier_id'],
      'value_error',
      `Input should name an active pricing tier of yours in ${currency}, or the one at which you buy`,
      tierId,
    ),
  );
}

type Body = Static<typeof PatchAccountBody>;
type Bounded = Sound<Pick<Body, 'cps_limit' | 'concurrent_calls_limit' | 'pricing_tier_id'>>;

/** Limits can be set within what the account was given; more has to be transferred to it first. */
function checkLimits(customer: Customer, body: Bounded, faults: Fault[]): void {
  const most = entitlementOf(customer);
  const refuse = (field: string, given: number | undefined, limit: number): void => {
    if (given === undefined || given <= limit) return;
    const text = `Input should be at most ${String(limit)}; transfer capacity to the account to raise it`;
    faults.push(fault(['body', field], 'less_than_equal', text, given));
  };
  refuse('cps_limit', body.cps_limit, most.cps);
  refuse('concurrent_calls_limit', body.concurrent_calls_limit, most.concurrentCalls);
}

/** What only the account itself can say against a change of it. */
export async function patchFaults(tx: Tx, customer: Customer, body: Bounded): Promise<Fault[]> {
  const faults: Fault[] = [];
  if (body.pricing_tier_id !== undefined) await checkTier(tx, customer, body.pricing_tier_id, faults);
  checkLimits(customer, body, faults);
  return faults;
}

/** What the credentials of a change may do beyond changing details. */
export interface PatchRights {
  /** Credit is the partner's money: a token that may move only so much in a day cannot give it out. */
  readonly mayRaiseCredit: boolean;
}

/**
 * Changes what a partner may change of a customer; each field that differs is in the audit log, and where none does
 * nothing is written.
 * Throws 404, 403 `credit_needs_unlimited_token`, 409 `customer_closed`, `account_version_conflict`, `credit_not_covered`, `account_credit_in_use`, and 422
 * naming all faults.
 */
export async function patchCustomer(
  deps: CustomersDeps,
  tx: Tx,
  partnerId: string,
  id: string,
  body: Body,
  rights: PatchRights,
  by: By,
): Promise<Customer> {
  const customer = await lockOpenCustomer(tx, partnerId, id);
  const faults = await patchFaults(tx, customer, body);
  if (faults.length > 0) throw new ValidationFailure(faults);
  if (body.version !== undefined && body.version !== customer.version) {
    throw accountVersionConflict({ facts: { version: customer.version } });
  }
  const wanted: Customer = { ...customer, ...readAccountPatch(body) };
  const credit =
    body.credit_limit === undefined ? null : await readCreditChange(deps, tx, customer, body.credit_limit);
  if (credit?.raised === true && !rights.mayRaiseCredit) throw creditNeedsUnlimitedToken();
  if (credit === null && detailChanges(customer, wanted).length === 0) return customer;
  const saved = await saveCustomer(deps, tx, customer, wanted, by, {
    action: 'account.updated',
    reason: body.reason,
    more: credit === null ? [] : [credit.change],
  });
  // The ledger comes last: its rows are the ones that others wait for.
  if (credit !== null) await setCredit(deps, tx, customer, credit.limit, by);
  return saved;
}
