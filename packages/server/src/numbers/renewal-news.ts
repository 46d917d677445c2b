import type { By } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { announce, type NumberNews } from './announce.ts';
import type { NumberHolding } from './number-holding.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { customerStepMail, partnerStepMail, type ToldStep } from './mails.ts';
import type { RenewalStep } from './renewal-outcome.ts';

interface Step {
  readonly from: NumberHolding;
  readonly holding: NumberHolding;
  readonly step: RenewalStep;
}

const ACTIONS: Readonly<Record<Exclude<RenewalStep, 'still_short'>, string>> = {
  renewed: 'number.renewed',
  reactivated: 'number.reactivated',
  grace: 'number.grace_started',
  suspended: 'number.suspended',
  released: 'number.released',
};

/** Events for every step, and mail for those that somebody has to know of: one to each partner and customer for each step. */
export async function tellSteps(deps: NumbersDeps, tx: Tx, steps: readonly Step[], by: By): Promise<void> {
  await announce(tx, steps.flatMap(toNews), by);
  for (const step of TOLD) {
    const holdings = steps.filter((one) => one.step === step).map(({ holding }) => holding);
    for (const [partnerId, own] of groups(holdings, ({ partnerId }) => partnerId))
      await mailStep(deps, tx, partnerId, step, own, by.at);
  }
}

const TOLD: readonly ToldStep[] = ['reactivated', 'grace', 'suspended', 'released'];

function toNews({ from, holding, step }: Step): NumberNews[] {
  if (step === 'still_short') return [];
  const changes = [
    { field: 'status', from: from.status, to: holding.status },
    { field: 'paid_until', from: from.paidUntil.toISOString(), to: holding.paidUntil.toISOString() },
  ].filter((change) => change.from !== change.to);
  const { monthlyFee, currency, paidUntil, graceUntil, suspendedUntil, releaseReason } = holding;
  const facts = {
    monthly_fee: monthlyFee.toString(),
    currency,
    paid_until: paidUntil,
    ...(step === 'grace' ? { grace_until: graceUntil } : {}),
    ...(step === 'suspended' ? { suspended_until: suspendedUntil } : {}),
    ...(step === 'released' ? { reason: releaseReason } : {}),
  };
  return [{ holding, action: ACTIONS[step], changes, facts, reason: releaseReason }];
}

async function mailStep(
  deps: NumbersDeps,
  tx: Tx,
  partnerId: string,
  step: ToldStep,
  holdings: readonly NumberHolding[],
  at: Date,
): Promise<void> {
  const { partner } = await deps.partners.read(partnerId);
  const customers = await deps.customers.byIds(
    tx,
    partnerId,
    holdings.map((holding) => holding.customerId),
  );
  const told = { step, partnerName: partner.name, portalUrl: deps.portalUrl };
  await deps.mail.enqueue(tx, at, {
    partnerId,
    to: { name: partner.name, address: partner.email },
    ...partnerStepMail({ ...told, holdings }),
  });
  for (const [customerId, own] of groups(holdings, (holding) => holding.customerId)) {
    const customer = customers.get(customerId);
    if (customer === undefined || customer.status === 'closed') continue;
    await deps.mail.enqueue(tx, at, {
      partnerId,
      to: { name: customer.name, address: customer.email },
      ...customerStepMail({ ...told, holdings: own }, customer),
    });
  }
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group === undefined) found.set(keyOf(item), [item]);
    else group.push(item);
  }
  return found;
}
