export type { AccountDirectory } from './account-directory.ts';
export { actorOf, type RequestOrigin } from './actor.ts';
export { AttemptThrottle, mustWait, throttledNetwork } from './attempt-throttle.ts';
export type { AuthChange } from './auth-news.ts';
export type { AnyPrincipal, Authenticator } from './authenticator.ts';
export type { By } from './by.ts';
export type { ApiCredential, CredentialStatus } from './credential.ts';
export type { CustomerTokenOwner, CustomerTokens } from './customer-tokens.ts';
export {
  accountMismatch,
  accountSuspended,
  csrfRefused,
  credentialExpired,
  insufficientScope,
  ipNotAllowed,
  noOwner,
  wrongAccountKind,
} from './errors.ts';
export {
  createIdentity,
  type Identity,
  type IdentityDeps,
  type IdentityLimits,
  type OpenedPartnerAccess,
} from './identity.ts';
export { keyedWrite, type KeyedWriteDeps } from './keyed-write.ts';
export { compileAllowList, parseCidr, plainAddress } from './ip-allow-list.ts';
export type { LinkPurpose } from './link-store.ts';
export type { IssuedLink, LinkOutcome, Links, NewLink } from './links.ts';
export type { Logins } from './logins.ts';
export { passwordFaults } from './password-rule.ts';
export * from './principal.ts';
export { identityOperatorRoutes } from './routes.operator.ts';
export { identityPartnerRoutes } from './routes.partner.ts';
export { identityPublicRoutes } from './routes.public.ts';
export { identitySessionRoutes } from './routes.session.ts';
export { SESSION_COOKIE, readSessionCookie } from './session-cookie.ts';
export type { Staff } from './staff.ts';
export type { Invitation, SendInvitation, Team } from './team.ts';
export { isSecretText, newSecret, tokenHash } from './token-text.ts';
export type { IssuedToken, NewToken, TokenOwner, Tokens } from './tokens.ts';
export type { User, UserAccount, UserKind, UserRole, UserStatus } from './user.ts';
export type { HashedPassword, NewUser, Users } from './users.ts';
export { operatorAtMachine, writing, type WritingServices } from './writing-command.ts';
