import { appendAudit, fieldChanges } from '../audit/index.ts';
import type { AccountStatus } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { selectMoneyLeft } from './balance-store.ts';
import { maxAccountsInUse, partnerHasBalance, partnerVersionConflict } from './errors.ts';
import { lockOpenPartner } from './find-partner.ts';
import { checkTier } from './onboarding.ts';
import type { By } from './by.ts';
import type { PartnersDeps } from './partner-deps.ts';
import type { Capabilities, GstStatus, Partner } from './partner.ts';
import { updatePartner } from './store.ts';
import { toApiPartner } from './to-api.ts';

/** What may be changed of a partner; what is absent stays. */
export interface PartnerPatch extends Partial<Capabilities> {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly company?: string | undefined;
  readonly country?: string | undefined;
  readonly gstin?: string | undefined;
  readonly gstStatus?: GstStatus | undefined;
  readonly tdsApplicable?: boolean | undefined;
  readonly tdsPercentage?: number | undefined;
  readonly isVerified?: boolean | undefined;
  readonly maxAccounts?: number | undefined;
  readonly defaultPricingTierId?: string | undefined;
}

export interface PatchOptions {
  /** The version that the caller saw. */
  readonly version?: number | undefined;
  readonly reason?: string | undefined;
}

/** Fields whose change says nothing: they change with every change. */
const SILENT = ['version', 'updated_at', 'account_count'];

async function save(
  deps: PartnersDeps,
  tx: Tx,
  from: Partner,
  to: Partner,
  by: By,
  entry: { readonly action: string; readonly reason?: string | undefined },
): Promise<Partner> {
  const saved = await updatePartner(tx, to, by.at);
  const changes = fieldChanges(toApiPartner(from), toApiPartner(saved)).filter(
    (change) => !SILENT.includes(change.field),
  );
  await appendAudit(tx, [
    {
      partnerId: from.partnerId,
      at: by.at,
      actor: by.actor,
      action: entry.action,
      objectType: 'partner',
      objectId: from.authId,
      changes,
      reason: entry.reason ?? null,
    },
  ]);
  await appendOutbox(tx, by.at, [
    {
      partnerId: from.partnerId,
      topic: entry.action,
      payload: { partner_id: from.partnerId, auth_id: from.authId, status: saved.status },
    },
  ]);
  await deps.ownerAccess.changed(tx, from.partnerId);
  return saved;
}

function withoutAbsent(patch: PartnerPatch): Partial<Partner> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

/**
 * Changes contact, tax data, capabilities and limits; each field that differs is in the audit log.
 * Throws 404, 409 `partner_closed`, `partner_version_conflict`, `max_accounts_in_use`, and 422.
 */
export async function patchPartner(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  patch: PartnerPatch,
  options: PatchOptions,
  by: By,
): Promise<Partner> {
  const partner = await lockOpenPartner(tx, id);
  if (options.version !== undefined && options.version !== partner.version) {
    throw partnerVersionConflict({ facts: { version: partner.version } });
  }
  if (patch.maxAccounts !== undefined && patch.maxAccounts < partner.accountCount) {
    throw maxAccountsInUse({ facts: { lowest_possible: partner.accountCount } });
  }
  if (patch.defaultPricingTierId !== undefined) {
    await checkTier(tx, partner.partnerId, patch.defaultPricingTierId, partner.currency, by.at);
  }
  const wanted: Partner = { ...partner, ...withoutAbsent(patch) };
  if (fieldChanges(toApiPartner(partner), toApiPartner(wanted)).length === 0) return partner;
  return save(deps, tx, partner, wanted, by, { action: 'partner.updated', reason: options.reason });
}

async function setStatus(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  status: AccountStatus,
  action: string,
  reason: string | undefined,
  by: By,
): Promise<Partner> {
  const partner = await lockOpenPartner(tx, id);
  if (partner.status === status) return partner;
  return save(deps, tx, partner, { ...partner, status }, by, { action, reason });
}

/** Reads still work, writes answer 403, calls of its customers are refused. Suspending twice is suspending once. */
export async function suspendPartner(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  reason: string,
  by: By,
): Promise<Partner> {
  return setStatus(deps, tx, id, 'suspended', 'partner.suspended', reason, by);
}

export async function resumePartner(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  reason: string | undefined,
  by: By,
): Promise<Partner> {
  return setStatus(deps, tx, id, 'active', 'partner.resumed', reason, by);
}

/**
 * Ends a partner for good: its credentials die, its books stay. Throws 409 `partner_has_balance` while it or one of
 * its customers holds money or owes some, unless it is forced.
 */
export async function closePartner(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  options: { readonly reason: string; readonly force: boolean },
  by: By,
): Promise<Partner> {
  const partner = await lockOpenPartner(tx, id);
  const left = await selectMoneyLeft(tx, partner.partnerId);
  if (left.length > 0 && !options.force) throw partnerHasBalance({ facts: { left } });
  await deps.ownerAccess.revokeAll(tx, partner.partnerId, by);
  return save(deps, tx, partner, { ...partner, status: 'closed' }, by, {
    action: options.force && left.length > 0 ? 'partner.closed_by_force' : 'partner.closed',
    reason: options.reason,
  });
}
