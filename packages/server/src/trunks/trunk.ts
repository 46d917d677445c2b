import type { Mode } from '../identity/index.ts';

/** From the customer's switch to the platform is `outbound`, the other way `inbound`. */
export const DIRECTIONS = ['inbound', 'outbound', 'both'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export const TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
export type Transport = (typeof TRANSPORTS)[number];
export const WEBHOOK_METHODS = ['GET', 'POST'] as const;
export type WebhookMethod = (typeof WEBHOOK_METHODS)[number];

/** Whose things they are. */
export interface Account {
  readonly partnerId: string;
  readonly customerId: string;
  readonly authId: string;
  /** Of the partner: a sandbox may use addresses that the internet does not know. */
  readonly mode: Mode;
}

interface Owned {
  readonly partnerId: string;
  readonly customerId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a customer sets of a trunk. */
export interface TrunkSettings {
  readonly name: string;
  readonly direction: Direction;
  readonly enabled: boolean;
  readonly secure: boolean;
  readonly transport: Transport;
  readonly concurrentCallsLimit: number;
  /** Calls that may begin in a second. */
  readonly cpsLimit: number;
  /** '' where nobody gave one. */
  readonly description: string;
  /** Where calls to the account's numbers go when no origination URI is named; without `sip:`. */
  readonly inboundDestination: string | null;
  readonly credentialId: string | null;
  readonly ipAclId: string | null;
  readonly primaryUriId: string | null;
  readonly fallbackUriId: string | null;
  readonly recording: boolean;
  readonly enableTranscription: boolean;
  readonly piiRedaction: boolean;
  readonly piiEntityTypes: string | null;
  readonly recordingWebhookEnabled: boolean;
  readonly webhookUrl: string | null;
  readonly webhookMethod: WebhookMethod;
}

export interface Trunk extends Owned, TrunkSettings {
  readonly trunkId: string;
  /** First label of the trunk's domain, unique on the platform. */
  readonly domainLabel: string;
}

/** Digest credential. Its hashes are in the store alone. */
export interface SipCredential extends Owned {
  readonly id: string;
  readonly username: string;
  readonly realm: string;
  readonly enabled: boolean;
  readonly description: string;
}

/** Addresses that calls of the account come from. */
export interface IpAcl extends Owned {
  readonly id: string;
  /** `192.0.2.7` or `192.0.2.0/24`. */
  readonly network: string;
  readonly enabled: boolean;
  readonly description: string;
}

/** Where calls to the account are sent. */
export interface OriginationUri extends Owned {
  readonly id: string;
  readonly uri: string;
  readonly transport: Transport;
  /** Lower first. */
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly description: string;
}

/** Most of each that one account may have. */
export const MOST = { trunks: 50, credentials: 100, ipAcls: 100, originationUris: 100 } as const;
