import { accountSuspended, insufficientScope, type AccountStatus } from '../identity/index.ts';
import type { Route } from '../platform/http/index.ts';

/** Whether a route leaves everything as it is. */
function reads(route: Pick<Route<unknown>, 'method' | 'readOnly'>): boolean {
  return route.method === 'GET' || route.readOnly === true;
}

/** A suspended account can be read, not changed. Throws 403 `account_suspended`. */
export function refuseSuspended(
  statuses: readonly AccountStatus[],
  route: Pick<Route<unknown>, 'method' | 'readOnly'>,
): void {
  if (!reads(route) && statuses.some((status) => status !== 'active')) throw accountSuspended();
}

/** Throws 403 `insufficient_scope` naming the scope that is missing. */
export function refuseScope(held: ReadonlySet<string>, route: Pick<Route<unknown>, 'scope'>): void {
  if (route.scope !== null && !held.has(route.scope))
    throw insufficientScope({ facts: { required_scope: route.scope } });
}
