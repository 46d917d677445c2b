import type { CustomerFacts, PartnerFacts } from './principal.ts';

/** Port to the rooms that own the rows of partners and customers. Reads what is committed, never a copy. */
export interface AccountDirectory {
  partnerByAuthId(authId: string): Promise<PartnerFacts | null>;
  partnerById(partnerId: string): Promise<PartnerFacts | null>;
  customerByAuthId(authId: string): Promise<CustomerFacts | null>;
}

const PARTNER_ID = /^partner-[a-z0-9]{4,32}$/;
const CUSTOMER_ID = /^MA_[0-9A-Z]{4,32}$/;

export type AccountName =
  | { readonly kind: 'partner'; readonly authId: string }
  | { readonly kind: 'customer'; readonly authId: string };

/** The account that an `X-Auth-ID` names, in its stored spelling; null for what cannot be one. */
export function readAccountName(text: string): AccountName | null {
  if (PARTNER_ID.test(text)) return { kind: 'partner', authId: text };
  const upper = text.toUpperCase();
  return CUSTOMER_ID.test(upper) ? { kind: 'customer', authId: upper } : null;
}
