import type { Tx } from '../platform/db/index.ts';
import type { By } from './by.ts';
import { lockOpenPartner } from './find-partner.ts';
import { ownerLinkMail } from './mails.ts';
import type { RenewedLink } from './owner-access.ts';
import type { PartnersDeps } from './partner-deps.ts';

/** E-mails the owner another link and returns it. Throws 404, 409 `partner_closed`, `no_active_owner`. */
export async function sendOwnerLink(deps: PartnersDeps, tx: Tx, id: string, by: By): Promise<RenewedLink> {
  const partner = await lockOpenPartner(tx, id);
  const link = await deps.ownerAccess.renewLink(tx, partner, by);
  const to = { name: partner.name, address: link.email };
  const { partnerId } = partner;
  await deps.mail.enqueue(tx, by.at, { partnerId, to, ...ownerLinkMail(partner, link, deps.operator) });
  return link;
}
