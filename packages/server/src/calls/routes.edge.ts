import type { EdgePrincipal } from '../edges/index.ts';
import { AppError } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  AnsweredBody,
  AnsweredResults,
  AuthoriseBody,
  AuthoriseResults,
  EndBody,
  EndResults,
  ExtendBody,
  ExtendResults,
  MOST_CALLS,
} from './edge-contract.ts';
import {
  answeredExample,
  answeredResultsExample,
  authoriseExample,
  authoriseResultsExample,
  endExample,
  endResultsExample,
  extendExample,
  extendResultsExample,
} from './edge-examples.ts';
import {
  fromAuthorise,
  fromEnd,
  toApiAnswered,
  toApiAuthorised,
  toApiEnded,
  toApiExtended,
  type TryAgain,
} from './edge-views.ts';
import type { Calls } from './service.ts';

const route = routesOf<EdgePrincipal>();
const TAG = 'Calls';
/** A node is known and asks as often as calls come: it is not held up here, but where work queues. */
const FREE = 0;
const BATCHED = `Up to ${String(MOST_CALLS)} calls in one request, each with its own result. Safe to repeat.`;

export interface CallEdgeRoutesDeps {
  readonly calls: Pick<Calls, 'authorise' | 'answered' | 'extend' | 'end'>;
}

/** Answers for each call: one that cannot be served now says so, whatever becomes of the others. */
async function each<I, O>(
  items: readonly I[],
  callIdOf: (item: I) => string,
  work: (item: I) => Promise<O>,
): Promise<(O | TryAgain)[]> {
  return Promise.all(
    items.map((item) =>
      work(item).catch((error: unknown): TryAgain => {
        if (error instanceof AppError && error.status === 503)
          return { outcome: 'try_again', callId: callIdOf(item) };
        throw error;
      }),
    ),
  );
}

/** The four verbs of a call. */
export function callEdgeRoutes(deps: CallEdgeRoutesDeps): Route<EdgePrincipal>[] {
  return [authoriseRoute(deps), answeredRoute(deps), extendRoute(deps), endRoute(deps)];
}

function authoriseRoute({ calls }: CallEdgeRoutesDeps): Route<EdgePrincipal> {
  return route({
    method: 'POST',
    path: '/calls/authorise',
    operationId: 'edgeAuthorise',
    tag: TAG,
    summary: 'May this call go?',
    description:
      'Decides everything and sets the money of the first seconds aside. An allowed call comes with its routes and with the ' +
      'seconds that are paid for; a refused one with its SIP answer, the reason and a sentence that somebody can act on, and is ' +
      'a call record already: report no end of it. Asked again, the answer is that of before while the call is up, and then `call_ended`. The call id is a UUIDv7 minted when the INVITE came; one that is more than ' +
      `five minutes off is refused. ${BATCHED}`,
    scope: null,
    rateCost: FREE,
    body: AuthoriseBody,
    example: authoriseExample,
    success: {
      status: 200,
      description: 'The answers.',
      schema: AuthoriseResults,
      example: authoriseResultsExample,
    },
    errors: [],
    handler: async ({ principal, body }) => {
      const inputs = body.calls.map((item) => fromAuthorise(item, principal.name));
      const outcomes = await each(
        inputs,
        ({ callId }) => callId,
        (input) => calls.authorise(input),
      );
      return { body: { results: outcomes.map(toApiAuthorised) } };
    },
  });
}

function answeredRoute({ calls }: CallEdgeRoutesDeps): Route<EdgePrincipal> {
  return route({
    method: 'POST',
    path: '/calls/answered',
    operationId: 'edgeAnswered',
    tag: TAG,
    summary: 'The call was answered',
    description:
      'The paid seconds count from here. Send it when the 200 passes, and set the dialog’s timeout to `funded_seconds`. Where the ' +
      `message is lost, the end still tells. ${BATCHED}`,
    scope: null,
    rateCost: FREE,
    body: AnsweredBody,
    example: answeredExample,
    success: {
      status: 200,
      description: 'The answers.',
      schema: AnsweredResults,
      example: answeredResultsExample,
    },
    errors: [],
    handler: async ({ body }) => {
      const inputs = body.calls.map((item) => ({
        callId: item.call_id.toLowerCase(),
        answeredAt: item.answered_at,
      }));
      const outcomes = await each(
        inputs,
        ({ callId }) => callId,
        (input) => calls.answered(input),
      );
      return { body: { results: outcomes.map(toApiAnswered) } };
    },
  });
}

function extendRoute({ calls }: CallEdgeRoutesDeps): Route<EdgePrincipal> {
  return route({
    method: 'POST',
    path: '/calls/extend',
    operationId: 'edgeExtend',
    tag: TAG,
    summary: 'More seconds for a call',
    description:
      'Ask some ten seconds before the paid time runs out. Only a granted extension moves the end of a call: without an answer it ' +
      `ends at the last paid second. A top-up takes effect here. ${BATCHED}`,
    scope: null,
    rateCost: FREE,
    body: ExtendBody,
    example: extendExample,
    success: {
      status: 200,
      description: 'The answers.',
      schema: ExtendResults,
      example: extendResultsExample,
    },
    errors: [],
    handler: async ({ body }) => {
      const inputs = body.calls.map((item) => ({
        callId: item.call_id.toLowerCase(),
        fundedSeconds: item.funded_seconds,
      }));
      const outcomes = await each(
        inputs,
        ({ callId }) => callId,
        (input) => calls.extend(input),
      );
      return { body: { results: outcomes.map(toApiExtended) } };
    },
  });
}

function endRoute({ calls }: CallEdgeRoutesDeps): Route<EdgePrincipal> {
  return route({
    method: 'POST',
    path: '/calls/end',
    operationId: 'edgeEnd',
    tag: TAG,
    summary: 'The call is over',
    description:
      'Settles the money, writes the call record and the sums, all at once. Write the message to a disk before you send it, and ' +
      'send it until another answer than `try_again` came: hours later is fine. A call that was settled without you is put ' +
      `right. ${BATCHED}`,
    scope: null,
    rateCost: FREE,
    body: EndBody,
    example: endExample,
    success: { status: 200, description: 'The answers.', schema: EndResults, example: endResultsExample },
    errors: [],
    handler: async ({ body }) => {
      const inputs = body.calls.map(fromEnd);
      const outcomes = await each(
        inputs,
        ({ callId }) => callId,
        (input) => calls.end(input),
      );
      return { body: { results: outcomes.map(toApiEnded) } };
    },
  });
}
