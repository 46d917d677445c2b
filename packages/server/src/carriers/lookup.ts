import type { Reader } from '../platform/db/index.ts';
import { toWire, type Wire } from './attempts.ts';
import type { RouteTerms } from './carrier-route.ts';
import { selectCarriersByIds } from './carrier-store.ts';
import { selectChosen, type ChosenGateway } from './choice-store.ts';
import {
  MOST_ATTEMPTS,
  chooseRoutes,
  type Candidate,
  type Choice,
  type RoutingQuestion,
  type RoutingTable,
  type Skipped,
} from './choose-routes.ts';
import type { CallerId } from './cli-rules.ts';
import { selectGatewaysOf } from './gateway-store.ts';
import { selectMatchingRoutes } from './route-store.ts';
import type { RoutingMemory } from './routing-memory.ts';

/** Routes that an explanation looks at, and lines that it shows; calls know no such limit. */
const MOST_EXPLAINED = 2_000;
const MOST_SHOWN = 200;
/** Some may refuse the caller's number; so many more are asked for. */
const SPARE = 2;

export interface RoutedCall {
  /** Digits of an E.164 number. */
  readonly digits: string;
  readonly caller: CallerId;
  readonly at: Date;
  /** The call's id. */
  readonly seed: string;
  readonly limit?: number | undefined;
}

/** One attempt of a call: the gateway and the INVITE. */
export type Attempt = ChosenGateway & Wire;

/**
 * Where calls go: for each, gateways in the order in which the edge tries them. Empty where nobody takes it. The database is asked
 * about those that memory does not answer.
 */
export async function findAttemptsOf(
  reader: Reader,
  calls: readonly RoutedCall[],
  memory: RoutingMemory | null,
): Promise<Attempt[][]> {
  const questions = calls.map((call) => ({
    ...questionOf(call),
    limit: (call.limit ?? MOST_ATTEMPTS) * SPARE,
  }));
  const known = questions.map((question) => memory?.choose(question)?.map(toChosen));
  const unknown = questions.filter((_, place) => known[place] === undefined);
  const asked = (await selectChosen(reader, unknown)).values();
  return calls.map((call, place) => toAttempts(known[place] ?? asked.next().value ?? [], call));
}

function toChosen({ carrier, route, gateway }: Candidate<RouteTerms>, index: number): ChosenGateway {
  return {
    position: index + 1,
    carrierId: carrier.id,
    gatewayId: gateway.id,
    routeId: route.id,
    host: gateway.host,
    port: gateway.port,
    transport: gateway.transport,
    prefix: route.prefix,
    priority: route.priority,
    costRate: route.costRate,
    currency: carrier.currency,
    cliRules: gateway.cliRules ?? carrier.cliRules,
    dialFormat: gateway.dialFormat ?? carrier.dialFormat,
  };
}

function toAttempts(gateways: readonly ChosenGateway[], call: RoutedCall): Attempt[] {
  const attempts: Attempt[] = [];
  for (const chosen of gateways) {
    if (attempts.length === (call.limit ?? MOST_ATTEMPTS)) break;
    const sent = toWire(chosen, call.digits, call.caller);
    if ('wire' in sent) attempts.push({ ...chosen, ...sent.wire, position: attempts.length + 1 });
  }
  return attempts;
}

export interface RouteExplanation {
  /** E.164. */
  readonly to: string;
  readonly caller: CallerId;
  readonly at: Date;
  readonly seed: string;
  readonly attempts: readonly (Candidate & { readonly wire: Wire })[];
  readonly skipped: readonly Skipped[];
  readonly skippedMore: boolean;
}

/** The same with all that was not chosen, and why. */
export async function explainRoutes(reader: Reader, call: RoutedCall): Promise<RouteExplanation> {
  const table = await loadTable(reader, call);
  const limit = call.limit ?? MOST_ATTEMPTS;
  const { candidates, skipped } = chooseRoutes(table, { ...questionOf(call), limit: limit * SPARE });
  const shown = send(candidates, call, limit);
  const all = [...shown.skipped, ...skipped];
  return {
    to: `+${call.digits}`,
    caller: call.caller,
    at: call.at,
    seed: call.seed,
    attempts: shown.attempts,
    skipped: all.slice(0, MOST_SHOWN),
    skippedMore: all.length > MOST_SHOWN,
  };
}

function questionOf({ digits, at, seed }: RoutedCall): Omit<RoutingQuestion, 'limit'> {
  return { number: digits, at, seed };
}

/** What a number matches, with everything of its carriers. */
export async function loadTable(
  reader: Reader,
  { digits, at }: Pick<RoutedCall, 'digits' | 'at'>,
): Promise<RoutingTable> {
  const routes = await selectMatchingRoutes(reader, digits, MOST_EXPLAINED);
  const ids = routes.map(({ carrierId }) => carrierId);
  const [carriers, gateways] = await Promise.all([
    selectCarriersByIds(reader, ids),
    selectGatewaysOf(reader, ids, at),
  ]);
  return { carriers, gateways, routes };
}

/** Candidates as they go over the wire; those that refuse the caller make room for the next. */
function send(
  candidates: Choice['candidates'],
  call: RoutedCall,
  limit: number,
): { attempts: (Candidate & { wire: Wire })[]; skipped: Skipped[] } {
  const attempts: (Candidate & { wire: Wire })[] = [];
  const skipped: Skipped[] = [];
  for (const candidate of candidates) {
    const sent = toWire(toChosen(candidate, attempts.length), call.digits, call.caller);
    if ('refused' in sent) skipped.push({ ...candidate, reason: sent.refused });
    else if (attempts.length === limit) skipped.push({ ...candidate, reason: 'enough_attempts' });
    else attempts.push({ ...candidate, wire: sent.wire });
  }
  return { attempts, skipped };
}
