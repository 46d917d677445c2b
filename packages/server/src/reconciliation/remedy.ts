import type { Difference } from './difference.ts';
import { utcDay } from '../platform/time/index.ts';

const dayOf = (at: Date | null): string => utcDay(at ?? new Date(0));

/** The last day of a stretch, which ends before its second instant. */
const lastDayOf = ({ from, before }: Difference): string =>
  dayOf(before === null ? from : new Date(before.getTime() - 1));

/** What the operator does about a difference. `partner`: as the command line takes it. */
export function operatorRemedy(one: Difference, partner: string): string {
  switch (one.kind) {
    case 'sums_differ':
      return `Make the sums anew from the call records: portal cdr rebuild-rollups --partner ${partner} --from ${dayOf(one.from)} --to ${lastDayOf(one)}`;
    case 'charge_differs':
      return `Compare portal cdr show ${one.callId ?? ''} with the ledger entries that refer to cdr:${one.callId ?? ''}. The entries cannot have changed while portal ledger verify finds nothing: then the record was, and is to be restored from a backup. A wrong charge is given back by a transfer.`;
    case 'charges_differ':
      return `Narrow it down: portal reconcile --partner ${partner} --from ${dayOf(one.from)} --to ${lastDayOf(one)}`;
    case 'hold_without_call':
      return `Give the money back to the account: portal ledger release-hold ${one.holdId ?? ''} --partner ${partner}`;
    case 'call_without_hold':
    case 'hold_amount_differs':
      return `End the call (POST /partner/live-calls/${one.callId ?? ''}/hang-up): it settles for what is held, and the rest is written off.`;
    case 'number_unpaid':
      return `The month is marked as paid and no charge stands behind it: agree with the partner who pays it, and charge or credit the account by a transfer that names ${one.e164 ?? ''}.`;
    case 'number_charge_differs':
      return `Look for entries about ${one.e164 ?? ''} in the transactions of the account; what was charged too much is given back by a transfer.`;
    case 'number_overdue':
      return 'The renewals have not run: see that a worker is up (portal serve --role worker). They catch up within a minute and charge each month once.';
    default:
      return `Run portal ledger verify --partner ${partner}: it names every wrong account. Entries are never changed by the product; compare with a backup before anything else is done, and restore what was altered.`;
  }
}

/** The same for the partner, who has no command line. */
export function partnerRemedy(one: Difference): string {
  if (one.check === 'sums')
    return 'Your money is right; a figure of a dashboard is not. The operator makes the sums anew from your calls: tell them the id of this run.';
  if (one.kind === 'number_overdue')
    return 'The renewal of this number is late; it is charged once, as soon as renewals run. Tell the operator the id of this run.';
  return 'The operator sees this difference too, with how to mend it: tell them the id of this run. Nothing is charged to you or paid back without an entry in your transactions.';
}
