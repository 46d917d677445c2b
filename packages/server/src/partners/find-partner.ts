import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { partnerClosed } from './errors.ts';
import type { Partner } from './partner.ts';
import { lockPartner, selectPartner, selectPartnerByAuthId } from './store.ts';

/** A partner by its UUID or its `partner-…` id. Throws 404. */
export async function findPartner(reader: Reader, id: string): Promise<Partner> {
  const partner = isUuid(id) ? await selectPartner(reader, id) : await selectPartnerByAuthId(reader, id);
  if (partner === null) throw notFound({ message: 'No such partner.' });
  return partner;
}

/** The same, locked for a change. Throws 404, and 409 `partner_closed`. */
export async function lockOpenPartner(tx: Tx, id: string): Promise<Partner> {
  const partner = await lockPartner(tx, (await findPartner(tx, id)).partnerId);
  if (partner === null) throw notFound({ message: 'No such partner.' });
  if (partner.status === 'closed') throw partnerClosed();
  return partner;
}
