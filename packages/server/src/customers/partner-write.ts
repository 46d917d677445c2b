import { actorOf, callerOf, type PartnerPrincipal } from '../identity/index.ts';
import type { By } from '../partners/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { replayHeader, type Call, type RouteResult } from '../platform/http/index.ts';
import type { Idempotency, IdempotentOptions } from '../platform/idempotency/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { Customers } from './service.ts';

export interface CustomerRoutesDeps {
  readonly customers: Customers;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

/** Runs a partner's write in one transaction, once per idempotency key where the request carries one. */
export async function partnerWrite(
  deps: CustomerRoutesDeps,
  call: Call<PartnerPrincipal>,
  work: (tx: Tx, by: By) => Promise<Record<string, unknown>>,
  options: IdempotentOptions = {},
): Promise<RouteResult> {
  const by: By = { actor: actorOf(call.principal, call), at: deps.clock.now() };
  const { partnerId } = call.principal.partner;
  const scope = { partnerId, caller: callerOf(call.principal), at: by.at };
  const { result, replayed } = await deps.idempotency.run(
    call.idempotency,
    scope,
    (tx) => work(tx, by),
    options,
  );
  return { body: result, headers: replayHeader(replayed) };
}
