import { bare, quoted, time, type Column } from '../platform/db/index.ts';
import { toTermsJson, type SideTerms } from './call-terms.ts';
import type { BegunCall } from './live-call.ts';

function json(value: unknown): string {
  return quoted(JSON.stringify(value));
}

/** Many calls go at one price. */
const written = new WeakMap<SideTerms, string>();

function terms(side: SideTerms | null): string {
  if (side === null) return 'NULL';
  const text = written.get(side) ?? json(toTermsJson(side));
  written.set(side, text);
  return text;
}

/** A call that begins, as `call_begin` takes it: all of its row but what comes later. */
export const BEGUN_COLUMNS: readonly Column<BegunCall>[] = [
  ['c_partner', ({ partnerId }) => bare(partnerId)],
  ['c_call', ({ callId }) => bare(callId)],
  ['c_customer', ({ customerId }) => bare(customerId)],
  ['c_trunk', ({ trunkId }) => bare(trunkId)],
  ['c_credential', ({ credentialId }) => bare(credentialId)],
  ['c_direction', ({ direction }) => bare(direction)],
  ['c_node', ({ edgeNode }) => quoted(edgeNode)],
  ['c_from', ({ from }) => quoted(from)],
  ['c_to', ({ to }) => quoted(to)],
  ['c_class', ({ destinationClass }) => quoted(destinationClass)],
  ['c_emergency', ({ emergency }) => bare(emergency)],
  ['c_authorised', ({ authorisedAt }) => time(authorisedAt)],
  ['c_currency', ({ currency }) => quoted(currency)],
  ['c_wallet', ({ walletAccountId }) => bare(walletAccountId)],
  ['c_slice', ({ sliceSeconds }) => bare(sliceSeconds)],
  ['c_most', ({ maxSeconds }) => bare(maxSeconds)],
  ['c_cap', ({ spendCap }) => bare(spendCap)],
  ['c_bound', ({ boundBy }) => bare(boundBy)],
  ['c_selling', ({ selling }) => terms(selling)],
  ['c_wholesale', ({ wholesale }) => terms(wholesale)],
  ['c_answer', ({ answer }) => json(answer)],
  ['c_sip', ({ sip }) => json(sip)],
  ['c_hold', ({ holdId }) => bare(holdId)],
  ['c_held', ({ held }) => bare(held)],
  ['c_loss_hold', ({ lossHoldId }) => bare(lossHoldId)],
  ['c_loss_held', ({ lossHeld }) => bare(lossHeld)],
  ['c_funded', ({ fundedSeconds }) => bare(fundedSeconds)],
  ['c_funded_until', ({ fundedUntil }) => time(fundedUntil)],
  ['c_expires', ({ expiresAt }) => time(expiresAt)],
];
