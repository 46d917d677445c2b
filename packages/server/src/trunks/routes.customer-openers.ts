import type { CustomerPrincipal } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';
import {
  duplicateIpAcl,
  openerNamed,
  sourceAddressTaken,
  trunkInUse,
  trunkResourceLimit,
  usernameTaken,
} from './errors.ts';
import {
  createCredentialExample,
  createIpAclExample,
  createUriExample,
  credentialExample,
  credentialListExample,
  ipAclExample,
  ipAclListExample,
  updateCredentialExample,
  updateIpAclExample,
  updateUriExample,
  uriExample,
  uriListExample,
} from './examples.ts';
import {
  CreateCredentialBody,
  CreateIpAclBody,
  CreateUriBody,
  CredentialParams,
  CredentialSchema,
  IpAclParams,
  IpAclSchema,
  OriginationUriSchema,
  StrictCredentialSchema,
  UpdateCredentialBody,
  UpdateIpAclBody,
  UpdateUriBody,
  UriParams,
  toApiCredential,
  toApiIpAcl,
  toApiOriginationUri,
} from './opener-contract.ts';
import { ownedRoutes } from './owned-routes.ts';
import type { TrunkRoutesDeps } from './trunks-deps.ts';

/** Credentials, IP ACLs and origination URIs: the account's, named by its trunks. */
export function trunkOpenerRoutes(deps: TrunkRoutesDeps): Route<CustomerPrincipal>[] {
  return [...credentialRoutes(deps), ...ipAclRoutes(deps), ...uriRoutes(deps)];
}

function credentialRoutes(deps: TrunkRoutesDeps): Route<CustomerPrincipal>[] {
  return ownedRoutes(deps, {
    things: deps.trunks.credentials,
    path: '/credentials',
    tag: 'SIP credentials',
    operation: { one: 'Credential', many: 'Credentials' },
    words: { one: 'credential', many: 'SIP credentials', order: 'Oldest first. No password is shown.' },
    descriptions: {
      create:
        'A login for digest authentication. The username is unique on the whole platform and stays as it is; one that is taken is ' +
        'refused with one that is free. The password is kept as hashes alone.',
      change: 'What is absent stays. The old password is dead at once. The username never changes.',
      remove:
        'For good; its username is free again. Refused while calls are up or a trunk names it: without it that trunk would be open to ' +
        'your other credentials.',
    },
    params: CredentialParams,
    idParam: 'credential_id',
    create: CreateCredentialBody,
    update: UpdateCredentialBody,
    schema: CredentialSchema,
    strict: StrictCredentialSchema,
    examples: {
      create: createCredentialExample,
      update: updateCredentialExample,
      row: credentialExample,
      list: credentialListExample,
    },
    errors: { create: [usernameTaken, trunkResourceLimit], change: [], remove: [trunkInUse, openerNamed] },
    toApi: toApiCredential,
  });
}

function ipAclRoutes(deps: TrunkRoutesDeps): Route<CustomerPrincipal>[] {
  return ownedRoutes(deps, {
    things: deps.trunks.ipAcls,
    path: '/ip-acl',
    tag: 'IP ACLs',
    operation: { one: 'IpAcl', many: 'IpAcls' },
    words: { one: 'IP ACL', many: 'IP ACLs', order: 'Oldest first.' },
    descriptions: {
      create:
        'Addresses whose calls are yours without a password. Public IPv4 alone, at most 256 in one entry. We know callers by these ' +
        'addresses, so an address of another account is refused.',
      change: 'What is absent stays.',
      remove:
        'For good: calls from there need a credential then. Refused while a trunk names it: without it that trunk would be open to ' +
        'your other addresses.',
    },
    params: IpAclParams,
    idParam: 'ip_acl_id',
    create: CreateIpAclBody,
    update: UpdateIpAclBody,
    schema: IpAclSchema,
    examples: {
      create: createIpAclExample,
      update: updateIpAclExample,
      row: ipAclExample,
      list: ipAclListExample,
    },
    errors: {
      create: [sourceAddressTaken, duplicateIpAcl, trunkResourceLimit],
      change: [sourceAddressTaken, duplicateIpAcl],
      remove: [openerNamed],
    },
    toApi: toApiIpAcl,
  });
}

function uriRoutes(deps: TrunkRoutesDeps): Route<CustomerPrincipal>[] {
  return ownedRoutes(deps, {
    things: deps.trunks.uris,
    path: '/origination-uris',
    tag: 'Origination URIs',
    operation: { one: 'OriginationUri', many: 'OriginationUris' },
    words: {
      one: 'origination URI',
      many: 'origination URIs',
      order: 'In the order in which they are tried: lowest priority first.',
    },
    descriptions: {
      create:
        'Where calls to your numbers are sent. Lower priorities are tried first; inside one, `weight` is the share. The host must be ' +
        'one that the internet can reach.',
      change: 'What is absent stays.',
      remove: 'For good. Trunks that named it name none.',
    },
    params: UriParams,
    idParam: 'uri_id',
    create: CreateUriBody,
    update: UpdateUriBody,
    schema: OriginationUriSchema,
    examples: { create: createUriExample, update: updateUriExample, row: uriExample, list: uriListExample },
    errors: { create: [trunkResourceLimit], change: [], remove: [] },
    toApi: toApiOriginationUri,
  });
}
