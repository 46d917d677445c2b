import type { Route } from '../platform/http/index.ts';
import type { Idempotency } from '../platform/idempotency/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { Identity } from './identity.ts';
import type { PartnerPrincipal } from './principal.ts';
import { partnerLoginRoute } from './routes.partner-login.ts';
import { partnerTeamRoutes } from './routes.partner-team.ts';
import { partnerTokenRoutes } from './routes.partner-tokens.ts';

export interface IdentityRoutesDeps {
  readonly identity: Identity;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

/** Login, tokens and team of the Partner API. */
export function identityPartnerRoutes(deps: IdentityRoutesDeps): Route<PartnerPrincipal>[] {
  return [partnerLoginRoute(deps), ...partnerTokenRoutes(deps), ...partnerTeamRoutes(deps)];
}
