import { isIPv6 } from 'node:net';
import { parseIpv4Network, reachOf } from './ipv4-network.ts';

/** Names that never lead out of one's own network (RFC 6761, RFC 6762, RFC 8375 and common practice). */
const LOCAL_ENDINGS = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'lan',
  'home.arpa',
  'test',
  'invalid',
  'onion',
];

/** Whether a name may lead outside: it has a dot, and no ending that stays at home. Where it leads is known when it is resolved. */
export function isPublicHostName(name: string): boolean {
  const plain = name.toLowerCase().replace(/\.$/, '');
  if (!plain.includes('.') || /\.\d+$/.test(plain)) return false;
  return !LOCAL_ENDINGS.some((ending) => plain === ending || plain.endsWith(`.${ending}`));
}

/** Global unicast alone, and nothing in it that wraps an IPv4 address or is documentation. */
function isPublicIpv6(address: string): boolean {
  const [first = '', second = ''] = address.toLowerCase().split(':');
  const head = Number.parseInt(first === '' ? '0' : first, 16);
  if (head < 0x2000 || head > 0x3fff) return false;
  // 6to4; Teredo and the other protocol assignments of 2001::/23; documentation.
  if (head === 0x2002 || head === 0x3fff) return false;
  const next = Number.parseInt(second === '' ? '0' : second, 16);
  return head !== 0x2001 || (next > 0x01ff && next !== 0x0db8);
}

/**
 * A URL that a server may be asked to call for somebody else: http or https, no user in it, and a host that is not plainly
 * inside. Null otherwise. The address that the name resolves to must be looked at again before each call.
 */
export function readPublicUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  // The parser has brought every numeric spelling of an IPv4 address (octal, hexadecimal, one number) to the usual one.
  const host = url.hostname;
  const inner = /^\[(.*)\]$/.exec(host)?.[1];
  if (inner !== undefined) return isIPv6(inner) && isPublicIpv6(inner) ? url : null;
  const address = parseIpv4Network(host);
  if (address !== null) return reachOf(address) === 'global' ? url : null;
  return isPublicHostName(host) ? url : null;
}
