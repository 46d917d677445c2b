import type { Static } from 'typebox';
import { fault, type Fault } from '../platform/errors/index.ts';
import { readPublicUrl } from '../platform/net/index.ts';
import type { UpdateTrunkBody } from './contract.ts';
import { readSipTarget, type HostRules } from './sip-uri.ts';
import type { TrunkSettings } from './trunk.ts';

type Body = Static<typeof UpdateTrunkBody>;

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

/** One value that may come under two names; two that differ are a fault of the second. */
function agreed<T>(
  [first, second]: readonly [T | undefined, T | undefined],
  [name, other]: readonly [string, string],
  faults: Fault[],
): T | undefined {
  if (first !== undefined && second !== undefined && first !== second)
    faults.push(fault(['body', other], 'value_error', `Input should agree with ${name}`, second));
  return first ?? second;
}

/** Text without blank ends; null where nothing is left, undefined where nothing was said. */
function trimmed(text: string | null | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  const inner = text?.trim() ?? '';
  return inner === '' ? null : inner;
}

function readWebhookUrl(text: string | null | undefined, faults: Fault[]): string | null | undefined {
  const url = trimmed(text);
  if (typeof url !== 'string') return url;
  if (readPublicUrl(url) === null)
    faults.push(fault(['body', 'webhook_url'], 'value_error', 'invalid webhook_url', url));
  return url;
}

function readDestination(
  text: string | null | undefined,
  rules: HostRules,
  faults: Fault[],
): string | null | undefined {
  const given = trimmed(text);
  if (typeof given !== 'string') return given;
  const target = readSipTarget(given.replace(/^sip:/i, ''), rules);
  if (!('problem' in target)) return target.uri;
  faults.push(fault(['body', 'inbound_destination'], 'value_error', target.problem, given));
  return undefined;
}

function readStatus(status: Body['trunk_status']): boolean | undefined {
  return status === undefined ? undefined : status === 'enabled' || status === 'active';
}

/** An id in its stored spelling. */
function lower(id: string | null | undefined): string | null | undefined {
  return typeof id === 'string' ? id.toLowerCase() : id;
}

/**
 * Reads any of the published ways to describe a trunk: `trunk_direction` or `trunk_type`, `concurrent_calls_limit` or
 * `max_concurrent_calls`, `trunk_status` or `enabled`. What is absent is left out; faults are added to the list.
 */
export function readTrunk(body: Body, rules: HostRules, faults: Fault[]): Partial<TrunkSettings> {
  const type = body.trunk_type === undefined ? undefined : DIRECTION[body.trunk_type];
  const settings = {
    name: body.name?.trim(),
    direction: agreed([body.trunk_direction, type], ['trunk_direction', 'trunk_type'], faults),
    enabled: agreed([readStatus(body.trunk_status), body.enabled], ['trunk_status', 'enabled'], faults),
    concurrentCallsLimit: agreed(
      [body.concurrent_calls_limit, body.max_concurrent_calls],
      ['concurrent_calls_limit', 'max_concurrent_calls'],
      faults,
    ),
    cpsLimit: body.cps_limit,
    secure: body.secure,
    transport: body.transport,
    description: body.description === undefined ? undefined : (trimmed(body.description) ?? ''),
    inboundDestination: readDestination(body.inbound_destination, rules, faults),
    credentialId: lower(body.credential_uuid),
    ipAclId: lower(body.ipacl_uuid),
    primaryUriId: lower(body.primary_uri_uuid),
    fallbackUriId: lower(body.fallback_uri_uuid),
    recording: body.recording,
    enableTranscription: body.enable_transcription,
    piiRedaction: body.pii_redaction,
    piiEntityTypes: trimmed(body.pii_entity_types),
    recordingWebhookEnabled: body.recording_webhook_enabled,
    webhookUrl: readWebhookUrl(body.webhook_url, faults),
    webhookMethod: body.webhook_method,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** A secure trunk speaks TLS, whatever transport is named beside it. */
export function settleTransport(settings: TrunkSettings): TrunkSettings {
  return settings.secure ? { ...settings, transport: 'tls' } : settings;
}
