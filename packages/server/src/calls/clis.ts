import { appendAudit } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import { deleteCli, insertCli, selectClis } from './cli-store.ts';
import { tooManyClis } from './errors.ts';
import type { ApprovedCli } from './service.ts';

const MOST_CLIS = 200;

interface Holder {
  readonly partnerId: string;
  readonly customerId: string;
  readonly authId: string;
}

async function note(tx: Tx, holder: Holder, action: string, e164: string, by: By): Promise<void> {
  const { partnerId, authId, customerId } = holder;
  const gone = action.endsWith('withdrawn');
  const changes = [{ field: 'e164', from: gone ? e164 : null, to: gone ? null : e164 }];
  await appendAudit(tx, [
    { partnerId, at: by.at, actor: by.actor, action, objectType: 'account', objectId: authId, changes },
  ]);
  const payload = { account_id: authId, customer_id: customerId, e164 };
  await appendOutbox(tx, by.at, [{ partnerId, topic: action, payload }]);
}

/** Throws 409 `approved_cli_limit`, and whatever `lockOpen` throws. */
export async function approveCli(
  deps: CallsDeps,
  tx: Tx,
  holder: Holder,
  cli: { readonly e164: string; readonly note: string },
  by: By,
): Promise<ApprovedCli> {
  const { partnerId, customerId } = await deps.customers.lockOpen(tx, holder.partnerId, holder.authId);
  const before = await selectClis(tx, partnerId, customerId);
  const known = before.find(({ e164 }) => e164 === cli.e164);
  if (known !== undefined) return known;
  if (before.length >= MOST_CLIS) throw tooManyClis({ facts: { limit: MOST_CLIS } });
  const wanted = { partnerId, customerId, ...cli, approvedBy: by.actor.label, approvedAt: by.at };
  const approved = (await insertCli(tx, wanted)) ?? wanted;
  await note(tx, holder, 'account.cli_approved', cli.e164, by);
  return approved;
}

export async function withdrawCli(tx: Tx, holder: Holder, e164: string, by: By): Promise<void> {
  if (!(await deleteCli(tx, holder.partnerId, holder.customerId, e164))) throw notFound();
  await note(tx, holder, 'account.cli_withdrawn', e164, by);
}
