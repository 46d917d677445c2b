/** A block of IPv4 addresses: its first one as a number, and how many leading bits they share. */
export interface Ipv4Network {
  readonly address: number;
  readonly prefix: number;
}

const QUAD = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/**
 * Reads an address or a CIDR block as it is typed, host bits included. Null for anything else; leading zeros are refused,
 * since some programs read them as octal.
 */
export function parseIpv4Network(text: string): Ipv4Network | null {
  const match = QUAD.exec(text);
  if (match === null) return null;
  const [, ...parts] = match;
  const octets = parts.slice(0, 4);
  const prefix = parts[4] ?? '32';
  if ([...octets, prefix].some((part) => part.length > 1 && part.startsWith('0'))) return null;
  if (octets.some((octet) => Number(octet) > 255) || Number(prefix) > 32) return null;
  return {
    address: octets.reduce((sum, octet) => sum * 256 + Number(octet), 0),
    prefix: Number(prefix),
  };
}

/** The block that an address with this prefix lies in. */
export function networkOf({ address, prefix }: Ipv4Network): Ipv4Network {
  const size = 2 ** (32 - prefix);
  return { address: address - (address % size), prefix };
}

/** `203.0.113.0/24`; a single address without its prefix. */
export function formatIpv4Network({ address, prefix }: Ipv4Network): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return prefix === 32 ? octets.join('.') : `${octets.join('.')}/${String(prefix)}`;
}

export function networksOverlap(a: Ipv4Network, b: Ipv4Network): boolean {
  const prefix = Math.min(a.prefix, b.prefix);
  return networkOf({ ...a, prefix }).address === networkOf({ ...b, prefix }).address;
}

/** Nobody ever sends from these: "this network", multicast, reserved and broadcast. */
const UNUSABLE = ['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4'];

/**
 * Not globally reachable, by the IANA registry of RFC 6890: private networks, shared and link-local space, loopback,
 * protocol assignments, benchmarking, the retired 6to4 relay, and the documentation blocks of RFC 5737.
 */
const NOT_GLOBAL = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
];

function within(blocks: readonly string[], network: Ipv4Network): boolean {
  return blocks.some((text) => {
    const block = parseIpv4Network(text);
    return block !== null && networksOverlap(block, network);
  });
}

/** Who can send from a block: everybody on the internet, only somebody near, or nobody at all. */
export function reachOf(network: Ipv4Network): 'global' | 'local' | 'none' {
  if (within(UNUSABLE, network)) return 'none';
  return within(NOT_GLOBAL, network) ? 'local' : 'global';
}
