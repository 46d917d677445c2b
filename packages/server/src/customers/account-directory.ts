import type { CustomerFacts } from '../identity/index.ts';
import type { PartnerDirectory } from '../partners/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { readAuthId } from './customer.ts';
import { selectCustomerByAuthId } from './store.ts';

/** The customers' part of the account directory that authentication reads. */
export interface CustomerDirectory {
  customerByAuthId(authId: string): Promise<CustomerFacts | null>;
}

export function createCustomerDirectory(reader: Reader, partners: PartnerDirectory): CustomerDirectory {
  return {
    async customerByAuthId(text) {
      const authId = readAuthId(text);
      const customer = authId === null ? null : await selectCustomerByAuthId(reader, authId);
      if (customer === null) return null;
      const partner = await partners.partnerById(customer.partnerId);
      if (partner === null) return null;
      const { customerId, name, status, currency } = customer;
      return { customerId, authId: customer.authId, name, status, currency, partner };
    },
  };
}
