import {
  formatIpv4Network,
  networkOf,
  parseIpv4Network,
  reachOf,
  type Ipv4Network,
} from '../platform/net/index.ts';

/** The widest block that one entry may open: 256 addresses. A wider one is not the addresses of one switch. */
export const WIDEST_PREFIX = 24;

export type ReadNetwork =
  { readonly network: Ipv4Network; readonly text: string } | { readonly problem: string };

/**
 * Reads the addresses that an account's calls come from: one IPv4 address, or a block of at most 256. What is private,
 * reserved or documentation (RFC 6890, RFC 5737) is nobody's own, so it is refused unless `allowLocal`.
 */
export function readSourceNetwork(
  input: string,
  { allowLocal }: { readonly allowLocal: boolean },
): ReadNetwork {
  const given = parseIpv4Network(input.trim());
  if (given === null)
    return { problem: 'Input should be an IPv4 address or block, such as 198.18.0.7 or 198.18.0.0/24' };
  if (given.prefix < WIDEST_PREFIX)
    return { problem: `Input should be a block of /${String(WIDEST_PREFIX)} or smaller` };
  const network = networkOf(given);
  if (network.address !== given.address)
    return { problem: `Input should begin at its first address: ${formatIpv4Network(network)}` };
  const reach = reachOf(network);
  if (reach === 'none' || (reach === 'local' && !allowLocal))
    return { problem: 'Input should be public addresses, neither private nor reserved' };
  return { network, text: formatIpv4Network(network) };
}
