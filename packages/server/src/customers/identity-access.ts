import type { Identity } from '../identity/index.ts';
import type { Customer } from './customer.ts';
import type { CustomerAccess } from './customer-access.ts';

type Parts = Pick<Identity, 'users' | 'customerTokens' | 'links' | 'notifyAuthChanged'>;

/** The people and tokens of customers, as the identity room keeps them. */
export function createCustomerAccess({
  users,
  customerTokens,
  links,
  notifyAuthChanged,
}: Parts): CustomerAccess {
  return {
    hashPassword: (password) => users.hashPassword(password),
    emailFaults: (reader, email) => users.emailFaults(reader, email),
    async open(tx, customer, { password, mode }, by) {
      const { partnerId, customerId, authId, email, name } = customer;
      const account = { kind: 'customer', partnerId, customerId, authId } as const;
      await users.create(tx, { account, email, name, role: 'customer', password }, by);
      return (await customerTokens.issue(tx, { ...ownerOf(customer), mode }, by)).token;
    },
    async rotate(tx, customer, { overlapSeconds, mode }, by) {
      const { token } = await customerTokens.rotate(tx, { ...ownerOf(customer), mode }, overlapSeconds, by);
      return { token, previousExpiresAt: new Date(by.at.getTime() + overlapSeconds * 1000) };
    },
    async passwordLink(tx, customer, by) {
      const [user] = await users.ofCustomer(tx, customer.partnerId, customer.customerId);
      if (user === undefined) throw new Error(`${customer.authId} has no login.`);
      const { url, expiresAt } = await links.create(tx, { purpose: 'password_reset', user }, by);
      return { url, expiresAt };
    },
    // A closed account has no token to show.
    reveal: async (tx, customer, by) =>
      customer.status === 'closed' ? '' : customerTokens.reveal(tx, ownerOf(customer), by),
    masks: (reader, partnerId, customerIds) => customerTokens.masked(reader, partnerId, customerIds),
    async revokeAll(tx, customer, by) {
      await customerTokens.revoke(tx, ownerOf(customer), by);
      for (const user of await users.ofCustomer(tx, customer.partnerId, customer.customerId)) {
        await users.change(tx, user, { status: 'disabled' }, by);
      }
    },
    changed: (tx, { authId }) => notifyAuthChanged(tx, { authId }),
  };
}

function ownerOf(customer: Customer): Pick<Customer, 'partnerId' | 'customerId' | 'authId'> {
  const { partnerId, customerId, authId } = customer;
  return { partnerId, customerId, authId };
}
