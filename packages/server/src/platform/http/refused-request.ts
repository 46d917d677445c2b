import type { Static, TSchema } from 'typebox';
import { AppError, ValidationFailure, type Fault } from '../errors/index.ts';
import { inFieldOrder, withoutRepeats } from './fault-order.ts';
import type { RefusedCall, Route } from './route.ts';
import { node } from './schema-kit.ts';
import type { Refused, Sound } from './sound.ts';
import { MAX_FAULTS, type RefusedInput } from './validate.ts';

type Read = { readonly value: unknown } | RefusedInput;

function faultsOf(read: Read): readonly Fault[] {
  return 'faults' in read ? read.faults : [];
}

function soundIn(read: Read): Sound<unknown> {
  return 'faults' in read ? read.sound : read.value;
}

/** A request that its schemas and their rules refused, and what of it they did not. */
export class RefusedRequest extends ValidationFailure {
  readonly sound: Omit<RefusedCall<unknown>, 'principal'>;

  constructor(
    { params, query, body }: { readonly params: unknown; readonly query: Read; readonly body: Read },
    more: readonly Fault[],
  ) {
    super([...faultsOf(query), ...faultsOf(body), ...more]);
    const refused: Refused = {
      has: (...place) => [query, body].some((read) => 'faults' in read && read.refused.has(...place)),
    };
    this.sound = { params, query: soundIn(query), body: soundIn(body), refused };
  }
}

type StoredFaults = Promise<readonly Fault[]> | readonly Fault[];

/** What stored data says against a request; nothing where it stands for something that is not there. */
async function askStored(ask: () => StoredFaults | undefined): Promise<readonly Fault[]> {
  try {
    return (await ask()) ?? [];
  } catch (error) {
    if (error instanceof ValidationFailure) return error.details;
    if (error instanceof AppError) return [];
    throw error;
  }
}

/** The same refusal with the faults that only stored data knows, each part in the order of its fields. */
export async function withStoredFaults(
  refusal: RefusedRequest,
  principal: unknown,
  route: Route<unknown>,
): Promise<ValidationFailure> {
  const stored = withoutRepeats(
    await askStored(() => route.storedFaults?.({ principal, ...refusal.sound })),
    refusal.details,
  );
  if (stored.length === 0) return refusal;
  const all = [...refusal.details, ...stored];
  const ofPart = (part: string): Fault[] => all.filter(({ loc }) => loc[0] === part);
  const { query, body } = route;
  return new ValidationFailure(
    [
      ...(query === undefined ? ofPart('query') : inFieldOrder(node(query), ofPart('query'))),
      ...(body === undefined ? ofPart('body') : inFieldOrder(node(body), ofPart('body'))),
      ...ofPart('header'),
    ].slice(0, MAX_FAULTS),
  );
}

/** The same of what was written at a prompt: a body alone, and no route. */
export async function withStoredFaultsOf<S extends TSchema>(
  schema: S,
  read: RefusedInput,
  ask: (left: { readonly body: Sound<Static<S>>; readonly refused: Refused }) => StoredFaults,
): Promise<ValidationFailure> {
  const left = { body: read.sound as Sound<Static<S>>, refused: read.refused };
  const stored = withoutRepeats(await askStored(() => ask(left)), read.faults);
  return new ValidationFailure(inFieldOrder(node(schema), [...read.faults, ...stored]).slice(0, MAX_FAULTS));
}
