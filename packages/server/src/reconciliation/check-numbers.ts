import type { PaidMonth } from '../numbers/index.ts';
import type { Reader } from '../platform/db/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { amountOf, difference, together, type CheckResult, type Difference } from './difference.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';

type Deps = Pick<ReconciliationDeps, 'ledger' | 'numbers'>;
type Part = Omit<CheckResult, 'check'>;

const PAGE = 500;
/** So late a renewal is nobody's retry any more: the job does not run. */
const OVERDUE_MS = DAY_MS;

/**
 * Each number that a customer has is paid once for the month that it says is paid: the operator's account got its price
 * under the reference of that month. Numbers that cost the partner nothing leave no entry there and are only looked at for their date.
 */
export async function checkNumbers(
  deps: Deps,
  reader: Reader,
  partnerId: string,
  at: Date,
): Promise<CheckResult> {
  const accounts = await deps.ledger.accountsOf(reader, partnerId, { kind: 'number_revenue' });
  const accountIds = accounts.map(({ id }) => id);
  const parts: Part[] = [];
  let afterId: string | null = null;
  for (;;) {
    const months: PaidMonth[] = await deps.numbers.holdings.paidMonths(reader, partnerId, {
      afterId,
      limit: PAGE,
    });
    parts.push(await checkPage(deps, reader, partnerId, months, accountIds, at));
    afterId = months.at(-1)?.holdingId ?? null;
    if (months.length < PAGE) return together('numbers', parts);
  }
}

async function checkPage(
  deps: Deps,
  reader: Reader,
  partnerId: string,
  months: readonly PaidMonth[],
  accountIds: readonly string[],
  at: Date,
): Promise<Part> {
  if (months.length === 0) return { checked: 0, differing: 0, first: null };
  const earliest = Math.min(...months.map(({ from }) => from.getTime()));
  const entries = {
    references: { from: 'did:', before: 'did;' },
    posted: { from: new Date(earliest - DAY_MS), before: new Date(at.getTime() + DAY_MS) },
    accountIds,
    only: months.map(({ reference }) => reference),
    codes: ['did_purchase', 'did_rental'],
  };
  const paid = await deps.ledger.movedByReference(reader, partnerId, entries, months.length);
  const wrong = months.flatMap((month) => wrongMonth(month, paid.get(month.reference) ?? 0n, at) ?? []);
  return { checked: months.length, differing: wrong.length, first: wrong[0] ?? null };
}

function wrongMonth(month: PaidMonth, paid: bigint, at: Date): Difference | null {
  const about = {
    check: 'numbers',
    from: month.from,
    before: month.until,
    customerId: month.customerId,
    e164: month.e164,
    currency: month.currency,
    measure: 'wholesale',
  } as const;
  if (paid !== month.wholesale) {
    return difference({
      ...about,
      kind: paid === 0n ? 'number_unpaid' : 'number_charge_differs',
      summary:
        paid === 0n
          ? `The month of ${month.e164} is marked as paid, and nothing was charged for it.`
          : `The month of ${month.e164} was charged otherwise than once at its price.`,
      figures: [amountOf('number_records', month.wholesale), amountOf('ledger_entries', paid)],
    });
  }
  if (month.status !== 'active' || month.until.getTime() >= at.getTime() - OVERDUE_MS) return null;
  return difference({
    ...about,
    kind: 'number_overdue',
    summary: `The paid month of ${month.e164} is over, and nobody asked for the next one.`,
  });
}
