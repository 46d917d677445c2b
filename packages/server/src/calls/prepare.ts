import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/min';
import type { Attempt, RoutedCall } from '../carriers/index.ts';
import type { Reader } from '../platform/db/index.ts';
import type { CallsDeps } from './calls-deps.ts';
import { callerOf, digitsOf, isE164Digits } from './dialled-number.ts';
import type { AuthoriseInput } from './edge-messages.ts';
import type { CallTerms } from './facts.ts';
import { selectTerms } from './terms-store.ts';

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

/** Who waited longer for its turn than this is prepared anew. */
const KEEPS_MS = 2_000;

function routed(input: AuthoriseInput, digits: string, at: Date): RoutedCall {
  const caller = { number: callerOf(input.from) ?? input.from, withheld: input.fromWithheld ?? false };
  return { digits, caller, at, seed: input.callId };
}

async function findRoutes(
  deps: CallsDeps,
  reader: Reader,
  inputs: readonly AuthoriseInput[],
  at: Date,
): Promise<ReadonlyMap<string, readonly Attempt[]>> {
  const outbound = inputs.filter(
    ({ direction, to }) => direction === 'outbound' && isE164Digits(digitsOf(to)),
  );
  const questions = outbound.map((input) => routed(input, digitsOf(input.to), at));
  const attempts = await deps.carriers.attemptsOf(reader, questions);
  return new Map(outbound.map((input, place) => [input.callId, attempts[place] ?? []]));
}

/** An emergency number is routed with its country before it: 112 in India is 91112. */
async function findEmergencyRoutes(
  deps: CallsDeps,
  reader: Reader,
  { input, digits, terms, preparedAt }: PreparedCall,
): Promise<readonly Attempt[]> {
  const country = terms?.country ?? '';
  const code = isSupportedCountry(country) ? getCountryCallingCode(country) : '';
  const [attempts] = await deps.carriers.attemptsOf(reader, [routed(input, code + digits, preparedAt)]);
  return attempts ?? [];
}

/** Finds what a group of calls costs, what each may show and where it may go. In their order. */
export async function prepareGroup(
  deps: CallsDeps,
  reader: Reader,
  inputs: readonly AuthoriseInput[],
): Promise<PreparedCall[]> {
  const at = deps.clock.now();
  const questions = inputs.map(({ direction, source, to, from }) => ({
    direction,
    source: direction === 'outbound' ? source : null,
    digits: digitsOf(to),
    caller: callerOf(from),
  }));
  const [terms, routes] = await Promise.all([
    selectTerms(reader, questions, at),
    findRoutes(deps, reader, inputs, at),
  ]);
  const calls = inputs.map((input, place): PreparedCall => ({
    callId: input.callId,
    input,
    digits: digitsOf(input.to),
    caller: callerOf(input.from),
    terms: terms[place] ?? null,
    attempts: routes.get(input.callId) ?? [],
    preparedAt: at,
  }));
  return Promise.all(
    calls.map(async (call) =>
      call.terms?.emergency === true
        ? { ...call, attempts: await findEmergencyRoutes(deps, reader, call) }
        : call,
    ),
  );
}

/** The same calls, none of them prepared too long ago. */
export async function freshlyPrepared(
  deps: CallsDeps,
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
