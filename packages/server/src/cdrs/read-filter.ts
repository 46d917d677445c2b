import type { Static } from 'typebox';
import type { PartnerFacts } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { readDateRange } from '../platform/http/index.ts';
import type { CdrFilter } from './cdr-filter.ts';
import { CALL_STATUSES, classesOf } from './hangup-cause.ts';
import type { CdrExportQuery } from './query-contract.ts';

export type CdrFilterQuery = Static<typeof CdrExportQuery>;

/** A raw `+` in a query arrives as a space; nobody means a space before a number. */
function numberPart(text: string): string {
  return text.replace(/^ (?=\d)/, '+').trim();
}

/** One's own id in either spelling changes nothing; another's answers like what does not exist. */
export function checkPartnerId(partner: PartnerFacts, query: { readonly partner_id?: string }): void {
  const asked = query.partner_id?.toLowerCase();
  if (asked !== undefined && asked !== partner.authId && asked !== partner.partnerId) throw notFound();
}

function whatIsAsked(query: CdrFilterQuery): Omit<CdrFilter, 'window'> {
  const status = CALL_STATUSES.find((one) => one === query.status?.replace('-', '_'));
  return {
    ...(status === undefined ? {} : { classes: classesOf(status) }),
    ...(query.call_direction === undefined ? {} : { direction: query.call_direction }),
    ...(query.context === undefined ? {} : { context: query.context }),
    ...(query.hangup_cause === undefined ? {} : { hangupCause: query.hangup_cause.toUpperCase() }),
    ...(query.hangup_disposition === undefined ? {} : { hangupDisposition: query.hangup_disposition }),
    // No call is shorter: a filter that leaves out nothing is none.
    ...((query.min_duration ?? 0) === 0 ? {} : { minDuration: query.min_duration ?? 0 }),
    ...(query.max_duration === undefined ? {} : { maxDuration: query.max_duration }),
    ...(query.from_number === undefined ? {} : { fromNumber: numberPart(query.from_number) }),
    ...(query.to_number === undefined ? {} : { toNumber: numberPart(query.to_number) }),
    ...(query.search === undefined ? {} : { search: numberPart(query.search) }),
    ...(query.sip_call_id === undefined ? {} : { sipCallId: query.sip_call_id }),
    ...(query.bridge_uuid === undefined ? {} : { bridgeUuid: query.bridge_uuid }),
    ...(query.campaign_id === undefined ? {} : { campaignId: query.campaign_id }),
  };
}

/** Reads the filters of a query. Throws 404 for another partner. */
export function readFilter(partner: PartnerFacts, query: CdrFilterQuery, customerId?: string): CdrFilter {
  checkPartnerId(partner, query);
  return {
    ...whatIsAsked(query),
    ...(customerId === undefined ? {} : { customerId }),
    window: readDateRange(query),
  };
}
