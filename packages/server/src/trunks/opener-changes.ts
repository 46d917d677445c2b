import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { openerNamed, trunkResourceLimit } from './errors.ts';
import type { OpenerField } from './opened-trunks.ts';
import { countOwned, type OwnedTable } from './owned-store.ts';
import { saveTrunk } from './trunk-changes.ts';
import type { Account, Trunk } from './trunk.ts';
import { selectAllTrunks } from './trunk-store.ts';
import type { TrunksDeps } from './trunks-deps.ts';

/** Whoever changes something of an account holds its row: so no two changes of one account meet. */
export async function lockAccount(deps: TrunksDeps, tx: Tx, account: Account): Promise<void> {
  await deps.customers.lockOpen(tx, account.partnerId, account.authId);
}

/** Throws 409 `trunk_resource_limit`. The account is locked, so nobody counts beside us. */
export async function refuseTooMany(
  tx: Tx,
  table: OwnedTable,
  account: Account,
  most: number,
): Promise<void> {
  if ((await countOwned(tx, table, account.partnerId, account.customerId)) >= most)
    throw trunkResourceLimit({ facts: { limit: most } });
}

type Select<T> = (tx: Tx, partnerId: string, customerId: string, id: string) => Promise<T | null>;

/** One of the account's own, with the account locked. Throws 404. */
export async function lockOwn<T>(
  deps: TrunksDeps,
  tx: Tx,
  account: Account,
  id: string,
  select: Select<T>,
): Promise<T> {
  await lockAccount(deps, tx, account);
  const found = isUuid(id) ? await select(tx, account.partnerId, account.customerId, id) : null;
  if (found === null) throw notFound({ message: 'No such resource of this account.' });
  return found;
}

/**
 * What opens a trunk is not deleted while one names it: that one would name none of its kind then, and be open to all of the
 * account that no trunk names. Throws 409 `opener_named`.
 */
export async function refuseNamed(
  tx: Tx,
  { partnerId, customerId }: Account,
  id: string,
  field: OpenerField,
): Promise<void> {
  const naming = (await selectAllTrunks(tx, partnerId, customerId)).filter((trunk) => trunk[field] === id);
  if (naming.length === 0) return;
  const trunks = naming.map(({ trunkId }) => trunkId);
  throw openerNamed({
    message: `Named by ${trunks.join(', ')}, which would be open to your other ones without it. Let it name another one, or none, and try again.`,
    facts: { trunk_ids: trunks },
  });
}

type NamingField = 'primaryUriId' | 'fallbackUriId';

/** Trunks that name something which is about to go name nothing there any more. */
export async function unname(
  deps: Pick<TrunksDeps, 'sip'>,
  tx: Tx,
  account: Pick<Account, 'partnerId' | 'customerId' | 'authId'>,
  id: string,
  fields: readonly NamingField[],
  by: By,
): Promise<void> {
  for (const trunk of await selectAllTrunks(tx, account.partnerId, account.customerId)) {
    const named = fields.filter((field) => trunk[field] === id);
    const wanted: Trunk = { ...trunk, ...Object.fromEntries(named.map((field) => [field, null])) };
    if (named.length > 0) await saveTrunk(deps, tx, account, trunk, wanted, by);
  }
}
