import { isIP, isIPv6 } from 'node:net';

const LABEL = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;
const ALL_DIGITS = /^\d+$/;

/** Whether a text is an IPv4 or IPv6 address, or a host name that DNS can have (RFC 1123; the last label not all digits). */
export function isHost(text: string): boolean {
  if (isIP(text) !== 0) return !text.includes('%');
  if (text.length > 253) return false;
  const labels = text.split('.');
  return labels.every((label) => LABEL.test(label)) && !ALL_DIGITS.test(labels.at(-1) ?? '');
}

/** Where a call is sent, as the request line of a SIP INVITE says it. */
export function requestUri(
  gateway: { readonly host: string; readonly port: number; readonly transport: string },
  number: string,
): string {
  // Looked at first: most are names, and to read them as an address takes longer than all else here.
  const host = gateway.host.includes(':') && isIPv6(gateway.host) ? `[${gateway.host}]` : gateway.host;
  // A hash would begin the URI's fragment for some stacks; RFC 3261 has it escaped in the user part.
  const user = number.includes('#') ? number.replaceAll('#', '%23') : number;
  return `sip:${user}@${host}:${String(gateway.port)};transport=${gateway.transport}`;
}
