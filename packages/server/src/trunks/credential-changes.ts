import type { Static } from 'typebox';
import { fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import { randomLower, type Sealer } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { announce } from './announce.ts';
import { insertCredential, selectCredential, updateCredential, usernameExists } from './credential-store.ts';
import { trunkInUse, usernameTaken } from './errors.ts';
import { makeHa1, type Ha1 } from './ha1.ts';
import { lockAccount, lockOwn, refuseNamed, refuseTooMany } from './opener-changes.ts';
import { toApiCredential, type CreateCredentialBody, type UpdateCredentialBody } from './opener-contract.ts';
import { readLabel } from './read-label.ts';
import { removeOpeners } from './removal.ts';
import { MOST, type Account, type SipCredential } from './trunk.ts';
import type { TrunksDeps } from './trunks-deps.ts';

const LONGEST_USERNAME = 64;

function sealContext(id: string): string {
  return `sip-credential:${id}`;
}

/** The hashes are as good as the password for whoever has them, so they lie sealed. */
function sealHa1(sealer: Sealer, id: string, ha1: Ha1): Buffer {
  return sealer.seal(`${ha1.md5}:${ha1.sha256}`, sealContext(id));
}

export function unsealHa1(sealer: Sealer, id: string, sealed: Buffer): Ha1 {
  const [md5 = '', sha256 = ''] = sealer.unseal(sealed, sealContext(id)).split(':');
  return { md5, sha256 };
}

/** A name of the same beginning that is free now. Whose the taken one is nobody learns. */
async function suggestName(tx: Tx, username: string): Promise<string> {
  const name = `${username.slice(0, LONGEST_USERNAME - 7)}-${randomLower(6)}`;
  return (await usernameExists(tx, name)) ? suggestName(tx, username) : name;
}

/** Throws 409 `duplicate_username` with a name that is free, and `trunk_resource_limit`. */
export async function createCredential(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  body: Static<typeof CreateCredentialBody>,
  by: By,
): Promise<SipCredential> {
  const { partnerId, customerId } = account;
  const { username } = body;
  await lockAccount(deps, tx, account);
  await refuseTooMany(tx, 'sip_credential', account, MOST.credentials);
  const id = uuidv7(by.at);
  const realm = deps.sip.domain;
  const credential = await insertCredential(tx, {
    partnerId,
    id,
    customerId,
    username,
    realm,
    ha1Sealed: sealHa1(deps.sealer, id, makeHa1(username, realm, body.password)),
    enabled: body.enabled ?? true,
    description: readLabel(body) ?? '',
    createdAt: by.at,
  });
  if (credential === null) {
    const suggestion = await suggestName(tx, username);
    throw usernameTaken({
      message: `The username ${username} is taken; usernames are unique on the whole platform. ${suggestion} is free.`,
      facts: { username, suggestion },
    });
  }
  const to = toApiCredential(credential, account);
  await announce(tx, account, by, [{ object: 'credential', id, from: null, to }]);
  return credential;
}

/** A new password makes new hashes, for the realm of today. Where nothing differs nothing is written. Throws 404. */
export async function changeCredential(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  body: Static<typeof UpdateCredentialBody>,
  by: By,
): Promise<SipCredential> {
  const credential = await lockOwn(deps, tx, account, id, selectCredential);
  const { password } = body;
  const realm = password === undefined ? credential.realm : deps.sip.domain;
  const wanted: SipCredential = {
    ...credential,
    realm,
    enabled: body.enabled ?? credential.enabled,
    description: readLabel(body) ?? credential.description,
  };
  const from = toApiCredential(credential, account);
  if (password === undefined && fieldChanges(from, toApiCredential(wanted, account)).length === 0)
    return credential;
  const sealed =
    password === undefined
      ? null
      : sealHa1(deps.sealer, credential.id, makeHa1(credential.username, realm, password));
  const saved = await updateCredential(tx, wanted, sealed, by.at);
  const more = password === undefined ? [] : [{ field: 'password', from: '<redacted>', to: '<redacted>' }];
  const to = toApiCredential(saved, account);
  await announce(tx, account, by, [{ object: 'credential', id: saved.id, from, to, more }]);
  return saved;
}

/** Throws 404, and 409 `trunk_in_use` while calls are up that it let in, `opener_named` while a trunk names it. */
export async function removeCredential(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  by: By,
): Promise<void> {
  const credential = await lockOwn(deps, tx, account, id, selectCredential);
  const calls = await deps.calls.withCredential(account.partnerId, credential.id);
  if (calls > 0) throw trunkInUse({ facts: { concurrent_calls: calls } });
  await refuseNamed(tx, account, credential.id, 'credentialId');
  await removeOpeners(tx, account, { credentials: [credential], ipAcls: [], uris: [] }, by);
}
