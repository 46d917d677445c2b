import { appendAudit } from '../audit/index.ts';
import type { PartnerFacts } from '../identity/index.ts';
import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { lockOpenCustomer } from './find-customer.ts';
import { passwordResetMail } from './mails.ts';
import { senderOf } from './sender.ts';

/** A new token; the one before ends now or after the overlap. Throws 404, 409 `customer_closed`. */
export async function rotateCustomerToken(
  deps: CustomersDeps,
  tx: Tx,
  { partnerId, mode }: Pick<PartnerFacts, 'partnerId' | 'mode'>,
  id: string,
  overlapSeconds: number,
  by: By,
): Promise<Record<string, unknown>> {
  const customer = await lockOpenCustomer(tx, partnerId, id);
  const next = await deps.access.rotate(tx, customer, { overlapSeconds, mode }, by);
  await appendOutbox(tx, by.at, [
    {
      partnerId,
      topic: 'account.token_rotated',
      payload: { account_id: customer.authId, customer_id: customer.customerId },
    },
  ]);
  return {
    auth_id: customer.authId,
    auth_token: next.token,
    previous_token_expires_at: next.previousExpiresAt,
  };
}

/** E-mails a one-time link for a new password. Throws 404, 409 `customer_closed`. */
export async function sendPasswordLink(
  deps: CustomersDeps,
  tx: Tx,
  partner: Pick<PartnerFacts, 'partnerId' | 'name'>,
  id: string,
  by: By,
): Promise<Record<string, unknown>> {
  const { partnerId } = partner;
  const customer = await lockOpenCustomer(tx, partnerId, id);
  const link = await deps.access.passwordLink(tx, customer, by);
  await appendAudit(tx, [
    {
      partnerId,
      at: by.at,
      actor: by.actor,
      action: 'account.password_link_sent',
      objectType: 'account',
      objectId: customer.authId,
      changes: [{ field: 'expires_at', from: null, to: link.expiresAt }],
    },
  ]);
  const to = { name: customer.name, address: customer.email };
  const mail = passwordResetMail(customer, link, senderOf(deps, partner));
  await deps.mail.enqueue(tx, by.at, { partnerId, to, ...mail });
  return { auth_id: customer.authId, email: customer.email, expires_at: link.expiresAt };
}
