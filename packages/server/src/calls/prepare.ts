import type { Attempt, RoutedCall } from '../carriers/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import { callerOf, callingCode, digitsOf, isE164Digits, shortNumberOf } from './dialled-number.ts';
import type { AuthoriseInput } from './edge-messages.ts';
import type { CallTerms } from './facts.ts';
import type { TermsMemory } from './terms-memory.ts';
import type { TermsQuestion } from './terms-store.ts';

/** A call that is asked about, with what is found of it before anything is locked. */
export interface PreparedCall {
  readonly callId: string;
  readonly input: AuthoriseInput;
  readonly digits: string;
  readonly caller: string | null;
  /** Null: nobody's call. */
  readonly terms: CallTerms | null;
  /** Gateways for an outbound call. */
  readonly attempts: readonly Attempt[];
  readonly preparedAt: Date;
}

export interface PrepareDeps extends Pick<CallsDeps, 'clock' | 'carriers'> {
  readonly terms: Pick<TermsMemory, 'find'>;
}

/** Who waited longer for its turn than this is prepared anew; with the lease of news (0.7 s) it makes two seconds. */
const KEEPS_MS = 1_300;

/** A call and the number that it is routed by. */
interface Routing {
  readonly call: Pick<PreparedCall, 'callId' | 'input' | 'caller'>;
  readonly digits: string;
}

/** Gateways by call. */
async function findRoutes(
  deps: PrepareDeps,
  reader: Reader,
  routings: readonly Routing[],
  at: Date,
): Promise<ReadonlyMap<string, readonly Attempt[]>> {
  const questions = routings.map(({ call: { callId, input, caller }, digits }): RoutedCall => ({
    digits,
    caller: { number: caller ?? input.from, withheld: input.fromWithheld ?? false },
    at,
    seed: callId,
  }));
  const attempts = await deps.carriers.attemptsOf(reader, questions);
  return new Map(routings.map(({ call: { callId } }, place) => [callId, attempts[place] ?? []]));
}

/** An emergency number is routed with its country before it: 112 in India is 91112. */
function emergencyDigits({ digits, terms }: PreparedCall): string {
  return callingCode(terms?.country ?? '') + digits;
}

type ReadCall = Omit<PreparedCall, 'attempts'>;

function termsQuestion({
  input: { direction, source },
  digits,
  caller,
}: Pick<PreparedCall, 'input' | 'digits' | 'caller'>): TermsQuestion {
  return { direction, source: direction === 'outbound' ? source : null, digits, caller };
}

/** Who dials +91112 in India is in need like who dials 112. Only short numbers are asked about a second time. */
async function withoutCountry(
  { terms: memory }: PrepareDeps,
  reader: Reader,
  calls: readonly ReadCall[],
  at: Date,
): Promise<readonly ReadCall[]> {
  const shorter = calls.flatMap((call) => {
    const { input, digits, terms } = call;
    if (input.direction === 'inbound' || terms === null || terms.emergency) return [];
    const short = shortNumberOf(digits, terms.country);
    return short === null ? [] : [{ ...call, digits: short }];
  });
  if (shorter.length === 0) return calls;
  const terms = await memory.find(reader, shorter.map(termsQuestion), at);
  const urgent = new Map(
    shorter.flatMap((call, place) => {
      const found = terms[place] ?? null;
      return found?.emergency === true ? [[call.callId, { ...call, terms: found }]] : [];
    }),
  );
  return calls.map((call) => urgent.get(call.callId) ?? call);
}

/** Finds what a group of calls costs, what each may show and where it may go. In their order. */
export async function prepareGroup(
  deps: PrepareDeps,
  reader: Reader,
  inputs: readonly AuthoriseInput[],
): Promise<PreparedCall[]> {
  const at = deps.clock.now();
  const read = inputs.map((input) => ({
    callId: input.callId,
    input,
    digits: digitsOf(input.to),
    caller: callerOf(input.from),
    preparedAt: at,
  }));
  const outbound = read.filter(({ input, digits }) => input.direction === 'outbound' && isE164Digits(digits));
  const [terms, routes] = await Promise.all([
    deps.terms.find(reader, read.map(termsQuestion), at),
    findRoutes(
      deps,
      reader,
      outbound.map((call) => ({ call, digits: call.digits })),
      at,
    ),
  ]);
  const asked = read.map((call, place): ReadCall => ({ ...call, terms: terms[place] ?? null }));
  const calls = (await withoutCountry(deps, reader, asked, at)).map((call): PreparedCall => ({
    ...call,
    attempts: routes.get(call.callId) ?? [],
  }));
  const emergencies = calls.filter((call) => call.terms?.emergency === true);
  if (emergencies.length === 0) return calls;
  const urgent = await findRoutes(
    deps,
    reader,
    emergencies.map((call) => ({ call, digits: emergencyDigits(call) })),
    at,
  );
  return calls.map((call) => ({ ...call, attempts: urgent.get(call.callId) ?? call.attempts }));
}

/** The same calls, none of them prepared too long ago. */
export async function freshlyPrepared(
  deps: PrepareDeps,
  reader: Reader,
  calls: readonly PreparedCall[],
): Promise<readonly PreparedCall[]> {
  const since = deps.clock.now().getTime() - KEEPS_MS;
  const old = calls.filter(({ preparedAt }) => preparedAt.getTime() < since);
  if (old.length === 0) return calls;
  const anew = await prepareGroup(
    deps,
    reader,
    old.map(({ input }) => input),
  );
  const byId = new Map(anew.map((call) => [call.callId, call]));
  return calls.map((call) => byId.get(call.callId) ?? call);
}
