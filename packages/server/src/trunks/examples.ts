/** As they stand on the wire, for the API reference. Addresses are of AS112: public, and no customer's. */
const TRUNK_ID = '7c1e4d20-5a2e-4c11-9d3f-4b5a6c7d8e9f';
const ACL_ID = '0199a1b0-5a2e-7c11-9d3f-4b5a6c7d8ea2';
const CREDENTIAL_ID = '0199a1b0-5a2e-7c11-9d3f-4b5a6c7d8ea1';
const URI_ID = '0199a1b0-5a2e-7c11-9d3f-4b5a6c7d8ea3';
const at = { created_at: '2026-03-25T11:00:00.000Z', updated_at: '2026-03-25T11:00:00.000Z' };
const account = { account_id: 'MA_48149CF4' };

export const createTrunkExample = {
  name: 'Head office',
  trunk_direction: 'both',
  concurrent_calls_limit: 10,
  webhook_url: 'https://hooks.nimbus.example/calls',
};
export const updateTrunkExample = { name: 'Head office', max_concurrent_calls: 8, enabled: true };

export const trunkExample = {
  trunk_id: TRUNK_ID,
  ...account,
  name: 'Head office',
  trunk_domain: '7c1e4d20.sip.localhost',
  trunk_status: 'active',
  secure: false,
  trunk_direction: 'both',
  concurrent_calls_limit: 10,
  cps_limit: 2,
  description: '',
  transport: 'udp',
  recording: false,
  enable_transcription: false,
  pii_redaction: false,
  webhook_method: 'POST',
  recording_webhook_enabled: false,
  ...at,
  credential_uuid: CREDENTIAL_ID,
  primary_uri_uuid: null,
  inbound_destination: null,
  pii_entity_types: null,
  webhook_url: 'https://hooks.nimbus.example/calls',
  enabled: true,
  ipacl_uuid: null,
  fallback_uri_uuid: null,
};

const meta = { limit: 20, offset: 0, total: 1 };
export const trunkListExample = { meta, objects: [trunkExample] };
export const trunkPageExample = {
  trunks: [trunkExample],
  total: 1,
  page: 1,
  per_page: 20,
  next_cursor: null,
};

export const createCredentialExample = { username: 'nimbus-pbx', password: 'a long pass phrase' };
export const updateCredentialExample = { password: 'another pass phrase', enabled: true };
export const credentialExample = {
  id: CREDENTIAL_ID,
  ...account,
  username: 'nimbus-pbx',
  password: '<redacted>',
  realm: 'sip.localhost',
  enabled: true,
  ...at,
  description: '',
};
export const credentialListExample = { meta, objects: [credentialExample] };

export const createIpAclExample = { ip_address: '192.175.48.7', name: 'Head office' };
export const updateIpAclExample = { enabled: false, description: 'Moved to the new line' };
export const ipAclExample = {
  id: ACL_ID,
  ...account,
  ip_address: '192.175.48.7',
  description: 'Head office',
  enabled: true,
  ...at,
};
export const ipAclListExample = { meta, objects: [ipAclExample] };

export const createUriExample = { name: 'Head office', sip_uri: 'sip:pbx.nimbus.example:5060', priority: 1 };
export const updateUriExample = { name: 'Head office', priority: 2 };
export const uriExample = {
  id: URI_ID,
  ...account,
  uri: 'sip:pbx.nimbus.example:5060',
  priority: 1,
  weight: 10,
  enabled: true,
  transport: 'udp',
  description: 'Head office',
  ...at,
};
export const uriListExample = { meta, objects: [uriExample] };

export const openedTrunkExample = {
  ...trunkExample,
  credentials: [credentialExample],
  ip_acl: [ipAclExample],
  origination_uris: [uriExample],
};

export const sourcesExample = {
  sources: [
    {
      id: ACL_ID,
      ip_address: '192.175.48.7',
      enabled: true,
      partner_id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
      account_id: 'MA_48149CF4',
      created_at: at.created_at,
    },
  ],
};
