import { BlockList, isIP, isIPv4 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** An IPv4 address that a dual-stack socket reports as IPv6 is the IPv4 address. */
export function plainAddress(ip: string): string {
  return MAPPED.exec(ip)?.[1] ?? ip;
}

/** Reads an address or a CIDR block of either family into its one spelling; null for anything else. */
export function parseCidr(text: string): string | null {
  const [address = '', prefix, ...rest] = text.trim().split('/');
  const plain = plainAddress(address);
  const family = isIP(plain);
  if (family === 0 || rest.length > 0 || plain.includes('%')) return null;
  const widest = family === 4 ? 32 : 128;
  if (prefix === undefined) return `${plain.toLowerCase()}/${String(widest)}`;
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > widest || plain !== address) return null;
  return `${plain.toLowerCase()}/${String(Number(prefix))}`;
}

/** Each block of a list once, in its one spelling. */
export function readAllowList(texts: readonly string[] = []): string[] {
  return [...new Set(texts.flatMap((text) => parseCidr(text) ?? []))];
}

/** Answers whether an address is in one of the blocks. No blocks: from anywhere. */
export type IpCheck = (ip: string) => boolean;

export function compileAllowList(cidrs: readonly string[]): IpCheck | null {
  if (cidrs.length === 0) return null;
  // A list for each family: one for both would let every IPv4 address in through ::/0.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const cidr of cidrs) {
    const [address = '', prefix = '0'] = cidr.split('/');
    const family = familyOf(address);
    lists[family].addSubnet(address, Number(prefix), family);
  }
  return (ip) => {
    const plain = plainAddress(ip);
    const family = familyOf(plain);
    return lists[family].check(plain, family);
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

/** Whether every address of `inner` is also in one of `outer`: compares network addresses and prefix lengths. */
export function isWithin(inner: string, outer: readonly string[]): boolean {
  const [address = '', prefix = '0'] = inner.split('/');
  return outer.some((block) => {
    const outerPrefix = Number(block.split('/')[1] ?? '0');
    return Number(prefix) >= outerPrefix && compileAllowList([block])?.(address) === true;
  });
}
