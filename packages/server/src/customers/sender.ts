import type { PartnerFacts } from '../identity/index.ts';
import type { CustomersDeps } from './customers-deps.ts';
import type { Sender } from './mails.ts';

/** A partner as its customers know it. */
export function senderOf(deps: CustomersDeps, partner: Pick<PartnerFacts, 'name'>): Sender {
  return { name: partner.name, portalUrl: deps.portalUrl };
}
