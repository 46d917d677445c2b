import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { fault } from '../platform/errors/index.ts';
import {
  OneOf,
  TextOrNull,
  Timestamp,
  ruled,
  type InputRule,
  ManyLinesOrNull,
} from '../platform/http/index.ts';
import { MetaSchema, TrunkSchema } from './contract.ts';
import { TRANSPORTS, type Account, type IpAcl, type OriginationUri, type SipCredential } from './trunk.ts';

const text = Type.String();
const enabled = Type.Optional(Type.Boolean({ description: 'Default true; a disabled one lets nobody in.' }));
const description = Type.Optional(ManyLinesOrNull(500));
const label = Type.Optional(TextOrNull(255, { description: 'Kept as `description` where none is given.' }));

/** Published: at least eight. Any characters but control characters; it is hashed, never kept. */
const password = Type.String({
  minLength: 8,
  maxLength: 128,
  description: 'At least 8 characters. Kept as digest hashes alone, and never shown again.',
  'x-secret': true,
});

export const CreateCredentialBody = Type.Object(
  {
    username: Type.String({
      minLength: 3,
      maxLength: 64,
      pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]*$',
      description: 'Letters, digits and `.`, `_`, `+`, `-`. Unique on the whole platform, for good.',
    }),
    password,
    enabled,
    description,
  },
  { additionalProperties: false },
);
export const UpdateCredentialBody = Type.Object(
  { password: Type.Optional(password), enabled, description },
  { additionalProperties: false },
);

const ipAddress = Type.String({
  minLength: 7,
  maxLength: 18,
  description: 'One public IPv4 address, or a block from /24 to /32.',
});
export const CreateIpAclBody = Type.Object(
  { ip_address: ipAddress, name: label, enabled, description },
  { additionalProperties: false },
);
export const UpdateIpAclBody = Type.Object(
  { ip_address: Type.Optional(ipAddress), name: label, enabled, description },
  { additionalProperties: false },
);

const uriFields = {
  uri: Type.Optional(
    Type.String({ maxLength: 255, description: '`sip:[user@]host[:port]`, or `sips:`. Needed when made.' }),
  ),
  sip_uri: Type.Optional(Type.String({ maxLength: 255, description: 'Another name of `uri`.' })),
  name: label,
  priority: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 65_535, description: 'Lower ones are tried first. Default 1.' }),
  ),
  weight: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 65_535, description: 'Share inside one priority. Default 10.' }),
  ),
  transport: Type.Optional(OneOf(TRANSPORTS, { description: 'Default udp; tls for `sips:`.' })),
  enabled,
  description,
};
const UriBody = Type.Object(uriFields, { additionalProperties: false });

const oneUri: InputRule<Static<typeof UriBody>> = ({ uri, sip_uri: sipUri }, faults) => {
  if (uri !== undefined && sipUri !== undefined && uri !== sipUri)
    faults.push(fault(['body', 'sip_uri'], 'value_error', 'Input should agree with uri', sipUri));
};

export const CreateUriBody = ruled(UriBody, (body, faults, refused) => {
  oneUri(body, faults, refused);
  if (body.uri === undefined && body.sip_uri === undefined && !refused.has('sip_uri'))
    faults.push(fault(['body', 'uri'], 'missing', 'Field required'));
});
export const UpdateUriBody = ruled(UriBody, oneUri);

const credentialFields = {
  id: Type.String({ format: 'uuid' }),
  account_id: text,
  username: text,
  password: OneOf(['<redacted>'], { description: 'Never shown.' }),
  realm: Type.String({ description: 'The realm that we challenge with.' }),
  enabled: Type.Boolean(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
};
export const CredentialSchema = Type.Object({ ...credentialFields, description: text });
/** The eight published keys. */
export const StrictCredentialSchema = Type.Object(credentialFields);

/** The seven published keys, in both versions. */
export const IpAclSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  account_id: text,
  ip_address: text,
  description: text,
  enabled: Type.Boolean(),
  created_at: Timestamp(),
  updated_at: Timestamp(),
});

/** The ten published keys, in both versions. */
export const OriginationUriSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  account_id: text,
  uri: text,
  priority: Type.Integer(),
  weight: Type.Integer(),
  enabled: Type.Boolean(),
  transport: OneOf(TRANSPORTS),
  description: text,
  created_at: Timestamp(),
  updated_at: Timestamp(),
});

export function listOf(row: TSchema): TObject {
  return Type.Object({ meta: MetaSchema, objects: Type.Array(row) });
}

/** Ours: one trunk with everything that opens it and that calls are sent to. */
export const OpenedTrunkSchema = Type.Object({
  ...TrunkSchema.properties,
  credentials: Type.Array(CredentialSchema, { description: 'Those that open this trunk.' }),
  ip_acl: Type.Array(IpAclSchema, { description: 'Those that open this trunk.' }),
  origination_uris: Type.Array(OriginationUriSchema, {
    description: 'Where its calls are sent, in the order in which they are tried.',
  }),
});

const id = Type.String({ maxLength: 64 });
export const CredentialParams = Type.Object({ auth_id: id, credential_id: id });
export const IpAclParams = Type.Object({ auth_id: id, ip_acl_id: id });
export const UriParams = Type.Object({ auth_id: id, uri_id: id });

type Named = Pick<Account, 'authId'>;

export function toApiCredential(credential: SipCredential, { authId }: Named): Record<string, unknown> {
  return {
    id: credential.id,
    account_id: authId,
    username: credential.username,
    password: '<redacted>',
    realm: credential.realm,
    enabled: credential.enabled,
    description: credential.description,
    created_at: credential.createdAt,
    updated_at: credential.updatedAt,
  };
}

export function toApiIpAcl(acl: IpAcl, { authId }: Named): Record<string, unknown> {
  return {
    id: acl.id,
    account_id: authId,
    ip_address: acl.network,
    description: acl.description,
    enabled: acl.enabled,
    created_at: acl.createdAt,
    updated_at: acl.updatedAt,
  };
}

export function toApiOriginationUri(uri: OriginationUri, { authId }: Named): Record<string, unknown> {
  return {
    id: uri.id,
    account_id: authId,
    uri: uri.uri,
    priority: uri.priority,
    weight: uri.weight,
    enabled: uri.enabled,
    transport: uri.transport,
    description: uri.description,
    created_at: uri.createdAt,
    updated_at: uri.updatedAt,
  };
}
