import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { lockOpenCustomer } from './find-customer.ts';
import { saveCustomer } from './saving.ts';

/** Refuses new calls and writes of a customer. Suspending twice is suspending once. Throws 404, 409 `customer_closed`. */
export async function suspendCustomer(
  deps: CustomersDeps,
  tx: Tx,
  partnerId: string,
  id: string,
  reason: string,
  by: By,
): Promise<Customer> {
  const customer = await lockOpenCustomer(tx, partnerId, id);
  if (customer.status === 'suspended') return customer;
  const suspended: Customer = {
    ...customer,
    status: 'suspended',
    statusReason: reason,
    statusBy: by.actor.label,
  };
  return saveCustomer(deps, tx, customer, suspended, by, { action: 'account.suspended', reason });
}

/** Ends a suspension; an active account stays as it is. Throws 404, 409 `customer_closed`. */
export async function resumeCustomer(
  deps: CustomersDeps,
  tx: Tx,
  partnerId: string,
  id: string,
  reason: string | undefined,
  by: By,
): Promise<Customer> {
  const customer = await lockOpenCustomer(tx, partnerId, id);
  if (customer.status === 'active') return customer;
  const active: Customer = {
    ...customer,
    status: 'active',
    statusReason: reason ?? null,
    statusBy: by.actor.label,
  };
  return saveCustomer(deps, tx, customer, active, by, { action: 'account.resumed', reason });
}
