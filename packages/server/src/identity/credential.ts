import type { ApiVersion } from '../platform/http/index.ts';
import type { PartnerScope } from './principal.ts';

/** What a program authenticates with. It keeps its id when its secret is rotated. */
export interface ApiCredential {
  readonly partnerId: string;
  readonly credentialId: string;
  /** Null: the partner's own. */
  readonly customerId: string | null;
  readonly authId: string;
  readonly label: string;
  readonly secretHash: Buffer;
  /** Customer tokens alone. */
  readonly secretSealed: Buffer | null;
  /** `sk_live_…a1b2`. */
  readonly masked: string;
  /** The secret before the last rotation, while it overlaps. */
  readonly previousHash: Buffer | null;
  readonly previousExpiresAt: Date | null;
  /** Empty for customer tokens: they may do what a customer may. */
  readonly scopes: readonly PartnerScope[];
  readonly apiVersion: ApiVersion;
  /** CIDR blocks; empty: from anywhere. */
  readonly ipAllowList: readonly string[];
  /** Units of 10⁻⁵; null: no limit. */
  readonly maxTransferPerDay: bigint | null;
  readonly expiresAt: Date | null;
  readonly rotatedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

export type CredentialStatus = 'live' | 'expired' | 'revoked';

export function credentialStatus(credential: ApiCredential, at: Date): CredentialStatus {
  if (credential.revokedAt !== null) return 'revoked';
  return credential.expiresAt !== null && credential.expiresAt <= at ? 'expired' : 'live';
}
