export { createPartnerDirectory, type PartnerDirectory } from './account-directory.ts';
export { type AccessRequest, type AccessRequestStatus, type Application } from './access-request.ts';
export { registerPartnerCommands } from './commands.ts';
export { COUNTRY_FORMAT, isCountryCode } from './country.ts';
export { DashboardProfileSchema } from './contract.ts';
export { maxAccountsReached } from './errors.ts';
export type { PartnerPatch } from './life-cycle.ts';
export type { Grant, NewPartnerInput } from './onboarding.ts';
export { createOwnerAccess, type OpenedAccess, type OwnerAccess } from './owner-access.ts';
export type { By } from '../identity/index.ts';
export type {
  Capabilities,
  CreatedPartner,
  MasterBalance,
  MasterMovement,
  Partner,
  PartnerPage,
  PartnerProfile,
  PartnerView,
} from './partner.ts';
export type { OperatorRoutesDeps, PartnerCommandContext, PartnersDeps } from './partner-deps.ts';
export { accessRequestOperatorRoutes } from './routes.operator-access-requests.ts';
export { partnerMoneyOperatorRoutes } from './routes.operator-money.ts';
export { partnerOperatorRoutes } from './routes.operator.ts';
export { partnerPartnerRoutes } from './routes.partner.ts';
export { accessRequestPublicRoutes, type PublicRoutesDeps } from './routes.public.ts';
export { createPartners, type Partners } from './service.ts';
export type { PartnerName } from './store.ts';
export { toApiProfile } from './to-api.ts';
