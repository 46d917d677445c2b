import type { Static } from 'typebox';
import type { ApproveBody } from './access-request-contract.ts';
import type { CreatePartnerBody, PatchPartnerBody } from './contract.ts';
import type { PartnerPatch } from './life-cycle.ts';
import type { Grant, NewPartnerInput } from './onboarding.ts';

type GrantBody = Static<typeof ApproveBody>;

/** What the operator grants, as the rules know it. */
export function toGrant(body: GrantBody): Grant {
  return {
    currency: body.currency,
    mode: body.mode,
    startingBalance: body.starting_balance,
    creditLimit: body.credit_limit,
    maxAccounts: body.max_accounts,
    defaultPricingTierId: body.default_pricing_tier_id,
    ...toCapabilities(body),
  };
}

export function toNewPartnerInput(body: Static<typeof CreatePartnerBody>): NewPartnerInput {
  return {
    name: body.name,
    email: body.email,
    phone: body.phone,
    company: body.company,
    country: body.country,
    slug: body.slug,
    gstin: body.gstin,
    gstStatus: body.gst_status,
    tdsApplicable: body.tds_applicable,
    tdsPercentage: body.tds_percentage,
    isVerified: body.is_verified,
    ...toGrant(body),
  };
}

export function toPartnerPatch(
  body: Omit<Static<typeof PatchPartnerBody>, 'version' | 'reason'>,
): PartnerPatch {
  return {
    name: body.name,
    phone: body.phone,
    company: body.company,
    country: body.country,
    gstin: body.gstin,
    gstStatus: body.gst_status,
    tdsApplicable: body.tds_applicable,
    tdsPercentage: body.tds_percentage,
    isVerified: body.is_verified,
    maxAccounts: body.max_accounts,
    defaultPricingTierId: body.default_pricing_tier_id,
    ...toCapabilities(body),
  };
}

type CapabilityBody = Pick<
  GrantBody,
  'can_create_accounts' | 'can_create_pricing_tiers' | 'can_view_cdrs' | 'can_transfer_balance'
>;

function toCapabilities(
  body: CapabilityBody,
): Pick<PartnerPatch, 'canCreateAccounts' | 'canCreatePricingTiers' | 'canViewCdrs' | 'canTransferBalance'> {
  return {
    ...(body.can_create_accounts === undefined ? {} : { canCreateAccounts: body.can_create_accounts }),
    ...(body.can_create_pricing_tiers === undefined
      ? {}
      : { canCreatePricingTiers: body.can_create_pricing_tiers }),
    ...(body.can_view_cdrs === undefined ? {} : { canViewCdrs: body.can_view_cdrs }),
    ...(body.can_transfer_balance === undefined ? {} : { canTransferBalance: body.can_transfer_balance }),
  };
}
