import type { Reader } from '../platform/db/index.ts';
import { toWire, type Wire } from './attempts.ts';
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

/** Where calls go: for each, gateways in the order in which the edge tries them. Empty where nobody takes it. */
export async function findAttemptsOf(reader: Reader, calls: readonly RoutedCall[]): Promise<Attempt[][]> {
  const questions = calls.map((call) => ({
    ...questionOf(call),
    limit: (call.limit ?? MOST_ATTEMPTS) * SPARE,
  }));
  const chosen = await selectChosen(reader, questions);
  return calls.map((call, place) => toAttempts(chosen[place] ?? [], call));
}

export async function findAttempts(reader: Reader, call: RoutedCall): Promise<Attempt[]> {
  return (await findAttemptsOf(reader, [call]))[0] ?? [];
}

function toAttempts(gateways: readonly ChosenGateway[], call: RoutedCall): Attempt[] {
  const attempts = gateways.flatMap((chosen) => {
    const sent = toWire(chosen, call.digits, call.caller);
    return 'wire' in sent ? [{ ...chosen, ...sent.wire }] : [];
  });
  return attempts
    .slice(0, call.limit ?? MOST_ATTEMPTS)
    .map((attempt, index) => ({ ...attempt, position: index + 1 }));
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
    const { carrier, gateway } = candidate;
    const rules = {
      ...gateway,
      cliRules: gateway.cliRules ?? carrier.cliRules,
      dialFormat: gateway.dialFormat ?? carrier.dialFormat,
    };
    const sent = toWire(rules, call.digits, call.caller);
    if ('refused' in sent) skipped.push({ ...candidate, reason: sent.refused });
    else if (attempts.length === limit) skipped.push({ ...candidate, reason: 'enough_attempts' });
    else attempts.push({ ...candidate, wire: sent.wire });
  }
  return { attempts, skipped };
}
