import { appendAudit, fieldChanges } from '../audit/index.ts';
import type { By } from '../identity/index.ts';
import { ValidationFailure, type Fault } from '../platform/errors/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { formatRate, toRate } from '../pricing/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import { selectSpending } from './counter-store.ts';
import { effectiveLimits, type CallLimits, type PartnerCallLimits } from './limits.ts';
import { PARTNER_DEFAULT, lockLimits, selectLimits, updateLimits } from './limits-store.ts';
import { raiseFaults, type RaiseInput } from './raise-faults.ts';
import type { LimitsView } from './service.ts';

/** By wire names, as the audit log shows them. */
function fieldsOf(limits: PartnerCallLimits): Readonly<Record<string, unknown>> {
  const rate = limits.maxRatePerMinute;
  return {
    allowed_classes: limits.allowedClasses,
    max_rate_per_minute: rate === null ? null : formatRate(toRate(rate)),
    max_call_seconds: limits.maxCallSeconds,
    daily_spend_cap: limits.dailySpendCap,
    raised_spend_cap: limits.raisedSpendCap,
    raised_until: limits.raisedUntil,
    allow_loss: limits.allowLoss,
  };
}

interface About {
  readonly partnerId: string;
  readonly customerId: string;
  readonly objectType: 'partner' | 'account';
  readonly objectId: string;
  readonly action: string;
}

async function save(
  tx: Tx,
  about: About,
  patch: Partial<PartnerCallLimits>,
  by: By,
): Promise<PartnerCallLimits> {
  const { partnerId, customerId, objectType, objectId, action } = about;
  const from = await lockLimits(tx, partnerId, customerId, by.at);
  const to = { ...from, ...patch };
  const isPartner = customerId === PARTNER_DEFAULT;
  const faults = raiseFaults(
    isPartner ? null : await selectLimits(tx, partnerId, PARTNER_DEFAULT),
    from,
    patch,
    by.at,
  );
  if (faults.length > 0) throw new ValidationFailure(faults);
  const changes = fieldChanges(fieldsOf(from), fieldsOf(to));
  if (changes.length === 0) return from;
  await updateLimits(tx, partnerId, customerId, to, by.at);
  await appendAudit(tx, [{ partnerId, at: by.at, actor: by.actor, action, objectType, objectId, changes }]);
  const payload = { partner_id: partnerId, object: objectId, fields: changes.map(({ field }) => field) };
  await appendOutbox(tx, by.at, [{ partnerId, topic: action, payload }]);
  return to;
}

export function savePartnerLimits(
  tx: Tx,
  partnerId: string,
  patch: Partial<PartnerCallLimits>,
  by: By,
): Promise<PartnerCallLimits> {
  const action = 'partner.call_limits_changed';
  const about = {
    partnerId,
    customerId: PARTNER_DEFAULT,
    objectType: 'partner',
    objectId: partnerId,
    action,
  } as const;
  return save(tx, about, patch, by);
}

async function viewOf(reader: Reader, partnerId: string, customerId: string, at: Date): Promise<LimitsView> {
  const partner = await selectLimits(reader, partnerId, PARTNER_DEFAULT);
  const own = await selectLimits(reader, partnerId, customerId);
  const spending = await selectSpending(reader, partnerId, customerId, at);
  const effective = effectiveLimits(partner, own, at);
  return { partner, own, effective, spentToday: spending.spent, heldNow: spending.held };
}

export async function readLimits(
  deps: CallsDeps,
  reader: Reader,
  partnerId: string,
  id: string,
): Promise<LimitsView> {
  const { customerId } = await deps.customers.find(reader, partnerId, id);
  return viewOf(reader, partnerId, customerId, deps.clock.now());
}

export async function saveLimits(
  deps: CallsDeps,
  tx: Tx,
  partnerId: string,
  id: string,
  patch: Partial<CallLimits>,
  by: By,
): Promise<LimitsView> {
  const { customerId, authId } = await deps.customers.lockOpen(tx, partnerId, id);
  const action = 'account.call_limits_changed';
  await save(tx, { partnerId, customerId, objectType: 'account', objectId: authId, action }, patch, by);
  return viewOf(tx, partnerId, customerId, by.at);
}

/** What stored limits say against a raise. `id` is an `MA_…` id; null: the partner's default. Throws 404. */
export async function findRaiseFaults(
  deps: CallsDeps,
  reader: Reader,
  partnerId: string,
  id: string | null,
  change: RaiseInput,
): Promise<Fault[]> {
  const at = deps.clock.now();
  const partner = await selectLimits(reader, partnerId, PARTNER_DEFAULT);
  if (id === null) return raiseFaults(null, partner, change, at);
  const { customerId } = await deps.customers.find(reader, partnerId, id);
  return raiseFaults(partner, await selectLimits(reader, partnerId, customerId), change, at);
}
