import Type, { type Static } from 'typebox';
import {
  Nullable,
  OneOf,
  TextOrNull,
  Timestamp,
  offsetFields,
  pageFields,
  ruled,
  type CursorParts,
  ManyLinesOrNull,
} from '../platform/http/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { soundTrunk } from './read-trunk.ts';
import { DIRECTIONS, TRANSPORTS, WEBHOOK_METHODS, type Account, type Trunk } from './trunk.ts';

/** Published for every list of this room. */
export const OFFSETS = { maxLimit: 100, defaultLimit: 20 } as const;
const isTime = (part: string): boolean => !Number.isNaN(new Date(part).getTime());

/** When it was made, and its id. */
export const TRUNK_CURSOR: CursorParts = [isTime, isUuid];
export const PAGES = { maxPerPage: 100, defaultPerPage: 20, cursor: TRUNK_CURSOR } as const;

const text = Type.String();
const uuidOrNull = Nullable(Type.String({ format: 'uuid' }));
const uuidInput = (what: string) =>
  Type.Optional(TextOrNull(36, { format: 'uuid', description: `${what} of this account; null for none.` }));
/** One line with something in it. */

/** Published and without effect here: nothing records, transcribes or redacts. They are kept and shown. */
const neighbours = {
  recording: Type.Optional(
    Type.Boolean({ description: 'Kept for compatibility; this platform records nothing.' }),
  ),
  enable_transcription: Type.Optional(Type.Boolean({ description: 'Kept for compatibility.' })),
  pii_redaction: Type.Optional(Type.Boolean({ description: 'Kept for compatibility.' })),
  pii_entity_types: Type.Optional(TextOrNull(500, { description: 'Kept for compatibility.' })),
  recording_webhook_enabled: Type.Optional(Type.Boolean({ description: 'Kept for compatibility.' })),
};

const name = Type.String({ minLength: 1, maxLength: 255, pattern: String.raw`\S` });
const settings = {
  trunk_direction: Type.Optional(
    OneOf(DIRECTIONS, {
      description: 'As your switch sees it: `outbound` sends calls to us. Default outbound.',
    }),
  ),
  trunk_type: Type.Optional(
    OneOf(['INBOUND', 'OUTBOUND', 'BOTH'], { description: 'Another name of `trunk_direction`.' }),
  ),
  trunk_status: Type.Optional(
    OneOf(['enabled', 'disabled', 'active', 'inactive'], {
      description: 'A disabled trunk takes and gets no calls. Default enabled.',
    }),
  ),
  enabled: Type.Optional(Type.Boolean({ description: 'Another name of `trunk_status`.' })),
  concurrent_calls_limit: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000,
      description:
        'Calls of this trunk that may be up at once. Default 10. The account’s limit holds beside it.',
    }),
  ),
  max_concurrent_calls: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000, description: 'Another name of `concurrent_calls_limit`.' }),
  ),
  cps_limit: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100, description: 'Calls that may begin per second. Default 2.' }),
  ),
  secure: Type.Optional(
    Type.Boolean({ description: 'Signalling over TLS alone: `transport` is tls then. Default false.' }),
  ),
  transport: Type.Optional(OneOf(TRANSPORTS, { description: 'Default udp; tls where `secure`.' })),
  description: Type.Optional(ManyLinesOrNull(500)),
  inbound_destination: Type.Optional(
    TextOrNull(255, {
      description:
        'Where calls go when no origination URI is named: `[user@]host[:port]`, `sip:` before it or not.',
    }),
  ),
  credential_uuid: uuidInput('A credential'),
  ipacl_uuid: uuidInput('An IP ACL'),
  primary_uri_uuid: uuidInput('An origination URI'),
  fallback_uri_uuid: uuidInput('An origination URI'),
  ...neighbours,
  webhook_url: Type.Optional(
    TextOrNull(500, { description: 'Public http or https URL that is told of this trunk’s calls.' }),
  ),
  webhook_method: Type.Optional(OneOf(WEBHOOK_METHODS, { description: 'Default POST.' })),
};

const IGNORED = 'Published and ignored: ';
export const CreateTrunkBody = ruled(
  Type.Object(
    {
      name,
      ...settings,
      trunk_domain: Type.Optional(
        TextOrNull(255, { description: `${IGNORED}the domain is given, never chosen.` }),
      ),
      username: Type.Optional(
        TextOrNull(255, { description: `${IGNORED}make a credential and name it in \`credential_uuid\`.` }),
      ),
      password: Type.Optional(
        TextOrNull(255, { description: `${IGNORED}make a credential and name it in \`credential_uuid\`.` }),
      ),
      ip_whitelist: Type.Optional(
        Type.Unknown({ description: `${IGNORED}make IP ACLs; without one no address opens a trunk.` }),
      ),
    },
    { additionalProperties: false },
  ),
  soundTrunk,
);
const changes = Type.Object({ name: Type.Optional(name), ...settings }, { additionalProperties: false });
/** What may be said of a trunk; of a new one its name has to be. */
export type TrunkBody = Static<typeof changes>;
export const UpdateTrunkBody = ruled(changes, soundTrunk);

