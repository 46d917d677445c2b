import { operatorRemedy, partnerRemedy } from './remedy.ts';
import type { Run, StoredDifference } from './run.ts';
import type { NamedRun } from './service.ts';

function toApiDifference(one: StoredDifference): Record<string, unknown> {
  return {
    check: one.check,
    what: one.kind,
    summary: one.summary,
    from: one.from,
    before: one.before,
    account_id: one.accountId,
    call_uuid: one.callId,
    hold_id: one.holdId,
    number: one.e164,
    ledger_account_id: one.ledgerAccountId,
    transfer_id: one.transferId,
    sums_key: one.sumsKey,
    measure: one.measure,
    currency: one.currency,
    figures: one.figures.map(({ source, amount, count }) => ({
      source,
      amount,
      count: count === null ? null : Number(count),
    })),
  };
}

function toApi(run: Run, whatToDo: string | null): Record<string, unknown> {
  const sum = (of: 'checked' | 'differing'): number => run.checks.reduce((all, one) => all + one[of], 0);
  return {
    id: run.id,
    scope: run.scope,
    from: run.window.from,
    before: run.window.before,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    score: run.score,
    checked: sum('checked'),
    differing: sum('differing'),
    checks: run.checks,
    first_difference: run.first === null ? null : toApiDifference(run.first),
    what_to_do: whatToDo,
  };
}

export function toPartnerRun(run: Run): Record<string, unknown> {
  return toApi(run, run.first === null ? null : partnerRemedy(run.first));
}

/** With the command that mends it. */
export function toOperatorRun({ partner, run }: NamedRun): Record<string, unknown> {
  return {
    partner_id: partner.partnerId,
    partner_auth_id: partner.authId,
    partner_name: partner.name,
    ...toApi(run, run.first === null ? null : operatorRemedy(run.first, partner.authId)),
  };
}
