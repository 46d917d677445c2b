import type { PartnerFacts } from '../identity/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { Partner } from './partner.ts';
import { selectPartner, selectPartnerByAuthId } from './store.ts';

/** What authentication needs to know of a partner. */
export function toPartnerFacts(partner: Partner): PartnerFacts {
  return {
    partnerId: partner.partnerId,
    authId: partner.authId,
    name: partner.name,
    status: partner.status,
    mode: partner.mode,
    currency: partner.currency,
    canCreateAccounts: partner.canCreateAccounts,
    canTransferBalance: partner.canTransferBalance,
    canViewCdrs: partner.canViewCdrs,
    canCreatePricingTiers: partner.canCreatePricingTiers,
  };
}

/** The partners' part of the account directory that authentication reads. */
export interface PartnerDirectory {
  partnerByAuthId(authId: string): Promise<PartnerFacts | null>;
  partnerById(partnerId: string): Promise<PartnerFacts | null>;
}

export function createPartnerDirectory(reader: Reader): PartnerDirectory {
  const factsOf = (partner: Partner | null): PartnerFacts | null =>
    partner === null ? null : toPartnerFacts(partner);
  return {
    partnerByAuthId: async (authId) => factsOf(await selectPartnerByAuthId(reader, authId)),
    partnerById: async (partnerId) => factsOf(await selectPartner(reader, partnerId)),
  };
}