/** The eighteen published keys. */
const publishedFields = {
  trunk_id: Type.String({ format: 'uuid' }),
  account_id: text,
  name: text,
  trunk_domain: Type.String({ description: 'Send calls to this host; it names the trunk.' }),
  trunk_status: OneOf(['active', 'disabled']),
  secure: Type.Boolean(),
  trunk_direction: OneOf(DIRECTIONS),
  concurrent_calls_limit: Type.Integer(),
  cps_limit: Type.Integer(),
  description: text,
  transport: OneOf(TRANSPORTS),
  recording: Type.Boolean(),
  enable_transcription: Type.Boolean(),
  pii_redaction: Type.Boolean(),
  webhook_method: OneOf(WEBHOOK_METHODS),
  recording_webhook_enabled: Type.Boolean(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
};
/** Published for rows of a list alone. */
const listedFields = {
  credential_uuid: uuidOrNull,
  primary_uri_uuid: uuidOrNull,
  inbound_destination: Nullable(text),
  pii_entity_types: Nullable(text),
  webhook_url: Nullable(text),
};
const ourFields = { enabled: Type.Boolean(), ipacl_uuid: uuidOrNull, fallback_uri_uuid: uuidOrNull };

export const TrunkSchema = Type.Object({ ...publishedFields, ...listedFields, ...ourFields });
export const StrictTrunkSchema = Type.Object(publishedFields);
const StrictListedTrunkSchema = Type.Object({ ...publishedFields, ...listedFields });

export const MetaSchema = Type.Object({
  limit: Type.Integer(),
  offset: Type.Integer(),
  total: Type.Integer(),
});
export const TrunkListSchema = Type.Object({ meta: MetaSchema, objects: Type.Array(TrunkSchema) });
export const StrictTrunkListSchema = Type.Object({
  meta: MetaSchema,
  objects: Type.Array(StrictListedTrunkSchema),
});

export const OffsetListQuery = Type.Object(offsetFields(OFFSETS), { additionalProperties: false });
export const PartnerTrunkQuery = Type.Object(
  {
    account: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'Only of this customer, `MA_…`.' }),
    ),
    ...pageFields(PAGES),
  },
  { additionalProperties: false },
);
export const AccountTrunkQuery = Type.Object({ ...pageFields(PAGES) }, { additionalProperties: false });
/** Ours: the partner’s lists. */
export const TrunkPageSchema = Type.Object({
  trunks: Type.Array(TrunkSchema),
  total: Type.Integer(),
  page: Type.Integer(),
  per_page: Type.Integer(),
  next_cursor: Nullable(Type.String({ description: 'Place of the next page; null on the last one.' })),
});

const id = Type.String({ maxLength: 64 });
export const AccountParams = Type.Object({ auth_id: id });
export const TrunkParams = Type.Object({ auth_id: id, trunk_id: id });
export const CustomerParams = Type.Object({ customer_auth_id: id });
export const CustomerTrunkParams = Type.Object({ customer_auth_id: id, trunk_id: id });

/** For every schema of a trunk: each picks what it names. */
export function toApiTrunk(
  trunk: Trunk,
  account: Pick<Account, 'authId'>,
  sipDomain: string,
): Record<string, unknown> {
  return {
    trunk_id: trunk.trunkId,
    account_id: account.authId,
    name: trunk.name,
    trunk_domain: `${trunk.domainLabel}.${sipDomain}`,
    trunk_status: trunk.enabled ? 'active' : 'disabled',
    enabled: trunk.enabled,
    secure: trunk.secure,
    trunk_direction: trunk.direction,
    concurrent_calls_limit: trunk.concurrentCallsLimit,
    cps_limit: trunk.cpsLimit,
    description: trunk.description,
    transport: trunk.transport,
    inbound_destination: trunk.inboundDestination,
    credential_uuid: trunk.credentialId,
    ipacl_uuid: trunk.ipAclId,
    primary_uri_uuid: trunk.primaryUriId,
    fallback_uri_uuid: trunk.fallbackUriId,
    recording: trunk.recording,
    enable_transcription: trunk.enableTranscription,
    pii_redaction: trunk.piiRedaction,
    pii_entity_types: trunk.piiEntityTypes,
    recording_webhook_enabled: trunk.recordingWebhookEnabled,
    webhook_url: trunk.webhookUrl,
    webhook_method: trunk.webhookMethod,
    created_at: trunk.createdAt,
    updated_at: trunk.updatedAt,
  };
}
