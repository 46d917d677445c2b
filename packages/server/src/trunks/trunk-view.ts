import type { Reader } from '../platform/db/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { openersOf } from './opened-trunks.ts';
import { allOpeners, type Openers } from './removal.ts';
import { noSuchTrunk } from './trunk-changes.ts';
import type { Account, Trunk } from './trunk.ts';
import { selectAllTrunks, selectTrunk } from './trunk-store.ts';

export interface TrunkWithOpeners extends Openers {
  readonly trunk: Trunk;
}

/** A trunk with what opens it and where its calls go, by the rules that calls go by. Throws 404. */
export async function findWithOpeners(
  reader: Reader,
  holder: Pick<Account, 'partnerId' | 'customerId' | 'authId'>,
  id: string,
): Promise<TrunkWithOpeners> {
  const { partnerId, customerId } = holder;
  const trunk = isUuid(id) ? await selectTrunk(reader, partnerId, customerId, id) : null;
  if (trunk === null) throw noSuchTrunk();
  const [trunks, all] = [
    await selectAllTrunks(reader, partnerId, customerId),
    await allOpeners(reader, holder),
  ];
  const named = [trunk.primaryUriId, trunk.fallbackUriId].filter((one) => one !== null);
  const uris = named.flatMap((one) => all.uris.find((uri) => uri.id === one) ?? []);
  return {
    trunk,
    credentials: openersOf('credentialId', trunk, all.credentials, trunks),
    ipAcls: openersOf('ipAclId', trunk, all.ipAcls, trunks),
    uris: named.length > 0 ? uris : all.uris,
  };
}
