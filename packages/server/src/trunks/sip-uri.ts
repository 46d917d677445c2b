import { isPublicHostName, parseIpv4Network, reachOf } from '../platform/net/index.ts';
import { TRANSPORTS, type Transport } from './trunk.ts';

export interface SipTarget {
  /** As it was given, host and scheme in lower case. */
  readonly uri: string;
  readonly host: string;
  /** What `;transport=` or `sips:` say; null where neither does. */
  readonly transport: Transport | null;
}

export interface HostRules {
  /** The platform's own domain: a call sent there would come back. */
  readonly sipDomain: string;
  /** Hosts that only somebody near can reach are fine. */
  readonly allowLocal: boolean;
}

export type ReadTarget = SipTarget | { readonly problem: string };

const USER = "(?:[A-Za-z0-9_.!~*'()+$&=-]{1,64}@)?";
const TARGET = new RegExp(
  `^(${USER})([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(:[0-9]{1,5})?((?:;[A-Za-z]+(?:=[A-Za-z0-9.-]+)?)*)$`,
);
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function hostProblem(host: string, { sipDomain, allowLocal }: HostRules): string | null {
  if (host === sipDomain || host.endsWith(`.${sipDomain}`))
    return 'Input should not lead back to this platform';
  const address = parseIpv4Network(host);
  if (address !== null) {
    const reach = reachOf(address);
    return reach === 'global' || (reach === 'local' && allowLocal)
      ? null
      : 'Input should name a host that the internet can reach';
  }
  if (!host.split('.').every((label) => LABEL.test(label)) || /(?:^|\.)\d+$/.test(host)) return FORM;
  return allowLocal || isPublicHostName(host) ? null : 'Input should name a host that the internet can reach';
}

const FORM = 'Input should be sip:[user@]host[:port], perhaps with ;transport=udp, tcp or tls';

/** `;transport=tcp;user=phone` as its names and values; null for a parameter that means nothing here. */
function readParameters(text: string): ReadonlyMap<string, string> | null {
  const pairs = text
    .split(';')
    .slice(1)
    .map((part) => part.toLowerCase().split('='))
    .map(([name = '', value = '']) => [name, value] as const);
  const known = pairs.every(([name, value]) =>
    name === 'transport' ? TRANSPORTS.some((one) => one === value) : name === 'user' && value === 'phone',
  );
  return known && new Set(pairs.map(([name]) => name)).size === pairs.length ? new Map(pairs) : null;
}

/** Reads `[user@]host[:port][;transport=…]`: where a call is sent. No password, no headers. */
export function readSipTarget(text: string, rules: HostRules): ReadTarget {
  const [, user = '', hostText = '', port = '', tail = ''] = TARGET.exec(text) ?? [];
  const parameters = readParameters(tail);
  if (hostText === '' || parameters === null) return { problem: FORM };
  if (port !== '' && (Number(port.slice(1)) < 1 || Number(port.slice(1)) > 65_535)) return { problem: FORM };
  const host = hostText.toLowerCase();
  const problem = hostProblem(host, rules);
  if (problem !== null) return { problem };
  const transport = TRANSPORTS.find((one) => one === parameters.get('transport')) ?? null;
  return { uri: `${user}${host}${port}${tail}`, host, transport };
}

/** Reads a whole URI of the schemes `sip` and `sips` (RFC 3261, 19.1); `sips` is TLS. */
export function readSipUri(text: string, rules: HostRules): ReadTarget {
  const [, scheme = '', rest = ''] = /^(sips?):(.*)$/i.exec(text) ?? [];
  if (scheme === '') return { problem: FORM };
  const target = readSipTarget(rest, rules);
  if ('problem' in target) return target;
  const secure = scheme.toLowerCase() === 'sips';
  if (secure && target.transport !== null && target.transport !== 'tls')
    return { problem: 'Input should not name another transport than tls with sips' };
  return {
    ...target,
    uri: `${scheme.toLowerCase()}:${target.uri}`,
    transport: secure ? 'tls' : target.transport,
  };
}
