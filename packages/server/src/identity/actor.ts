import type { Actor } from '../audit/index.ts';
import type {
  CustomerPrincipal,
  OperatorPrincipal,
  PartnerPrincipal,
  SessionPrincipal,
} from './principal.ts';
import type { User } from './user.ts';

/** Where a request came from; a `Call` is one. */
export interface RequestOrigin {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** The principal of a request as the audit log names it: the person where there is one, else the token. */
export function actorOf(
  principal: PartnerPrincipal | CustomerPrincipal | OperatorPrincipal | SessionPrincipal,
  origin: RequestOrigin,
): Actor {
  const from = { ip: origin.ip, userAgent: origin.userAgent, requestId: origin.requestId };
  if (principal.kind === 'session') return userActor(principal.user, origin);
  const { kind, credential } = principal;
  return { kind, id: credential.userId ?? credential.id, label: credential.label, ...from };
}

/** Tells one caller from another: the person where there is one, else the token, whatever its secret is just now. */
export function callerOf(principal: PartnerPrincipal | CustomerPrincipal | OperatorPrincipal): string {
  const { kind, credential } = principal;
  return `${kind}:${credential.userId ?? credential.id}`;
}

export function userActor(user: Pick<User, 'kind' | 'userId' | 'email'>, origin: RequestOrigin): Actor {
  const { ip, userAgent, requestId } = origin;
  return { kind: user.kind, id: user.userId, label: user.email, ip, userAgent, requestId };
}
