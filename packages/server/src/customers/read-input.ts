import type { Static } from 'typebox';
import { ValidationFailure, fault, type Fault } from '../platform/errors/index.ts';
import { countryFacts, type CountryFacts } from './country-facts.ts';
import type { Customer } from './customer.ts';
import { timeZoneName } from './time-zone.ts';
import type { CreateAccountBody, PatchAccountBody } from './request-contract.ts';

/** What a partner says of a new customer, checked as far as the words alone allow. */
export interface NewAccountInput {
  readonly password: string;
  readonly country: CountryFacts;
  readonly details: NewAccountDetails;
}

export type NewAccountDetails = Pick<
  Customer,
  | 'name'
  | 'email'
  | 'phone'
  | 'timezone'
  | 'company'
  | 'description'
  | 'address'
  | 'city'
  | 'state'
  | 'zipCode'
  | 'gstin'
  | 'gstStatus'
>;

/** Fields of a customer that a change may set; what is absent stays. */
export type AccountPatch = Partial<
  Pick<
    Customer,
    | 'name'
    | 'phone'
    | 'company'
    | 'description'
    | 'address'
    | 'city'
    | 'state'
    | 'zipCode'
    | 'timezone'
    | 'gstin'
    | 'gstStatus'
    | 'tdsEnabled'
    | 'tdsPercentage'
    | 'businessType'
    | 'cpsLimit'
    | 'concurrentCallsLimit'
    | 'pricingTierId'
  >
>;

/** Text without blank ends; null where nothing is left. */
function trimmed(text: string | null | undefined): string | null {
  const inner = text?.trim() ?? '';
  return inner === '' ? null : inner;
}

/** Reads a new account whose words the request's schema has checked. Throws 422 for what it let through. */
export function readNewAccount(body: Static<typeof CreateAccountBody>): NewAccountInput {
  const country = countryFacts(body.country);
  const asked = trimmed(body.timezone);
  const timezone = asked === null ? country?.timeZone : timeZoneName(asked);
  const faults: Fault[] = [];
  if (country === null)
    faults.push(
      fault(['body', 'country'], 'value_error', 'Input should be a valid country-code', body.country),
    );
  else if (timezone == null)
    faults.push(fault(['body', 'timezone'], 'value_error', 'Input should be a valid time-zone', asked));
  if (country === null || timezone == null) throw new ValidationFailure(faults);
  const details: NewAccountDetails = {
    name: body.name.trim(),
    email: body.email.trim().toLowerCase(),
    phone: body.phone,
    timezone,
    company: body.company?.trim() ?? '',
    description: trimmed(body.description),
    address: trimmed(body.address),
    city: trimmed(body.city),
    state: trimmed(body.state),
    zipCode: trimmed(body.zip_code),
    gstin: trimmed(body.gstin),
    gstStatus: body.gst_status ?? null,
  };
  return { password: body.password, country, details };
}

/** Reads a change whose words the request's schema has checked; what is absent is left out. */
export function readAccountPatch(body: Static<typeof PatchAccountBody>): AccountPatch {
  const patch = {
    name: body.name?.trim(),
    phone: body.phone,
    company: body.company === undefined ? undefined : (body.company?.trim() ?? ''),
    description: optional(body.description),
    address: optional(body.address),
    city: optional(body.city),
    state: optional(body.state),
    zipCode: optional(body.zip_code),
    timezone: body.timezone === undefined ? undefined : (timeZoneName(body.timezone) ?? undefined),
    gstin: optional(body.gstin),
    gstStatus: body.gst_status,
    tdsEnabled: body.tds_enabled,
    tdsPercentage: body.tds_percentage,
    businessType: body.business_type?.trim(),
    cpsLimit: body.cps_limit,
    concurrentCallsLimit: body.concurrent_calls_limit,
    pricingTierId: body.pricing_tier_id,
  };
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

function optional(text: string | null | undefined): string | null | undefined {
  return text === undefined ? undefined : trimmed(text);
}
