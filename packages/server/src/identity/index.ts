export type { AccountDirectory } from './account-directory.ts';
export { actorOf, userActor, type RequestOrigin } from './actor.ts';
export type { AuthChange } from './auth-news.ts';
export { Authenticator, type AnyPrincipal } from './authenticator.ts';
export type { By } from './by.ts';
export { credentialStatus, type ApiCredential, type CredentialStatus } from './credential.ts';
export type { CustomerTokenOwner, CustomerTokens } from './customer-tokens.ts';
export {
  accountMismatch,
  accountSuspended,
  csrfRefused,
  insufficientScope,
  tooManyFailedAttempts,
  wrongAccountKind,
} from './errors.ts';
export {
  createIdentity,
  type Identity,
  type IdentityDeps,
  type IdentityLimits,
  type OpenedPartnerAccess,
} from './identity.ts';
export type { LinkPurpose } from './link-store.ts';
export { LINK_LIFE_MS, type IssuedLink, type LinkOutcome, type Links, type NewLink } from './links.ts';
export type { Logins } from './logins.ts';
export { PASSWORD_MAX, PASSWORD_MIN, PASSWORD_RULE, passwordFaults } from './password-rule.ts';
export * from './principal.ts';
export { identityOperatorRoutes } from './routes.operator.ts';
export { identityPartnerRoutes } from './routes.partner.ts';
export { identityPublicRoutes } from './routes.public.ts';
export { identitySessionRoutes } from './routes.session.ts';
export { SESSION_COOKIE, readSessionCookie } from './session-cookie.ts';
export type { Staff } from './staff.ts';
export { MAX_TEAM, type Invitation, type SendInvitation, type Team } from './team.ts';
export { MAX_LIVE_TOKENS, type IssuedToken, type NewToken, type TokenOwner, type Tokens } from './tokens.ts';
export type { User, UserAccount, UserKind, UserRole, UserStatus } from './user.ts';
export type { HashedPassword, NewUser, Users } from './users.ts';
