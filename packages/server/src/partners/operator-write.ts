import { OPERATOR_BOOKS } from '../audit/index.ts';
import { actorOf, callerOf, type OperatorPrincipal } from '../identity/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { replayHeader, type Call, type RouteResult } from '../platform/http/index.ts';
import type { Idempotency, IdempotentOptions } from '../platform/idempotency/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { By } from './by.ts';
import type { Partners } from './service.ts';

export interface OperatorRoutesDeps {
  readonly partners: Partners;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

/**
 * Runs a write of the operator in one transaction, once per idempotency key. The operator's keys are one set, whichever
 * partner they are about: the path says that.
 */
export async function operatorWrite(
  deps: OperatorRoutesDeps,
  call: Call<OperatorPrincipal>,
  work: (tx: Tx, by: By) => Promise<Record<string, unknown>>,
  options: IdempotentOptions = {},
): Promise<RouteResult> {
  const by: By = { actor: actorOf(call.principal, call), at: deps.clock.now() };
  const scope = { partnerId: OPERATOR_BOOKS, caller: callerOf(call.principal), at: by.at };
  const { result, replayed } = await deps.idempotency.run(
    call.idempotency,
    scope,
    (tx) => work(tx, by),
    options,
  );
  return { body: result, headers: replayHeader(replayed) };
}
