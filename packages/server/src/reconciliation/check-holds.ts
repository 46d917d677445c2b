import { CALL_PURPOSE, type LiveHolds } from '../calls/index.ts';
import type { Hold } from '../ledger/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { isUuid } from '../platform/ids/index.ts';
import { amountOf, difference, together, type CheckResult, type Difference } from './difference.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';

type Deps = Pick<ReconciliationDeps, 'ledger' | 'calls'>;
type Part = Omit<CheckResult, 'check'>;

const PAGE = 1_000;

/** Money that is held for calls belongs to calls that are up, and those have the money that they were told they have. */
export async function checkHolds(deps: Deps, reader: Reader, partnerId: string): Promise<CheckResult> {
  return together('holds', [
    await holdsHaveCalls(deps, reader, partnerId),
    await callsHaveHolds(deps, reader, partnerId),
  ]);
}

function partOf(checked: number, wrong: readonly Difference[]): Part {
  return { checked, differing: wrong.length, first: wrong[0] ?? null };
}

async function holdsHaveCalls(deps: Deps, reader: Reader, partnerId: string): Promise<Part> {
  const parts: Part[] = [];
  let afterId: string | null = null;
  for (;;) {
    const holds: Hold[] = await deps.ledger.holdsFor(reader, partnerId, CALL_PURPOSE, {
      afterId,
      limit: PAGE,
    });
    const callIds = holds.flatMap((hold) => callOf(hold) ?? []);
    const calls = await deps.calls.liveHolds(reader, partnerId, { callIds });
    const named = new Set(calls.flatMap(({ holdId, lossHoldId }) => [holdId, lossHoldId]));
    const orphans = holds.filter((hold) => !named.has(hold.id));
    parts.push(partOf(holds.length, await withoutCalls(deps, reader, partnerId, orphans)));
    afterId = holds.at(-1)?.id ?? null;
    if (holds.length < PAGE) return together('holds', parts);
  }
}

/** The call that a hold is for, as its reference says. */
function callOf({ reference }: Hold): string | null {
  const id = reference?.startsWith('cdr:') === true ? reference.slice(4) : '';
  return isUuid(id) ? id : null;
}

/** With whose money it is. */
async function withoutCalls(
  { ledger }: Deps,
  reader: Reader,
  partnerId: string,
  holds: readonly Hold[],
): Promise<Difference[]> {
  if (holds.length === 0) return [];
  const ids = [...new Set(holds.map(({ accountId }) => accountId))];
  const accounts = new Map((await ledger.accountsOf(reader, partnerId, { ids })).map((one) => [one.id, one]));
  return holds.map((hold) => {
    const account = accounts.get(hold.accountId);
    return difference({
      check: 'holds',
      kind: 'hold_without_call',
      summary: 'Money is held for a call that is not up.',
      from: hold.takenAt,
      customerId: account?.kind === 'wallet' ? account.ownerId : null,
      callId: callOf(hold),
      holdId: hold.id,
      ledgerAccountId: hold.accountId,
      measure: 'held',
      currency: account?.currency ?? null,
      figures: [amountOf('holds', hold.amount), amountOf('live_calls', 0n)],
    });
  });
}

async function callsHaveHolds(deps: Deps, reader: Reader, partnerId: string): Promise<Part> {
  const parts: Part[] = [];
  let afterId: string | null = null;
  for (;;) {
    const calls: LiveHolds[] = await deps.calls.liveHolds(reader, partnerId, { afterId, limit: PAGE });
    const ids = calls.flatMap(({ holdId, lossHoldId }) => [holdId ?? [], lossHoldId ?? []].flat());
    const held = new Map(
      (await deps.ledger.openHolds(reader, partnerId, ids)).map((hold) => [hold.id, hold.amount]),
    );
    const wrong = calls.flatMap((call) => wrongHold(call, held) ?? []);
    parts.push(partOf(calls.length, wrong));
    afterId = calls.at(-1)?.callId ?? null;
    if (calls.length < PAGE) return together('holds', parts);
  }
}

function wrongHold(call: LiveHolds, open: ReadonlyMap<string, bigint>): Difference | null {
  for (const [id, said] of [
    [call.holdId, call.held],
    [call.lossHoldId, call.lossHeld],
  ] as const) {
    const held = id === null ? 0n : open.get(id);
    if (held === said) continue;
    return difference({
      check: 'holds',
      kind: held === undefined || id === null ? 'call_without_hold' : 'hold_amount_differs',
      summary: 'A call is up whose money is not held as it was told.',
      customerId: call.customerId,
      callId: call.callId,
      holdId: id,
      measure: 'held',
      currency: call.currency,
      figures: [amountOf('holds', held ?? 0n), amountOf('live_calls', said)],
    });
  }
  return null;
}
