import { plainAddress } from '../identity/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { Carrier } from './carrier.ts';
import { selectCarrier } from './carrier-store.ts';
import { readDid } from './did-format.ts';
import type { Gateway } from './gateway.ts';
import { selectGatewayAt } from './gateway-store.ts';

export interface InboundGateway {
  readonly address: string;
  /** Whose address it is; null where it is nobody's, or its carrier is disabled. */
  readonly gateway: Gateway | null;
  readonly carrier: Carrier | null;
  /** The called number as the carrier wrote it. */
  readonly did: string | null;
  /** E.164 with its plus; null where the text is none. */
  readonly e164: string | null;
}

/** Who brings a call from an address, and which number of ours it is for. */
export async function findInbound(
  reader: Reader,
  address: string,
  did: string | null,
  at: Date,
): Promise<InboundGateway> {
  const plain = plainAddress(address);
  const nobody = { address: plain, gateway: null, carrier: null, did, e164: null };
  const gateway = await selectGatewayAt(reader, plain, at);
  const carrier = gateway === null ? null : await selectCarrier(reader, gateway.carrierId);
  if (gateway === null || carrier?.enabled !== true || gateway.direction === 'outbound') return nobody;
  const e164 = did === null ? null : readDid(gateway.didFormat ?? carrier.didFormat, did);
  return { address: plain, gateway, carrier, did, e164 };
}
