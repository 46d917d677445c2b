import { isIP } from 'node:net';
import Type, { type TOptional } from 'typebox';
import { Format } from 'typebox/format';
import { Nullable, OneOf, Timestamp, checked, isCursor } from '../platform/http/index.ts';
import { COUNTERS, type Counter } from './heartbeat.ts';
import { FEED_CURSOR, MOST_CHANGES } from './change-feed.ts';
import type { FoundCredential, FoundSource } from './directory.ts';

const ADDRESS_FORMAT = 'edge-address';
Format.Set(ADDRESS_FORMAT, (text) => isIP(text) !== 0 && !text.includes('%'));

/** Longest list of hang-ups in one answer; the rest comes with the next. */
export const MOST_HANG_UPS = 500;

const tags = Type.Array(Type.String(), {
  description: 'Forget this answer when the feed of changes names one of these.',
});
const host = Type.String({
  minLength: 1,
  maxLength: 253,
  description: 'Host of the request’s URI: says which trunk is meant where several are open to the caller.',
});

/** As `authorise` takes it. */
export const SourceSchema = Type.Object({
  partner_id: Type.String(),
  customer_id: Type.String(),
  trunk_id: Type.String(),
  credential_id: Nullable(Type.String()),
});
const TRUNK_OUTCOMES = ['found', 'none', 'ambiguous'] as const;
const trunk = OneOf(TRUNK_OUTCOMES, {
  description:
    '`found`: `source` says which. `none`: no enabled trunk takes calls of this caller. `ambiguous`: several do, and the host ' +
    'names none of them.',
});

export const SourceQuery = Type.Object(
  {
    address: Type.String({
      maxLength: 50,
      format: ADDRESS_FORMAT,
      description: 'From where the INVITE came.',
    }),
    host: Type.Optional(host),
    did: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'The called number as it stands in the INVITE.',
      }),
    ),
  },
  { additionalProperties: false },
);
export const FoundSourceSchema = Type.Object({
  kind: OneOf(['customer', 'carrier', 'unknown'], {
    description:
      '`customer`: an outbound call of `source`. `carrier`: an inbound call for `e164`. `unknown`: ask for a digest; if none ' +
      'comes, refuse the call and count it.',
  }),
  trunk: Nullable(trunk),
  source: Nullable(SourceSchema),
  carrier_id: Nullable(Type.String()),
  gateway_id: Nullable(Type.String()),
  e164: Nullable(
    Type.String({ description: 'The number of ours that a carrier’s call is for; null where it is none.' }),
  ),
  tags,
});

export const CredentialQuery = Type.Object(
  { username: Type.String({ minLength: 1, maxLength: 64 }), host: Type.Optional(host) },
  { additionalProperties: false },
);
export const FoundCredentialSchema = Type.Object({
  known: Type.Boolean({ description: 'False: nobody has this name. Refuse with 403 and count it.' }),
  enabled: Type.Boolean(),
  realm: Nullable(Type.String()),
  ha1_md5: Nullable(Type.String({ description: 'H(username:realm:password) for `algorithm=MD5`.' })),
  ha1_sha256: Nullable(Type.String({ description: 'The same for `algorithm=SHA-256`.' })),
  trunk: Nullable(trunk),
  source: Nullable(SourceSchema),
  tags,
});

export const ChangesQuery = Type.Object(
  {
    after: Type.Optional(
      checked(
        Type.String({ maxLength: 200, description: 'The `cursor` of the answer before. Absent: begin now.' }),
        (text) =>
          isCursor(text, FEED_CURSOR)
            ? null
            : { type: 'value_error', text: 'Input is not a cursor of this feed' },
      ),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_CHANGES,
        description: 'Changes read at once. Default 1,000.',
      }),
    ),
  },
  { additionalProperties: false },
);
export const ChangesSchema = Type.Object({
  tags: Type.Array(Type.String(), { description: 'Forget every answer that has one of these.' }),
  cursor: Type.String({ description: 'Ask on with it.' }),
  more: Type.Boolean({ description: 'More is there already.' }),
  reset: Type.Boolean({ description: 'The place is too old or of another database: forget everything.' }),
});

const count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const counters = Type.Object(
  Object.fromEntries(COUNTERS.map((one) => [one, Type.Optional(count)])) as Record<
    Counter,
    TOptional<typeof count>
  >,
  { additionalProperties: false, description: 'What was counted since the heartbeat before.' },
);
export const HeartbeatBody = Type.Object(
  {
    software: Type.String({ minLength: 1, maxLength: 100, description: 'Name and version of the agent.' }),
    live_calls: Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'Calls that are up or ringing.',
    }),
    sent_at: Type.Optional(Timestamp({ description: 'Your clock; the answer has ours.' })),
    started_at: Type.Optional(Timestamp({ description: 'When the agent’s process began.' })),
    draining: Type.Optional(Type.Boolean({ description: 'It takes no new calls. Default false.' })),
    counters: Type.Optional(counters),
  },
  { additionalProperties: false },
);
export const HeartbeatSchema = Type.Object({
  time: Timestamp({ description: 'Our clock.' }),
  name: Type.String({ description: 'Of the node.' }),
  sip_domain: Type.String({
    description: 'The realm of digest authentication, and what trunk domains end in.',
  }),
  next_heartbeat_seconds: Type.Integer(),
  silent_after_seconds: Type.Integer({ description: 'Who says nothing for longer is shown as silent.' }),
  hang_up: Type.Array(Type.String(), {
    description: 'Calls to end now, as somebody asked. They come until they ended.',
  }),
});

const toApiSource = (source: FoundSource['source']) =>
  source === null
    ? null
    : {
        partner_id: source.partnerId,
        customer_id: source.customerId,
        trunk_id: source.trunkId,
        credential_id: source.credentialId,
      };

export function toApiFoundSource(found: FoundSource): Record<string, unknown> {
  return {
    kind: found.kind,
    trunk: found.trunk,
    source: toApiSource(found.source),
    carrier_id: found.carrierId,
    gateway_id: found.gatewayId,
    e164: found.e164,
    tags: found.tags,
  };
}

export function toApiFoundCredential(found: FoundCredential): Record<string, unknown> {
  return {
    known: found.known,
    enabled: found.enabled,
    realm: found.realm,
    ha1_md5: found.ha1?.md5 ?? null,
    ha1_sha256: found.ha1?.sha256 ?? null,
    trunk: found.trunk,
    source: toApiSource(found.source),
    tags: found.tags,
  };
}
