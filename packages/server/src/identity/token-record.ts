import { appendAudit, type FieldChange } from '../audit/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { DEFAULT_API_VERSION } from '../platform/http/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { By } from './by.ts';
import type { ApiCredential } from './credential.ts';
import type { Mode } from './principal.ts';
import { maskToken, tokenHash } from './token-text.ts';

/** A credential of a new secret, without rights or limits. */
export function freshCredential(
  owner: {
    readonly partnerId: string;
    readonly authId: string;
    readonly customerId?: string;
    readonly mode: Mode;
  },
  token: string,
  at: Date,
): ApiCredential {
  return {
    partnerId: owner.partnerId,
    credentialId: uuidv7(at),
    customerId: owner.customerId ?? null,
    authId: owner.authId,
    label: '',
    secretHash: tokenHash(token),
    secretSealed: null,
    masked: maskToken(token),
    previousHash: null,
    previousExpiresAt: null,
    scopes: [],
    apiVersion: DEFAULT_API_VERSION,
    ipAllowList: [],
    maxTransferPerDay: null,
    expiresAt: null,
    rotatedAt: null,
    lastUsedAt: null,
    revokedAt: null,
    createdAt: at,
  };
}

/** The credential with a new secret; the one before lives on for the overlap, any older one is dead. */
export function rotated(
  credential: ApiCredential,
  token: string,
  overlapSeconds: number,
  at: Date,
): ApiCredential {
  const overlaps = overlapSeconds > 0;
  return {
    ...credential,
    secretHash: tokenHash(token),
    masked: maskToken(token),
    previousHash: overlaps ? credential.secretHash : null,
    previousExpiresAt: overlaps ? new Date(at.getTime() + overlapSeconds * 1_000) : null,
    rotatedAt: at,
  };
}

/** The credential without any secret that works. */
export function revokedAt(credential: ApiCredential, at: Date): ApiCredential {
  return {
    ...credential,
    revokedAt: credential.revokedAt ?? at,
    previousHash: null,
    previousExpiresAt: null,
  };
}

/** A token as the audit log shows it. */
export function loggableToken(c: ApiCredential): Record<string, unknown> {
  return {
    label: c.label,
    token: c.masked,
    scopes: c.scopes,
    api_version: c.apiVersion,
    ip_allow_list: c.ipAllowList,
    max_transfer_per_day: c.maxTransferPerDay,
    expires_at: c.expiresAt?.toISOString() ?? null,
  };
}

export async function logToken(
  tx: Tx,
  c: ApiCredential,
  action: string,
  changes: readonly FieldChange[],
  by: By,
): Promise<void> {
  await appendAudit(tx, [
    {
      partnerId: c.partnerId,
      at: by.at,
      actor: by.actor,
      action,
      objectType: 'token',
      objectId: c.credentialId,
      changes,
    },
  ]);
}
