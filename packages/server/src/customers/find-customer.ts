import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound, type AppError } from '../platform/errors/index.ts';
import { readAuthId, type Customer } from './customer.ts';
import { customerClosed } from './errors.ts';
import { lockCustomer, selectCustomer, selectCustomerByAuthId } from './store.ts';

/** One answer for an account that is not there and for one of another partner: nobody learns which. */
export function noSuchAccount(): AppError {
  return notFound({ message: 'No such account.' });
}

/** A partner's customer by its `MA_…` id, in any case. Throws 404. */
export async function findCustomer(reader: Reader, partnerId: string, id: string): Promise<Customer> {
  const authId = readAuthId(id);
  const customer = authId === null ? null : await selectCustomer(reader, partnerId, authId);
  if (customer === null) throw noSuchAccount();
  return customer;
}

/** For the operator: whichever partner's it is. Throws 404. */
export async function findAnyCustomer(reader: Reader, id: string): Promise<Customer> {
  const authId = readAuthId(id);
  const customer = authId === null ? null : await selectCustomerByAuthId(reader, authId);
  if (customer === null) throw noSuchAccount();
  return customer;
}

/** The same, locked for a change; closed ones too. Throws 404. */
export async function lockAnyCustomer(tx: Tx, partnerId: string, id: string): Promise<Customer> {
  const authId = readAuthId(id);
  const customer = authId === null ? null : await lockCustomer(tx, partnerId, authId);
  if (customer === null) throw noSuchAccount();
  return customer;
}

/** The same, for what a closed account can no longer have done. Throws 404, and 409 `customer_closed`. */
export async function lockOpenCustomer(tx: Tx, partnerId: string, id: string): Promise<Customer> {
  const customer = await lockAnyCustomer(tx, partnerId, id);
  if (customer.status === 'closed') throw customerClosed();
  return customer;
}
