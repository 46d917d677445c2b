import type { Identity, LinkPurpose } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { By } from './by.ts';
import type { Partner } from './partner.ts';

export interface OpenedAccess {
  /** The first API token, in clear; never readable again but through the link. */
  readonly token: string;
  /** Single use: sets the owner's password and reveals the token. */
  readonly welcomeUrl: string;
  readonly welcomeExpiresAt: Date;
}

export interface RenewedLink {
  /** A welcome reveals a token and sets the first password; a reset sets another one. */
  readonly purpose: LinkPurpose;
  readonly url: string;
  readonly expiresAt: Date;
  readonly email: string;
}

/** What this room asks of identity. */
export interface OwnerAccess {
  /** Names `body.email` where the address has a login already. */
  emailFaults(reader: Reader, email: string | undefined): Promise<Fault[]>;
  /** The first user, first token and welcome link. Throws 422 when the e-mail has a login already. */
  open(tx: Tx, partner: Partner, by: By): Promise<OpenedAccess>;
  /** Another link for the owner, where the first was lost or ran out. Throws 409 `no_active_owner`. */
  renewLink(tx: Tx, partner: Partner, by: By): Promise<RenewedLink>;
  /** Ends every token and session of a partner and of its customers. */
  revokeAll(tx: Tx, partnerId: string, by: By): Promise<void>;
  /** Tells every node that what it remembers of this partner is old. */
  changed(tx: Tx, partnerId: string): Promise<void>;
}

export function createOwnerAccess(
  identity: Pick<
    Identity,
    'openPartnerAccess' | 'renewOwnerLink' | 'revokeAll' | 'notifyAuthChanged' | 'users'
  >,
): OwnerAccess {
  return {
    emailFaults: (reader, email) => identity.users.emailFaults(reader, email),
    async open(tx, partner, by) {
      const { apiToken, url, expiresAt } = await identity.openPartnerAccess(tx, partner, by);
      return { token: apiToken, welcomeUrl: url, welcomeExpiresAt: expiresAt };
    },
    renewLink: (tx, partner, by) => identity.renewOwnerLink(tx, partner, by),
    revokeAll: (tx, partnerId, by) => identity.revokeAll(tx, partnerId, by),
    changed: (tx, partnerId) => identity.notifyAuthChanged(tx, { partnerId }),
  };
}
