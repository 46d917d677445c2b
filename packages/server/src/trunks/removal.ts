import type { By } from '../identity/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { announce, type Announcement } from './announce.ts';
import { selectCredential, selectCredentials } from './credential-store.ts';
import { selectIpAcl, selectIpAcls } from './ip-acl-store.ts';
import { toApiCredential, toApiIpAcl, toApiOriginationUri } from './opener-contract.ts';
import { deleteOwned } from './owned-store.ts';
import {
  MOST,
  type Account,
  type IpAcl,
  type OriginationUri,
  type SipCredential,
  type Trunk,
} from './trunk.ts';
import { selectUri, selectUris } from './uri-store.ts';

type Holder = Pick<Account, 'partnerId' | 'customerId' | 'authId'>;

/** What stands beside trunks in an account. */
export interface Openers {
  readonly credentials: readonly SipCredential[];
  readonly ipAcls: readonly IpAcl[];
  readonly uris: readonly OriginationUri[];
}

/** Deletes them and says so. A trunk that names one of them still is opened by nothing of its kind. */
export async function removeOpeners(
  tx: Tx,
  account: Holder,
  { credentials, ipAcls, uris }: Openers,
  by: By,
  reason?: string,
): Promise<void> {
  const { partnerId } = account;
  for (const { id } of credentials) await deleteOwned(tx, 'sip_credential', partnerId, id);
  for (const { id } of ipAcls) await deleteOwned(tx, 'sip_ip_acl', partnerId, id);
  for (const { id } of uris) await deleteOwned(tx, 'sip_origination_uri', partnerId, id);
  const gone = { to: null, reason };
  const announcements: Announcement[] = [
    ...credentials.map((one) => ({
      ...gone,
      object: 'credential' as const,
      id: one.id,
      from: toApiCredential(one, account),
    })),
    ...ipAcls.map((one) => ({
      ...gone,
      object: 'ip_acl' as const,
      id: one.id,
      from: toApiIpAcl(one, account),
    })),
    ...uris.map((one) => ({
      ...gone,
      object: 'origination_uri' as const,
      id: one.id,
      from: toApiOriginationUri(one, account),
    })),
  ];
  if (announcements.length > 0) await announce(tx, account, by, announcements);
}

/** What a deleted trunk named and no other trunk names goes with it, as published. */
export async function removeUnnamed(
  tx: Tx,
  account: Holder,
  trunk: Trunk,
  left: readonly Trunk[],
  by: By,
): Promise<void> {
  const { partnerId, customerId } = account;
  const named = new Set(
    left.flatMap((one) => [one.credentialId, one.ipAclId, one.primaryUriId, one.fallbackUriId]),
  );
  const unnamed = (ids: readonly (string | null)[]): string[] =>
    [...new Set(ids)].filter((id): id is string => id !== null && !named.has(id));
  const found = async <T>(
    ids: readonly (string | null)[],
    select: (tx: Tx, partnerId: string, customerId: string, id: string) => Promise<T | null>,
  ): Promise<T[]> => {
    const rows: T[] = [];
    for (const id of unnamed(ids)) {
      const row = await select(tx, partnerId, customerId, id);
      if (row !== null) rows.push(row);
    }
    return rows;
  };
  const openers = {
    credentials: await found([trunk.credentialId], selectCredential),
    ipAcls: await found([trunk.ipAclId], selectIpAcl),
    uris: await found([trunk.primaryUriId, trunk.fallbackUriId], selectUri),
  };
  await removeOpeners(tx, account, openers, by);
}

/** Everything that an account has beside its trunks. */
export async function allOpeners(reader: Reader, { partnerId, customerId }: Holder): Promise<Openers> {
  const all = (limit: number) => ({ limit, offset: 0 });
  return {
    credentials: await selectCredentials(reader, partnerId, customerId, all(MOST.credentials)),
    ipAcls: await selectIpAcls(reader, partnerId, customerId, all(MOST.ipAcls)),
    uris: await selectUris(reader, partnerId, customerId, all(MOST.originationUris)),
  };
}
