import { fault, type Fault } from '../platform/errors/index.ts';
import type { InputRule, Sound } from '../platform/http/index.ts';
import { readPublicUrl } from '../platform/net/index.ts';
import type { TrunkBody } from './contract.ts';
import { readSipTarget, type HostRules, type ReadTarget } from './sip-uri.ts';
import type { TrunkSettings } from './trunk.ts';

type Body = TrunkBody;

/** What a trunk is where nobody says otherwise; the published defaults of the newest form. */
export const TRUNK_DEFAULTS: Omit<TrunkSettings, 'name'> = {
  direction: 'outbound',
  enabled: true,
  secure: false,
  transport: 'udp',
  concurrentCallsLimit: 10,
  cpsLimit: 2,
  description: '',
  inboundDestination: null,
  credentialId: null,
  ipAclId: null,
  primaryUriId: null,
  fallbackUriId: null,
  recording: false,
  enableTranscription: false,
  piiRedaction: false,
  piiEntityTypes: null,
  recordingWebhookEnabled: false,
  webhookUrl: null,
  webhookMethod: 'POST',
};

const DIRECTION = { INBOUND: 'inbound', OUTBOUND: 'outbound', BOTH: 'both' } as const;

const SAYS = {
  trunk_direction: (body: Sound<Body>) => body.trunk_direction,
  trunk_type: ({ trunk_type: type }: Sound<Body>) => (type === undefined ? undefined : DIRECTION[type]),
  trunk_status: ({ trunk_status: status }: Sound<Body>) =>
    status === undefined ? undefined : status === 'enabled' || status === 'active',
  enabled: (body: Sound<Body>) => body.enabled,
  concurrent_calls_limit: (body: Sound<Body>) => body.concurrent_calls_limit,
  max_concurrent_calls: (body: Sound<Body>) => body.max_concurrent_calls,
} as const;

/** What may come under two names. */
const TWINS = [
  ['trunk_direction', 'trunk_type'],
  ['trunk_status', 'enabled'],
  ['concurrent_calls_limit', 'max_concurrent_calls'],
] as const;

/** Two names of one thing agree, and calls are told of where the internet can reach. */
export const soundTrunk: InputRule<Body> = (body, faults) => {
  for (const [name, other] of TWINS) {
    const [first, second] = [SAYS[name](body), SAYS[other](body)];
    if (first !== undefined && second !== undefined && first !== second)
      faults.push(fault(['body', other], 'value_error', `Input should agree with ${name}`, second));
  }
  const url = trimmed(body.webhook_url);
  if (typeof url === 'string' && readPublicUrl(url) === null)
    faults.push(fault(['body', 'webhook_url'], 'value_error', 'invalid webhook_url', url));
};

/** Text without blank ends; null where nothing is left, undefined where nothing was said. */
function trimmed(text: string | null | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  const inner = text?.trim() ?? '';
  return inner === '' ? null : inner;
}

/** What speaks against the host that calls are sent to, which depends on whose trunk it is. */
export function destinationFaults(text: string | null | undefined, rules: HostRules): Fault[] {
  const given = trimmed(text);
  if (typeof given !== 'string') return [];
  const target = targetOf(given, rules);
  if (!('problem' in target)) return [];
  return [fault(['body', 'inbound_destination'], 'value_error', target.problem, given)];
}

function targetOf(text: string, rules: HostRules): ReadTarget {
  return readSipTarget(text.replace(/^sip:/i, ''), rules);
}

function readDestination(text: string | null | undefined, rules: HostRules): string | null | undefined {
  const given = trimmed(text);
  if (typeof given !== 'string') return given;
  const target = targetOf(given, rules);
  return 'problem' in target ? undefined : target.uri;
}

/** An id in its stored spelling. */
export function lower(id: string | null | undefined): string | null | undefined {
  return typeof id === 'string' ? id.toLowerCase() : id;
}

/**
 * Reads any of the published ways to describe a trunk: `trunk_direction` or `trunk_type`, `concurrent_calls_limit` or
 * `max_concurrent_calls`, `trunk_status` or `enabled`. What is absent is left out. The body was checked.
 */
export function readTrunk(body: Body, rules: HostRules): Partial<TrunkSettings> {
  const settings = {
    name: body.name?.trim(),
    direction: SAYS.trunk_direction(body) ?? SAYS.trunk_type(body),
    enabled: SAYS.trunk_status(body) ?? body.enabled,
    concurrentCallsLimit: body.concurrent_calls_limit ?? body.max_concurrent_calls,
    cpsLimit: body.cps_limit,
    secure: body.secure,
    transport: body.transport,
    description: body.description === undefined ? undefined : (trimmed(body.description) ?? ''),
    inboundDestination: readDestination(body.inbound_destination, rules),
    credentialId: lower(body.credential_uuid),
    ipAclId: lower(body.ipacl_uuid),
    primaryUriId: lower(body.primary_uri_uuid),
    fallbackUriId: lower(body.fallback_uri_uuid),
    recording: body.recording,
    enableTranscription: body.enable_transcription,
    piiRedaction: body.pii_redaction,
    piiEntityTypes: trimmed(body.pii_entity_types),
    recordingWebhookEnabled: body.recording_webhook_enabled,
    webhookUrl: trimmed(body.webhook_url),
    webhookMethod: body.webhook_method,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** A secure trunk speaks TLS, whatever transport is named beside it. */
export function settleTransport(settings: TrunkSettings): TrunkSettings {
  return settings.secure ? { ...settings, transport: 'tls' } : settings;
}
