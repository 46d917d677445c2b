import { OPERATOR_BOOKS } from '../audit/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { replayHeader, type Call, type RouteResult } from '../platform/http/index.ts';
import type { Idempotency, IdempotentOptions } from '../platform/idempotency/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { actorOf, callerOf } from './actor.ts';
import type { By } from './by.ts';
import type { CustomerPrincipal, OperatorPrincipal, PartnerPrincipal } from './principal.ts';

export interface KeyedWriteDeps {
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

type Writer = PartnerPrincipal | CustomerPrincipal | OperatorPrincipal;

/**
 * Whose idempotency keys a caller uses. A customer's are among its partner's: the path names the account. The
 * operator's are one set, whichever partner they are about.
 */
function keysOf(principal: Writer): string {
  if (principal.kind === 'operator') return OPERATOR_BOOKS;
  return principal.kind === 'partner' ? principal.partner.partnerId : principal.customer.partner.partnerId;
}

/** Runs a caller's write in one transaction, once per idempotency key where the request carries one. */
export async function keyedWrite<P extends Writer>(
  deps: KeyedWriteDeps,
  call: Pick<Call<P>, 'principal' | 'idempotency' | 'ip' | 'userAgent' | 'requestId'>,
  work: (tx: Tx, by: By) => Promise<Record<string, unknown>>,
  options: IdempotentOptions = {},
): Promise<RouteResult> {
  const by: By = { actor: actorOf(call.principal, call), at: deps.clock.now() };
  const scope = { partnerId: keysOf(call.principal), caller: callerOf(call.principal), at: by.at };
  const { result, replayed } = await deps.idempotency.run(
    call.idempotency,
    scope,
    (tx) => work(tx, by),
    options,
  );
  return { body: result, headers: replayHeader(replayed) };
}
